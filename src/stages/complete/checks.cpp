// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/complete/checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "media/compositor.h"
#include "model/limits.h"

namespace reelwright::stages {
namespace {

constexpr double loudness_tolerance_lu = 1.0;
/// Sound whose level cannot be set: silence has no loudness (the gate of EBU R 128 is at -70 LUFS).
constexpr double silence_lufs = -69.0;
/// One AAC frame of 1024 samples at 48 kHz, and one for the encoder's priming.
constexpr double audio_length_tolerance_s = 2 * 1024.0 / 48'000.0;

/// Mean luma difference (0 to 255) of some block between the ends of a run from which on a viewer sees that
/// something has moved; a soft background that drifts stays below it, a word or an edge does not.
constexpr double visible_luma_change = 10.0;
constexpr int block_px = 32;
/// Places of a run that are compared with its first picture.
constexpr std::array looked_at = {0.29, 0.53, 0.71, 1.0};
/// Luma (limited range: black is 16) that a black picture does not have anywhere.
constexpr int lit_luma = 48;
constexpr std::size_t comparison_cache_bytes = 64U << 20;

constexpr const char* retry_hint =
    "Retry the job; if it happens again, the log in the job's folder says more.";

std::unexpected<Error> fault(const char* code, std::string message) {
  return fail(code, std::move(message), retry_hint);
}

std::string at_time(const media::FrameRange& range, int frames_per_second) {
  return fmt::format("{:.1f} s", static_cast<double>(range.first) / frames_per_second);
}

Result<void> judge_picture(const Timeline& timeline, const media::FileReport& report) {
  if (report.width != timeline.size.width || report.height != timeline.size.height) {
    return fault("complete.wrong_size",
                 fmt::format("The finished video is {} x {} pixels instead of {} x {}.", report.width,
                             report.height, timeline.size.width, timeline.size.height));
  }
  if (report.frames != timeline.frame_count) {
    return fault("complete.wrong_length", fmt::format("The finished video has {} frames instead of {}.",
                                                      report.frames, timeline.frame_count));
  }
  const double frame_s = 1.0 / timeline.frames_per_second;
  if (std::abs(report.video_duration_s - timeline.duration_s()) > frame_s) {
    return fault("complete.wrong_length",
                 fmt::format("The finished video lasts {:.2f} s instead of {:.2f} s.",
                             report.video_duration_s, timeline.duration_s()));
  }
  if (report.pixel_format != "yuv420p" || report.colour != "bt709" || !report.faststart) {
    return fault("complete.wrong_format", "The finished video is not in the form that every player reads.");
  }
  if (!report.black.empty()) {
    return fault("complete.black", fmt::format("The picture is black at {}.",
                                               at_time(report.black.front(), timeline.frames_per_second)));
  }
  if (!report.frozen.empty()) {
    return fault("complete.frozen", fmt::format("The picture stands still at {}.",
                                                at_time(report.frozen.front(), timeline.frames_per_second)));
  }
  return {};
}

Result<void> judge_sound(const Timeline& timeline, const media::FileReport& report) {
  if (timeline.audio.empty()) return {};
  if (!report.has_audio) return fault("complete.no_sound", "The finished video has no sound.");
  if (std::abs(report.audio_duration_s - timeline.duration_s()) > audio_length_tolerance_s) {
    return fault("complete.wrong_length", fmt::format("The sound lasts {:.2f} s, the picture {:.2f} s.",
                                                      report.audio_duration_s, timeline.duration_s()));
  }
  if (report.loudness.integrated_lufs <= silence_lufs)
    return fault("complete.no_sound", "The finished video is silent.");
  if (std::abs(report.loudness.integrated_lufs - limits::loudness_target_lufs) > loudness_tolerance_lu) {
    return fault("complete.wrong_loudness",
                 fmt::format("The sound is at {:.1f} LUFS instead of {:.0f}.",
                             report.loudness.integrated_lufs, limits::loudness_target_lufs));
  }
  if (report.loudness.true_peak_dbtp > limits::true_peak_max_dbtp) {
    return fault("complete.too_loud", fmt::format("The sound peaks at {:.1f} dBTP; players may distort it.",
                                                  report.loudness.true_peak_dbtp));
  }
  return {};
}

/// One composed frame in memory of its own.
class ComposedFrame {
 public:
  explicit ComposedFrame(FrameSize size)
      : size_(size),
        bytes_(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 3 / 2) {}

