// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/player_actions.h"

#include <algorithm>
#include <cmath>

namespace reelwright::ui {
namespace {

constexpr std::array<PlayerActionLook, player_action_count> looks = {{
    {"Play or pause", "Space, K", Icon::play},
    {"Slower, then backwards", "J", Icon::chevron_down},
    {"Faster", "L", Icon::chevron_up},
    {"Back 5 seconds", "Left", Icon::undo},
    {"Forward 5 seconds", "Right", Icon::chevron_right},
    {"Back 1 second", "Shift+Left", Icon::undo},
    {"Forward 1 second", "Shift+Right", Icon::chevron_right},
    {"Previous frame", ",", Icon::frame_back},
    {"Next frame", ".", Icon::frame_next},
    {"Previous scene", "Page up", Icon::scene_back},
    {"Next scene", "Page down", Icon::scene_next},
    {"To the start", "Home", Icon::scene_back},
    {"To the end", "End", Icon::scene_next},
    {"Loop from here", "I", Icon::loop},
    {"Loop up to here", "O", Icon::loop},
    {"No loop", "\\", Icon::cross},
    {"Less speed", "[", Icon::chevron_down},
    {"More speed", "]", Icon::chevron_up},
    {"Normal speed", "Backspace", Icon::clock},
    {"Mute", "M", Icon::volume},
    {"Captions", "C", Icon::captions},
    {"Save this frame as a picture", "S", Icon::camera},
    {"Pixel for pixel (100 %)", "1", Icon::picture},
    {"Full screen", "F", Icon::full_screen},
    {"Keyboard shortcuts", "?", Icon::keyboard},
}};

/// J and L go along these.
constexpr std::array<double, 6> shuttle_speeds = {-4, -2, -1, 1, 2, 4};

void say(Frame& frame, PlayerCommand command) { frame.ask(intent::Play{std::move(command)}); }

std::int64_t frames_in(const PlayerStatus& status, double seconds) {
  return std::llround(seconds * status.frames_per_second);
}

void shuttle(Frame& frame, bool is_forward) {
  const PlayerStatus& status = frame.player.status;
  if (!status.is_playing) {
    say(frame, player::SetSpeed{is_forward ? 1.0 : -1.0});
    return say(frame, player::Play{});
  }
  double speed = status.speed;
  if (is_forward) {
    const auto next = std::ranges::upper_bound(shuttle_speeds, speed);
    speed = next == shuttle_speeds.end() ? shuttle_speeds.back() : *next;
  } else {
    const auto same = std::ranges::lower_bound(shuttle_speeds, speed);
    speed = same == shuttle_speeds.begin() ? shuttle_speeds.front() : *std::prev(same);
  }
  say(frame, player::SetSpeed{speed});
}

void change_speed(Frame& frame, bool is_up) {
  const double speed = frame.player.status.speed;
  const double now = std::abs(speed);
  const auto above = std::ranges::upper_bound(player_speeds, now);
  const auto same = std::ranges::lower_bound(player_speeds, now);
  const double next = is_up ? (above == player_speeds.end() ? player_speeds.back() : *above)
                            : (same == player_speeds.begin() ? player_speeds.front() : *std::prev(same));
  say(frame, player::SetSpeed{std::copysign(next, speed)});
}

void to_previous_scene(Frame& frame) {
  const PlayerStatus& status = frame.player.status;
  // Pressed soon after a scene has begun, the one before it is meant.
  const std::int64_t before = status.frame - frames_in(status, 1);
  std::int64_t target = 0;
  for (const PlayerScene& scene : status.scenes)
    if (scene.start_frame <= before) target = scene.start_frame;
  say(frame, player::Seek{target});
}

void to_next_scene(Frame& frame) {
  const PlayerStatus& status = frame.player.status;
  std::int64_t target = status.frame_count - 1;
  for (const PlayerScene& scene : status.scenes)
    if (scene.start_frame > status.frame) {
      target = std::min(target, scene.start_frame);
      break;
    }
  say(frame, player::Seek{target});
}

void begin_loop(Frame& frame) {
  const PlayerStatus& status = frame.player.status;
  player::SetLoop loop{.begin = status.frame, .end = std::nullopt};
  if (status.loop && status.loop->end > status.frame) loop.end = status.loop->end;
  say(frame, loop);
}

void end_loop(Frame& frame) {
  const PlayerStatus& status = frame.player.status;
  std::int64_t begin = status.loop_begin.value_or(status.loop ? status.loop->begin : 0);
  if (begin > status.frame) begin = 0;
  say(frame, player::SetLoop{.begin = begin, .end = status.frame + 1});
}

}  // namespace

const PlayerActionLook& look_of(PlayerAction action) { return looks[static_cast<std::size_t>(action)]; }

bool can_play(const PlayerStatus& status) {
  return status.frame_count > 0 &&
         (status.state == PlayerState::ready || status.state == PlayerState::opening);
}

bool is_enabled(const Frame& frame, PlayerAction action) {
  const PlayerStatus& status = frame.player.status;
  switch (action) {
    case PlayerAction::full_screen:
    case PlayerAction::shortcuts:
    case PlayerAction::mute:
      return true;
    case PlayerAction::captions:
      return can_play(status) && status.can_switch_captions;
    case PlayerAction::loop_clear:
      return can_play(status) && (status.loop || status.loop_begin);
    default:
      return can_play(status);
  }
}

void perform(Frame& frame, PlayerAction action) {
  if (!is_enabled(frame, action)) return;
  const PlayerStatus& status = frame.player.status;
  VideoView& view = frame.view.video;
  const auto step = [&](double seconds) { say(frame, player::Step{frames_in(status, seconds), false}); };
  switch (action) {
    case PlayerAction::toggle_play:
      return say(frame, player::TogglePlay{});
    case PlayerAction::slower:
      return shuttle(frame, false);
    case PlayerAction::faster:
      return shuttle(frame, true);
    case PlayerAction::back_5_s:
      return step(-5);
    case PlayerAction::forward_5_s:
      return step(5);
    case PlayerAction::back_1_s:
      return step(-1);
    case PlayerAction::forward_1_s:
      return step(1);
    case PlayerAction::frame_back:
      return say(frame, player::Step{-1, true});
    case PlayerAction::frame_next:
      return say(frame, player::Step{1, true});
    case PlayerAction::scene_back:
      return to_previous_scene(frame);
    case PlayerAction::scene_next:
      return to_next_scene(frame);
    case PlayerAction::to_start:
      return say(frame, player::Seek{0});
    case PlayerAction::to_end:
      return say(frame, player::Seek{status.frame_count - 1});
    case PlayerAction::loop_begin:
      return begin_loop(frame);
    case PlayerAction::loop_end:
      return end_loop(frame);
    case PlayerAction::loop_clear:
      return say(frame, player::SetLoop{});
    case PlayerAction::speed_down:
      return change_speed(frame, false);
    case PlayerAction::speed_up:
      return change_speed(frame, true);
    case PlayerAction::speed_reset:
      return say(frame, player::SetSpeed{1});
    case PlayerAction::mute:
      return say(frame, player::SetMuted{!status.is_muted});
    case PlayerAction::captions:
      return say(frame, player::ShowCaptions{!status.shows_captions});
    case PlayerAction::snapshot:
      return say(frame, player::TakeSnapshot{});
    case PlayerAction::exact_size:
      view.is_exact_size = !view.is_exact_size;
      view.pan_x = view.pan_y = 0;
      return;
    case PlayerAction::full_screen:
      view.is_full_screen = !view.is_full_screen;
      view.pointer_moved_s = frame.time_s;
      return frame.ask(intent::FullScreen{view.is_full_screen});
    case PlayerAction::shortcuts:
      view.shows_shortcuts = !view.shows_shortcuts;
      return;
  }
}

}  // namespace reelwright::ui
