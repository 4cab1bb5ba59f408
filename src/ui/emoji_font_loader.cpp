// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emoji_font_loader.h"

#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace reelwright::ui {
namespace {

/// Of the line's height: a picture as high as the line would touch the one above.
constexpr float height_part = 0.94F;
constexpr int height_max = 512;

struct Range {
  ImWchar first;
  ImWchar last;
};

template <std::size_t count>
bool is_in(const std::array<Range, count>& ranges, ImWchar character) {
  return std::ranges::any_of(
      ranges, [&](const Range& each) { return each.first <= character && character <= each.last; });
}

/// Zero width joiner, keycap, variation selectors, skin tones, tags.
constexpr std::array<Range, 5> silent = {
    {{0x200d, 0x200d}, {0x20e3, 0x20e3}, {0xfe00, 0xfe0f}, {0x1f3fb, 0x1f3ff}, {0xe0020, 0xe007f}}};
/// Where Unicode has emoji, roughly: no letter of any language may open the emoji font.
constexpr std::array<Range, 4> pictures = {
    {{0x203c, 0x203c}, {0x2049, 0x2049}, {0x2190, 0x2bff}, {0x1f000, 0x1faff}}};

EmojiDrawer& drawer_of(const ImFontConfig& source) {
  return *static_cast<EmojiDrawer*>(source.FontLoaderData);
}

bool contains(ImFontAtlas*, ImFontConfig* source, ImWchar character) {
  if (is_in(silent, character)) return true;
  // Dear ImGui asks for some while the source is being added: none of these.
  if (!is_in(pictures, character)) return false;
  const EmojiDrawer& draw = drawer_of(*source);
  return draw && !draw(character, 16).pixels.empty();
}

/// In the middle of the line's height, on whole pixels.
void place(const RgbaImage& image, const ImFontBaked& baked, float density, ImFontGlyph& glyph) {
  const float width = static_cast<float>(image.width) / density;
  const float height = static_cast<float>(image.height) / density;
  glyph.X0 = 0;
  glyph.X1 = width;
  glyph.Y0 = std::round((baked.Size - height) / 2 * density) / density;
  glyph.Y1 = glyph.Y0 + height;
}

bool load(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar character,
          ImFontGlyph* glyph, float* advance) {
  if (is_in(silent, character)) {
    if (advance != nullptr) *advance = 0;
    return true;
  }
  if (!is_in(pictures, character)) return false;
  const EmojiDrawer& draw = drawer_of(*source);
  if (!draw) return false;
  const float density = source->RasterizerDensity * baked->RasterizerDensity;
  const int height =
      std::clamp(static_cast<int>(std::lround(baked->Size * density * height_part)), 1, height_max);
  const RgbaImage image = draw(character, height);
  if (image.pixels.empty()) return false;
  const float width = static_cast<float>(image.width) / density;
  if (advance != nullptr) *advance = width;
  if (glyph == nullptr) return true;
  const ImFontAtlasRectId place_id = ImFontAtlasPackAddRect(atlas, image.width, image.height);
  if (place_id == ImFontAtlasRectId_Invalid) return false;
  glyph->AdvanceX = width;
  glyph->Visible = true;
  glyph->Colored = true;
  glyph->PackId = place_id;
  place(image, *baked, density, *glyph);
  ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, ImFontAtlasPackGetRect(atlas, place_id),
                                     image.pixels.data(), ImTextureFormat_RGBA32, image.width * 4);
  return true;
}

const ImFontLoader& loader() {
  static const ImFontLoader loader = [] {
    ImFontLoader made;
    made.Name = "Emoji";
    made.FontSrcContainsGlyph = contains;
    made.FontBakedLoadGlyph = load;
    return made;
  }();
  return loader;
}

}  // namespace

void add_emoji(ImFontAtlas& atlas, EmojiDrawer& draw) {
  ImFontConfig config;
  config.MergeMode = true;
  config.FontLoader = &loader();
  ImFont* const font = atlas.AddFont(&config);
  font->Sources.back()->FontLoaderData = &draw;
}

}  // namespace reelwright::ui
