// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/controls.h"

#include <imgui_stdlib.h>

#include <algorithm>
#include <cstring>

#include "ui/widgets/choice_keys.h"
#include "ui/widgets/label.h"

namespace reelwright::ui {
namespace {

struct ButtonColours {
  std::uint32_t fill, hovered, text;
  float fill_opacity;
};

ButtonColours colours_of(const Palette& palette, ButtonKind kind) {
  switch (kind) {
    case ButtonKind::primary:
      return {palette.accent, palette.accent, palette.on_accent, 1};
    case ButtonKind::quiet:
      return {palette.raised, palette.hovered, palette.text, 0};
    case ButtonKind::danger:
      return {palette.raised, palette.hovered, palette.failed, 1};
    case ButtonKind::normal:
      break;
  }
  return {palette.raised, palette.hovered, palette.text, 1};
}

void draw_text(ImVec2 at, std::uint32_t rgb, float opacity, const char* begin, const char* end) {
  ImGui::GetWindowDrawList()->AddText(at, colour(rgb, opacity), begin, end);
}

void draw_icon(const Style& style, Icon icon, ImVec2 at, std::uint32_t rgb, float opacity) {
  const char* const glyph = style.icon(icon);
  draw_text(at, rgb, opacity, glyph, glyph + std::strlen(glyph));
}

/// A button without looks of its own, but with Dear ImGui's keyboard and focus.
struct Pressed {
  bool pressed, hot;
  ImVec2 at, corner;
};
Pressed press(const char* label, ImVec2 box, bool is_enabled) {
  ImGui::BeginDisabled(!is_enabled);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool pressed = ImGui::InvisibleButton(label, box, ImGuiButtonFlags_EnableNav);
  const bool hot = ImGui::IsItemHovered() || ImGui::IsItemActive();
  ImGui::EndDisabled();
  return {pressed, hot && is_enabled, at, {at.x + box.x, at.y + box.y}};
}

}  // namespace

bool button(const Style& style, const char* label, const ButtonLook& look) {
  const Palette& palette = style.palette();
  const char* const end = visible_end(label);
  const ImVec2 size = ImGui::CalcTextSize(label, end);
  const ImVec2 glyph = look.icon ? ImGui::CalcTextSize(style.icon(*look.icon)) : ImVec2{0, 0};
  const float between = look.icon && size.x > 0 ? style.px(1.5F * metric::grid) : 0;
  const float content = glyph.x + between + size.x;
  const ImVec2 box{look.width > 0 ? look.width : content + 2 * style.px(3.5F * metric::grid),
                   style.px(metric::row_height)};
  const Pressed state = press(label, box, look.is_enabled);
  const ButtonColours colours = colours_of(palette, look.kind);
  const float fade = look.is_enabled ? 1.0F : 0.45F;
  const float radius = style.px(metric::radius_small);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(
      state.at, state.corner,
      colour(state.hot ? colours.hovered : colours.fill, state.hot ? 1.0F : colours.fill_opacity * fade),
      radius);
  if (state.hot && look.kind == ButtonKind::primary)
    draw.AddRectFilled(state.at, state.corner, colour(palette.text, 0.12F), radius);
  float x = state.at.x + (box.x - content) / 2;
  if (look.icon) {
    draw_icon(style, *look.icon, {x, state.at.y + (box.y - glyph.y) / 2}, colours.text, fade);
    x += glyph.x + between;
  }
  draw_text({x, state.at.y + (box.y - size.y) / 2}, colours.text, fade, label, end);
  return state.pressed;
}

float button_width(const Style& style, const char* label, bool has_icon) {
  const float words = ImGui::CalcTextSize(label, visible_end(label)).x;
  // Every icon is a square of the text's height.
  const float icon = has_icon ? ImGui::CalcTextSize(style.icon(Icon::check)).x : 0;
  const float between = has_icon && words > 0 ? style.px(1.5F * metric::grid) : 0;
  return icon + between + words + 2 * style.px(3.5F * metric::grid);
}

bool icon_button(const Style& style, const char* label, Icon icon, bool is_enabled) {
  const float side = style.px(metric::row_height);
  const Pressed state = press(label, {side, side}, is_enabled);
  if (state.hot) {
    ImGui::GetWindowDrawList()->AddRectFilled(state.at, state.corner, colour(style.palette().hovered),
                                              style.px(metric::radius_small));
    ImGui::SetItemTooltip("%.*s", static_cast<int>(visible_end(label) - label), label);
  }
  const ImVec2 size = ImGui::CalcTextSize(style.icon(icon));
  draw_icon(style, icon, {state.at.x + (side - size.x) / 2, state.at.y + (side - size.y) / 2},
            style.palette().text, is_enabled ? 0.9F : 0.35F);
  return state.pressed;
}

bool text_field(const Style& style, const char* label, const char* hint, std::string& text,
                std::optional<Icon> icon) {
  const ImVec2 padding = ImGui::GetStyle().FramePadding;
  const float indent = icon ? style.px(7 * metric::grid) : 0;
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {padding.x + indent, padding.y});
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, style.px(1));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool changed = ImGui::InputTextWithHint(label, hint, &text);
  ImGui::PopStyleVar(2);
  if (icon) draw_icon(style, *icon, {at.x + padding.x, at.y + padding.y}, style.palette().text_faint, 1);
  return changed;
}

