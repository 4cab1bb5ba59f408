// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "stages/visuals/emblem.h"
#include "stages/visuals/layouts/layouts.h"

namespace reelwright::stages {
namespace {

using paint::Box;
using paint::Canvas;
using paint::TextBlock;

/// One cell of a grid of cards.
struct Grid {
  Box box;
  int columns = 1;
  int rows = 1;
  double gap = 0;
  [[nodiscard]] double cell_w() const { return (box.w - gap * (columns - 1)) / columns; }
  [[nodiscard]] double cell_h() const { return (box.h - gap * (rows - 1)) / rows; }
  [[nodiscard]] Box cell(std::size_t index) const {
    const auto column = static_cast<int>(index) % columns;
    const auto row = static_cast<int>(index) / columns;
    return {box.x + column * (cell_w() + gap), box.y + row * (cell_h() + gap), cell_w(), cell_h()};
  }
};

std::vector<std::string> texts_of(const Scene& scene) {
  std::vector<std::string> texts;
  for (const Bullet& bullet : scene.bullets) texts.push_back(bullet.text);
  return texts;
}

/// What stands on a marker: the bullet's own picture, its number, or a tick where nothing is counted.
std::string marker_icon(const Scene& scene, const std::vector<std::string>& icons, std::size_t i) {
  if (!icons.empty() && scene.first_number == 0) return icons[i];
  return scene.first_number == 0 ? "check" : "";
}
std::size_t number_of(const Scene& scene, std::size_t i) {
  return static_cast<std::size_t>(scene.first_number) + i;
}

/// Cards that lie: marker at the start, text beside it. Rows become little higher than their text asks for.
void add_rows(Composer& c, Grid grid, double text_units) {
  const Scene& scene = c.scene();
  const std::vector<std::string> icons = c.bullet_icons();
  const double pad = c.px(26);
  const double marker = std::min(c.px(text_units * 1.75), grid.cell_h() - pad);
  const double text_w = grid.cell_w() - marker - 3.5 * pad;
  const std::vector<TextBlock> blocks = c.fit_alike(
      texts_of(scene), c.style(TextRole::body, {text_units, 20, 4}), text_w, grid.cell_h() - pad * 0.8);
  double tallest = marker;
  for (const TextBlock& block : blocks) tallest = std::max(tallest, block.height_px());
  const double cell_h = std::min(grid.cell_h(), tallest + c.px(text_units) * 1.1);
  const double used = cell_h * grid.rows + grid.gap * (grid.rows - 1);
  grid.box.y += (grid.box.h - used) * 0.38;
  grid.box.h = used;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Box cell = grid.cell(i);
    const Box card = c.place(cell);
    Canvas canvas(card.grown(c.card_bleed_px()));
    c.draw_card(canvas, card);
    c.draw_marker(canvas, c.place({cell.x + pad, cell.mid_y() - marker / 2, marker, marker}),
                  marker_icon(scene, icons, i), number_of(scene, i));
    const Box text = c.place({cell.x + 2 * pad + marker, cell.y, text_w, cell.h});
    canvas.draw_text(blocks[i], text.x, cell.mid_y() - blocks[i].height_px() / 2, c.palette().text);
    c.add(fmt::format("bullet-{}", i + 1), canvas.ink(), with_sentence(scene.bullets[i], i));
  }
}

/// Cards that stand side by side: marker on top, text below.
void add_columns(Composer& c, Grid grid, double text_units) {
  const Scene& scene = c.scene();
  const std::vector<std::string> icons = c.bullet_icons();
  const double pad = c.px(44);
  const double marker = c.px(132);
  const double text_w = grid.cell_w() - 2 * pad;
  const double text_room = grid.box.h - marker - 3.1 * pad;
  const std::vector<TextBlock> blocks =
      c.fit_alike(texts_of(scene), c.style(TextRole::body, {text_units, 22, 7}), text_w, text_room);
  double tallest = 0;
  for (const TextBlock& block : blocks) tallest = std::max(tallest, block.height_px());
  const double height = std::min(grid.box.h, std::max(marker + tallest + 3.1 * pad, c.px(440)));
  grid.box.y += (grid.box.h - height) * 0.38;
  grid.box.h = height;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Box cell = grid.cell(i);
    const Box card = c.place(cell);
    Canvas canvas(card.grown(c.card_bleed_px()));
    c.draw_card(canvas, card);
    c.draw_marker(canvas, c.place({cell.x + pad, cell.y + pad, marker, marker}), marker_icon(scene, icons, i),
                  number_of(scene, i));
    const Box text = c.place({cell.x + pad, cell.y, text_w, cell.h});
    canvas.draw_text(blocks[i], text.x, cell.bottom() - pad - blocks[i].height_px(), c.palette().text);
    c.add(fmt::format("bullet-{}", i + 1), canvas.ink(), with_sentence(scene.bullets[i], i));
  }
}

