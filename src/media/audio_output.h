// SPDX-License-Identifier: GPL-3.0-or-later
// Sound to the loudspeakers, and how much of it has been heard: the clock that pictures follow. The queue
// between the player and the device has no lock; the device itself is cubeb's.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "base/spsc_ring.h"
#include "media/sound_pieces.h"

namespace reelwright::media {

/// What plays sound. One thread, but for what happens behind it.
class AudioOutput {
 public:
  virtual ~AudioOutput() = default;
  /// Queues samples for the loudspeakers; returns how many were taken.
  virtual std::size_t write(std::span<const StereoSample> samples) = 0;
  /// What is queued fades out and is dropped; heard() counts from what is written next.
  virtual void restart() = 0;
  /// Seconds of what was written since restart() that have been heard; below zero while it is on its way.
  /// Nothing once the device has failed.
  [[nodiscard]] virtual std::optional<double> heard_s() = 0;
  /// 0 to 1; reached over a few milliseconds, without a click.
  virtual void set_gain(float gain) = 0;
  /// Whether the device should run; it may be left to others while nothing is played.
  virtual void set_running(bool is_running) = 0;
};

/// Samples from one thread to the device's callback, faded where they begin, break off or change in loudness.
/// write(), restart() and set_gain(): one thread; fill(): one other; the rest: any.
class AudioQueue {
 public:
  static constexpr std::size_t samples_max = 1 << 15;  ///< 0.68 s
  static constexpr int fade_samples = 240;             ///< 5 ms

  std::size_t write(std::span<const StereoSample> samples);
  void restart();
  void set_gain(float gain) { gain_.store(gain, std::memory_order_relaxed); }

  /// The device's callback: all of `out`, silence where there is nothing.
  void fill(std::span<StereoSample> out);
  /// Seconds of what was written since restart() that a device has played which has played `played` of all
  /// samples that fill() gave; a little below zero while none of it has begun.
  [[nodiscard]] double heard_s(std::int64_t played) const;

 private:
  void drop_old();
  [[nodiscard]] StereoSample next();

  SpscRing<StereoSample, samples_max> ring_;
  std::atomic<float> gain_{1};
  std::atomic<std::uint64_t> written_{0};    ///< by write() since the start
  std::atomic<std::uint64_t> kept_from_{0};  ///< what was written before is dropped
  /// Samples given by fill() that are not of the newest restart(): silence and what came before it.
  std::atomic<std::int64_t> others_{0};
  std::atomic<std::uint64_t> begun_{UINT64_MAX};  ///< the kept_from_ that others_ is for

  // fill()'s thread.
  std::uint64_t taken_ = 0;  ///< of the ring since the start
  std::int64_t given_ = 0;   ///< all samples
  std::int64_t own_ = 0;     ///< of those, of the newest restart()
  std::uint64_t own_from_ = 0;
  float loudness_ = 0;  ///< gain in use, on its way to gain_
  float fade_ = 0;      ///< from 0 to 1 where sound begins
  StereoSample last_{};
  float tail_ = 0;  ///< from 1 to 0 where it broke off
};

/// The system's default device through cubeb. Null when there is none. Takes as long as the sound server
/// takes.
[[nodiscard]] std::unique_ptr<AudioOutput> open_audio_output();

}  // namespace reelwright::media
