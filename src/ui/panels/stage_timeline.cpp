// SPDX-License-Identifier: GPL-3.0-or-later
// The stages as lanes on the attempt's time at work, their units as blocks; units that were worked on at the
// same time lie below each other. Ctrl and the wheel zoom, Shift and the wheel move; a click leaves only a
// unit's lines in the log.
#include <algorithm>
#include <array>
#include <cmath>

#include "model/limits.h"
#include "ui/format.h"
#include "ui/panels/log_tools.h"
#include "ui/panels/panels.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/hatch.h"
#include "ui/widgets/status.h"

namespace reelwright::ui {
namespace {

constexpr std::size_t rows_max = 8;  ///< of one lane; more at once share the last one
constexpr float name_width = 27 * metric::grid;
constexpr float axis_height = 6 * metric::grid;
constexpr float lane_height_min = 6.5F * metric::grid;
constexpr float lane_height_max = 11 * metric::grid;
/// Narrower blocks are no targets of their own: their lane is.
constexpr float target_width = 6;
constexpr float zoom_max = 64;

struct Block {
  Stage stage = Stage::script;
  UnitStatus status = UnitStatus::done;
  std::string_view name;
  double begin_s = 0;
  double end_s = 0;
};

struct Axis {
  float left = 0;
  float right = 0;
  double from_s = 0;
  double span_s = 1;
  [[nodiscard]] float x_of(double seconds) const {
    return left + static_cast<float>((seconds - from_s) / span_s) * (right - left);
  }
};

std::uint32_t rgb_of(const Palette& palette, UnitStatus status) {
  switch (status) {
    case UnitStatus::active:
      return palette.active;
    case UnitStatus::done:
    case UnitStatus::reused:
      return palette.done;
    case UnitStatus::failed:
      return palette.failed;
    case UnitStatus::stopped:
      break;
  }
  return palette.attention;
}

std::string_view word_of(UnitStatus status) {
  switch (status) {
    case UnitStatus::active:
      return "at work";
    case UnitStatus::done:
      return "done";
    case UnitStatus::reused:
      return "already there";
    case UnitStatus::failed:
      return "failed";
    case UnitStatus::stopped:
      break;
  }
  return "stopped";
}

/// What is short enough for a block: "4" of "scene 04", else the whole.
std::string_view short_name(std::string_view name) {
  const std::size_t digit = name.find_first_of("123456789");
  const bool ends_in_digits = digit != std::string_view::npos &&
                              name.find_first_not_of("0123456789", digit) == std::string_view::npos;
  return ends_in_digits ? name.substr(digit) : name;
}

Block block_of(const UnitRecord& unit, double now_s) {
  const double begin = static_cast<double>(unit.begin_ms) / 1000;
  const double end =
      unit.status == UnitStatus::active ? std::max(now_s, begin) : static_cast<double>(unit.end_ms) / 1000;
  return {unit.stage, unit.status, unit.name, begin, end};
}

/// Of a job whose units are not known: one block a stage, one after the other.
std::array<Block, stage_count> blocks_of_stages(const Job& job) {
  std::array<Block, stage_count> blocks;
  double at = 0;
  for (const Stage stage : all_stages) {
    const StageState& state = job.stage(stage);
    Block& block = blocks[index_of(stage)];
    block = {stage, UnitStatus::done, title_of(stage), at, at + static_cast<double>(state.work_ms) / 1000};
    if (state.status == StageStatus::active) block.status = UnitStatus::active;
    if (state.status == StageStatus::failed) block.status = UnitStatus::failed;
    if (state.status == StageStatus::skipped) block.status = UnitStatus::reused;
    at = block.end_s;
  }
  return blocks;
}

double step_of(double span_s, float width, float apart) {
  const double least = span_s * static_cast<double>(apart / std::max(width, 1.0F));
  for (const double step :
       {0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0})
    if (step >= least) return step;
  return 3600;
}

void draw_axis(const Style& style, const Axis& axis, float top, float bottom) {
  const double step = step_of(axis.span_s, axis.right - axis.left, style.px(64));
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  ImGui::PushFont(style.font(Font::mono), style.px(metric::text_small - 1));
  for (double at = std::ceil(axis.from_s / step) * step; at <= axis.from_s + axis.span_s; at += step) {
    const float x = std::round(axis.x_of(at));
    draw.AddLine({x, top + style.px(axis_height)}, {x, bottom}, colour(style.palette().border, 0.6F));
    const ShortText label = step < 1  ? ShortText("{:.1f} s", at)
                            : at < 60 ? ShortText("{:.0f} s", at)
                                      : clock_text(at);
    if (x + ImGui::CalcTextSize(label.c_str()).x < axis.right + style.px(8))
      draw.AddText({x + style.px(3), top + style.px(3)}, colour(style.palette().text_faint), label.c_str());
  }
  ImGui::PopFont();
}

void draw_block(const Style& style, const Block& block, ImVec2 from, ImVec2 to, bool is_hot) {
  const std::uint32_t rgb = rgb_of(style.palette(), block.status);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float width = to.x - from.x;
  const float radius = width < style.px(target_width) ? 0 : std::min(style.px(4), (to.y - from.y) / 3);
  if (block.status == UnitStatus::reused) {
    draw.AddRectFilled(from, to, colour(rgb, 0.12F), radius);
    hatch(draw, from, to, colour(rgb, 0.55F), style.px(5), 1);
  } else {
    draw.AddRectFilled(from, to, colour(rgb, is_hot ? 0.55F : 0.32F), radius);
  }
  if (width < style.px(target_width)) return;
  draw.AddRect(from, to, colour(rgb, is_hot ? 1.0F : 0.85F), radius, 0, style.px(1));
  for (const std::string_view name : {block.name, short_name(block.name)}) {
    const ImVec2 size = ImGui::CalcTextSize(name.data(), name.data() + name.size());
    if (size.x + style.px(8) > width || size.y > to.y - from.y + style.px(2)) continue;
    draw.AddText({from.x + (width - size.x) / 2, from.y + (to.y - from.y - size.y) / 2},
                 colour(style.palette().text), name.data(), name.data() + name.size());
    break;
  }
}

void tooltip(const Style& style, const Block& block) {
  if (!ImGui::BeginItemTooltip()) return;
  text(style, block.name, Font::bold, metric::text_normal, style.palette().text);
  faint(style, ShortText("{}, {}", title_of(block.stage), word_of(block.status)));
  if (block.status != UnitStatus::reused)
    text(style, duration_text(block.end_s - block.begin_s), Font::mono, metric::text_small,
         style.palette().text);
  ImGui::EndTooltip();
}

/// One stage's lane: where it is, which of its rows are taken until when, how far each has been drawn.
struct Lane {
  float top = 0;
  float height = 0;
  std::size_t rows = 1;
  std::array<double, rows_max> taken_until{};
  std::array<float, rows_max> drawn_until{};

