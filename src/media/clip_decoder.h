// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures of one of the user's clips in order of time, strictly: what cannot be decoded ends it, so that
// nothing damaged is ever shown. What follows a jump is what would have come without it. Internal to media/.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>

#include "base/result.h"
#include "media/ffmpeg.h"

namespace reelwright::media {

/// A decoded picture; times are ticks of the track's clock.
struct ClipShot {
  Frame frame;
  std::int64_t pts = 0;
  std::int64_t end = 0;  ///< by what the file says of its duration
};

/// One thread.
class ClipDecoder {
 public:
  /// Checks that at least one picture can be decoded. Errors name the file: clip.missing, clip.unreadable,
  /// clip.no_video, clip.too_large, clip.too_small, clip.damaged, canceled.
  [[nodiscard]] static Result<ClipDecoder> open(const std::filesystem::path& path, std::stop_token stop);

  /// Upright, of square pixels.
  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int height() const { return height_; }
  [[nodiscard]] int orientation() const { return orientation_; }
  [[nodiscard]] AVRational tick() const { return input_->streams[stream_]->time_base; }
  [[nodiscard]] std::int64_t first_pts() const { return first_pts_; }
  /// As the file says, in s; 0 when it does not.
  [[nodiscard]] double announced_s() const;
  /// How much less than that a whole file may have: some say only how long their longest track is.
  [[nodiscard]] double announced_tolerance_s() const;
  /// False for files without a time at each packet, which are decoded from their start only.
  [[nodiscard]] bool can_jump() const { return can_jump_; }

  /// The next picture; false at the end, or from the first on that is damaged. Error: canceled.
  [[nodiscard]] Result<bool> next(ClipShot& shot);
  /// Why next() ended: the rest of the file is damaged or missing. `is_inside`: whole packets follow.
  [[nodiscard]] bool is_damaged() const { return damaged_; }
  [[nodiscard]] bool is_damaged_inside();

  /// An error of the conversion of a picture, with the clip's name: clip.unreadable, canceled.
  [[nodiscard]] Error not_shown(const Error& error) const;

  /// Goes on from the last picture that needs no other, at or before `pts`. Errors: as open().
  [[nodiscard]] Result<void> seek(std::int64_t pts);

 private:
  ClipDecoder() = default;
  [[nodiscard]] Result<void> open_file();
  [[nodiscard]] Result<void> measure();
  [[nodiscard]] Result<void> rewind();
  [[nodiscard]] bool counts_packets() const;
  [[nodiscard]] bool jump(std::int64_t to, std::int64_t wanted);
  [[nodiscard]] Result<bool> settle(std::int64_t wanted);
  [[nodiscard]] bool read_packet();
  void feed();
  [[nodiscard]] bool take(ClipShot& shot);
  void end_here();
  [[nodiscard]] std::unexpected<Error> refused(const char* code, const std::string& what,
                                               const std::string& hint) const;

  std::filesystem::path path_;
  std::unique_ptr<std::stop_token> stop_;  ///< at a fixed address, for libav's callback
  InputContext input_;
  CodecContext decoder_;
  Packet packet_;
  Frame frame_;
  int stream_ = -1;

  int width_ = 0;
  int height_ = 0;
  int orientation_ = 1;
  bool can_jump_ = false;
  std::int64_t first_pts_ = 0;

  ClipShot waiting_;
  bool shot_waits_ = false;    ///< waiting_ was decoded by a jump and comes next
  bool packet_waits_ = false;  ///< packet_ was read by a jump and not sent yet
  bool drained_ = false;       ///< the decoder was told that nothing more comes
  bool damaged_ = false;
  std::int64_t landing_pts_ = 0;  ///< of the first packet since the last jump: pictures before it are broken
  std::int64_t last_pts_ = 0;     ///< of the picture that came last
};

}  // namespace reelwright::media
