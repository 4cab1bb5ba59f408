// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "stages/visuals/layouts/layouts.h"

namespace reelwright::stages {
namespace {

using paint::around;
using paint::Box;
using paint::TextBlock;

struct Column {
  Box box;
  paint::Align align = paint::Align::start;
  double heading_units = 132;
};

/// Bar, heading and subtitle under each other, centred in the column's height (from its top when `from_top`).
void add_words(Composer& c, const Column& column, bool from_top) {
  const Scene& scene = c.scene();
  const Box place = c.place(column.box);
  const TextBlock heading =
      c.fit(scene.heading, c.style(TextRole::heading, {column.heading_units, 48, 4}, column.align), place.w,
            column.box.h * 0.64);
  const bool has_subtitle = !scene.display.empty();
  const double bar_h = c.px(10);
  const double gap = c.px(38);
  const double left_h = column.box.h - heading.height_px() - bar_h - 2 * gap;
  const TextBlock subtitle =
      c.fit(has_subtitle ? scene.display : " ", c.style(TextRole::body, {46, 26, 4}, column.align), place.w,
            std::max(left_h, c.px(40)));
  const double total =
      bar_h + gap + heading.height_px() + (has_subtitle ? gap * 0.7 + subtitle.height_px() : 0);
  double y = from_top ? column.box.y : column.box.y + (column.box.h - total) / 2;

  const double bar_w = c.px(104);
  const Box bar = column.align == paint::Align::centre ? Box{place.mid_x() - bar_w / 2, y, bar_w, bar_h}
                                                       : c.place({column.box.x, y, bar_w, bar_h});
  c.add_bar("bar", bar, {.delay_s = 0.0, .entrance = Entrance::slide});
  y += bar_h + gap;
  c.add_text("heading", heading, {place.x, y, place.w, heading.height_px()}, c.palette().text,
             {.delay_s = 0.1});
  y += heading.height_px() + gap * 0.7;
  if (has_subtitle)
    c.add_text("subtitle", subtitle, {place.x, y, place.w, subtitle.height_px()}, c.palette().muted,
               {.delay_s = 0.35});
}

}  // namespace

void lay_out_title(Composer& c) {
  c.add_background();
  const Box& area = c.content();
  const bool has_icon = !c.icon().empty();
  const auto badge = [&](double mid_x, double mid_y, double side) {
    if (has_icon) c.add_badge("icon", c.icon(), c.place(around(mid_x, mid_y, side)), 0.2);
  };
  switch (c.shape()) {
    case Shape::wide: {
      const double side = std::min(c.px(590), area.h * 0.78);
      badge(area.right() - side / 2 - c.px(24), area.mid_y(), side);
      const double x = area.x + c.px(52);
      const double right = has_icon ? area.right() - side - c.px(96) : area.right() - c.px(180);
      add_words(c, {.box = {x, area.y, right - x, area.h}, .heading_units = has_icon ? 136.0 : 164.0}, false);
      break;
    }
    case Shape::tall: {
      const double side = has_icon ? c.px(520) : 0;
      badge(area.mid_x(), area.y + c.px(40) + side / 2, side);
      const double y = area.y + (has_icon ? side + c.px(110) : c.px(120));
      add_words(c,
                {.box = {area.x + c.px(20), y, area.w - c.px(40), area.bottom() - y},
                 .align = paint::Align::centre,
                 .heading_units = 128},
                has_icon);
      break;
    }
    case Shape::square: {
      const double side = has_icon ? c.px(250) : 0;
      badge(area.x + side / 2 + c.px(4), area.y + side / 2, side);
      const double y = area.y + (has_icon ? side + c.px(26) : 0);
      add_words(c,
                {.box = {area.x + c.px(20), y, area.w - c.px(40), area.bottom() - y}, .heading_units = 118},
                false);
      break;
    }
  }
}

}  // namespace reelwright::stages