  std::size_t take(const Block& block) {
    std::size_t row = 0;
    while (row + 1 < rows_max && taken_until[row] > block.begin_s + 1e-6) ++row;
    taken_until[row] = std::max(taken_until[row], block.end_s);
    return row;
  }
};

class Chart {
 public:
  Chart(Frame& frame, const Job& job, const Axis& axis, float top, float lane_height)
      : frame_(frame), job_(job), axis_(axis) {
    for (std::size_t i = 0; i < stage_count; ++i) {
      lanes_[i].top = top + static_cast<float>(i) * lane_height;
      lanes_[i].height = lane_height;
      lanes_[i].drawn_until.fill(-1e9F);
    }
  }

  /// First for all: how many rows a lane needs.
  void place(const Block& block) {
    Lane& lane = lanes_[index_of(block.stage)];
    const std::size_t row = lane.take(block);
    lane.rows = std::max(lane.rows, row + 1);
    if (placed_ < rows_.size()) rows_[placed_++] = static_cast<std::uint8_t>(row);
  }
  /// Then again in the same order. `number` tells blocks apart.
  void draw(const Block& block, std::size_t number) {
    const Style& style = frame_.style;
    Lane& lane = lanes_[index_of(block.stage)];
    const std::size_t row = number < placed_ ? rows_[number] : 0;
    const float left = axis_.x_of(block.begin_s);
    const float right =
        std::max(axis_.x_of(block.end_s), left + style.px(block.status == UnitStatus::reused ? 8 : 2));
    if (right < axis_.left || left > axis_.right) return;
    // Where many lie on one pixel, one of them is seen.
    if (right <= lane.drawn_until[row]) return;
    lane.drawn_until[row] = std::max(right, std::floor(left) + 1);
    const float inset = style.px(3);
    const float height = (lane.height - 2 * inset) / static_cast<float>(lane.rows);
    const ImVec2 from{std::max(left, axis_.left), lane.top + inset + static_cast<float>(row) * height};
    const ImVec2 to{std::min(std::max(right - 1, left + 1), axis_.right),
                    from.y + std::max(height - 1, 2.0F)};
    bool is_hot = false;
    if (to.x - from.x >= style.px(target_width)) {
      ImGui::SetCursorScreenPos(from);
      const ShortText label("{} {}##{}", title_of(block.stage), block.name, number);
      if (ImGui::InvisibleButton(label.c_str(), {to.x - from.x, to.y - from.y}, ImGuiButtonFlags_EnableNav))
        show_log_of(frame_.view, job_, block.stage, job_.units.empty() ? std::string_view() : block.name);
      is_hot = ImGui::IsItemHovered() || (ImGui::IsItemFocused() && ImGui::GetIO().NavVisible);
      tooltip(style, block);
    }
    draw_block(style, block, from, to, is_hot);
  }

