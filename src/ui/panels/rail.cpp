// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/panels.h"
#include "ui/widgets/controls.h"

namespace reelwright::ui {
namespace {

void rail_item(Frame& frame, const char* name, const char* key, Icon icon, Page page) {
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  const float side = style.px(metric::rail_width - 2 * metric::gap);
  const bool is_here = frame.view.page == page;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (ImGui::InvisibleButton(name, {side, side}, ImGuiButtonFlags_EnableNav)) frame.view.page = page;
  const bool hot = ImGui::IsItemHovered();
  ImGui::SetItemTooltip("%s (%s)", name, key);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 corner{at.x + side, at.y + side};
  if (is_here || hot)
    draw.AddRectFilled(at, corner, is_here ? colour(palette.accent, 0.22F) : colour(palette.hovered),
                       style.px(metric::radius));
  const std::uint32_t rgb = is_here ? palette.text : palette.text_faint;
  ImGui::PushFont(nullptr, style.px(26));
  const ImVec2 glyph = ImGui::CalcTextSize(style.icon(icon));
  draw.AddText({at.x + (side - glyph.x) / 2, at.y + style.px(7)}, colour(rgb), style.icon(icon));
  ImGui::PopFont();
  ImGui::PushFont(nullptr, style.px(metric::text_small - 1));
  const ImVec2 word = ImGui::CalcTextSize(name);
  draw.AddText({at.x + (side - word.x) / 2, corner.y - word.y - style.px(6)}, colour(rgb), name);
  ImGui::PopFont();
}

}  // namespace

void draw_rail(Frame& frame) {
  rail_item(frame, "Create", "Ctrl+1", Icon::create, Page::create);
  rail_item(frame, "Video", "Ctrl+2", Icon::video, Page::video);
  rail_item(frame, "Jobs", "Ctrl+3", Icon::jobs, Page::jobs);
  rail_item(frame, "Settings", "Ctrl+4", Icon::settings, Page::settings);
  rail_item(frame, "Health", "Ctrl+5", Icon::health, Page::health);
  const Style& style = frame.style;
  const float side = style.px(metric::row_height);
  ImGui::SetCursorPos(
      {(ImGui::GetWindowWidth() - side) / 2, ImGui::GetWindowHeight() - side - style.px(metric::gap)});
  const bool is_dark = !is_light(frame.view.settings, frame.machine);
  if (icon_button(style, is_dark ? "Light appearance" : "Dark appearance",
                  is_dark ? Icon::light : Icon::dark)) {
    frame.view.settings.appearance = is_dark ? Appearance::light : Appearance::dark;
    frame.ask(intent::ChangeSettings{frame.view.settings});
  }
}

}  // namespace reelwright::ui
