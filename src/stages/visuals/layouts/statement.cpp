// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "stages/visuals/layouts/layouts.h"

namespace reelwright::stages {
namespace {

using paint::around;
using paint::Box;
using paint::TextBlock;

/// The heading as a small line, then the phrase; centred in the box's height. Without a display the heading
/// is the phrase.
void add_phrase(Composer& c, const Box& box, paint::Align align, double units) {
  const Scene& scene = c.scene();
  const bool has_label = !scene.display.empty() && !scene.heading.empty();
  const std::string& phrase = scene.display.empty() ? scene.heading : scene.display;
  const Box place = c.place(box);
  const TextBlock label = c.fit(has_label ? c.label(scene.heading) : " ",
                                c.style(TextRole::label, {32, 22, 2}, align), place.w, c.px(96));
  const double bar_h = c.px(8);
  const double gap = c.px(26);
  const double label_h = has_label ? label.height_px() + gap : 0;
  const TextBlock text =
      c.fit(phrase.empty() ? " " : phrase, c.style(TextRole::display, {units, 40, 7}, align), place.w,
            box.h - label_h - bar_h - gap);
  double y = box.y + (box.h - text.height_px() - label_h - bar_h - gap) / 2;
  const double bar_w = c.px(72);
  c.add_bar("bar",
            align == paint::Align::centre ? Box{place.mid_x() - bar_w / 2, y, bar_w, bar_h}
                                          : c.place({box.x, y, bar_w, bar_h}),
            {.entrance = Entrance::slide});
  y += bar_h + gap;
  if (has_label) {
    c.add_text("label", label, {place.x, y, place.w, label.height_px()}, c.palette().accent.ink,
               {.delay_s = 0.08});
    y += label_h;
  }
  c.add_text("phrase", text, {place.x, y, place.w, text.height_px()}, c.palette().text, {.delay_s = 0.2});
}

}  // namespace

void lay_out_statement(Composer& c) {
  c.add_background();
  const Box& area = c.content();
  const bool has_icon = !c.icon().empty();
  switch (c.shape()) {
    case Shape::wide: {
      if (!has_icon) {
        add_phrase(c, {area.x + c.px(90), area.y, area.w - c.px(180), area.h}, paint::Align::start, 128);
        break;
      }
      const double side = std::min(c.px(470), area.h * 0.66);
      const double text_w = area.w - side - c.px(190);
      const bool icon_first = c.odd();
      const double icon_x = icon_first ? area.x + c.px(40) : area.right() - side - c.px(40);
      c.add_badge("icon", c.icon(), c.place({icon_x, area.mid_y() - side / 2, side, side}), 0.1);
      add_phrase(c,
                 {icon_first ? area.right() - text_w - c.px(30) : area.x + c.px(52), area.y, text_w, area.h},
                 paint::Align::start, 108);
      break;
    }
    case Shape::tall: {
      const bool centred = c.odd();
      const double side = has_icon ? c.px(400) : 0;
      const double inset = c.px(16);
      if (has_icon)
        c.add_badge("icon", c.icon(),
                    centred ? around(area.mid_x(), area.y + c.px(30) + side / 2, side)
                            : c.place({area.x + inset - c.px(14), area.y + c.px(30), side, side}),
                    0.1);
      const double y = area.y + (has_icon ? side + c.px(70) : 0);
      add_phrase(c, {area.x + inset, y, area.w - 2 * inset, area.bottom() - y},
                 centred ? paint::Align::centre : paint::Align::start, 116);
      break;
    }
    case Shape::square: {
      const double side = has_icon ? c.px(230) : 0;
      if (has_icon) {
        const double x = c.odd() ? area.right() - side : area.x + c.px(4);
        c.add_badge("icon", c.icon(), c.place({x, area.y, side, side}), 0.1);
      }
      const double y = area.y + (has_icon ? side + c.px(20) : 0);
      add_phrase(c, {area.x + c.px(16), y, area.w - c.px(32), area.bottom() - y}, paint::Align::start, 100);
      break;
    }
  }
}

}  // namespace reelwright::stages
