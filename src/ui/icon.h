// SPDX-License-Identifier: GPL-3.0-or-later
// The icons of the window by what they mean. Which glyph of the icon font each one is, is looked up by name
// when the program starts.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace reelwright::ui {

enum class Icon : std::uint8_t {
  create,
  jobs,
  health,
  script,
  voice,
  visuals,
  compose,
  render,
  complete,
  check,
  cross,
  dash,
  stop,
  lightning,
  play,
  pause,
  retry,
  folder,
  search,
  pin,
  remove,
  warning,
  film,
  chevron_down,
  light,
  dark
};

/// Names in the Material Design icon font, in the order of Icon.
inline constexpr std::array<std::string_view, 26> icon_names = {
    "plus-box",      "history",        "heart-pulse",  "file-document",  "microphone",   "image", "layers",
    "filmstrip",     "flag-checkered", "check",        "close",          "minus",        "stop",  "flash",
    "play",          "pause",          "refresh",      "folder-outline", "magnify",      "pin",   "delete",
    "alert-outline", "movie",          "chevron-down", "weather-sunny",  "weather-night"};
static_assert(static_cast<std::size_t>(Icon::dark) + 1 == icon_names.size());

/// UTF-8 of each icon's character, NUL-terminated.
struct IconGlyphs {
  std::array<std::array<char, 5>, icon_names.size()> utf8{};
  [[nodiscard]] const char* operator[](Icon icon) const {
    return utf8[static_cast<std::size_t>(icon)].data();
  }
};

}  // namespace reelwright::ui
