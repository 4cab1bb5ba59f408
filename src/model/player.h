// SPDX-License-Identifier: GPL-3.0-or-later
// The preview player as values: what it shows and what it can be told. The window draws one and says the
// other; the player itself lives in runtime/preview.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"

namespace reelwright {

/// Frames [begin, end).
struct FrameRange {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  friend bool operator==(const FrameRange&, const FrameRange&) = default;
};

struct PlayerScene {
  std::int64_t start_frame = 0;
  std::string title;
  friend bool operator==(const PlayerScene&, const PlayerScene&) = default;
};

enum class PlayerState : std::uint8_t {
  empty,    ///< nothing was asked for, or nothing of it can be shown yet
  opening,  ///< something can be shown soon
  ready,
  failed  ///< `problem` says why
};

/// Speeds; negative ones play backwards, without sound.
inline constexpr double player_speed_min = 0.25;
inline constexpr double player_speed_max = 4;

struct PlayerStatus {
  PlayerState state = PlayerState::empty;
  std::string job;      ///< whose video; "" for none
  std::string problem;  ///< a sentence, with a hint behind it; also of one that can be played all the same
  std::string hint;
  bool is_live = false;  ///< composed from the job's parts, since there is no finished file or without its
                         ///< captions
  int width = 0;         ///< of the video
  int height = 0;
  double frames_per_second = 30;
  std::int64_t frame_count = 0;  ///< that can be shown now; grows while a job's scenes come in
  std::int64_t frame = 0;        ///< shown, or the newest one asked for
  bool is_playing = false;
  bool is_seeking = false;          ///< the asked frame is not there yet
  bool is_untouched = false;        ///< nothing was played or looked for since it was opened
  bool lacks_audio_device = false;  ///< none was found when one was needed; a steady clock keeps the time
  bool is_muted = false;
  double volume = 1;  ///< 0 to 1
  double speed = 1;
  bool shows_captions = true;
  bool can_switch_captions = false;
  std::optional<FrameRange> loop;
  std::optional<std::int64_t> loop_begin;  ///< I was pressed, O was not yet
  std::vector<PlayerScene> scenes;
  std::vector<std::uint8_t> waveform;  ///< peaks, evenly over frame_count frames, 255 is full scale
  std::uint64_t frames_dropped = 0;    ///< came too late to be shown, since the video was opened
  std::string snapshot_file;           ///< written last, absolute; "" for none
  std::uint64_t snapshots = 0;         ///< written so far
  std::uint64_t snapshots_failed = 0;
  Error snapshot_error;  ///< why the last one of them failed
};

namespace player {

struct Play {};
struct Pause {};
struct TogglePlay {};
/// Exact; of several that wait, the newest one counts. Out of range means the nearest frame.
struct Seek {
  std::int64_t frame = 0;
};
/// From the frame that is shown or being looked for. Pauses when `pauses`.
struct Step {
  std::int64_t frames = 0;
  bool pauses = false;
};
struct SetSpeed {
  double speed = 1;
};
struct SetVolume {
  double volume = 1;
};
struct SetMuted {
  bool is_muted = false;
};
struct ShowCaptions {
  bool are_shown = true;
};
/// The range that is played again and again; nullopt: none. A begin alone is remembered until an end comes.
struct SetLoop {
  std::optional<std::int64_t> begin;
  std::optional<std::int64_t> end;
};
/// Writes the shown frame, at full size, as a PNG file into the job's folder.
struct TakeSnapshot {};
/// Makes a small picture of this frame for the pointer over the scrub bar; nullopt: no longer.
struct Peek {
  std::optional<std::int64_t> frame;
};

}  // namespace player

using PlayerCommand = std::variant<player::Play, player::Pause, player::TogglePlay, player::Seek,
                                   player::Step, player::SetSpeed, player::SetVolume, player::SetMuted,
                                   player::ShowCaptions, player::SetLoop, player::TakeSnapshot, player::Peek>;

}  // namespace reelwright
