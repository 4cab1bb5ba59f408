// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/icon.h"

#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <algorithm>
#include <map>

namespace reelwright::paint {
namespace {

constexpr const char* family = "Material Design Icons";

std::string font_file() {
  std::string file;
  FcPattern* wanted = FcPatternBuild(nullptr, FC_FAMILY, FcTypeString, family, nullptr);
  FcObjectSet* objects = FcObjectSetBuild(FC_FILE, nullptr);
  if (FcFontSet* fonts = FcFontList(nullptr, wanted, objects)) {
    // Several formats may be installed; the smallest name is as good as any and always the same.
    for (int i = 0; i < fonts->nfont; ++i) {
      FcChar8* name = nullptr;
      if (FcPatternGetString(fonts->fonts[i], FC_FILE, 0, &name) != FcResultMatch) continue;
      const std::string candidate = reinterpret_cast<const char*>(name);
      if (candidate.ends_with(".ttf") && (file.empty() || candidate < file)) file = candidate;
    }
    FcFontSetDestroy(fonts);
  }
  FcObjectSetDestroy(objects);
  FcPatternDestroy(wanted);
  return file;
}

struct OutlineWriter {
  Path path;
  double unit = 1;
  double x = 0, y = 0;
  bool open = false;

  double px(FT_Pos value) const { return static_cast<double>(value) / unit; }

  static OutlineWriter& self(void* user) { return *static_cast<OutlineWriter*>(user); }
  void finish() {
    if (open) path.close();
    open = false;
  }
  void end_at(double to_x, double to_y) {
    x = to_x;
    y = to_y;
  }
  static int move(const FT_Vector* to, void* user) {
    OutlineWriter& w = self(user);
    w.finish();
    w.open = true;
    w.end_at(w.px(to->x), -w.px(to->y));
    w.path.move_to(w.x, w.y);
    return 0;
  }
  static int line(const FT_Vector* to, void* user) {
    OutlineWriter& w = self(user);
    w.end_at(w.px(to->x), -w.px(to->y));
    w.path.line_to(w.x, w.y);
    return 0;
  }
  static int conic(const FT_Vector* control, const FT_Vector* to, void* user) {
    OutlineWriter& w = self(user);
    const double cx = w.px(control->x);
    const double cy = -w.px(control->y);
    const double x0 = w.x;
    const double y0 = w.y;
    w.end_at(w.px(to->x), -w.px(to->y));
    // A quadratic curve as a cubic one: its control points lie two thirds of the way to the single one.
    w.path.curve_to(x0 + (cx - x0) * 2 / 3, y0 + (cy - y0) * 2 / 3, w.x + (cx - w.x) * 2 / 3,
                    w.y + (cy - w.y) * 2 / 3, w.x, w.y);
    return 0;
  }
  static int cubic(const FT_Vector* first, const FT_Vector* second, const FT_Vector* to, void* user) {
    OutlineWriter& w = self(user);
    w.end_at(w.px(to->x), -w.px(to->y));
    w.path.curve_to(w.px(first->x), -w.px(first->y), w.px(second->x), -w.px(second->y), w.x, w.y);
    return 0;
  }
};

constexpr FT_Outline_Funcs writer_functions = {
    &OutlineWriter::move, &OutlineWriter::line, &OutlineWriter::conic, &OutlineWriter::cubic, 0, 0};

struct Library {
  FT_Library library = nullptr;
  FT_Face face = nullptr;
  ~Library() {
    if (face != nullptr) FT_Done_Face(face);
    if (library != nullptr) FT_Done_FreeType(library);
  }
};

}  // namespace

struct IconFont::Glyphs {
  struct Glyph {
    Path outline;
    char32_t character = 0;
  };
  std::map<std::string, Glyph, std::less<>> by_name;
  std::vector<std::string> names;
  std::string file;
};

IconFont::IconFont(std::unique_ptr<Glyphs> glyphs) : glyphs_(std::move(glyphs)) {}
IconFont::IconFont(IconFont&&) noexcept = default;
IconFont& IconFont::operator=(IconFont&&) noexcept = default;
IconFont::~IconFont() = default;

Result<IconFont> IconFont::open() {
  const std::string file = font_file();
  if (file.empty())
    return fail("icons.missing", "The Material Design icon font is not installed.",
                "Install the package fonts-materialdesignicons-webfont.");
  Library ft;
  if (FT_Init_FreeType(&ft.library) != 0 || FT_New_Face(ft.library, file.c_str(), 0, &ft.face) != 0 ||
      !FT_HAS_GLYPH_NAMES(ft.face) || !FT_IS_SCALABLE(ft.face))
    return fail("icons.damaged", "The icon font " + file + " cannot be read.",
                "Install the package fonts-materialdesignicons-webfont again.");

  auto glyphs = std::make_unique<Glyphs>();
  FT_UInt glyph = 0;
  for (FT_ULong code = FT_Get_First_Char(ft.face, &glyph); glyph != 0;
       code = FT_Get_Next_Char(ft.face, code, &glyph)) {
    char name[128] = {};
    if (FT_Get_Glyph_Name(ft.face, glyph, name, sizeof name) != 0 || name[0] == '\0') continue;
    if (FT_Load_Glyph(ft.face, glyph, FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP) != 0) continue;
    if (ft.face->glyph->format != FT_GLYPH_FORMAT_OUTLINE || ft.face->glyph->outline.n_points == 0) continue;
    OutlineWriter writer;
    writer.unit = static_cast<double>(ft.face->units_per_EM);
    if (FT_Outline_Decompose(&ft.face->glyph->outline, &writer_functions, &writer) != 0) continue;
    writer.finish();
    glyphs->by_name.emplace(name, Glyphs::Glyph{std::move(writer.path), static_cast<char32_t>(code)});
  }
  if (glyphs->by_name.empty())
    return fail("icons.damaged", "The icon font " + file + " has no named glyphs.",
                "Install the package fonts-materialdesignicons-webfont again.");
  for (const auto& [name, each] : glyphs->by_name) glyphs->names.push_back(name);
  glyphs->file = file;
  return IconFont(std::move(glyphs));
}

const std::vector<std::string>& IconFont::names() const { return glyphs_->names; }
bool IconFont::has(std::string_view name) const { return glyphs_->by_name.contains(name); }
const std::string& IconFont::file() const { return glyphs_->file; }

Path IconFont::outline(std::string_view name) const {
  const auto found = glyphs_->by_name.find(name);
  return found == glyphs_->by_name.end() ? Path() : found->second.outline;
}

char32_t IconFont::character(std::string_view name) const {
  const auto found = glyphs_->by_name.find(name);
  return found == glyphs_->by_name.end() ? 0 : found->second.character;
}

}  // namespace reelwright::paint
