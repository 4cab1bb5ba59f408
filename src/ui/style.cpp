// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <limits>
#include <map>

namespace reelwright::ui {

/// Font files where they lie: only what is looked at comes into memory, and once for all fonts. Those of
/// other scripts have tens of megabytes, of which a window shows a few characters.
class FontBytes {
 public:
  struct Mapped {
    void* data = nullptr;
    std::size_t size = 0;
  };

  FontBytes() = default;
  ~FontBytes() {
    for (const auto& [path, mapped] : files_)
      if (mapped.data != nullptr) ::munmap(mapped.data, mapped.size);
  }
  FontBytes(const FontBytes&) = delete;
  FontBytes& operator=(const FontBytes&) = delete;

  /// Null for a file that cannot be read.
  Mapped of(const std::string& path) {
    const auto [place, is_new] = files_.try_emplace(path);
    if (is_new) place->second = map(path);
    return place->second;
  }

 private:
  static Mapped map(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return {};
    Mapped mapped;
    struct stat status {};
    if (::fstat(file, &status) == 0 && status.st_size > 0 &&
        status.st_size <= std::numeric_limits<int>::max()) {
      mapped.size = static_cast<std::size_t>(status.st_size);
      mapped.data = ::mmap(nullptr, mapped.size, PROT_READ, MAP_PRIVATE, file, 0);
    }
    ::close(file);
    return mapped.data == MAP_FAILED ? Mapped() : mapped;
  }

  std::map<std::string, Mapped> files_;
};

namespace {

/// Null when the file cannot be read.
ImFont* add(ImFontAtlas& atlas, FontBytes& bytes, const std::string& path, ImFontConfig& config) {
  const FontBytes::Mapped mapped = bytes.of(path);
  if (mapped.data == nullptr) return nullptr;
  config.FontDataOwnedByAtlas = false;
  return atlas.AddFontFromMemoryTTF(mapped.data, static_cast<int>(mapped.size), 0.0F, &config);
}

void merge(ImFontAtlas& atlas, FontBytes& bytes, const std::string& path, int face) {
  ImFontConfig config;
  config.MergeMode = true;
  config.FontNo = static_cast<ImU32>(face);
  add(atlas, bytes, path, config);
}

/// A font with the icons and the other scripts behind it: every text may hold any character.
ImFont* add_font(const std::string& path, const FontFiles& files, FontBytes& bytes, EmojiDrawer& draw_emoji) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  ImFontConfig config;
  if (draw_emoji) config.GlyphExcludeRanges = emoji_in_text_fonts;
  ImFont* font = add(atlas, bytes, path, config);
  if (font == nullptr) font = atlas.AddFontDefault();
  add_emoji(atlas, draw_emoji);
  merge(atlas, bytes, files.icons, 0);
  for (const FontFiles::Fallback& fallback : files.fallbacks)
    merge(atlas, bytes, fallback.path, fallback.face);
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
    : bytes_(std::make_unique<FontBytes>()),
      draw_emoji_(std::make_unique<EmojiDrawer>(files.draw_emoji)),
      icons_(icons) {
  for (std::size_t i = 0; const std::string* path : {&files.text, &files.text_bold, &files.mono})
    fonts_[i++] = add_font(*path, files, *bytes_, *draw_emoji_);
}

Style::~Style() = default;

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
