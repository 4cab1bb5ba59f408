// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/font_files.h"

#include <fmt/format.h>
#include <fontconfig/fontconfig.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace reelwright::paint {
namespace {

struct Free {
  void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
};
using Pattern = std::unique_ptr<FcPattern, Free>;

std::string text_of(const FcPattern& pattern, const char* object) {
  FcChar8* text = nullptr;
  if (FcPatternGetString(&pattern, object, 0, &text) != FcResultMatch) return {};
  return reinterpret_cast<const char*>(text);
}

/// What fontconfig itself would take.
Pattern match(Pattern wanted) {
  FcConfigSubstitute(nullptr, wanted.get(), FcMatchPattern);
  FcDefaultSubstitute(wanted.get());
  FcResult result = FcResultNoMatch;
  return Pattern(FcFontMatch(nullptr, wanted.get(), &result));
}

std::optional<FontFile> file_of(const Pattern& font) {
  if (font == nullptr) return std::nullopt;
  FontFile file{.path = text_of(*font, FC_FILE)};
  FcPatternGetInteger(font.get(), FC_INDEX, 0, &file.face);
  // The upper half numbers a variable font's named instances.
  file.face &= 0xffff;
  FcBool is_colour = FcFalse;
  file.is_colour =
      FcPatternGetBool(font.get(), FC_COLOR, 0, &is_colour) == FcResultMatch && is_colour == FcTrue;
  if (file.path.empty()) return std::nullopt;
  return file;
}

}  // namespace

Result<FontFile> find_font_file(std::string_view family, int weight) {
  const std::string name(family);
  Pattern wanted(FcPatternCreate());
  FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(name.c_str()));
  FcPatternAddInteger(wanted.get(), FC_WEIGHT, FcWeightFromOpenType(weight));
  FcPatternAddInteger(wanted.get(), FC_SLANT, FC_SLANT_ROMAN);
  const Pattern found = match(std::move(wanted));
  std::optional<FontFile> file = file_of(found);
  if (!file || !text_of(*found, FC_FAMILY).starts_with(name))
    return fail("fonts.missing", fmt::format("The font {} is not installed.", name),
                "Run tools/setup, which installs the fonts.");
  return *std::move(file);
}

std::vector<FontFile> find_fallback_files(const std::vector<std::string>& languages) {
  std::vector<FontFile> files;
  for (const std::string& language : languages) {
    Pattern wanted(FcPatternCreate());
    FcPatternAddString(wanted.get(), FC_LANG, reinterpret_cast<const FcChar8*>(language.c_str()));
    FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>("sans-serif"));
    const Pattern found = match(std::move(wanted));
    if (found == nullptr) continue;
    FcLangSet* covered = nullptr;
    if (FcPatternGetLangSet(found.get(), FC_LANG, 0, &covered) != FcResultMatch ||
        FcLangSetHasLang(covered, reinterpret_cast<const FcChar8*>(language.c_str())) == FcLangDifferentLang)
      continue;
    const std::optional<FontFile> file = file_of(found);
    if (file && std::ranges::find(files, file->path, &FontFile::path) == files.end()) files.push_back(*file);
  }
  return files;
}

}  // namespace reelwright::paint
