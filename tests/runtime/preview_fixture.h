// SPDX-License-Identifier: GPL-3.0-or-later
// A player that is driven by hand: nothing happens and no time passes unless the test says so.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <vector>

#include "base/temporary_folder.h"
#include "media/frame_grab.h"
#include "media/picture.h"
#include "runtime/preview/player.h"
#include "runtime/preview_media.h"
#include "store/job_store.h"

namespace reelwright::runtime::test {

using reelwright::test::FakeAudio;
using reelwright::test::FilmWish;
using reelwright::test::JobOfScenes;
using reelwright::test::make_film;
using reelwright::test::number_in;

class PreviewTest : public testing::Test {
 protected:
  static constexpr double start_s = 1000;

  void open(const FilmWish& wish) {
    make_film(film_, wish);
    open_file(film_);
  }
  void open_file(const std::filesystem::path& path) {
    player_ = std::make_unique<Player>(parts());
    player_->open_file(path);
    settle();
  }
  [[nodiscard]] Player& player() {
    if (player_ == nullptr) player_ = std::make_unique<Player>(parts());
    return *player_;
  }
  [[nodiscard]] const PlayerStatus& status() { return player().status(); }

  /// Everything that can happen without time passing.
  void settle() {
    for (int i = 0; i < 4; ++i) {
      player().work();
      player().update();
    }
  }
  /// Time of so many frames at normal speed, drawn 30 times a second.
  void advance_frames(int frames) {
    settle();
    for (int i = 0; i < frames; ++i) {
      time_s_ += 1.0 / 30;
      settle();
    }
  }
  [[nodiscard]] std::int64_t shown() {
    return player().picture() == nullptr ? -1 : number_in(*player().picture());
  }
  /// Luma in the middle of the shown picture, or at a place given in fractions of its size.
  [[nodiscard]] int luma(double x = 0.5, double y = 0.1) {
    const YuvPicture* picture = player().picture();
    if (picture == nullptr) return -1;
    const auto row = static_cast<std::ptrdiff_t>(y * picture->height);
    return picture->planes[0][row * picture->strides[0] + static_cast<std::ptrdiff_t>(x * picture->width)];
  }

  /// With a sound device: samples pass as time does.
  void play_samples(std::size_t count) {
    audio_->play(count);
    time_s_ += static_cast<double>(count) / 48'000;
    settle();
  }

  reelwright::test::TemporaryFolder temporary_;
  std::filesystem::path folder_ = temporary_.path();
  std::filesystem::path film_ = folder_ / "film.mp4";
  store::JobStore store_{folder_ / "jobs"};
  double time_s_ = start_s;
  int wakes_ = 0;
  bool has_audio_ = false;
  std::vector<media::StereoSample> heard_;
  std::atomic<bool> is_broken_{false};
  FakeAudio* audio_ = nullptr;

 private:
  [[nodiscard]] PlayerParts parts() {
    PlayerParts parts{.store = store_,
                      .wake = [this] { ++wakes_; },
                      .now_s = [this] { return time_s_; },
                      .open_audio = {},
                      .has_threads = false};
    if (has_audio_)
      parts.open_audio = [this] {
        auto audio = std::make_unique<FakeAudio>(heard_, is_broken_);
        audio_ = audio.get();
        return audio;
      };
    return parts;
  }
  std::unique_ptr<Player> player_;
};

}  // namespace reelwright::runtime::test
