// SPDX-License-Identifier: GPL-3.0-or-later
// Clips from the user's folder before they become layers: what is it, can all of it be decoded, a still of
// it. Showing them is the compositor's.
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>

#include "base/result.h"
#include "model/image.h"

namespace reelwright::media {

/// As it is shown: upright, of square pixels.
struct ClipInfo {
  int width = 0;
  int height = 0;
};

/// Opens it and decodes its first picture. Errors name the file: clip.missing, clip.unreadable,
/// clip.no_video, clip.too_large, clip.too_small, clip.damaged, canceled. Any thread.
[[nodiscard]] Result<ClipInfo> probe_clip(const std::filesystem::path& path, std::stop_token stop);

struct ClipReport {
  ClipInfo info;
  double length_s = 0;      ///< of the pictures that can be shown
  bool ends_early = false;  ///< before the file says that it ends
};

/// Decodes every picture of the first `length_s_max` seconds. A file that was cut off is good as far as it
/// goes; one that is damaged before its end is clip.damaged. Other errors as above.
/// `on_progress` gets 0 to 1. Worker thread.
[[nodiscard]] Result<ClipReport> inspect_clip(const std::filesystem::path& path, double length_s_max,
                                              std::stop_token stop,
                                              std::move_only_function<void(double)> on_progress);

/// The picture after a third of the clip, which says more than its first: full size. Errors as above. Any
/// thread.
[[nodiscard]] Result<RgbaImage> clip_still(const std::filesystem::path& path, std::stop_token stop);

}  // namespace reelwright::media
