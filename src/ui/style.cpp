// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style.h"

namespace reelwright::ui {
namespace {

void merge(ImFontAtlas& atlas, const std::string& path, int face) {
  if (path.empty()) return;
  ImFontConfig config;
  config.MergeMode = true;
  config.FontNo = static_cast<ImU32>(face);
  atlas.AddFontFromFileTTF(path.c_str(), 0.0F, &config);
}

/// A font with the icons and the other scripts behind it: every text may hold any character.
ImFont* add_font(const std::string& path, const FontFiles& files, EmojiDrawer& draw_emoji) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  ImFontConfig config;
  if (draw_emoji) config.GlyphExcludeRanges = emoji_in_text_fonts;
  ImFont* font =
      path.empty() ? atlas.AddFontDefault() : atlas.AddFontFromFileTTF(path.c_str(), 0.0F, &config);
  add_emoji(atlas, draw_emoji);
  merge(atlas, files.icons, 0);
  for (const FontFiles::Fallback& fallback : files.fallbacks) merge(atlas, fallback.path, fallback.face);
  return font;
}

void set_colours(ImGuiStyle& style, const Palette& palette) {
  const auto set = [&](ImGuiCol which, std::uint32_t rgb, float opacity = 1.0F) {
    style.Colors[which] = colour_values(rgb, opacity);
  };
  for (ImVec4& each : style.Colors) each = colour_values(palette.text, 0.0F);
  set(ImGuiCol_Text, palette.text);
  set(ImGuiCol_TextDisabled, palette.text_faint);
  set(ImGuiCol_WindowBg, palette.window);
  set(ImGuiCol_PopupBg, palette.surface);
  set(ImGuiCol_Border, palette.border);
  set(ImGuiCol_FrameBg, palette.raised);
  set(ImGuiCol_FrameBgHovered, palette.hovered);
  set(ImGuiCol_FrameBgActive, palette.hovered);
  set(ImGuiCol_ScrollbarGrab, palette.border);
  set(ImGuiCol_ScrollbarGrabHovered, palette.text_faint, 0.6F);
  set(ImGuiCol_ScrollbarGrabActive, palette.text_faint);
  set(ImGuiCol_Button, palette.raised);
  set(ImGuiCol_ButtonHovered, palette.hovered);
  set(ImGuiCol_ButtonActive, palette.border);
  set(ImGuiCol_Header, palette.accent, 0.22F);
  set(ImGuiCol_HeaderHovered, palette.hovered);
  set(ImGuiCol_HeaderActive, palette.border);
  set(ImGuiCol_CheckMark, palette.accent);
  set(ImGuiCol_SliderGrab, palette.accent);
  set(ImGuiCol_SliderGrabActive, palette.accent);
  set(ImGuiCol_Separator, palette.border);
  set(ImGuiCol_TextSelectedBg, palette.accent, 0.35F);
  set(ImGuiCol_InputTextCursor, palette.accent);
  set(ImGuiCol_NavCursor, palette.accent);
  set(ImGuiCol_DragDropTarget, palette.accent);
  set(ImGuiCol_ModalWindowDimBg, 0x000000, 0.55F);
  set(ImGuiCol_ResizeGripHovered, palette.accent, 0.5F);
}

void set_metrics(ImGuiStyle& style, float scale) {
  const auto px = [scale](float units) { return units * scale; };
  style.WindowPadding = {px(metric::padding), px(metric::padding)};
  style.FramePadding = {px(2.5F * metric::grid), px((metric::row_height - metric::text_normal) / 2)};
  style.ItemSpacing = {px(metric::gap), px(metric::gap)};
  style.ItemInnerSpacing = {px(1.5F * metric::grid), px(metric::grid)};
  style.CellPadding = {px(metric::gap), px(metric::gap)};
  style.WindowRounding = 0;
  style.ChildRounding = px(metric::radius);
  style.FrameRounding = px(metric::radius_small);
  style.PopupRounding = px(metric::radius);
  style.GrabRounding = px(metric::radius_small);
  style.ScrollbarRounding = px(metric::radius);
  style.ScrollbarSize = px(2.5F * metric::grid);
  style.WindowBorderSize = 0;
  style.ChildBorderSize = 0;
  style.PopupBorderSize = px(1);
  style.FrameBorderSize = 0;
}

}  // namespace

Style::Style(const FontFiles& files, const IconGlyphs& icons)
    : draw_emoji_(std::make_unique<EmojiDrawer>(files.draw_emoji)), icons_(icons) {
  fonts_ = {add_font(files.text, files, *draw_emoji_), add_font(files.text_bold, files, *draw_emoji_),
            add_font(files.mono, files, *draw_emoji_)};
}

void Style::set(const Palette& palette, float scale) {
  if (palette_ == &palette && scale_ == scale) return;
  palette_ = &palette;
  scale_ = scale;
  ImGuiStyle& style = ImGui::GetStyle();
  style = ImGuiStyle();
  style.FontSizeBase = px(metric::text_normal);
  set_colours(style, palette);
  set_metrics(style, scale);
}

ImVec4 colour_values(std::uint32_t rgb, float opacity) {
  const auto part = [rgb](int shift) { return static_cast<float>((rgb >> shift) & 0xffU) / 255.0F; };
  return {part(16), part(8), part(0), opacity};
}

ImU32 colour(std::uint32_t rgb, float opacity) {
  return ImGui::ColorConvertFloat4ToU32(colour_values(rgb, opacity));
}

}  // namespace reelwright::ui
