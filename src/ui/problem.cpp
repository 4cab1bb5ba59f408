// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/problem.h"

#include <imgui.h>

#include "ui/widgets/controls.h"

namespace reelwright::ui {

bool draw_problem(const Style& style, const Problem& problem) {
  const ImGuiViewport& view = *ImGui::GetMainViewport();
  ImGui::SetNextWindowPos(view.WorkPos);
  ImGui::SetNextWindowSize(view.WorkSize);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {style.px(28), style.px(24)});
  constexpr ImGuiWindowFlags flags =
      ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove;
  ImGui::Begin("##problem", nullptr, flags);
  const Palette& palette = style.palette();
  text(style, problem.title, Font::bold, metric::text_large, palette.text);
  wrapped(style, problem.text, palette.text);
  if (!problem.hint.empty()) wrapped(style, problem.hint, palette.text_faint);
  ImGui::Dummy({0, style.px(metric::gap)});
  const bool is_pressed = button(style, "Close", {.kind = ButtonKind::primary});
  ImGui::End();
  ImGui::PopStyleVar();
  // There is nothing else that a key could mean.
  return is_pressed || ImGui::IsKeyPressed(ImGuiKey_Escape, false) ||
         ImGui::IsKeyPressed(ImGuiKey_Enter, false) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false);
}

}  // namespace reelwright::ui