  media::YuvView view() {
    const std::ptrdiff_t width = size_.width;
    const std::ptrdiff_t luma = width * size_.height;
    return {.width = size_.width,
            .height = size_.height,
            .y = bytes_.data(),
            .u = bytes_.data() + luma,
            .v = bytes_.data() + luma + luma / 4,
            .y_stride = width,
            .u_stride = width / 2,
            .v_stride = width / 2};
  }

  [[nodiscard]] int brightest() const {
    return *std::max_element(bytes_.begin(),
                             bytes_.begin() + static_cast<std::ptrdiff_t>(bytes_.size() / 3 * 2));
  }

  /// The largest mean luma difference of a block.
  [[nodiscard]] double luma_difference(const ComposedFrame& other) const {
    double largest = 0;
    for (int top = 0; top < size_.height; top += block_px) {
      for (int left = 0; left < size_.width; left += block_px) {
        largest = std::max(largest, block_difference(other, left, top));
      }
    }
    return largest;
  }

 private:
  [[nodiscard]] double block_difference(const ComposedFrame& other, int left, int top) const {
    const int right = std::min(left + block_px, size_.width);
    const int bottom = std::min(top + block_px, size_.height);
    int sum = 0;
    for (int y = top; y < bottom; ++y) {
      const std::size_t row = static_cast<std::size_t>(y) * static_cast<std::size_t>(size_.width);
      for (int x = left; x < right; ++x) {
        const std::size_t at = row + static_cast<std::size_t>(x);
        sum += std::abs(int{bytes_[at]} - int{other.bytes_[at]});
      }
    }
    return static_cast<double>(sum) / ((right - left) * (bottom - top));
  }

  FrameSize size_;
  std::vector<std::uint8_t> bytes_;
};

}  // namespace

Result<void> excuse_intended(const Timeline& timeline, const std::filesystem::path& root,
                             media::FileReport& report, const std::stop_token& stop) {
  if (report.frozen.empty() && report.black.empty()) return {};
  media::Compositor compositor =
      TRY(media::Compositor::open(timeline, root, media::make_layer_cache(comparison_cache_bytes), stop));
  ComposedFrame first(timeline.size);
  ComposedFrame other(timeline.size);
  // Some share of a run, because a clip that loops may look the same at both of its ends.
  const auto compose_at = [&](const media::FrameRange& range, double share,
                              ComposedFrame& frame) -> Result<void> {
    if (stop.stop_requested()) return canceled();
    const std::int64_t end = std::min(range.first + range.count, timeline.frame_count) - 1;
    const std::int64_t begin = std::min(range.first, end);
    return compositor.compose(begin + std::llround(share * static_cast<double>(end - begin)), frame.view());
  };
  std::vector<media::FrameRange> stuck;
  for (const media::FrameRange& range : report.frozen) {
    TRY(compose_at(range, 0, first));
    bool has_moved = false;
    for (const double share : looked_at) {
      TRY(compose_at(range, share, other));
      has_moved = has_moved || first.luma_difference(other) >= visible_luma_change;
    }
    if (has_moved) stuck.push_back(range);
  }
  std::vector<media::FrameRange> dark;
  for (const media::FrameRange& range : report.black) {
    TRY(compose_at(range, 0, first));
    bool is_lit = first.brightest() >= lit_luma;
    for (const double share : looked_at) {
      TRY(compose_at(range, share, other));
      is_lit = is_lit || other.brightest() >= lit_luma;
    }
    if (is_lit) dark.push_back(range);
  }
  report.frozen = std::move(stuck);
  report.black = std::move(dark);
  return {};
}

Result<void> judge(const Timeline& timeline, const media::FileReport& report) {
  TRY(judge_picture(timeline, report));
  return judge_sound(timeline, report);
}

Result<VideoFacts> check_video(const Timeline& timeline, const std::filesystem::path& root,
                               const std::filesystem::path& path, std::stop_token stop,
                               std::move_only_function<void(double)> progress) {
  media::FileReport report = TRY(media::decode_fully(path, stop, std::move(progress)));
  TRY(excuse_intended(timeline, root, report, stop));
  TRY(judge(timeline, report));
  return VideoFacts{.duration_s = report.video_duration_s,
                    .width = report.width,
                    .height = report.height,
                    .frames = report.frames};
}

bool is_fault_of_parts(const Error& error) {
  return error.code.starts_with("complete.") ||
         (error.code.starts_with("verify.") && error.code != "verify.missing");
}

}  // namespace reelwright::stages
