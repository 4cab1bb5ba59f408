// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "stages/visuals/layouts/layouts.h"

namespace reelwright::stages {

void lay_out_thumbnail(Composer& c) {
  using paint::around;
  using paint::Box;
  c.add_background();
  const Box frame = c.frame();
  const double edge = c.px(84);
  Box words{edge, edge, frame.w - 2 * edge, frame.h - 2 * edge};
  if (!c.icon().empty()) {
    // The badge may be cut by the frame: at the size of a stamp only its shape counts.
    if (c.shape() == Shape::wide) {
      const double side = c.px(960);
      c.add_badge("icon", c.icon(), c.place(around(frame.w - side * 0.36, frame.h * 0.5, side)), 0);
      words.w = frame.w - side * 0.78 - edge;
    } else {
      const double side = c.px(c.shape() == Shape::tall ? 860 : 620);
      c.add_badge("icon", c.icon(), c.place(around(frame.w - side * 0.42, side * 0.46, side)), 0);
      words.y = side * 0.86;
      words.h = frame.h - edge - words.y;
    }
  }
  const double bar_h = c.px(16);
  const double gap = c.px(44);
  const Box place = c.place(words);
  const paint::TextBlock title =
      c.fit(c.scene().heading.empty() ? " " : c.scene().heading, c.style(TextRole::heading, {210, 56, 5}),
            place.w, words.h - bar_h - gap);
  const double top = words.y + (words.h - title.height_px() - bar_h - gap) / 2;
  c.add_bar("bar", c.place({words.x, top, c.px(150), bar_h}), {});
  c.add_text("heading", title, {place.x, top + bar_h + gap, place.w, title.height_px()}, c.palette().text,
             {});
}

}  // namespace reelwright::stages