/// Bar and heading at the top of the content; returns where the rest begins.
double add_heading(Composer& c, const Box& area, double units) {
  const Scene& scene = c.scene();
  const Box place = c.place(area);
  const double bar_h = c.px(8);
  c.add_bar("bar", c.place({area.x, area.y, c.px(72), bar_h}), {.entrance = Entrance::slide});
  if (scene.heading.empty()) return area.y + bar_h + c.px(40);
  const TextBlock heading =
      c.fit(scene.heading, c.style(TextRole::heading, {units, 40, 2}), place.w, area.h * 0.28);
  const double y = area.y + bar_h + c.px(24);
  c.add_text("heading", heading, {place.x, y, place.w, heading.height_px()}, c.palette().text,
             {.delay_s = 0.1});
  return y + heading.height_px() + c.px(32);
}

/// The user's picture on its own card, at the end of a wide frame and on top of the others; returns what is
/// left.
Box beside_picture(Composer& c, Box area) {
  Box box = area;
  if (c.shape() == Shape::wide) {
    box.w = area.w * 0.36;
    box.x = area.right() - box.w;
    area.w -= box.w + c.px(64);
  } else {
    box.h = area.h * (c.shape() == Shape::tall ? 0.32 : 0.27);
    area.y += box.h + c.px(36);
    area.h -= box.h + c.px(36);
  }
  const Box place = c.place(box);
  Canvas canvas(place.grown(c.card_bleed_px()));
  if (is_emblem(*c.input().picture)) {
    draw_emblem(c, canvas, place);
  } else {
    canvas.shadow(place.moved(0, c.px(8)), c.corner_px(), c.px(11), c.palette().shadow);
    canvas.draw_image(*c.input().picture, place, c.corner_px());
  }
  c.add("picture", canvas.ink(), {.delay_s = 0.15, .entrance = Entrance::fade});
  return area;
}

std::size_t longest_text(const Scene& scene) {
  std::size_t longest = 0;
  for (const Bullet& bullet : scene.bullets) longest = std::max(longest, utf8_length(bullet.text));
  return longest;
}

}  // namespace

void lay_out_bullets(Composer& c) {
  c.add_background();
  const double inset = c.shape() == Shape::wide ? c.px(40) : c.px(10);
  Box area = c.content();
  area.x += inset;
  area.w -= 2 * inset;
  const auto count = static_cast<int>(c.scene().bullets.size());
  const double gap = c.px(24);
  const auto below = [&](double y) { return Box{area.x, y, area.w, area.bottom() - y}; };
  if (c.input().picture != nullptr) {
    area = beside_picture(c, area);
    const double y = add_heading(c, area, c.shape() == Shape::square ? 64 : 76);
    add_rows(c, {below(y), 1, count, c.px(16)},
             c.shape() == Shape::tall   ? 50
             : c.shape() == Shape::wide ? 46
                                        : 36);
    return;
  }
  if (c.shape() != Shape::wide) {
    const bool square = c.shape() == Shape::square;
    const double y = add_heading(c, area, square ? 76 : 88);
    const int columns = square && count > 4 ? 2 : 1;
    add_rows(c, {below(y), columns, (count + columns - 1) / columns, square ? c.px(18) : gap},
             square ? (columns == 2 ? 34.0
                       : count <= 3 ? 48.0
                                    : 42.0)
                    : (count <= 3 ? 62.0 : 54.0));
    return;
  }
  if (count >= 2 && count <= 4 && longest_text(c.scene()) <= (count == 4 ? 60 : 90) && !c.odd()) {
    add_columns(c, {below(add_heading(c, area, 84)), count, 1, gap}, count == 4 ? 42 : 50);
    return;
  }
  if (count <= 4 && !c.icon().empty()) {
    // The badge keeps the heading's column free on its own side, so that the eye goes heading, rows, picture.
    const double side = c.px(440);
    c.add_badge("icon", c.icon(), c.place({area.right() - side, area.mid_y() - side / 2, side, side}), 0.15);
    area.w -= side + c.px(70);
    add_rows(c, {below(add_heading(c, area, 80)), 1, count, gap}, count <= 3 ? 52 : 46);
    return;
  }
  const int columns = count > 3 ? 2 : 1;
  add_rows(c, {below(add_heading(c, area, 84)), columns, (count + columns - 1) / columns, gap}, 46);
}

}  // namespace reelwright::stages
