// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/visuals/emblem.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace reelwright::stages {
namespace {

using paint::Box;
using paint::Colour;

constexpr double longest_ratio = 3;
constexpr double transparent_share_min = 0.01;  // less is a rounded corner or a soft edge
constexpr double enlarged_most = 2;

template <typename Visit>
void for_each_pixel(const RgbaImage& picture, const Visit& visit) {
  for (std::size_t at = 0; at + 3 < picture.pixels.size(); at += 4) visit(&picture.pixels[at]);
}

double transparent_share(const RgbaImage& picture) {
  std::size_t clear = 0;
  for_each_pixel(picture, [&](const std::uint8_t* pixel) { clear += pixel[3] < 128 ? 1U : 0U; });
  return static_cast<double>(clear) * 4 /
         static_cast<double>(std::max<std::size_t>(picture.pixels.size(), 1));
}

/// How much of the picture could hardly be told from a card of this colour.
double blending_share(const RgbaImage& picture, const Colour& card) {
  constexpr double visible_contrast = 1.7;
  std::array<bool, 256> blends{};  // by grey value: near enough for a choice between cards
  for (std::size_t grey = 0; grey < blends.size(); ++grey) {
    const double value = static_cast<double>(grey) / 255;
    blends[grey] = paint::contrast_ratio({value, value, value, 1}, card) < visible_contrast;
  }
  std::size_t solid = 0;
  std::size_t blending = 0;
  for_each_pixel(picture, [&](const std::uint8_t* pixel) {
    if (pixel[3] < 128) return;
    ++solid;
    const auto grey = static_cast<std::size_t>((pixel[0] * 54 + pixel[1] * 183 + pixel[2] * 19) / 256);
    blending += blends[grey] ? 1U : 0U;
  });
  return static_cast<double>(blending) / static_cast<double>(std::max<std::size_t>(solid, 1));
}

void draw_card(const Composer& c, paint::Canvas& canvas, const RgbaImage& picture, const Box& card) {
  constexpr double blending_share_max = 0.04;
  constexpr Colour light{0.985, 0.985, 0.98, 1};
  constexpr Colour dark{0.075, 0.08, 0.105, 1};
  const Palette& palette = c.palette();
  const Colour own = paint::over(palette.surface, palette.stops.front());
  if (blending_share(picture, own) <= blending_share_max) {
    c.draw_card(canvas, card);
    return;
  }
  canvas.shadow(card.moved(0, c.px(8)), c.corner_px(), c.px(11), palette.shadow);
  canvas.fill_box(card, c.corner_px(),
                  blending_share(picture, light) <= blending_share(picture, dark) ? light : dark);
}

/// Between the picture and the edge of its card; 0 for a picture that needs none.
double padding(const Composer& c, const Box& room) {
  const bool on_card = transparent_share(*c.input().picture) > transparent_share_min;
  return on_card ? std::min({c.px(56), room.w * 0.12, room.h * 0.12}) : 0;
}

}  // namespace

bool is_emblem(const RgbaImage& picture) {
  const double longer = std::max(picture.width, picture.height);
  const double shorter = std::min(picture.width, picture.height);
  return longer > longest_ratio * shorter || transparent_share(picture) > transparent_share_min;
}

Box emblem_box(const Composer& c, const Box& room) {
  const RgbaImage& picture = *c.input().picture;
  const double pad = padding(c, room);
  const double scale =
      std::min({(room.w - 2 * pad) / picture.width, (room.h - 2 * pad) / picture.height, enlarged_most});
  const double w = picture.width * scale + 2 * pad;
  const double h = picture.height * scale + 2 * pad;
  return {room.mid_x() - w / 2, room.mid_y() - h / 2, w, h};
}

void draw_emblem(const Composer& c, paint::Canvas& canvas, const Box& room) {
  const RgbaImage& picture = *c.input().picture;
  const double pad = padding(c, room);
  const Box outer = emblem_box(c, room);
  if (pad > 0) {
    draw_card(c, canvas, picture, outer);
    canvas.draw_image(picture, outer.grown(-pad), 0);
    return;
  }
  canvas.shadow(outer.moved(0, c.px(8)), c.corner_px(), c.px(11), c.palette().shadow);
  canvas.draw_image(picture, outer, c.corner_px());
}

}  // namespace reelwright::stages
