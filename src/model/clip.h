// SPDX-License-Identifier: GPL-3.0-or-later
// A video clip as part of a picture: which stretch of it is shown, and what happens when the scene is longer.
// Its sound is never used.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/utf8.h"

namespace reelwright {

/// Whether a file is taken for a clip by its name: what it really is shows when it is opened.
[[nodiscard]] inline bool has_clip_name(std::string_view file) {
  constexpr std::array<std::string_view, 6> known = {".avi", ".m4v", ".mkv", ".mov", ".mp4", ".webm"};
  const std::string lower = ascii_lower(file);
  return std::ranges::any_of(known, [&](std::string_view ending) { return lower.ends_with(ending); });
}

enum class LayerKind : std::uint8_t { picture, clip };

/// Frame f of the scene shows the clip at start_s + f / fps. Whoever makes it has measured the length by
/// decoding, so nothing of the picture depends on how a damaged end is found.
struct ClipTime {
  double start_s = 0;   ///< from the clip's first picture; less than length_s
  double length_s = 0;  ///< of what can be shown of the file
  bool loops = false;   ///< begins again when it is over; else its last picture stays
  friend bool operator==(const ClipTime&, const ClipTime&) = default;
};

/// A clip shorter than this is a gesture that can be seen again; a longer one would visibly jump back, and
/// rests on its last picture instead.
inline constexpr double clip_loop_s_max = 3.0;

}  // namespace reelwright
