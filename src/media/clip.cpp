// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/clip.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "media/clip_decoder.h"
#include "media/convert.h"
#include "media/orientation.h"

namespace reelwright::media {
namespace {

constexpr double still_share = 1.0 / 3;

std::unexpected<Error> damaged(const std::filesystem::path& path) {
  return fail("clip.damaged", "The clip \"" + path.filename().string() + "\" is damaged.",
              "Copy or export the clip again.");
}

/// Whether its pixel format can be read at all.
Result<void> check_format(const ClipDecoder& clip, const AVFrame& frame, const std::stop_token& stop) {
  const Frame sample = new_frame(AV_PIX_FMT_YUV420P, 16, 16);
  const Result<void> converted = YuvConverter().convert(frame, nullptr, ChromaSite::left, *sample, stop);
  if (!converted) return std::unexpected(clip.not_shown(converted.error()));
  return {};
}

/// Clips are shown without their transparency.
RgbaImage opaque(RgbaImage image) {
  for (std::size_t i = 3; i < image.pixels.size(); i += 4) image.pixels[i] = 255;
  return image;
}

}  // namespace

Result<ClipInfo> probe_clip(const std::filesystem::path& path, std::stop_token stop) {
  const ClipDecoder clip = TRY(ClipDecoder::open(path, std::move(stop)));
  return ClipInfo{clip.width(), clip.height()};
}

Result<ClipReport> inspect_clip(const std::filesystem::path& path, double length_s_max, std::stop_token stop,
                                std::move_only_function<void(double)> on_progress) {
  ClipDecoder clip = TRY(ClipDecoder::open(path, stop));
  const double tick_s = av_q2d(clip.tick());
  const double expected_s = std::min(clip.announced_s(), length_s_max);
  ClipReport report{.info = {clip.width(), clip.height()}};
  ClipShot shot;
  bool is_first = true;
  while (report.length_s < length_s_max && TRY(clip.next(shot))) {
    if (std::exchange(is_first, false)) TRY(check_format(clip, *shot.frame, stop));
    report.length_s = static_cast<double>(shot.end - clip.first_pts()) * tick_s;
    if (expected_s > 0) on_progress(std::min(1.0, report.length_s / expected_s));
  }
  if (clip.is_damaged_inside()) return damaged(path);
  report.length_s = std::min(report.length_s, length_s_max);
  report.ends_early = clip.is_damaged() || report.length_s < expected_s - clip.announced_tolerance_s();
  return report;
}

Result<RgbaImage> clip_still(const std::filesystem::path& path, std::stop_token stop) {
  ClipDecoder clip = TRY(ClipDecoder::open(path, stop));
  const std::int64_t wanted =
      clip.first_pts() + std::llround(clip.announced_s() * still_share / av_q2d(clip.tick()));
  TRY(clip.seek(wanted));
  ClipShot shot;
  ClipShot later;
  bool more = TRY(clip.next(shot));
  while (more && shot.end <= wanted) {
    more = TRY(clip.next(later));
    if (more) std::swap(shot, later);
  }
  if (shot.frame == nullptr) return damaged(path);
  int width = clip.width();
  int height = clip.height();
  if (exchanges_sides(clip.orientation())) std::swap(width, height);
  const AVFrame* following = TRY(clip.next(later)) ? later.frame.get() : nullptr;
  Result<RgbaImage> image =
      to_rgba(*shot.frame, width, height, ColourDefault::video, stop, {.following = following});
  if (!image) return std::unexpected(clip.not_shown(image.error()));
  return oriented(opaque(std::move(*image)), clip.orientation());
}

}  // namespace reelwright::media
