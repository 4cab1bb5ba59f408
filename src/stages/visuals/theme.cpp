// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/visuals/theme.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/check.h"
#include "base/file.h"
#include "stages/asset_files.h"

namespace reelwright::stages {
namespace {

constexpr std::uint64_t theme_bytes_max = 64 * 1024;

paint::Colour colour(const std::string& hex) {
  const std::optional<paint::Colour> parsed = paint::parse_colour(hex);
  CHECK(parsed.has_value());
  return *parsed;
}

Accent accent_of(const ThemeAccent& in) {
  return {colour(in.fill), colour(in.fill_end), colour(in.on), colour(in.ink)};
}

/// What the JSON codec cannot know: colours, kinds of background, badges, entrances.
Result<void> check_values(const Theme& theme, const std::filesystem::path& file) {
  std::vector<std::string> colours = {theme.text,           theme.muted,  theme.surface,
                                      theme.surface_line,   theme.shadow, theme.caption_accent,
                                      theme.background.line};
  colours.insert(colours.end(), theme.background.stops.begin(), theme.background.stops.end());
  colours.insert(colours.end(), theme.background.shapes.begin(), theme.background.shapes.end());
  for (const ThemeAccent& accent : theme.accents)
    colours.insert(colours.end(), {accent.fill, accent.fill_end, accent.on, accent.ink});
  for (const std::string& hex : colours)
    if (!paint::parse_colour(hex))
      return fail("theme.damaged",
                  fmt::format("The theme file {} has \"{}\" where a colour should be.", file.string(), hex),
                  "Write colours as #RRGGBB or #RRGGBBAA.");
  const auto one_of = [](std::string_view value, std::initializer_list<std::string_view> known) {
    return std::find(known.begin(), known.end(), value) != known.end();
  };
  if (!paint::parse_background_kind(theme.background.kind) ||
      !one_of(theme.badge, {"disc", "tile", "ring", "plain"}) ||
      !one_of(theme.entrance, {"rise", "fade", "slide"}) || theme.name != file.stem().string())
    return fail(
        "theme.damaged",
        fmt::format(
            "The theme file {} names a background, badge or entrance that does not exist, or has another "
            "name than its file.",
            file.string()),
        "Restore the file from the original.");
  return {};
}

Result<Theme> read_theme(const std::filesystem::path& file) {
  const std::string json = TRY(read_file(file, theme_bytes_max));
  Theme theme = TRY(theme_from_json(json));
  TRY(check_values(theme, file));
  return theme;
}

}  // namespace

Result<Theme> load_theme(const std::filesystem::path& assets, std::string_view name) {
  const std::vector<std::filesystem::path> files = json_files(assets / "themes");
  for (const std::filesystem::path& file : files)
    if (file.stem().string() == name) return read_theme(file);
  return unknown_asset("theme", name, files);
}

Result<std::vector<Theme>> list_themes(const std::filesystem::path& assets) {
  std::vector<Theme> themes;
  for (const std::filesystem::path& file : json_files(assets / "themes"))
    themes.push_back(TRY(read_theme(file)));
  if (themes.empty())
    return fail("theme.none", fmt::format("There are no themes in {}.", (assets / "themes").string()),
                "Restore the folder assets/themes.");
  return themes;
}

Palette palette_for(const Theme& theme, std::size_t turn) {
  constexpr std::array<double, 5> shifts = {0, 1, -0.6, 0.5, -1};  // neighbours are far apart
  const double shift = theme.background.hue_shift_deg * shifts[turn % shifts.size()];
  Palette palette;
  const std::optional<paint::BackgroundKind> kind = paint::parse_background_kind(theme.background.kind);
  CHECK(kind.has_value());
  palette.background = *kind;
  for (const std::string& stop : theme.background.stops)
    palette.stops.push_back(paint::rotate_hue(colour(stop), shift));
  for (const std::string& shape : theme.background.shapes)
    palette.shapes.push_back(paint::rotate_hue(colour(shape), shift));
  palette.line = colour(theme.background.line);
  palette.text = colour(theme.text);
  palette.muted = colour(theme.muted);
  palette.surface = colour(theme.surface);
  palette.surface_line = colour(theme.surface_line);
  palette.shadow = colour(theme.shadow);
  palette.accent = accent_of(theme.accents[turn % theme.accents.size()]);
  palette.second = accent_of(theme.accents[(turn + 1) % theme.accents.size()]);
  return palette;
}

}  // namespace reelwright::stages
