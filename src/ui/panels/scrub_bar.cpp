// SPDX-License-Identifier: GPL-3.0-or-later
// The scrub bar: the narration's sound, scenes, loop, what has been played, and a look at the frame under the
// pointer.
#include <algorithm>
#include <cmath>

#include "ui/panels/player_parts.h"
#include "ui/player_actions.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/hatch.h"

namespace reelwright::ui {
namespace {

constexpr float bar_height = 9 * metric::grid;

/// Frames that the whole bar stands for: while scenes are still coming, also those that are not there yet,
/// as far as the finished ones let it be guessed.
std::int64_t frames_on_bar(const Frame& frame) {
  const PlayerStatus& status = frame.player.status;
  const Job* const job = status.job.empty() ? nullptr : frame.job(status.job);
  if (!status.is_live || job == nullptr || is_settled(job->status)) return status.frame_count;
  const auto scenes = static_cast<std::int64_t>(status.scenes.size());
  const std::int64_t planned = job->stage(Stage::voice).units_total;
  return scenes > 0 && planned > scenes ? status.frame_count * planned / scenes : status.frame_count;
}

struct Bar {
  ImVec2 at;
  ImVec2 end;
  std::int64_t frames = 1;
  [[nodiscard]] float x_of(std::int64_t frame) const {
    const double part = static_cast<double>(frame) / static_cast<double>(std::max<std::int64_t>(frames, 1));
    return at.x + (end.x - at.x) * static_cast<float>(std::clamp(part, 0.0, 1.0));
  }
  [[nodiscard]] std::int64_t frame_at(float x) const {
    const float part = std::clamp((x - at.x) / (end.x - at.x), 0.0F, 1.0F);
    return static_cast<std::int64_t>(static_cast<double>(part) * static_cast<double>(frames));
  }
};

/// Peaks as columns around the middle, what was played in the accent's colour.
void draw_waveform(const Frame& frame, const Bar& bar) {
  const PlayerStatus& status = frame.player.status;
  const Palette& palette = frame.style.palette();
  const float right = bar.x_of(status.frame_count);
  const float played = bar.x_of(status.frame);
  const float middle = (bar.at.y + bar.end.y) / 2;
  const float half = (bar.end.y - bar.at.y) / 2 - frame.style.px(3);
  const float step = std::max(frame.style.px(2), 2.0F);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImU32 before = colour(palette.accent, 0.85F);
  const ImU32 after = colour(palette.text_faint, 0.45F);
  const auto peaks = static_cast<double>(status.waveform.size());
  const auto index_at = [&](float x) {
    const double part = static_cast<double>((x - bar.at.x) / std::max(right - bar.at.x, 1.0F));
    return static_cast<std::size_t>(std::clamp(part * peaks, 0.0, peaks));
  };
  for (float x = bar.at.x; x + 1 < right; x += step) {
    std::uint8_t peak = 0;
    const std::size_t last = std::max(index_at(x + step), index_at(x) + 1);
    for (std::size_t i = index_at(x); i < std::min(last, status.waveform.size()); ++i)
      peak = std::max(peak, status.waveform[i]);
    const float height = std::max(half * static_cast<float>(peak) / 255.0F, 1.0F);
    draw.AddRectFilled({x, middle - height}, {x + step / 2, middle + height}, x < played ? before : after);
  }
}

void draw_missing(const Frame& frame, const Bar& bar) {
  const float left = bar.x_of(frame.player.status.frame_count);
  if (left >= bar.end.x - 1) return;
  const Style& style = frame.style;
  hatch(*ImGui::GetWindowDrawList(), {left, bar.at.y}, bar.end, colour(style.palette().text_faint, 0.25F),
        style.px(2 * metric::grid), style.px(1));
}

void draw_bar(const Frame& frame, const Bar& bar) {
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  const PlayerStatus& status = frame.player.status;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float radius = style.px(metric::radius_small);
  draw.AddRectFilled(bar.at, bar.end, colour(palette.raised), radius);
  const float played = bar.x_of(status.frame);
  draw.AddRectFilled(bar.at, {played, bar.end.y}, colour(palette.accent, 0.18F), radius);
  draw_missing(frame, bar);
  if (!status.waveform.empty()) draw_waveform(frame, bar);
  for (const PlayerScene& scene : status.scenes)
    if (scene.start_frame > 0) {
      const float x = bar.x_of(scene.start_frame);
      draw.AddRectFilled({x - style.px(1), bar.at.y}, {x + style.px(1), bar.end.y}, colour(palette.window));
      draw.AddRectFilled({x - style.px(1), bar.at.y}, {x + style.px(1), bar.at.y + style.px(5)},
                         colour(palette.text_faint));
    }
  const auto edge = [&](std::int64_t at) {
    const float x = bar.x_of(at);
    draw.AddRectFilled({x - style.px(1), bar.at.y}, {x + style.px(1), bar.end.y}, colour(palette.attention));
  };
  if (status.loop) {
    draw.AddRectFilled({bar.x_of(status.loop->begin), bar.end.y - style.px(4)},
                       {bar.x_of(status.loop->end), bar.end.y}, colour(palette.attention));
    edge(status.loop->begin);
    edge(status.loop->end);
  } else if (status.loop_begin) {
    edge(*status.loop_begin);
  }
  draw.AddRectFilled({played - style.px(1), bar.at.y - style.px(3)},
                     {played + style.px(1), bar.end.y + style.px(3)}, colour(palette.text));
  draw.AddCircleFilled({played, bar.at.y - style.px(3)}, style.px(4), colour(palette.text));
}

const PlayerScene* scene_at(const PlayerStatus& status, std::int64_t frame) {
  const PlayerScene* found = nullptr;
  for (const PlayerScene& scene : status.scenes)
    if (scene.start_frame <= frame) found = &scene;
  return found;
}

void draw_tooltip(const Frame& frame, const Bar& bar, std::int64_t hovered) {
  const Style& style = frame.style;
  const PlayerView::Peek& peek = frame.player.peek;
  const bool is_there = hovered < frame.player.status.frame_count;
  ImGui::SetNextWindowPos(
      {std::clamp(bar.x_of(hovered), style.px(110), ImGui::GetMainViewport()->Size.x - style.px(110)),
       bar.at.y - style.px(metric::gap)},
      ImGuiCond_Always, {0.5F, 1});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {style.px(metric::gap), style.px(metric::gap)});
  if (ImGui::BeginTooltip()) {
    // A tenth of a second away it is still the picture that is meant.
    const double near = frame.player.status.frames_per_second / 10;
    if (is_there && peek.picture != 0 && peek.height > 0 &&
        std::abs(static_cast<double>(peek.frame - hovered)) <= near) {
      const float height = style.px(100);
      ImGui::Image(peek.picture,
                   {height * static_cast<float>(peek.width) / static_cast<float>(peek.height), height});
    }
    text(style, frame_time_text(frame.player.status, hovered), Font::mono, metric::text_small,
         style.palette().text);
    if (!is_there)
      faint(style, "Not made yet");
    else if (const PlayerScene* const scene = scene_at(frame.player.status, hovered))
      faint(style, scene->title);
    ImGui::EndTooltip();
  }
  ImGui::PopStyleVar();
}

void read_pointer(Frame& frame, const Bar& bar) {
  VideoView& view = frame.view.video;
  const std::int64_t last = frame.player.status.frame_count - 1;
  const float x = ImGui::GetIO().MousePos.x;
  if (ImGui::IsItemActive() && ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    const std::int64_t wanted = std::min(bar.frame_at(x), last);
    if (view.scrubbed != wanted) frame.ask(intent::Play{player::Seek{wanted}});
    view.scrubbed = wanted;
  } else {
    view.scrubbed.reset();
  }
  // By the pointer, not by the keyboard's focus.
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_NoNavOverride) && !ImGui::IsItemActive())
    return end_peek(frame);
  const std::int64_t hovered = std::min(bar.frame_at(x), bar.frames - 1);
  if (hovered <= last && view.peeked != hovered) {
    view.peeked = hovered;
    frame.ask(intent::Play{player::Peek{hovered}});
  }
  draw_tooltip(frame, bar, hovered);
}

}  // namespace

