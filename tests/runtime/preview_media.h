// SPDX-License-Identifier: GPL-3.0-or-later
// Videos whose every picture says its own number, jobs that come into being scene by scene, and a sound
// device that plays when it is told to.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/yuv_picture.h"
#include "media/audio_output.h"
#include "model/audio.h"
#include "model/job.h"
#include "store/job_paths.h"

namespace reelwright::test {

struct FilmWish {
  std::int64_t frames = 120;
  int width = 192;
  int height = 96;
  std::int64_t keyframes = 30;
  bool has_sound = false;
};
/// An .mp4 at 30 frames a second, as the product makes it.
void make_film(const std::filesystem::path& path, const FilmWish& wish);
/// The number that a picture of make_film() says.
[[nodiscard]] std::int64_t number_in(const YuvPicture& picture);

[[nodiscard]] AudioClip tone(double hertz, double seconds, double amplitude, int channels);

/// The files of a job whose scenes are one plain colour each and speak for a second.
class JobOfScenes {
 public:
  JobOfScenes(store::JobPaths paths, int scenes);

  void write_script() const;
  void write_voice(int scene) const;
  void write_visual(int scene) const;
  /// As Compose would, with burned captions.
  void write_timeline() const;
  /// Luma of a scene's pictures.
  [[nodiscard]] static int luma_of(int scene);

  Job job;

 private:
  [[nodiscard]] static std::string id_of(int scene);
  store::JobPaths paths_;
  int scenes_;
};

/// Plays what it is given when play() says so.
class FakeAudio final : public media::AudioOutput {
 public:
  /// `heard` gets all that was played; both outlive this.
  FakeAudio(std::vector<media::StereoSample>& heard, std::atomic<bool>& is_broken)
      : heard_(heard), is_broken_(is_broken) {}

  std::size_t write(std::span<const media::StereoSample> samples) override { return queue_.write(samples); }
  void restart() override { queue_.restart(); }
  std::optional<double> heard_s() override {
    if (is_broken_) return std::nullopt;
    return queue_.heard_s(static_cast<std::int64_t>(heard_.size()));
  }
  void set_gain(float gain) override { queue_.set_gain(gain); }
  void set_running(bool is_running) override { is_running_ = is_running; }

  void play(std::size_t samples) {
    if (!is_running_) return;
    heard_.resize(heard_.size() + samples);
    queue_.fill(std::span(heard_).last(samples));
  }

 private:
  std::vector<media::StereoSample>& heard_;
  std::atomic<bool>& is_broken_;
  media::AudioQueue queue_;
  bool is_running_ = false;
};

}  // namespace reelwright::test
