// SPDX-License-Identifier: GPL-3.0-or-later
// The log console: the newest lines, filtered by level, job, stage and text. It follows the end until the
// user scrolls up, and again once the user is back there.
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/format.h"
#include "ui/log_excerpt.h"
#include "ui/panels/log_tools.h"
#include "ui/panels/panels.h"
#include "ui/widgets/controls.h"

namespace reelwright::ui {
namespace {

struct Columns {
  float stage;
  float words;
  float line;  ///< height
};

bool is_selected(const LogView& view, std::uint64_t number) {
  if (!view.selected) return false;
  const std::uint64_t other = view.selected_to.value_or(*view.selected);
  return number >= std::min(*view.selected, other) && number <= std::max(*view.selected, other);
}

void mark_matches(const Frame& frame, std::string_view words, std::string_view wanted, ImVec2 at,
                  float height) {
  std::size_t from = 0;
  while ((from = find_ignoring_case(words, wanted, from)) != std::string_view::npos) {
    const float left = ImGui::CalcTextSize(words.data(), words.data() + from).x;
    const float width = ImGui::CalcTextSize(words.data() + from, words.data() + from + wanted.size()).x;
    ImGui::GetWindowDrawList()->AddRectFilled({at.x + left, at.y}, {at.x + left + width, at.y + height},
                                              colour(frame.style.palette().attention, 0.35F),
                                              frame.style.px(2));
    from += wanted.size();
  }
}

void draw_line(const Frame& frame, std::size_t index, ImVec2 at, float width, const Columns& columns) {
  const Palette& palette = frame.style.palette();
  const LogHistory::Line& line = frame.log.line(index);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 corner{at.x + width, at.y + columns.line};
  if (is_selected(frame.view.log, frame.log.number(index)))
    draw.AddRectFilled(at, corner, colour(palette.accent, 0.25F));
  else if (line.level == LogLevel::error)
    draw.AddRectFilled(at, corner, colour(palette.failed, 0.10F));
  const std::int64_t second_of_day = line.utc_ms / 1000 % 86'400;
  const ShortText time("{:02}:{:02}:{:02}", second_of_day / 3600, second_of_day / 60 % 60,
                       second_of_day % 60);
  const ImU32 faint = colour(palette.text_faint);
  draw.AddText(at, faint, time.c_str());
  if (line.stage < stage_count) {
    const std::string_view stage = title_of(static_cast<Stage>(line.stage));
    draw.AddText({at.x + columns.stage, at.y}, faint, stage.data(), stage.data() + stage.size());
  }
  const std::string_view words = frame.log.text(line);
  const ImVec2 words_at{at.x + columns.words, at.y};
  mark_matches(frame, words, frame.view.log.search, words_at, columns.line);
  draw.AddText(words_at, colour(rgb_of(palette, line.level)), words.data(), words.data() + words.size());
}

/// Keeps what is being read in its place while lines come and go before it, and holds on to the end or lets
/// it go.
void keep_place(Frame& frame, float line_height) {
  LogView& view = frame.view.log;
  const float now = ImGui::GetScrollY();
  const float most = ImGui::GetScrollMaxY();
  const std::int64_t moved = frame.log.front() - view.front;
  view.front = frame.log.front();
  if (view.follows && now < view.scroll - 0.5F && now < most - line_height) view.follows = false;
  if (!view.follows && now > view.scroll + 0.5F && now >= most - 1) view.follows = true;
  if (!view.follows && moved != 0)
    ImGui::SetScrollY(std::max(now - static_cast<float>(moved) * line_height, 0.0F));
}

void select(Frame& frame, std::size_t index) {
  LogView& view = frame.view.log;
  const std::uint64_t number = frame.log.number(index);
  if (ImGui::GetIO().KeyShift && view.selected) {
    view.selected_to = number;
  } else {
    view.selected = view.selected == number && !view.selected_to ? std::nullopt : std::optional(number);
    view.selected_to.reset();
  }
}

void draw_lines(Frame& frame) {
  const Style& style = frame.style;
  LogView& view = frame.view.log;
  LogHistory& log = frame.log;
  const float character = ImGui::CalcTextSize("m").x;
  const Columns columns{character * 9.5F, character * 19.5F,
                        std::round(ImGui::GetTextLineHeight() + style.px(2))};
  // As wide as the longest line may be: the bar at the bottom must not jump with what is in sight.
  ImGui::SetNextWindowContentSize({columns.words + character * static_cast<float>(frame.log.longest() + 2), 0});
  ImGui::BeginChild("lines", {0, 0}, ImGuiChildFlags_NavFlattened, ImGuiWindowFlags_HorizontalScrollbar);
  keep_place(frame, columns.line);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool is_clicked = ImGui::IsWindowHovered() && ImGui::IsMouseClicked(ImGuiMouseButton_Left);
  const float width = ImGui::GetWindowWidth() + ImGui::GetScrollMaxX();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(log.size()), columns.line);
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const ImVec2 at = ImGui::GetCursorScreenPos();
      const auto index = static_cast<std::size_t>(i);
      draw_line(frame, index, at, width, columns);
      ImGui::Dummy({1, columns.line});
      if (is_clicked && mouse.y >= at.y && mouse.y < at.y + columns.line) select(frame, index);
    }
  ImGui::PopStyleVar();
  if (view.follows) ImGui::SetScrollY(ImGui::GetScrollMaxY());
  if (view.jump) {
    const auto line = static_cast<float>(log.index_of(*view.jump));
    ImGui::SetScrollY(std::max(line * columns.line - ImGui::GetWindowHeight() / 2, 0.0F));
    view.jump.reset();
  }
  view.scroll = ImGui::GetScrollY();
  ImGui::EndChild();
  if (log.size() == 0) {
    const ImVec2 from = ImGui::GetItemRectMin();
    const bool is_filtered = !view.search.empty() || !view.job.empty() || view.stage || log.total() > 0;
    ImGui::GetWindowDrawList()->AddText({from.x, from.y + style.px(metric::gap)},
                                        colour(style.palette().text_faint),
                                        is_filtered ? "No line matches." : "What happens is written here.");
  }
}

}  // namespace

std::uint32_t rgb_of(const Palette& palette, LogLevel level) {
  switch (level) {
    case LogLevel::error:
      return palette.failed;
    case LogLevel::warning:
      return palette.attention;
    case LogLevel::info:
      return palette.text;
    case LogLevel::debug:
      break;
  }
  return palette.text_faint;
}

void draw_log(Frame& frame) {
  LogView& view = frame.view.log;
  draw_log_tools(frame);
  const LogFilter& now = frame.log.filter();
  const auto level = static_cast<LogLevel>(view.level_min);
  if (now.level_min != level || now.job != view.job || now.stage != view.stage || now.unit != view.unit ||
      now.search != view.search) {
    frame.log.filter(log_filter_of(view));
    // The newest that matches is what is looked for.
    view.follows = true;
  }
  frame.is_moving |= !frame.log.scan();
  ImGui::PushFont(frame.style.font(Font::mono), frame.style.px(metric::text_small));
  draw_lines(frame);
  ImGui::PopFont();
}

}  // namespace reelwright::ui