ShortText frame_time_text(const PlayerStatus& status, std::int64_t frame) {
  const double rate = status.frames_per_second > 0 ? status.frames_per_second : 30;
  const auto tenths =
      static_cast<std::int64_t>(static_cast<double>(std::max<std::int64_t>(frame, 0)) * 10 / rate);
  if (tenths >= 36'000)
    return ShortText("{}:{:02}:{:02}.{}", tenths / 36'000, tenths / 600 % 60, tenths / 10 % 60, tenths % 10);
  return ShortText("{}:{:02}.{}", tenths / 600, tenths / 10 % 60, tenths % 10);
}

float scrub_bar_height(const Style& style) { return style.px(bar_height); }

void end_peek(Frame& frame) {
  if (!frame.view.video.peeked) return;
  frame.view.video.peeked.reset();
  frame.ask(intent::Play{player::Peek{std::nullopt}});
}

bool draw_scrub_bar(Frame& frame) {
  const Style& style = frame.style;
  const ImVec2 size{ImGui::GetContentRegionAvail().x, scrub_bar_height(style)};
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool is_enabled = can_play(frame.player.status);
  ImGui::BeginDisabled(!is_enabled);
  ImGui::InvisibleButton("Position in the video", size, ImGuiButtonFlags_EnableNav);
  ImGui::EndDisabled();
  const float inset = style.px(1.5F * metric::grid);
  const Bar bar{
      {at.x, at.y + inset}, {at.x + size.x, at.y + size.y}, std::max<std::int64_t>(frames_on_bar(frame), 1)};
  if (is_enabled) {
    read_pointer(frame, bar);
    draw_bar(frame, bar);
    return ImGui::IsItemFocused();
  }
  end_peek(frame);
  ImGui::GetWindowDrawList()->AddRectFilled(bar.at, bar.end, colour(style.palette().raised),
                                            style.px(metric::radius_small));
  return false;
}

}  // namespace reelwright::ui
