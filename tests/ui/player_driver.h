// SPDX-License-Identifier: GPL-3.0-or-later
// Windows on the Video page, on literal states.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>

#include "gfx/video_texture.h"
#include "ui/driver.h"
#include "ui/sample_job.h"

namespace reelwright::ui {

/// On the Video page with a grey ten-second video.
struct VideoPageDriver : Driver {
  VideoPageDriver() {
    const std::array<std::uint8_t, 4> grey = {90, 90, 90, 255};
    small_ = gfx::ImageTexture(grey, {1, 1});
    picture = small_.id();
    Job job = job_with(JobStatus::done);
    for (const Stage stage : all_stages) job.stage(stage) = {StageStatus::done, 4, 4, 1, 1000, 0};
    snapshot.active = {job};
    view.page = Page::video;
    player.state = PlayerState::ready;
    player.job = job_id;
    player.width = 1920;
    player.height = 1080;
    player.frame_count = 300;
  }
  ~VideoPageDriver() { resize(1440, 900); }

  /// While the pointer rests; they come back when it moves.
  void expect_controls_hide_in_full_screen() {
    view.video.is_full_screen = true;
    ImGui::GetIO().AddMousePosEvent(400, 400);
    EXPECT_TRUE(shows("Position in the video"));
    frame(60 * 3);
    EXPECT_EQ(items().find("Position in the video"), nullptr);
    ImGui::GetIO().AddMousePosEvent(420, 400);
    EXPECT_TRUE(shows("Position in the video"));
  }

 private:
  gfx::ImageTexture small_;
};

/// With four scenes, paused at 3 s, beside the generation panel.
struct Player : VideoPageDriver {
  Player() {
    snapshot.active[0].work_ms = 6000;
    view.job = job_id;
    player.frame = 90;
    player.can_switch_captions = true;
    player.scenes = {{0, "Start"}, {80, "Nectar"}, {160, "Hive"}, {240, "Honey"}};
    player.waveform.assign(1000, 128);
    settle();
    intents.clear();
  }

  /// The only player command that was said since the last time.
  template <typename T>
  std::optional<T> said() {
    const auto plays = take<intent::Play>();
    if (plays.size() != 1) return std::nullopt;
    const T* const command = std::get_if<T>(&plays[0].command);
    return command == nullptr ? std::nullopt : std::optional(*command);
  }
  std::size_t plays() { return take<intent::Play>().size(); }
};

}  // namespace reelwright::ui
