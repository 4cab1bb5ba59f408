// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the sound device supplied with what belongs to the playing pictures: from a position on, at a speed,
// round a loop.
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

#include "media/audio_output.h"
#include "media/sound_pieces.h"
#include "model/player.h"

namespace reelwright::runtime {

struct SoundRun {
  std::int64_t start = 0;          ///< sample
  double speed = 1;                ///< backwards: silence
  std::optional<FrameRange> loop;  ///< in samples
};

/// One thread.
class SoundFeed {
 public:
  explicit SoundFeed(std::stop_token stop) : stop_(std::move(stop)), pieces_({}, stop_) {}

  /// From now on this is what is heard, from the same position on. `end`: the sample from which on more will
  /// be known later; the output gets nothing from there.
  void set_pieces(const std::vector<media::SoundPiece>& pieces, std::optional<std::int64_t> end);
  void start(const SoundRun& run, media::AudioOutput& output);
  /// Writes as much as the output takes.
  void feed(media::AudioOutput& output);

 private:
  /// False at the end.
  [[nodiscard]] bool make_more();

  std::stop_token stop_;
  media::SoundPieces pieces_;
  std::optional<std::int64_t> end_;
  SoundRun run_;
  std::optional<media::Tempo> tempo_;
  std::vector<media::StereoSample> ready_;
  std::size_t taken_ = 0;  ///< of ready_
};

}  // namespace reelwright::runtime
