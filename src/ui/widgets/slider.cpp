// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/slider.h"

#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace reelwright::ui {
namespace {

constexpr float text_room = 13 * metric::grid;
constexpr float key_steps = 40;  ///< from end to end by arrow keys, where the range names no step

float fraction_of(float value, const SliderRange& range) {
  const float fraction = range.is_logarithmic ? std::log(value / range.min) / std::log(range.max / range.min)
                                              : (value - range.min) / (range.max - range.min);
  return std::clamp(fraction, 0.0F, 1.0F);
}

float value_of(float fraction, const SliderRange& range) {
  return range.is_logarithmic ? range.min * std::pow(range.max / range.min, fraction)
                              : range.min + (range.max - range.min) * fraction;
}

bool is_of_number(char c) { return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == ':'; }

/// To the next multiple of the step.
float stepped(float value, const SliderRange& range, bool is_up) {
  if (range.step <= 0) {
    const float way = is_up ? 1 / key_steps : -1 / key_steps;
    return value_of(std::clamp(fraction_of(value, range) + way, 0.0F, 1.0F), range);
  }
  constexpr float almost = 0.01F;  // of a step: a value that was rounded is on it
  const float steps = value / range.step;
  const float next = is_up ? std::floor(steps + almost) + 1 : std::ceil(steps - almost) - 1;
  return std::clamp(next * range.step, range.min, range.max);
}

/// The keys belong to the value; Tab leads on.
float moved_by_keys(float value, const SliderRange& range) {
  const ImGuiID id = ImGui::GetItemID();
  const auto is_pressed = [id](ImGuiKey key) {
    ImGui::SetKeyOwner(key, id);
    const bool is_now = ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, id);
    if (is_now) ImGui::SetNavCursorVisible(true);
    return is_now;
  };
  if (is_pressed(ImGuiKey_LeftArrow)) value = stepped(value, range, false);
  if (is_pressed(ImGuiKey_RightArrow)) value = stepped(value, range, true);
  if (is_pressed(ImGuiKey_Home)) value = range.min;
  if (is_pressed(ImGuiKey_End)) value = range.max;
  return value;
}

/// Enter, or a click that says so.
bool wants_typing(const char* shown) {
  if (*shown == '\0') return false;
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsItemClicked() && (io.KeyCtrl || ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)))
    return true;
  const bool is_enter =
      ImGui::IsKeyPressed(ImGuiKey_Enter, false) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false);
  if (!ImGui::IsItemFocused() || !is_enter || io.KeyMods != 0) return false;
  // Dear ImGui asks for it only where the focus is shown, which it is not after a click.
  ImGuiContext& context = *ImGui::GetCurrentContext();
  context.NavActivateId = ImGui::GetItemID();
  context.NavActivateFlags = ImGuiActivateFlags_PreferInput;
  ImGui::SetNavCursorVisible(true);
  return true;
}

/// In the slider's place, until Enter, Escape or a click elsewhere. What is no number changes nothing.
float typed_in_place(const Style& style, ImGuiID id, const char* label, const ImRect& box, float value,
                     const SliderRange& range, const char* shown) {
  std::array<char, 16> words{};
  for (std::size_t i = 0; i + 1 < words.size() && is_of_number(shown[i]); ++i) words[i] = shown[i];
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, style.px(1));
  const bool is_edited = ImGui::TempInputText(box, id, label, words.data(), static_cast<int>(words.size()),
                                              ImGuiInputTextFlags_AutoSelectAll);
  ImGui::PopStyleVar();
  const std::optional<float> typed = is_edited ? typed_value(words.data()) : std::nullopt;
  return typed ? std::clamp(*typed, range.min, range.max) : value;
}

void draw_line(const Style& style, ImVec2 at, float length, float fraction, bool is_hot) {
  const Palette& palette = style.palette();
  const float knob = style.px(2 * metric::grid);
  const float thick = style.px(metric::grid);
  const float x = at.x + length * fraction;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled({at.x, at.y - thick / 2}, {at.x + length, at.y + thick / 2}, colour(palette.border),
                     thick / 2);
  draw.AddRectFilled({at.x, at.y - thick / 2}, {x, at.y + thick / 2}, colour(palette.accent), thick / 2);
  if (is_hot) draw.AddCircleFilled({x, at.y}, knob * 1.6F, colour(palette.accent, 0.25F));
  draw.AddCircleFilled({x, at.y}, knob, colour(palette.accent));
}

}  // namespace

std::optional<float> typed_value(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  if (text.empty() || !is_of_number(text.front())) return std::nullopt;
  float whole = 0;  // what stands before a colon, in the unit of what follows it
  float part = 0;   // the number that is being read
  float place = 0;  // of its next digit behind the point; 0: before it
  bool has_digit = false;
  for (const char c : text) {
    if (!is_of_number(c)) break;
    if (c == ':') {
      whole = (whole + part) * 60;
      part = place = 0;
    } else if (c == '.' || c == ',') {
      if (place > 0) return std::nullopt;
      place = 0.1F;
    } else {
      has_digit = true;
      const auto digit = static_cast<float>(c - '0');
      part = place > 0 ? part + digit * place : part * 10 + digit;
      place /= 10;
    }
  }
  return has_digit ? std::optional(whole + part) : std::nullopt;
}

bool slider(const Style& style, const char* label, float& value, const SliderRange& range,
            const char* shown) {
  const float height = style.px(metric::row_height);
  const float width = ImGui::CalcItemWidth();
  const float room = *shown == '\0' ? 0 : style.px(text_room);
  const float knob = style.px(2 * metric::grid);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImRect box(at, {at.x + width, at.y + height});
  const ImGuiID id = ImGui::GetID(label);
  const float before = value;
  bool is_typed = ImGui::TempInputIsActive(id);
  if (is_typed) {
    ImGui::ItemSize(box);
    ImGui::ItemAdd(box, id, nullptr, ImGuiItemFlags_Inputable);
  } else {
    ImGui::InvisibleButton(label, {width, height}, ImGuiButtonFlags_EnableNav);
    is_typed = wants_typing(shown);
  }
  if (is_typed) {
    value = typed_in_place(style, id, label, box, value, range, shown);
    return value != before;
  }
  const bool is_held = ImGui::IsItemActive();
  const bool hot = ImGui::IsItemHovered() || is_held;
  const float left = at.x + knob;
  const float length = std::max(width - room - 2 * knob, 1.0F);
  if (is_held && ImGui::IsMouseDown(ImGuiMouseButton_Left))
    value = value_of(std::clamp((ImGui::GetIO().MousePos.x - left) / length, 0.0F, 1.0F), range);
  else if (ImGui::IsItemFocused())
    value = moved_by_keys(value, range);
  const float y = at.y + height / 2;
  draw_line(style, {left, y}, length, fraction_of(value, range), hot);
  if (room > 0) {
    ImGui::PushFont(style.font(Font::mono), style.px(metric::text_small));
    ImGui::GetWindowDrawList()->AddText(
        {at.x + width - room + style.px(metric::gap), y - ImGui::GetFontSize() / 2},
        colour(style.palette().text), shown);
    ImGui::PopFont();
  }
  return value != before;
}

}  // namespace reelwright::ui
