// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/slider.h"

#include <algorithm>
#include <cmath>

namespace reelwright::ui {
namespace {

constexpr float text_room = 13 * metric::grid;
constexpr float key_steps = 40;  ///< from end to end by arrow keys

float fraction_of(float value, const SliderRange& range) {
  const float fraction = range.is_logarithmic ? std::log(value / range.min) / std::log(range.max / range.min)
                                              : (value - range.min) / (range.max - range.min);
  return std::clamp(fraction, 0.0F, 1.0F);
}

float value_of(float fraction, const SliderRange& range) {
  return range.is_logarithmic ? range.min * std::pow(range.max / range.min, fraction)
                              : range.min + (range.max - range.min) * fraction;
}

}  // namespace

bool slider(const Style& style, const char* label, float& value, const SliderRange& range,
            const char* shown) {
  const Palette& palette = style.palette();
  const float height = style.px(metric::row_height);
  const float width = ImGui::CalcItemWidth();
  const float room = *shown == '\0' ? 0 : style.px(text_room);
  const float knob = style.px(2 * metric::grid);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::InvisibleButton(label, {width, height}, ImGuiButtonFlags_EnableNav);
  const bool is_held = ImGui::IsItemActive();
  const bool hot = ImGui::IsItemHovered() || is_held;
  const float left = at.x + knob;
  const float length = std::max(width - room - 2 * knob, 1.0F);

  const float before = fraction_of(value, range);
  float fraction = before;
  if (is_held && ImGui::IsMouseDown(ImGuiMouseButton_Left))
    fraction = std::clamp((ImGui::GetIO().MousePos.x - left) / length, 0.0F, 1.0F);
  if (ImGui::IsItemFocused()) {
    // The arrows belong to the value; Tab leads on.
    ImGui::SetItemKeyOwner(ImGuiKey_LeftArrow);
    ImGui::SetItemKeyOwner(ImGuiKey_RightArrow);
    if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow)) fraction = std::max(fraction - 1 / key_steps, 0.0F);
    if (ImGui::IsKeyPressed(ImGuiKey_RightArrow)) fraction = std::min(fraction + 1 / key_steps, 1.0F);
  }
  const bool changed = fraction != before;
  if (changed) value = value_of(fraction, range);

  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float y = at.y + height / 2;
  const float x = left + length * fraction;
  const float thick = style.px(metric::grid);
  draw.AddRectFilled({left, y - thick / 2}, {left + length, y + thick / 2}, colour(palette.border),
                     thick / 2);
  draw.AddRectFilled({left, y - thick / 2}, {x, y + thick / 2}, colour(palette.accent), thick / 2);
  if (hot) draw.AddCircleFilled({x, y}, knob * 1.6F, colour(palette.accent, 0.25F));
  draw.AddCircleFilled({x, y}, knob, colour(palette.accent));
  if (room > 0) {
    ImGui::PushFont(style.font(Font::mono), style.px(metric::text_small));
    draw.AddText({at.x + width - room + style.px(metric::gap), y - ImGui::GetFontSize() / 2},
                 colour(palette.text), shown);
    ImGui::PopFont();
  }
  return changed;
}

}  // namespace reelwright::ui
