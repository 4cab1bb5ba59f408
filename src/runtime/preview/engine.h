// SPDX-License-Identifier: GPL-3.0-or-later
// The preview thread's work: opens what is to be shown, makes the pictures that are wanted next with the time
// at which they are due, feeds the sound and keeps the play clock. It decodes only while something is played
// or looked for.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

#include "media/audio_output.h"
#include "runtime/preview/exchange.h"
#include "runtime/preview/play_clock.h"
#include "runtime/preview/sound_feed.h"
#include "runtime/preview/source.h"

namespace reelwright::runtime {

struct EngineParts {
  std::function<double()> now_s;  ///< of a clock that never goes back
  std::function<void()> wake;     ///< something new for the window
  /// Null, or a result of null: no sound device.
  std::function<std::unique_ptr<media::AudioOutput>()> open_audio;
  std::shared_ptr<media::LayerCache> layers;
  int decoder_threads = 2;
};

/// work(): one thread. plan(): any.
class PreviewEngine {
 public:
  /// `exchange` outlives it. `stop` ends long work.
  PreviewEngine(Exchange& exchange, EngineParts parts, std::stop_token stop);
  ~PreviewEngine();

  /// Does what is to be done now, at most one picture. Returns after how many seconds it wants to be called
  /// again although nobody rings.
  [[nodiscard]] double work();
  /// What is being shown, null for nothing.
  [[nodiscard]] std::shared_ptr<const PreviewPlan> plan() const;

 private:
  struct Pushed {
    double due_s = 0;
    std::int64_t number = 0;
  };

  void take_subject();
  void take_order();
  void look_again();
  void show_plan(std::shared_ptr<const PreviewPlan> plan);
  void fail_with(const Error& error);
  void push_failure(double due_s);
  void open_audio();

  void make_still();
  void start_run(std::int64_t frame);
  void stop_run();
  void keep_time();
  /// False: there is nothing to be made for now.
  [[nodiscard]] bool make_next();
  [[nodiscard]] bool skip_late();
  [[nodiscard]] bool turn_at_end();
  [[nodiscard]] std::int64_t frame_now() const;
  [[nodiscard]] std::int64_t sample_at(std::int64_t frame) const;
  [[nodiscard]] std::int64_t step() const;
  [[nodiscard]] double step_s() const;
  [[nodiscard]] bool has_room() const;
  void push(DueFrame frame);
  void publish_facts();

  Exchange& exchange_;
  const EngineParts parts_;
  const std::stop_token stop_;

  std::unique_ptr<const PreviewSubject> subject_;
  PlayerOrder order_;
  std::optional<bool> captions_;  ///< that the plan was made for
  std::unique_ptr<PreviewSource> source_;
  double watched_s_ = 0;  ///< when the disk was last looked at
  PlayerFacts facts_;

  bool wants_still_ = false;
  std::int64_t still_ = 0;  ///< the frame that is shown or looked for while nothing plays

  bool is_running_ = false;
  bool has_ended_ = false;   ///< the end is in the ring
  bool is_waiting_ = false;  ///< for the next scene
  std::int64_t next_ = 0;    ///< frame to be made next
  double next_due_s_ = 0;
  std::array<Pushed, DueFrames::size_max> pushed_{};  ///< the newest ones of this run
  std::uint64_t pushed_count_ = 0;
  PlayClock clock_;
  SoundFeed sound_;
  double next_audio_try_s_ = -std::numeric_limits<double>::infinity();
  std::unique_ptr<media::AudioOutput> audio_;
  double idle_since_s_ = 0;
  double run_began_s_ = 0;

  mutable std::mutex plan_mutex_;
  std::shared_ptr<const PreviewPlan> plan_;  ///< guarded by plan_mutex_ where others than work() read it
};

}  // namespace reelwright::runtime
