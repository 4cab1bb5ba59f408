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

#include "base/snapshot_cell.h"
#include "base/spsc_ring.h"
#include "media/film_frame.h"
#include "model/player.h"
#include "runtime/preview/bell.h"
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
  bool has_audio_device = false;
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
  static constexpr std::size_t frames_max = 8;
  /// Everything that the window can hold or give back at a time.
  static constexpr std::size_t used_max = 16;

  SnapshotCell<PlayerOrder, 2> order;                   ///< main to preview and side
  std::atomic<const PreviewSubject*> subject{nullptr};  ///< main to preview, which owns what it took
  SpscRing<DueFrame, frames_max> frames;                ///< preview to main
  SpscRing<media::FilmFrame, used_max> used;            ///< main to preview: pictures to be let go
  SnapshotCell<ClockPoint, 1> clock;                    ///< preview to main
  SnapshotCell<PlayerFacts, 1> facts;                   ///< preview to main
  SnapshotCell<SideFacts, 1> side_facts;                ///< side to main
  SpscRing<PeekFrame, 4> peeks;                         ///< side to main
  SpscRing<SnapshotWish, 4> snapshots;                  ///< main to side
  Bell preview_bell;
  Bell side_bell;
};

}  // namespace reelwright::runtime
