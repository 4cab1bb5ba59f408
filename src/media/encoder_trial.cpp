// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/encoder_trial.h"

#include <cstring>
#include <filesystem>
#include <string>

#include "base/scratch_folder.h"
#include "media/encode.h"
#include "media/verify.h"

namespace reelwright::media {
namespace {

/// Grey that gets lighter.
Result<void> fill_grey(std::int64_t frame, const YuvView& out) {
  const int level = 40 + static_cast<int>(frame * 10 % 160);
  for (int row = 0; row < out.height; ++row)
    std::memset(out.y + row * out.y_stride, level, static_cast<std::size_t>(out.width));
  for (int row = 0; row < out.height / 2; ++row) {
    std::memset(out.u + row * out.u_stride, 128, static_cast<std::size_t>(out.width) / 2);
    std::memset(out.v + row * out.v_stride, 128, static_cast<std::size_t>(out.width) / 2);
  }
  return {};
}

}  // namespace

Result<void> try_encoder(std::string_view encoder, const std::filesystem::path& folder,
                         const std::stop_token& stop) {
  constexpr std::int64_t part_frames = 6;
  Timeline timeline;
  timeline.size = {640, 360};
  timeline.frame_count = 2 * part_frames;
  timeline.encode.encoder = encoder;
  const EncodedParts parts{.segments = {folder / "a.mp4", folder / "b.mp4"}, .sound = {}};
  for (std::size_t i = 0; i < parts.segments.size(); ++i)
    TRY(encode_segment(timeline, static_cast<std::int64_t>(i) * part_frames, part_frames, fill_grey,
                       parts.segments[i], stop, {}));
  const std::filesystem::path joined = folder / "joined.mp4";
  TRY(join_parts(timeline, folder, parts, joined, stop, {}));
  const FileReport report = TRY(decode_fully(joined, stop, {}));
  if (report.frames != timeline.frame_count || report.width != timeline.size.width ||
      report.pixel_format != "yuv420p")
    return fail("encode.failed", std::string(encoder) + " wrote a file that is not whole.");
  return {};
}

Result<void> try_encoder(std::string_view encoder, const std::stop_token& stop) {
  std::error_code error;
  const std::filesystem::path temporary = std::filesystem::temp_directory_path(error);
  if (error) return fail("file.missing", "There is no folder for temporary files.", "Set TMPDIR to one.");
  const ScratchFolder scratch = TRY(ScratchFolder::in(temporary, "reelwright-encoder-"));
  return try_encoder(encoder, scratch.path(), stop);
}

}  // namespace reelwright::media
