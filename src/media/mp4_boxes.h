// SPDX-License-Identifier: GPL-3.0-or-later
// What libavformat does not tell of an mp4 file, or does not let one choose. Internal to media/.
#pragma once

#include <filesystem>

namespace reelwright::media {

/// Whether the index lies before the media data.
[[nodiscard]] bool is_faststart(const std::filesystem::path& path);

/// Marks the track with this index as one that players show only when they are asked to. libavformat marks
/// the first of each kind as shown. False when there is no such track or the file cannot be written.
[[nodiscard]] bool switch_off_track(const std::filesystem::path& path, int track);

}  // namespace reelwright::media
