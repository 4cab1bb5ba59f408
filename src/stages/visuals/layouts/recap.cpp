// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "stages/visuals/layouts/layouts.h"

namespace reelwright::stages {
namespace {

using paint::around;
using paint::Box;
using paint::Canvas;
using paint::Fill;
using paint::TextBlock;

constexpr const char* check_icon = "check";

/// The points on one panel in the accent's colour, ticked off one after the other.
void add_checklist(Composer& c, const Box& box, double units) {
  const Scene& scene = c.scene();
  const Accent& accent = c.palette().accent;
  std::vector<std::string> texts;
  for (const Bullet& bullet : scene.bullets) texts.push_back(bullet.text);
  const auto count = static_cast<double>(texts.size());
  const double pad = c.px(52);
  const double mark = c.px(units * 1.2);
  const double row_room = (box.h - 2 * pad) / count;
  const double text_w = box.w - 2 * pad - mark - c.px(26);
  const std::vector<TextBlock> blocks =
      c.fit_alike(texts, c.style(TextRole::body, {units, 20, 4}), text_w, row_room - c.px(14));
  double tallest = mark;
  for (const TextBlock& block : blocks) tallest = std::max(tallest, block.height_px());
  const double row_h = std::min(row_room, tallest + c.px(units * 0.9));
  const double height = row_h * count + 2 * pad;
  const Box panel{box.x, box.y + (box.h - height) / 2, box.w, height};
  const Box card = c.place(panel);

  Canvas back(card.grown(c.card_bleed_px()));
  back.shadow(card.moved(0, c.px(8)), c.corner_px(), c.px(11), c.palette().shadow);
  back.fill_box(card, c.corner_px(),
                Fill::linear(accent.fill, accent.fill_end, card.x, card.y, card.right(), card.bottom()));
  c.add("panel", back.ink(), {.delay_s = 0.15, .entrance = Entrance::fade});
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const double y = panel.y + pad + row_h * static_cast<double>(i);
    const Box row = c.place({panel.x + pad, y, panel.w - 2 * pad, row_h});
    const Box tick = c.place({panel.x + pad, y + (row_h - mark) / 2, mark, mark});
    const Box text = c.place({panel.x + pad + mark + c.px(26), y, text_w, row_h});
    Canvas canvas(row.grown(c.px(4)));
    canvas.fill_circle(tick.mid_x(), tick.mid_y(), mark / 2, with_alpha(accent.on, 0.18));
    c.draw_icon(canvas, check_icon, around(tick.mid_x(), tick.mid_y(), mark * 0.62), accent.on);
    canvas.draw_text(blocks[i], text.x, y + (row_h - blocks[i].height_px()) / 2, accent.on);
    c.add(fmt::format("point-{}", i + 1), canvas.ink(), with_sentence(scene.bullets[i], i));
  }
}

/// Heading and display under a mark; `align` centre for a closing card.
void add_words(Composer& c, const Box& box, paint::Align align, double units, bool with_mark) {
  const Scene& scene = c.scene();
  const Box place = c.place(box);
  const double mark = with_mark ? c.px(132) : 0;
  const double mark_gap = with_mark ? c.px(34) : 0;
  const std::string& large = scene.heading.empty() ? scene.display : scene.heading;
  const TextBlock heading =
      c.fit(large.empty() ? " " : large, c.style(TextRole::heading, {units, 40, 4}, align), place.w,
            (box.h - mark - mark_gap) * 0.6);
  const bool has_more = !scene.display.empty() && !scene.heading.empty();
  const double room = box.h - mark - mark_gap - heading.height_px() - c.px(24);
  const TextBlock more = c.fit(has_more ? scene.display : " ", c.style(TextRole::body, {42, 24, 6}, align),
                               place.w, std::max(room, c.px(40)));
  const double total = mark + mark_gap + heading.height_px() + (has_more ? c.px(24) + more.height_px() : 0);
  double y = box.y + (box.h - total) / 2;
  if (with_mark) {
    const Box disc = align == paint::Align::centre ? Box{place.mid_x() - mark / 2, y, mark, mark}
                                                   : c.place({box.x, y, mark, mark});
    Canvas canvas(disc.grown(2));
    c.draw_marker(canvas, disc, check_icon, 0);
    c.add("mark", canvas.ink(), {.entrance = Entrance::grow});
    y += mark + mark_gap;
  }
  c.add_text("heading", heading, {place.x, y, place.w, heading.height_px()}, c.palette().text,
             {.delay_s = 0.1});
  y += heading.height_px() + c.px(24);
  if (has_more)
    c.add_text("display", more, {place.x, y, place.w, more.height_px()}, c.palette().muted,
               {.delay_s = 0.25});
}

}  // namespace

void lay_out_recap(Composer& c) {
  c.add_background();
  const Box& area = c.content();
  const double inset = c.px(16);
  if (c.scene().bullets.empty()) {
    const double side = c.shape() == Shape::wide ? c.px(200) : inset;
    add_words(c, {area.x + side, area.y, area.w - 2 * side, area.h}, paint::Align::centre,
              c.shape() == Shape::wide ? 120 : 104, true);
    return;
  }
  if (c.shape() == Shape::wide) {
    const double left_w = area.w * 0.34;
    add_words(c, {area.x + c.px(40), area.y, left_w, area.h}, paint::Align::start, 112, true);
    const double x = area.x + c.px(40) + left_w + c.px(80);
    add_checklist(c, {x, area.y, area.right() - c.px(30) - x, area.h}, 50);
    return;
  }
  const bool tall = c.shape() == Shape::tall;
  const double head_h = area.h * (tall ? 0.31 : 0.24);
  add_words(c, {area.x + inset, area.y, area.w - 2 * inset, head_h},
            tall ? paint::Align::centre : paint::Align::start, tall ? 112 : 92, tall);
  const double y = area.y + head_h + c.px(20);
  add_checklist(c, {area.x, y, area.w, area.bottom() - y}, tall ? 56 : 44);
}

}  // namespace reelwright::stages
