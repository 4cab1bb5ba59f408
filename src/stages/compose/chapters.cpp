// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/compose/chapters.h"

#include <fmt/format.h>

namespace reelwright::stages {
namespace {

// support.google.com/youtube/answer/9884579: "at least three timestamps listed in ascending order", minimum
// 10 seconds each.
constexpr std::int64_t chapter_ms_min = 10'000;
constexpr std::size_t chapters_min = 3;

}  // namespace

std::vector<Chapter> make_chapters(const std::vector<TimelineScene>& scenes, std::int64_t frame_count,
                                   int frames_per_second, const std::string& video_title) {
  const auto to_ms = [&](std::int64_t frame) { return frame * 1000 / frames_per_second; };
  std::vector<Chapter> chapters;
  for (const TimelineScene& scene : scenes) {
    const std::int64_t start_ms = to_ms(scene.start_frame);
    if (chapters.empty()) {
      chapters.push_back({0, scene.title.empty() ? video_title : scene.title});
    } else if (!scene.title.empty() && start_ms - chapters.back().start_ms >= chapter_ms_min) {
      chapters.push_back({start_ms, scene.title});
    }
  }
  while (chapters.size() > 1 && to_ms(frame_count) - chapters.back().start_ms < chapter_ms_min)
    chapters.pop_back();
  if (chapters.size() < chapters_min) chapters.clear();
  return chapters;
}

std::string chapters_text(const std::vector<Chapter>& chapters) {
  std::string text;
  for (const Chapter& chapter : chapters) {
    const std::int64_t seconds = chapter.start_ms / 1000;
    if (seconds >= 3600) {
      text +=
          fmt::format("{}:{:02}:{:02} {}\n", seconds / 3600, seconds / 60 % 60, seconds % 60, chapter.title);
    } else {
      text += fmt::format("{}:{:02} {}\n", seconds / 60, seconds % 60, chapter.title);
    }
  }
  return text;
}

}  // namespace reelwright::stages
