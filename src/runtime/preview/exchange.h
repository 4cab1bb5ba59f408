// SPDX-License-Identifier: GPL-3.0-or-later
// What passes between the window and the threads behind the preview player, all of it without locks on the
// window's side: orders one way, pictures with the time at which they are due the other way.
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/snapshot_cell.h"
#include "base/spsc_ring.h"
#include "base/wakeup.h"
#include "media/film_frame.h"
#include "model/player.h"
#include "runtime/preview/subject.h"

namespace reelwright::runtime {

/// What the person wants, newest only.
struct PlayerOrder {
  std::uint64_t generation = 0;  ///< grows whenever what is on its way is no longer wanted
  std::uint64_t subject = 0;
  std::int64_t frame = 0;      ///< where this generation begins
  bool wants_picture = false;  ///< it is not on the screen yet
  bool is_playing = false;
  double speed = 1;
  double gain = 1;
  std::optional<bool> captions;  ///< unset: as the video is
  std::optional<FrameRange> loop;
  std::optional<std::int64_t> peek;
};

/// One entry of the ring to the window: errors and the end travel in order with the pictures.
struct DueFrame {
  static constexpr double at_once = -std::numeric_limits<double>::infinity();

  enum class Kind : std::uint8_t { picture, end, failed };
  Kind kind = Kind::picture;
  std::uint64_t generation = 0;
  std::uint64_t run = 0;  ///< of the play clock that due_s is of
  std::int64_t number = 0;
  double due_s = at_once;
  media::FilmFrame frame{};
};

/// The pictures on their way to the window, which sleeps when it finds none. push(): preview thread;
/// size_hint(): any; the rest: main thread.
///
/// No wake-up is lost: both sides exchange the same flag, the preview thread behind its push and the window
/// before its second look. Whichever exchange comes later sees what the other side did before its own: either
/// the window's second look finds the picture, or push() says that the window waits. `Atomic` is std::atomic;
/// tests put one in its place that lets the other side in between.
template <template <typename> typename Atomic = std::atomic>
class DueFrameLine {
 public:
  static constexpr std::size_t size_max = 8;

  /// True: the window waits for it and is to be woken. A picture that has no room is dropped.
  [[nodiscard]] bool push(DueFrame frame) {
    ring_.push_or_drop(std::move(frame));
    return is_awaited_.exchange(false, std::memory_order_acq_rel);
  }
  [[nodiscard]] std::optional<DueFrame> try_pop() {
    std::optional<DueFrame> frame = ring_.try_pop();
    if (frame) return frame;
    is_awaited_.exchange(true, std::memory_order_acq_rel);
    return ring_.try_pop();
  }
  [[nodiscard]] std::size_t size_hint() const { return ring_.size_hint(); }

 private:
  SpscRing<DueFrame, size_max> ring_;
  Atomic<bool> is_awaited_{true};
};
using DueFrames = DueFrameLine<>;

/// The play clock at one moment; whoever reads it goes on from there.
struct ClockPoint {
  std::uint64_t run = 0;  ///< a new one each time playing begins anew
  double steady_s = 0;    ///< when
  double position_s = 0;  ///< played by then
  bool is_running = false;

  [[nodiscard]] double at(double now_s) const { return position_s + (is_running ? now_s - steady_s : 0); }
};

/// What the preview thread knows of the video.
struct PlayerFacts {
  std::uint64_t version = 0;  ///< grows with every publication
  std::uint64_t subject = 0;
  PlayerState state = PlayerState::empty;
  std::string problem;
  std::string hint;
  bool is_live = false;
  bool is_growing = false;
  int width = 0;
  int height = 0;
  double frames_per_second = 30;
  std::int64_t frame_count = 0;
  bool lacks_audio_device = false;
  bool shows_captions = true;
  bool can_switch_captions = false;
  std::vector<PlayerScene> scenes;
  std::uint64_t frames_skipped = 0;  ///< since the video was opened, because there was no time for them
};

/// What the thread beside it has made.
struct SideFacts {
  std::uint64_t version = 0;
  std::uint64_t subject = 0;
  std::vector<std::uint8_t> waveform;
  std::string snapshot_file;
  std::uint64_t snapshots = 0;
  std::uint64_t snapshots_failed = 0;
  Error snapshot_error;  ///< of the last one that failed
};

struct PeekFrame {
  std::uint64_t subject = 0;
  std::int64_t number = 0;
  media::FilmFrame frame;
};

struct SnapshotWish {
  media::FilmFrame frame;
  std::int64_t number = 0;
};

/// Each member says who writes and who reads it: main (the window), preview, side.
struct Exchange {
  /// Everything that the window can hold or give back at a time.
  static constexpr std::size_t used_max = 16;

  SnapshotCell<PlayerOrder, 2> order;                   ///< main to preview and side
  std::atomic<const PreviewSubject*> subject{nullptr};  ///< main to preview, which owns what it took
  DueFrames frames;                                     ///< preview to main
  SpscRing<media::FilmFrame, used_max> used;            ///< main to preview: pictures to be let go
  SnapshotCell<ClockPoint, 1> clock;                    ///< preview to main
  SnapshotCell<PlayerFacts, 1> facts;                   ///< preview to main
  SnapshotCell<SideFacts, 1> side_facts;                ///< side to main
  SpscRing<PeekFrame, 4> peeks;                         ///< side to main
  SpscRing<SnapshotWish, 4> snapshots;                  ///< main to side
  Wakeup preview_bell;
  Wakeup side_bell;
};

}  // namespace reelwright::runtime
