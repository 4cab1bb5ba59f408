// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/log_tools.h"

#include <algorithm>
#include <array>

#include "ui/format.h"
#include "ui/log_excerpt.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/row_fit.h"

namespace reelwright::ui {
namespace {

constexpr std::size_t copied_bytes_max = 1U << 20;
constexpr std::array<const char*, 4> level_names = {"All", "Info", "Warnings", "Errors"};
constexpr std::array<const char*, 7> stage_names = {"All stages", "Script", "Voice",   "Visuals",
                                                    "Compose",    "Render", "Complete"};

enum Part : std::size_t {
  name,
  search,
  levels,
  level_list,
  stages,
  this_job,
  follow,
  error,
  copy,
  save,
  more,
  part_count
};

/// The selected lines, else the newest of all that pass, up to a size that a clipboard takes.
std::string text_to_copy(const Frame& frame) {
  const LogHistory& log = frame.log;
  const LogView& view = frame.view.log;
  std::size_t first = 0;
  std::size_t last = log.size();
  if (view.selected) {
    const std::uint64_t other = view.selected_to.value_or(*view.selected);
    first = log.index_of(std::min(*view.selected, other));
    last = log.index_of(std::max(*view.selected, other) + 1);
  }
  // A line is at most this long; the newest ones are wanted.
  std::size_t bytes = 0;
  std::size_t from = last;
  while (from > first && bytes < copied_bytes_max - 2 * LogLine::text_bytes_max)
    bytes += log.line(--from).text_bytes + 48U;
  std::string words;
  words.reserve(bytes);
  for (std::size_t i = from; i < last; ++i) append_line(words, log, log.line(i));
  return words;
}

void to_next_error(Frame& frame) {
  LogView& view = frame.view.log;
  const auto found = frame.log.next_error(view.selected.value_or(0));
  if (!found) return;
  view.selected = view.jump = frame.log.number(*found);
  view.selected_to.reset();
  view.follows = false;
}

void copy_lines(Frame& frame) { ImGui::SetClipboardText(text_to_copy(frame).c_str()); }

void draw_follow(Frame& frame) {
  LogView& view = frame.view.log;
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + frame.style.px(2 * metric::grid));
  if (toggle(frame.style, "Follow", view.follows) && view.follows) view.selected.reset();
}

void filter_stage(LogView& view, std::size_t choice) {
  view.stage = choice == 0 ? std::nullopt : std::optional(all_stages[choice - 1]);
  view.unit.clear();
}

std::size_t chosen_stage(const LogView& view) { return view.stage ? index_of(*view.stage) + 1 : 0; }

void toggle_job(Frame& frame) {
  LogView& view = frame.view.log;
  view.job = view.job.empty() ? frame.view.video.job : std::string();
  view.unit.clear();
}

void draw_more(Frame& frame) {
  const Style& style = frame.style;
  LogView& view = frame.view.log;
  if (icon_button(style, "More of the log", Icon::more)) ImGui::OpenPopup("log menu");
  ImGui::SetNextWindowSizeConstraints({0, 0}, {FLT_MAX, ImGui::GetMainViewport()->Size.y - style.px(16)});
  if (!begin_menu(style, "log menu")) return;
  if (menu_item(style, "Next error", {.icon = Icon::warning})) to_next_error(frame);
  if (menu_item(style, view.selected ? "Copy selected lines" : "Copy lines", {.icon = Icon::copy}))
    copy_lines(frame);
  if (menu_item(style, "Save lines as a file", {.icon = Icon::save}))
    frame.ask(intent::SaveLog{log_filter_of(view)});
  if (menu_item(style, "Follow the newest line", {.icon = Icon::follow, .is_checked = view.follows}))
    view.follows = !view.follows;
  menu_gap(style);
  if (menu_item(style, "Only this job",
                {.is_enabled = !frame.view.video.job.empty(), .is_checked = !view.job.empty()}))
    toggle_job(frame);
  for (std::size_t i = 0; i < stage_names.size(); ++i)
    if (menu_item(style, stage_names[i], {.is_checked = i == chosen_stage(view)})) filter_stage(view, i);
  end_menu();
}

void draw_part(Frame& frame, Part part, float width) {
  const Style& style = frame.style;
  LogView& view = frame.view.log;
  switch (part) {
    case name:
      ImGui::AlignTextToFramePadding();
      return text(style, "Log", Font::bold, metric::text_normal, style.palette().text);
    case search:
      ImGui::SetNextItemWidth(width);
      search_field(style, "##Search log", "Search", view.search);
      return;
    case levels:
      if (const auto level = segments(style, "level", level_names, static_cast<std::size_t>(view.level_min)))
        view.level_min = static_cast<int>(*level);
      return;
    case level_list:
      if (const auto level =
              drop_down(style, "##Log level", level_names, static_cast<std::size_t>(view.level_min), width))
        view.level_min = static_cast<int>(*level);
      return;
    case stages:
      if (const auto stage = drop_down(style, "##Log stage", stage_names, chosen_stage(view), width))
        filter_stage(view, *stage);
      return;
    case this_job:
      if (button(style, view.job.empty() ? "Only this job" : "All jobs",
                 {.is_enabled = !frame.view.video.job.empty() || !view.job.empty(), .width = width}))
        toggle_job(frame);
      return;
    case follow:
      return draw_follow(frame);
    case error:
      if (icon_button(style, "Next error", Icon::warning)) to_next_error(frame);
      return;
    case copy:
      if (icon_button(style, view.selected ? "Copy selected lines" : "Copy lines", Icon::copy))
        copy_lines(frame);
      return;
    case save:
      if (icon_button(style, "Save lines as a file", Icon::save))
        frame.ask(intent::SaveLog{log_filter_of(view)});
      return;
    case more:
      return draw_more(frame);
    case part_count:
      return;
  }
}

/// What a click on the stages has left of the log, with the way back.
void draw_chip(Frame& frame) {
  LogView& view = frame.view.log;
  if (view.unit.empty() && !(view.stage && !view.job.empty())) return;
  const std::string_view stage = view.stage ? title_of(*view.stage) : std::string_view("All stages");
  const ShortText label("{}{}{}##Log chip", stage, view.unit.empty() ? "" : " · ", view.unit);
  if (button(frame.style, label.c_str(), {.icon = Icon::cross})) {
    view.stage.reset();
    view.unit.clear();
    view.job.clear();
  }
  ImGui::SetItemTooltip("Show all lines again");
}

float chip_width(const Frame& frame) {
  const LogView& view = frame.view.log;
  if (view.unit.empty() && !(view.stage && !view.job.empty())) return 0;
  return ImGui::CalcTextSize(view.unit.c_str()).x + frame.style.px(140);
}

}  // namespace