bool search_field(const Style& style, const char* label, const char* hint, std::string& text) {
  const ImVec2 padding = ImGui::GetStyle().FramePadding;
  const float width = ImGui::CalcItemWidth();
  const float side = style.px(metric::row_height);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool can_clear = !text.empty();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float radius = style.px(metric::radius_small);
  // The frame holds field and button.
  draw.AddRectFilled(at, {at.x + width, at.y + side}, colour(style.palette().raised), radius);
  draw.AddRect(at, {at.x + width, at.y + side}, colour(style.palette().border), radius, 0, style.px(1));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {padding.x + style.px(7 * metric::grid), padding.y});
  ImGui::PushStyleColor(ImGuiCol_FrameBg, 0);
  ImGui::SetNextItemWidth(can_clear ? width - side : width);
  bool changed = ImGui::InputTextWithHint(label, hint, &text, ImGuiInputTextFlags_EscapeClearsAll);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  draw_icon(style, Icon::search, {at.x + padding.x, at.y + padding.y}, style.palette().text_faint, 1);
  if (!can_clear) return changed;
  ImGui::SameLine(0, 0);
  ImGui::PushID(label);
  if (icon_button(style, "Clear the search", Icon::cross)) {
    text.clear();
    changed = true;
  }
  ImGui::PopID();
  return changed;
}

void field_label(const Style& style, std::string_view name) {
  // Drawn, not laid out as text: that would align with whatever frame stands to the left.
  ImGui::PushFont(style.font(Font::bold), style.px(metric::text_small));
  const ImVec2 size = ImGui::CalcTextSize(name.data(), name.data() + name.size());
  draw_text(ImGui::GetCursorScreenPos(), style.palette().text, 1, name.data(), name.data() + name.size());
  ImGui::Dummy(size);
  ImGui::PopFont();
}

std::optional<std::size_t> segments(const Style& style, const char* label, std::span<const char* const> names,
                                    std::size_t chosen) {
  const Palette& palette = style.palette();
  const float padding = style.px(3.5F * metric::grid);
  const float radius = style.px(metric::radius_small);
  std::optional<std::size_t> picked;
  ImGui::PushID(label);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {style.px(2), style.px(metric::gap)});
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) ImGui::SameLine();
    const ImVec2 size = ImGui::CalcTextSize(names[i]);
    const ImVec2 box{size.x + 2 * padding, style.px(metric::row_height)};
    const bool is_stop = i == (chosen < names.size() ? chosen : 0);
    const ChoiceStop as_stop(is_stop);
    const Pressed state = press(names[i], box, true);
    if (state.pressed && i != chosen) picked = i;
    if (const auto led = is_stop ? choice_by_key(i, names.size(), names.size()) : std::nullopt) {
      picked = led;
      focus_choice(names[*led]);
    }
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (i == chosen) {
      draw.AddRectFilled(state.at, state.corner, colour(palette.accent, 0.22F), radius);
      draw.AddRect(state.at, state.corner, colour(palette.accent), radius, 0, style.px(1.5F));
    } else {
      draw.AddRectFilled(state.at, state.corner, colour(state.hot ? palette.hovered : palette.raised),
                         radius);
    }
    draw_text({state.at.x + padding, state.at.y + (box.y - size.y) / 2}, palette.text, 1, names[i],
              names[i] + std::strlen(names[i]));
  }
  ImGui::PopStyleVar();
  ImGui::PopID();
  return picked;
}

bool toggle(const Style& style, const char* label, bool& on) {
  const Palette& palette = style.palette();
  const float height = style.px(5 * metric::grid);
  const float width = 1.8F * height;
  const float gap = style.px(metric::gap);
  const char* const end = visible_end(label);
  const ImVec2 size = ImGui::CalcTextSize(label, end);
  const Pressed state = press(label, {width + gap + size.x, std::max(height, size.y)}, true);
  if (state.pressed) on = !on;
  const ImVec2 at = state.at;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(at, {at.x + width, at.y + height}, colour(on ? palette.accent : palette.border),
                     height / 2);
  draw.AddCircleFilled({at.x + (on ? width - height / 2 : height / 2), at.y + height / 2},
                       height / 2 - style.px(2.5F), colour(on ? palette.on_accent : palette.text));
  draw_text({at.x + width + gap, at.y + (height - size.y) / 2}, palette.text, 1, label, end);
  return state.pressed;
}

void text(const Style& style, std::string_view words, Font font, float size, std::uint32_t rgb) {
  ImGui::PushFont(style.font(font), style.px(size));
  ImGui::PushStyleColor(ImGuiCol_Text, colour(rgb));
  ImGui::TextUnformatted(words.data(), words.data() + words.size());
  ImGui::PopStyleColor();
  ImGui::PopFont();
}

void faint(const Style& style, std::string_view words) {
  text(style, words, Font::text, metric::text_small, style.palette().text_faint);
}

void wrapped(const Style& style, std::string_view words, std::uint32_t rgb) {
  ImGui::PushTextWrapPos(0);
  text(style, words, Font::text, metric::text_normal, rgb);
  ImGui::PopTextWrapPos();
}

void begin_card(const Style& style, const char* id, float width, float height) {
  ImGui::PushStyleColor(ImGuiCol_ChildBg, colour(style.palette().surface));
  ImGuiChildFlags flags = ImGuiChildFlags_AlwaysUseWindowPadding | ImGuiChildFlags_NavFlattened;
  if (height == 0) flags |= ImGuiChildFlags_AutoResizeY;
  ImGui::BeginChild(id, {width, height}, flags);
}

void end_card() {
  ImGui::EndChild();
  ImGui::PopStyleColor();
}

}  // namespace reelwright::ui
