// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "paint/pixels.h"
#include "stages/visuals/emblem.h"
#include "stages/visuals/layouts/layouts.h"

namespace reelwright::stages {
namespace {

using paint::Box;
using paint::Canvas;
using paint::Colour;
using paint::TextBlock;

constexpr Colour white{1, 1, 1, 1};
constexpr Colour soft_white{0.93, 0.94, 0.96, 1};
constexpr double zoom_s = 1.02;  // of the smallest size that covers the frame
constexpr double zoom_e = 1.12;
constexpr double cropped_most = 0.55;  // a picture that would lose more than this is shown whole

double cover_scale(const RgbaImage& picture, const Box& frame) {
  return std::max(frame.w / picture.width, frame.h / picture.height);
}

/// The share of the picture that a frame-filling crop would lose.
double cropped_share(const RgbaImage& picture, const Box& frame) {
  const double scale = cover_scale(picture, frame);
  return 1 - frame.w * frame.h / (picture.width * scale * picture.height * scale);
}

/// Where a picture of this scale stands when the point (focus_x, focus_y) of what hangs over is cut off on
/// the near side.
Placement covering(const RgbaImage& picture, const Box& frame, double scale, double focus_x, double focus_y) {
  return {(frame.w - picture.width * scale) * focus_x, (frame.h - picture.height * scale) * focus_y, scale};
}

/// A clip moves by itself. On even pixels, so that its pictures need not be filtered.
void add_clip(Composer& c, const RgbaImage& still, const Placement& place, Entrance entrance) {
  DesignLayer layer;
  layer.name = "picture";
  layer.role = LayerRole::background;
  layer.image = still;
  layer.is_clip = true;
  layer.from = layer.to = place;
  layer.entrance = entrance;
  c.add_layer(std::move(layer));
}

double to_even(double px) { return 2 * std::round(px / 2); }

void add_full_bleed_clip(Composer& c, const RgbaImage& still) {
  const double scale = cover_scale(still, c.frame());
  Placement place = covering(still, c.frame(), scale, 0.5, 0.42);
  if (scale <= 1) {
    place.x_px = std::clamp(to_even(place.x_px), c.frame().w - still.width * scale, 0.0);
    place.y_px = std::clamp(to_even(place.y_px), c.frame().h - still.height * scale, 0.0);
  }
  add_clip(c, still, place, Entrance::none);
}

void add_full_bleed(Composer& c, const RgbaImage& picture) {
  if (c.input().picture_is_clip) return add_full_bleed_clip(c, picture);
  const double scale = cover_scale(picture, c.frame());
  // Slowly in or out, and across what the crop hides. Faces and horizons are more often above the middle.
  const bool inwards = c.random().next() % 2 == 0;
  const double pan = c.random().between(0.12, 0.2) * (c.random().next() % 2 == 0 ? 1 : -1);
  const Placement first = covering(picture, c.frame(), scale * zoom_s, 0.5 - pan, 0.42 - pan / 2);
  const Placement second = covering(picture, c.frame(), scale * zoom_e, 0.5 + pan, 0.42 + pan / 2);
  DesignLayer layer;
  layer.name = "picture";
  layer.role = LayerRole::background;
  layer.image = picture;
  layer.photo = true;
  layer.from = inwards ? first : second;
  layer.to = inwards ? second : first;
  c.add_layer(std::move(layer));
}

/// Darkness that grows towards the bottom and is nearly full from `solid_y` on. Drawn small: there is nothing
/// sharp in it.
void add_scrim(Composer& c, double solid_y) {
  constexpr int scale = 8;
  constexpr double darkest = 0.68;  // white text keeps 4.5:1 even on a white picture
  const Box frame = c.frame();
  const double top = std::max(0.0, solid_y - frame.h * 0.34);
  const auto first = static_cast<int>(top / scale);
  RgbaImage image(static_cast<int>(std::ceil(frame.w / scale)),
                  static_cast<int>(std::ceil(frame.h / scale)) - first);
  for (int y = 0; y < image.height; ++y) {
    const double t = std::clamp(((first + y + 0.5) * scale - top) / (solid_y - top), 0.0, 1.0);
    const double alpha = darkest * t * t * (3 - 2 * t);
    std::uint8_t* row = image.row(y);
    for (int x = 0; x < image.width; ++x)
      row[x * 4 + 3] = static_cast<std::uint8_t>(std::lround(alpha * 255));
  }
  DesignLayer layer;
  layer.name = "scrim";
  layer.role = LayerRole::background;
  layer.image = std::move(image);
  layer.from = layer.to = {0, static_cast<double>(first * scale), scale};
  c.add_layer(std::move(layer));
}

/// The picture itself, far out of focus and darkened, as the room it hangs in.
void add_blurred_room(Composer& c, const RgbaImage& picture) {
  constexpr double scale = 6;
  constexpr double margin = 1.08;
  const Box small{0, 0, std::ceil(c.frame().w * margin / scale), std::ceil(c.frame().h * margin / scale)};
  Canvas canvas(small);
  canvas.draw_image(picture, small, 0);
  Canvas dark(small);
  dark.draw_image(paint::blurred(canvas.image(), std::max(2, static_cast<int>(small.h / 22))), small, 0);
  dark.fill_box(small, 0, Colour{0.03, 0.03, 0.05, 0.66});
  const double spare_x = small.w * scale - c.frame().w;
  const double spare_y = small.h * scale - c.frame().h;
  DesignLayer layer;
  layer.name = "room";
  layer.role = LayerRole::background;
  layer.image = dark.image();
  layer.from = {-spare_x * 0.2, -spare_y * 0.5, scale};
  layer.to = {-spare_x * 0.8, -spare_y * 0.5, scale};
  c.add_layer(std::move(layer));
}

/// The whole picture in `box`, its corners rounded, on a shadow; grows a little, and the box leaves room for
/// that.
void add_hung_picture(Composer& c, const RgbaImage& picture, const Box& box) {
  constexpr double grow = 1.035;
  const double scale = std::min(box.w / picture.width, box.h / picture.height) / grow;
  const Box place{box.mid_x() - picture.width * scale / 2, box.mid_y() - picture.height * scale / 2,
                  picture.width * scale, picture.height * scale};
  Canvas canvas(place.grown(c.px(70)));
  if (c.input().picture_is_clip) {
    canvas.shadow(place.moved(0, c.px(14)), 0, c.px(22), {0, 0, 0, 0.5});
    c.add("shadow", canvas.ink(), {.entrance = Entrance::fade, .role = LayerRole::decoration});
    add_clip(c, picture, {to_even(place.x), to_even(place.y), scale}, Entrance::fade);
    return;
  }
  canvas.shadow(place.moved(0, c.px(14)), c.corner_px(), c.px(22), {0, 0, 0, 0.5});
  canvas.draw_image(picture, place, std::max(c.corner_px(), c.px(6)));
  c.add("picture", canvas.ink(), {.entrance = Entrance::fade, .grow = grow, .role = LayerRole::decoration});
}

struct Words {
  Box box;
  double heading_units = 76;
  bool at_bottom = true;  ///< else in the middle of the box
  paint::Align align = paint::Align::start;
  bool on_theme = false;  ///< else white, because what lies behind is dark
};

/// What stands large and what small: a statement's phrase is its display, everywhere else the heading leads.
struct Texts {
  const std::string& large;
  const std::string& small;
};
Texts texts_of(const Scene& scene) {
  const bool swap = scene.heading.empty() || (scene.layout == Layout::statement && !scene.display.empty());
  return swap ? Texts{scene.display, scene.heading} : Texts{scene.heading, scene.display};
}

/// Bar, heading, display. Returns where they begin.
double add_words(Composer& c, const Words& words, bool measure_only) {
  const Texts texts = texts_of(c.scene());
  const Box place = c.place(words.box);
  const bool has_more = !texts.small.empty();
  const double bar_h = c.px(8);
  const double gap = c.px(22);
  const TextBlock heading =
      c.fit(texts.large, c.style(TextRole::heading, {words.heading_units, 36, 4}, words.align), place.w,
            words.box.h * (has_more ? 0.6 : 0.85));
  const TextBlock display =
      c.fit(has_more ? texts.small : " ", c.style(TextRole::body, {42, 24, 5}, words.align), place.w,
            std::max(c.px(40), words.box.h - bar_h - 2 * gap - heading.height_px()));
  const double total = bar_h + gap + heading.height_px() + (has_more ? gap * 0.7 + display.height_px() : 0);
  const double top = words.at_bottom ? words.box.bottom() - total : words.box.y + (words.box.h - total) / 2;
  if (measure_only) return top;
  double y = top;
  const double bar_w = c.px(88);
  c.add_bar("bar",
            words.align == paint::Align::centre ? Box{place.mid_x() - bar_w / 2, y, bar_w, bar_h}
                                                : c.place({words.box.x, y, bar_w, bar_h}),
            {.entrance = Entrance::slide}, words.on_theme ? 0 : 0.4);
  y += bar_h + gap;
  c.add_text("heading", heading, {place.x, y, place.w, heading.height_px()},
             words.on_theme ? c.palette().text : white, {.delay_s = 0.15});
  y += heading.height_px() + gap * 0.7;
  if (has_more)
    c.add_text("display", display, {place.x, y, place.w, display.height_px()},
               words.on_theme ? c.palette().muted : soft_white, {.delay_s = 0.3});
  return top;
}

/// A logo, cut-out or strip on the theme's background, with the words below, or beside what stands upright.
void lay_out_emblem(Composer& c, bool has_words) {
  c.add_background();
  const Box& area = c.content();
  const bool beside = c.shape() == Shape::wide && c.input().picture->height > 1.5 * c.input().picture->width;
  Box room = area;
  Words words{.box = area, .heading_units = c.shape() == Shape::square ? 72.0 : 84.0, .on_theme = true};
  if (has_words && beside) {
    room.w = area.w * 0.36;
    room.x = area.right() - room.w;
    words.box = {area.x + c.px(30), area.y, area.w - room.w - c.px(110), area.h};
    words.at_bottom = false;
  } else if (has_words) {
    // Both as one group in the middle; the words stand at the bottom of their box.
    const double gap = c.px(64);
    words.align = paint::Align::centre;
    words.box = {area.x + c.px(30), area.y, area.w - c.px(60), area.h * 0.42};
    const double words_h = words.box.bottom() - add_words(c, words, true);
    room.h = area.h - words_h - gap;
    room.h = emblem_box(c, room.grown(-c.px(14))).h + c.px(28);
    room.y = area.y + (area.h - room.h - gap - words_h) / 2;
    words.box.y = room.bottom() + gap + words_h - words.box.h;
  }
  const Box place = c.place(room).grown(-c.px(14));
  Canvas canvas(place.grown(c.card_bleed_px()));
  draw_emblem(c, canvas, place);
  c.add("picture", canvas.ink(), {.entrance = Entrance::fade, .grow = 1.02, .role = LayerRole::decoration});
  if (has_words) static_cast<void>(add_words(c, words, false));
}

}  // namespace

void lay_out_picture(Composer& c) {
  const RgbaImage& picture = *c.input().picture;
  const Box& area = c.content();
  const bool wide = c.shape() == Shape::wide;
  const bool tall = c.shape() == Shape::tall;
  const bool has_words = !c.scene().heading.empty() || !c.scene().display.empty();
  if (is_emblem(picture) && !c.input().picture_is_clip) {
    lay_out_emblem(c, has_words);
    return;
  }
  c.stands_over_picture();
  if (cropped_share(picture, c.frame()) <= cropped_most) {
    add_full_bleed(c, picture);
    if (!has_words) return;
    const bool opens = c.scene().layout == Layout::title;
    const double top = opens ? 0.3 : 0.45;
    const Box lower{area.x + c.px(wide ? 30 : 10), area.y + area.h * top, area.w * (wide ? 0.7 : 0.97),
                    area.h * (1 - top)};
    const Words words{lower, opens ? (wide ? 136.0 : 124.0) : wide ? 84.0 : tall ? 92.0 : 76.0};
    add_scrim(c, add_words(c, words, true) - c.px(24));
    static_cast<void>(add_words(c, words, false));
    return;
  }
  add_blurred_room(c, picture);
  const bool upright = picture.height > picture.width;
  if (!has_words) {
    add_hung_picture(c, picture, area);
  } else if (upright) {
    const double width = std::min(area.w * 0.42, picture.width * (area.h / picture.height));
    add_hung_picture(c, picture, c.place({area.right() - width - c.px(20), area.y, width, area.h}));
    static_cast<void>(
        add_words(c, {{area.x + c.px(30), area.y, area.w - width - c.px(110), area.h}, 84, false}, false));
  } else {
    const double height = std::min(area.h * 0.6, area.w * picture.height / picture.width);
    add_hung_picture(c, picture, {area.x, area.y + area.h * 0.04, area.w, height});
    const double y = area.y + area.h * 0.04 + height + c.px(36);
    static_cast<void>(
        add_words(c, {{area.x + c.px(10), y, area.w - c.px(20), area.bottom() - y}, 84, false}, false));
  }
}

}  // namespace reelwright::stages