LogFilter log_filter_of(const LogView& view) {
  return {.level_min = static_cast<LogLevel>(view.level_min),
          .job = view.job,
          .stage = view.stage,
          .unit = view.unit,
          .search = view.search};
}

void show_log_of(ViewState& view, const Job& job, Stage stage, std::string_view unit) {
  view.log.is_open = true;
  view.log.job = job.id;
  view.log.stage = stage;
  view.log.unit = unit;
  view.log.search.clear();
  // Most of what is said of a single unit is said in detail.
  view.log.level_min = 0;
}

void draw_log_tools(Frame& frame) {
  const Style& style = frame.style;
  const float side = style.px(metric::row_height);
  const float gap = style.px(metric::gap);
  const float chip = chip_width(frame);
  const float room = ImGui::GetContentRegionAvail().x - side - gap - (chip > 0 ? chip + gap : 0);
  std::array<RowItem, part_count> items{};
  items[name] = {style.px(40), 3};
  items[search] = {style.px(160), 20};
  items[levels] = {style.px(300), 5};
  items[level_list] = {style.px(120), 0};
  items[stages] = {style.px(130), 4};
  items[this_job] = {style.px(116), 2};
  items[follow] = {style.px(96), 8};
  items[error] = {side, 7};
  items[copy] = {side, 7};
  items[save] = {side, 6};
  items[more] = {side, 30};
  auto shown = fit_row(items, room, gap);
  if (!shown[levels]) {
    items[levels].importance = 0;
    items[level_list].importance = 19;
    shown = fit_row(items, room, gap);
  }
  if (shown[error] && shown[copy] && shown[save] && shown[follow] && shown[stages] && shown[this_job])
    shown[more] = false;
  const float right = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
  const float top = ImGui::GetCursorPosY();
  bool is_first = true;
  for (std::size_t i = 0; i < part_count; ++i) {
    if (!shown[i]) continue;
    if (!is_first) ImGui::SameLine(0, gap);
    is_first = false;
    ImGui::SetCursorPosY(top);
    draw_part(frame, static_cast<Part>(i), items[i].width);
    if (i == search && chip > 0) {
      ImGui::SameLine(0, gap);
      ImGui::SetCursorPosY(top);
      draw_chip(frame);
    }
  }
  if (frame.snapshot.log_lines_dropped > 0 && shown[this_job]) {
    ImGui::SameLine(0, gap);
    ImGui::SetCursorPosY(top);
    ImGui::AlignTextToFramePadding();
    faint(style, ShortText("{} not shown, see the file", frame.snapshot.log_lines_dropped));
  }
  ImGui::SameLine(right - side, 0);
  ImGui::SetCursorPosY(top);
  if (icon_button(style, "Hide log", Icon::chevron_down)) frame.view.log.is_open = false;
  if (ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows) && !ImGui::GetIO().WantTextInput &&
      ImGui::Shortcut(ImGuiMod_Ctrl | ImGuiKey_C))
    copy_lines(frame);
}

}  // namespace reelwright::ui