 private:
  Frame& frame_;
  const Job& job_;
  const Axis& axis_;
  std::array<Lane, stage_count> lanes_;
  std::array<std::uint8_t, limits::unit_records_max> rows_{};
  std::size_t placed_ = 0;
};

void draw_names(Frame& frame, const Job& job, ImVec2 at, float right, float lane_height) {
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  for (const Stage stage : all_stages) {
    const float y = at.y + static_cast<float>(index_of(stage)) * lane_height;
    draw.AddLine({at.x, y}, {right, y}, colour(palette.border, 0.6F));
    ImGui::SetCursorScreenPos({at.x, y});
    const ShortText label("{} lane", title_of(stage));
    if (ImGui::InvisibleButton(label.c_str(), {style.px(name_width), lane_height},
                               ImGuiButtonFlags_EnableNav))
      show_log_of(frame.view, job, stage, "");
    if (ImGui::IsItemHovered()) {
      draw.AddRectFilled({at.x, y + 1}, {at.x + style.px(name_width), y + lane_height},
                         colour(palette.hovered), style.px(metric::radius_small));
      ImGui::SetTooltip("Show the log of this stage");
    }
    const std::uint32_t rgb = reelwright::ui::rgb_of(palette, job.stage(stage).status);
    const float text_y = y + (lane_height - ImGui::GetFontSize()) / 2;
    draw.AddText({at.x + style.px(4), text_y}, colour(rgb), style.icon(icon_of(stage)));
    const std::string_view name = title_of(stage);
    draw.AddText({at.x + style.px(28), text_y}, colour(palette.text), name.data(), name.data() + name.size());
  }
}

void read_wheel(Frame& frame, const Axis& axis) {
  VideoView& view = frame.view.video;
  const ImGuiIO& io = ImGui::GetIO();
  if (!ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows |
                              ImGuiHoveredFlags_AllowWhenBlockedByActiveItem))
    return;
  const double seen = 1 / static_cast<double>(view.timeline_zoom);
  const double pointer =
      std::clamp(static_cast<double>((io.MousePos.x - axis.left) / (axis.right - axis.left)), 0.0, 1.0);
  if (io.KeyCtrl && io.MouseWheel != 0) {
    const double place = view.timeline_left + pointer * seen;
    view.timeline_zoom = std::clamp(view.timeline_zoom * std::pow(1.25F, io.MouseWheel), 1.0F, zoom_max);
    view.timeline_left = place - pointer / static_cast<double>(view.timeline_zoom);
  }
  view.timeline_left -= static_cast<double>(io.MouseWheelH) * seen * 0.1;
}

}  // namespace

void draw_stage_timeline(Frame& frame, const Job& job) {
  const Style& style = frame.style;
  VideoView& view = frame.view.video;
  const std::array<Block, stage_count> whole = blocks_of_stages(job);
  const double now_s = static_cast<double>(job.work_ms) / 1000;
  double end_s = job.units.empty() ? whole.back().end_s : now_s;
  for (const UnitRecord& unit : job.units) end_s = std::max(end_s, static_cast<double>(unit.end_ms) / 1000);
  if (end_s <= 0) return faint(style, "Each stage's work is shown here as soon as it begins.");

  ImGui::PushFont(style.font(Font::text), style.px(metric::text_small));
  ImGui::BeginChild("lanes", {0, 0}, ImGuiChildFlags_NavFlattened,
                    ImGuiWindowFlags_NoScrollWithMouse * (ImGui::GetIO().KeyCtrl ? 1 : 0));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float lane_height = std::clamp((room.y - style.px(axis_height)) / static_cast<float>(stage_count),
                                       style.px(lane_height_min), style.px(lane_height_max));
  Axis axis{at.x + style.px(name_width), at.x + std::max(room.x, style.px(name_width) + 20) - style.px(12)};
  read_wheel(frame, axis);
  const double seen = 1 / static_cast<double>(view.timeline_zoom);
  view.timeline_left = std::clamp(view.timeline_left, 0.0, 1 - seen);
  // A little room behind the newest block.
  axis.from_s = end_s * 1.02 * view.timeline_left;
  axis.span_s = end_s * 1.02 * seen;
  const float lanes_top = at.y + style.px(axis_height);
  const float bottom = lanes_top + lane_height * static_cast<float>(stage_count);
  draw_axis(style, axis, at.y, bottom);
  draw_names(frame, job, {at.x, lanes_top}, axis.right, lane_height);

  Chart chart(frame, job, axis, lanes_top, lane_height);
  ImGui::PushClipRect({axis.left, at.y}, {axis.right + 1, bottom}, true);
  if (job.units.empty()) {
    for (const Block& block : whole) chart.place(block);
    for (std::size_t i = 0; i < whole.size(); ++i)
      if (job.stage(all_stages[i]).work_ms > 0) chart.draw(whole[i], i);
  } else {
    for (const UnitRecord& unit : job.units) chart.place(block_of(unit, now_s));
    for (std::size_t i = 0; i < job.units.size(); ++i) chart.draw(block_of(job.units[i], now_s), i);
  }
  ImGui::PopClipRect();
  ImGui::SetCursorScreenPos({at.x, bottom});
  ImGui::Dummy({1, 1});
  ImGui::EndChild();
  ImGui::PopFont();
}

}  // namespace reelwright::ui
