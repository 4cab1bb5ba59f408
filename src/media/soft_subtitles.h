// SPDX-License-Identifier: GPL-3.0-or-later
// An .srt file as an MP4 timed-text track (3GPP TS 26.245). Internal to media/.
#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "media/ffmpeg.h"

namespace reelwright::media {

struct SubtitleCue {
  std::int64_t start_ms = 0;
  std::int64_t duration_ms = 0;
  std::string text;  ///< UTF-8, without tags
};

/// Error: mux.failed.
[[nodiscard]] Result<std::vector<SubtitleCue>> read_srt(const std::filesystem::path& path,
                                                        const std::stop_token& stop);
/// Codec, default style and size of the text box.
void describe_timed_text(AVCodecParameters& parameters, int width, int height);
/// Times in milliseconds.
[[nodiscard]] Packet timed_text_packet(const SubtitleCue& cue);
/// ISO 639-2/T of a BCP 47 tag, which is what MP4 tracks have; "und" when unknown.
[[nodiscard]] std::string iso_639_2(const std::string& bcp_47);

}  // namespace reelwright::media
