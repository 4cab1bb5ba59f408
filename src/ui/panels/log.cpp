// SPDX-License-Identifier: GPL-3.0-or-later
// The log console: the newest lines, filtered by level and text. It follows the end until the user scrolls
// up.
#include <array>
#include <optional>

#include "model/stage.h"
#include "ui/format.h"
#include "ui/panels/panels.h"
#include "ui/widgets/controls.h"

namespace reelwright::ui {
namespace {

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

void draw_line(Frame& frame, const LogHistory::Line& line) {
  const Palette& palette = frame.style.palette();
  const std::int64_t second_of_day = line.utc_ms / 1000 % 86'400;
  ImGui::PushStyleColor(ImGuiCol_Text, colour(palette.text_faint));
  const ShortText time("{:02}:{:02}:{:02}", second_of_day / 3600, second_of_day / 60 % 60,
                       second_of_day % 60);
  ImGui::TextUnformatted(time.c_str());
  ImGui::SameLine(frame.style.px(76));
  if (line.stage < stage_count) {
    const std::string_view stage = title_of(static_cast<Stage>(line.stage));
    ImGui::TextUnformatted(stage.data(), stage.data() + stage.size());
  }
  ImGui::PopStyleColor();
  ImGui::SameLine(frame.style.px(150));
  const std::string_view words = frame.log.text(line);
  ImGui::PushStyleColor(ImGuiCol_Text, colour(rgb_of(palette, line.level)));
  ImGui::TextUnformatted(words.data(), words.data() + words.size());
  ImGui::PopStyleColor();
}

void draw_tools(Frame& frame) {
  const Style& style = frame.style;
  LogView& view = frame.view.log;
  const float right = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
  ImGui::AlignTextToFramePadding();
  text(style, "Log", Font::bold, metric::text_normal, style.palette().text);
  ImGui::SameLine(0, style.px(4 * metric::grid));
  ImGui::SetNextItemWidth(style.px(220));
  text_field(style, "##Search log", "Search", view.search, Icon::search);
  ImGui::SameLine();
  constexpr std::array<const char*, 4> levels = {"All", "Info", "Warnings", "Errors"};
  if (const auto level = segments(style, "level", levels, static_cast<std::size_t>(view.level_min)))
    view.level_min = static_cast<int>(*level);
  ImGui::SameLine();
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + style.px(2 * metric::grid));
  toggle(style, "Follow", view.follows);
  if (frame.snapshot.log_lines_dropped > 0) {
    ImGui::SameLine();
    faint(style, ShortText("{} lines not shown, see the log file", frame.snapshot.log_lines_dropped));
  }
  ImGui::SameLine(right - style.px(metric::row_height));
  if (icon_button(style, "Hide log", Icon::chevron_down)) view.is_open = false;
}

}  // namespace

void draw_log(Frame& frame) {
  LogView& view = frame.view.log;
  draw_tools(frame);
  frame.log.filter({.level_min = static_cast<LogLevel>(view.level_min), .job = {}, .search = view.search});
  ImGui::PushFont(frame.style.font(Font::mono), frame.style.px(metric::text_small));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {frame.style.px(metric::gap), frame.style.px(2)});
  ImGui::BeginChild("lines", {0, 0}, ImGuiChildFlags_NavFlattened, ImGuiWindowFlags_HorizontalScrollbar);
  if (ImGui::IsWindowHovered() && ImGui::GetIO().MouseWheel > 0) view.follows = false;
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(frame.log.size()), ImGui::GetTextLineHeightWithSpacing());
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
      draw_line(frame, frame.log.line(static_cast<std::size_t>(i)));
  if (view.follows) ImGui::SetScrollHereY(1.0F);
  ImGui::EndChild();
  ImGui::PopStyleVar();
  ImGui::PopFont();
}

}  // namespace reelwright::ui
