// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/preview/controls.h"

#include <algorithm>
#include <cmath>

namespace reelwright::runtime {
namespace {

/// One command at work on the order.
struct Applies {
  bool is_growing;
  PlayerOrder& order;
  PlayerStatus& status;

  void set_playing(bool is_playing) const {
    if (status.is_playing == is_playing) return;
    status.is_playing = order.is_playing = is_playing;
    status.is_untouched = false;
    if (is_playing && is_at_end()) {
      const std::int64_t last = std::max<std::int64_t>(status.frame_count - 1, 0);
      if (order.speed > 0) return look_for(order.loop ? order.loop->begin : 0);
      return look_for(order.loop ? order.loop->end - 1 : last);
    }
    begin_generation(order, status);
  }
  [[nodiscard]] bool is_at_end() const {
    return order.speed > 0 ? !is_growing && status.frame >= status.frame_count - 1 : status.frame <= 0;
  }
  void look_for(std::int64_t frame) const {
    status.frame = std::clamp<std::int64_t>(frame, 0, std::max<std::int64_t>(status.frame_count - 1, 0));
    status.is_seeking = true;
    status.is_untouched = false;
    begin_generation(order, status);
  }

  void operator()(const player::Play&) const { set_playing(true); }
  void operator()(const player::Pause&) const { set_playing(false); }
  void operator()(const player::TogglePlay&) const { set_playing(!status.is_playing); }
  void operator()(const player::Seek& seek) const { look_for(seek.frame); }
  void operator()(const player::Step& step) const {
    if (step.pauses) status.is_playing = order.is_playing = false;
    // Far steps end at the ends; a sum that does not fit would be one.
    const std::int64_t frames = std::clamp(step.frames, -status.frame_count, status.frame_count);
    look_for(status.frame + frames);
  }
  void operator()(const player::SetSpeed& set) const {
    if (!std::isfinite(set.speed)) return;
    const double size = std::clamp(std::abs(set.speed), player_speed_min, player_speed_max);
    const double speed = set.speed < 0 ? -size : size;
    if (speed == order.speed) return;
    order.speed = status.speed = speed;
    begin_generation(order, status);
  }
  void operator()(const player::SetVolume& set) const {
    if (std::isfinite(set.volume)) status.volume = std::clamp(set.volume, 0.0, 1.0);
    set_gain();
  }
  void operator()(const player::SetMuted& set) const {
    status.is_muted = set.is_muted;
    set_gain();
  }
  /// The cube of the slider: as loud as it looks.
  void set_gain() const { order.gain = status.is_muted ? 0 : std::pow(status.volume, 3); }
  void operator()(const player::ShowCaptions& show) const {
    if (!status.can_switch_captions) return;
    order.captions = status.shows_captions = show.are_shown;
  }
  void operator()(const player::SetLoop& set) const {
    const auto inside = [&](std::int64_t frame) {
      return std::clamp<std::int64_t>(frame, 0, status.frame_count);
    };
    status.loop.reset();
    status.loop_begin.reset();
    if (set.begin && !set.end) status.loop_begin = inside(*set.begin);
    if (set.end) {
      const FrameRange range{inside(set.begin.value_or(0)), inside(*set.end)};
      if (range.begin < range.end) status.loop = range;
    }
    if (order.loop == status.loop) return;
    order.loop = status.loop;
    begin_generation(order, status);
  }
  void operator()(const player::TakeSnapshot&) const {}
  void operator()(const player::Peek& peek) const { order.peek = peek.frame; }
};

}  // namespace

void begin_generation(PlayerOrder& order, const PlayerStatus& status) {
  ++order.generation;
  order.frame = status.frame;
  order.wants_picture = status.is_seeking;
}

void apply(const PlayerCommand& command, bool is_growing, PlayerOrder& order, PlayerStatus& status) {
  std::visit(Applies{is_growing, order, status}, command);
}

}  // namespace reelwright::runtime
