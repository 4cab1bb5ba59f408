// SPDX-License-Identifier: GPL-3.0-or-later
// What works on this machine and what does not, with what to do about it: the same text as `reelwright
// doctor`.
#include "ui/panels/panels.h"
#include "ui/widgets/controls.h"

namespace reelwright::ui {

void draw_health(Frame& frame) {
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  // The first look at the page is a question.
  if (frame.machine.health.empty() && !frame.machine.checks_health) frame.ask(intent::CheckHealth{});
  text(style, "Health", Font::bold, metric::text_title, palette.text);
  if (button(style, frame.machine.checks_health ? "Checking..." : "Check again",
             {.icon = Icon::retry, .is_enabled = !frame.machine.checks_health}))
    frame.ask(intent::CheckHealth{});
  begin_card(style, "checks");
  for (const HealthLine& line : frame.machine.health) {
    text(style, style.icon(line.ok ? Icon::check : Icon::cross), Font::text, metric::text_large,
         line.ok ? palette.done : palette.failed);
    ImGui::SameLine();
    ImGui::BeginGroup();
    text(style, line.name, Font::bold, metric::text_normal, palette.text);
    wrapped(style, line.text, palette.text_faint);
    if (!line.fix.empty()) wrapped(style, line.fix, palette.attention);
    ImGui::EndGroup();
  }
  if (frame.machine.health.empty()) faint(style, "This takes a second or two.");
  end_card();
}

}  // namespace reelwright::ui
