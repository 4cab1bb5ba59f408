// SPDX-License-Identifier: GPL-3.0-or-later
// The preview player as the window uses it: commands in, the picture that is due now and a status out, once a
// drawn frame. What takes time happens on two threads behind it; nothing here waits for them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "base/yuv_picture.h"
#include "media/audio_output.h"
#include "model/job.h"
#include "model/player.h"
#include "runtime/preview/engine.h"
#include "runtime/preview/exchange.h"
#include "runtime/preview/sideline.h"
#include "store/job_store.h"

namespace reelwright::runtime {

struct PlayerParts {
  const store::JobStore& store;
  /// Something new for the window, from any thread; must not block.
  std::function<void()> wake;
  /// Seconds of a clock that never goes back.
  std::function<double()> now_s = steady_seconds;
  /// On the preview thread, at the first Play; null: no sound.
  std::function<std::unique_ptr<media::AudioOutput>()> open_audio = media::open_audio_output;
  /// False for tests, which call work() instead.
  bool has_threads = true;

  [[nodiscard]] static double steady_seconds();
};

/// Main thread.
class Player {
 public:
  explicit Player(PlayerParts parts);
  /// Ends the threads; pictures that were handed out are gone.
  ~Player();
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  /// Shows this job from now on, as far as it has come. To be called with every new snapshot; cheap unless
  /// something was finished since the last time.
  void follow(const Job& job);
  /// A video that belongs to no job, for measurements and tests: the window follows jobs.
  void open_file(const std::filesystem::path& path);
  void clear();
  void send(const PlayerCommand& command);

  /// Takes what has come and what is due: once a drawn frame, before all below. Lets the picture go that was
  /// shown before if another is due.
  void update();
  [[nodiscard]] const PlayerStatus& status() const { return status_; }
  /// Null while there is none. Valid until the next update().
  [[nodiscard]] const YuvPicture* picture() const { return shown_ ? &picture_ : nullptr; }
  /// Another number: another picture.
  [[nodiscard]] std::uint64_t picture_id() const { return picture_id_; }
  /// Seconds until the next picture is due; nothing when somebody will call wake() first.
  [[nodiscard]] std::optional<double> next_due_s() const;

  /// The small picture for player::Peek that came last; null while none is wanted. As picture().
  [[nodiscard]] const YuvPicture* peek() const { return peeked_ ? &peek_picture_ : nullptr; }
  [[nodiscard]] std::int64_t peek_frame() const { return peek_frame_; }
  [[nodiscard]] std::uint64_t peek_id() const { return peek_id_; }

  /// Without threads: does what they would do until there is nothing more to be done for now.
  void work();

 private:
  void show_subject(PreviewSubject subject, const std::string& job);
  void publish_order();
  /// There is room for what a new generation brings, and its first picture wakes the window.
  void drop_what_is_on_its_way();
  void take_facts();
  void take_frames();
  void take_peeks();
  [[nodiscard]] bool is_due(const DueFrame& frame) const;
  void take(DueFrame& frame);
  void give_back(media::FilmFrame frame);

  const PlayerParts parts_;
  Exchange exchange_;
  std::stop_source stop_;
  std::shared_ptr<media::LayerCache> layers_;
  PreviewEngine engine_;
  PreviewSideline sideline_;

  PlayerOrder order_;
  std::uint64_t subjects_ = 0;
  bool has_subject_ = false;
  PlayerStatus status_;
  bool is_growing_ = false;
  std::uint64_t facts_version_ = 0;
  std::uint64_t side_version_ = 0;
  std::uint64_t frames_skipped_ = 0;
  std::uint64_t frames_missed_ = 0;  ///< two were due at once

  std::string job_signature_;  ///< room for the next one
  std::string followed_;       ///< what was last told to the preview thread of the job
  ClockPoint clock_;
  std::optional<DueFrame> next_;  ///< came, but is not due
  media::FilmFrame shown_;
  YuvPicture picture_;
  std::uint64_t picture_id_ = 0;
  media::FilmFrame peeked_;
  YuvPicture peek_picture_;
  std::int64_t peek_frame_ = 0;
  std::uint64_t peek_id_ = 0;

  std::jthread side_thread_;
  std::jthread thread_;
};

}  // namespace reelwright::runtime
