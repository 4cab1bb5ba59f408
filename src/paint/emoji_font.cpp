// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/emoji_font.h"

#include <cairo.h>
#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/check.h"
#include "paint/cairo_image.h"

namespace reelwright::paint {
namespace {

/// Where a font has outlines in colour instead of pictures.
constexpr FT_UInt outline_height = 128;

struct Free {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};

/// Makes it smaller or larger, every pixel by the area that it covers. FreeType's pixels are Cairo's: alpha
/// is multiplied in, so what cannot be seen has no colour to bleed.
RgbaImage scaled(const FT_Bitmap& bitmap, int height) {
  const double scale = static_cast<double>(height) / bitmap.rows;
  const int width = std::max(1, static_cast<int>(std::lround(bitmap.width * scale)));
  const std::unique_ptr<cairo_surface_t, Free> from(
      cairo_image_surface_create_for_data(bitmap.buffer, CAIRO_FORMAT_ARGB32, static_cast<int>(bitmap.width),
                                          static_cast<int>(bitmap.rows), bitmap.pitch));
  const std::unique_ptr<cairo_surface_t, Free> to(
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
  const std::unique_ptr<cairo_t, Free> context(cairo_create(to.get()));
  CHECK(cairo_status(context.get()) == CAIRO_STATUS_SUCCESS);
  cairo_scale(context.get(), static_cast<double>(width) / bitmap.width, scale);
  cairo_set_source_surface(context.get(), from.get(), 0, 0);
  cairo_pattern_set_filter(cairo_get_source(context.get()), CAIRO_FILTER_GOOD);
  cairo_paint(context.get());
  return to_image(to.get());
}

}  // namespace

struct EmojiFont::Face {
  FT_Library library = nullptr;
  FT_Face face = nullptr;
  ~Face() {
    if (face != nullptr) FT_Done_Face(face);
    if (library != nullptr) FT_Done_FreeType(library);
  }

  bool open(const FontFile& file) {
    if (FT_Init_FreeType(&library) != 0 || FT_New_Face(library, file.path.c_str(), file.face, &face) != 0)
      return false;
    if (!FT_HAS_FIXED_SIZES(face)) return FT_Set_Pixel_Sizes(face, 0, outline_height) == 0;
    const auto* const sizes = face->available_sizes;
    const auto* const largest =
        std::max_element(sizes, sizes + face->num_fixed_sizes,
                         [](const auto& one, const auto& other) { return one.height < other.height; });
    return FT_Select_Size(face, static_cast<FT_Int>(largest - sizes)) == 0;
  }
};

EmojiFont::EmojiFont(FontFile file) : file_(std::move(file)) {}
EmojiFont::EmojiFont(EmojiFont&&) noexcept = default;
EmojiFont& EmojiFont::operator=(EmojiFont&&) noexcept = default;
EmojiFont::~EmojiFont() = default;

RgbaImage EmojiFont::draw(char32_t character, int height) {
  CHECK(height >= 1 && height <= 1024);
  if (!std::exchange(was_tried_, true)) {
    face_ = std::make_unique<Face>();
    if (!face_->open(file_)) face_.reset();
  }
  if (face_ == nullptr) return {};
  FT_Face face = face_->face;
  const FT_UInt glyph = FT_Get_Char_Index(face, character);
  if (glyph == 0 || FT_Load_Glyph(face, glyph, FT_LOAD_COLOR | FT_LOAD_RENDER) != 0) return {};
  const FT_Bitmap& bitmap = face->glyph->bitmap;
  if (bitmap.pixel_mode != FT_PIXEL_MODE_BGRA || bitmap.pitch <= 0 || bitmap.width == 0 || bitmap.rows == 0)
    return {};
  return scaled(bitmap, height);
}

}  // namespace reelwright::paint
