// SPDX-License-Identifier: GPL-3.0-or-later
// All jobs: search as you type, filter, order, and a list that costs the same however many there are. Only
// the page that the snapshot holds is known; scrolling asks for another one.
#include <algorithm>
#include <array>
#include <optional>

#include "ui/format.h"
#include "ui/panels/jobs_rows.h"
#include "ui/panels/panels.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/menu.h"

namespace reelwright::ui {
namespace {

/// The same list from another row on, or all of it.
void ask_for(Frame& frame, HistoryQuery query) {
  frame.view.history = query;
  frame.ask(intent::ShowHistory{std::move(query)});
}

void draw_filters(Frame& frame) {
  const Style& style = frame.style;
  HistoryQuery& query = frame.view.history;
  const float list_width = style.px(150);
  const float room = ImGui::GetContentRegionAvail().x - 2 * (list_width + style.px(metric::gap));
  ImGui::SetNextItemWidth(std::clamp(room, style.px(140), style.px(420)));
  bool shows_others = search_field(style, "##Search jobs", "Search titles and topics", query.search);
  ImGui::SameLine();
  constexpr std::array<const char*, 8> names = {"All videos", "Done",   "Working",     "Waiting",
                                                "Paused",     "Failed", "Interrupted", "Canceled"};
  constexpr std::array<std::optional<JobStatus>, 8> states = {
      std::nullopt,      JobStatus::done,   JobStatus::running,     JobStatus::queued,
      JobStatus::paused, JobStatus::failed, JobStatus::interrupted, JobStatus::canceled};
  const auto chosen =
      static_cast<std::size_t>(std::distance(states.begin(), std::ranges::find(states, query.status)));
  if (const auto state = drop_down(style, "Show", names, chosen, list_width)) {
    query.status = states[*state];
    shows_others = true;
  }
  ImGui::SameLine();
  constexpr std::array<const char*, 5> orders = {"Newest first", "Oldest first", "By title", "Longest first",
                                                 "Largest first"};
  const auto order = drop_down(style, "Order", orders, static_cast<std::size_t>(query.order), list_width);
  if (order) query.order = static_cast<HistoryOrder>(*order);
  if (!shows_others && !order) return;
  // What is not on the list any more is not deleted with it.
  if (shows_others) frame.view.jobs.selected.clear();
  query.offset = 0;
  frame.ask(intent::ShowHistory{query});
}

void draw_nothing(Frame& frame) {
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  const bool is_filtered = !frame.view.history.search.empty() || frame.view.history.status.has_value();
  ImGui::Dummy({0, style.px(15 * metric::grid)});
  const float centre = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x / 2;
  ImGui::SetCursorPosX(centre - style.px(8 * metric::grid));
  text(style, style.icon(Icon::film), Font::text, 16 * metric::grid, palette.border);
  const std::string_view words = is_filtered ? "No video matches" : "No videos yet";
  ImGui::PushFont(style.font(Font::bold), style.px(metric::text_large));
  ImGui::SetCursorPosX(centre - ImGui::CalcTextSize(words.data(), words.data() + words.size()).x / 2);
  ImGui::TextUnformatted(words.data(), words.data() + words.size());
  ImGui::PopFont();
  ImGui::SetCursorPosX(centre - style.px(100));
  if (is_filtered) {
    if (button(style, "Show all videos", {.icon = Icon::undo, .width = style.px(200)})) ask_for(frame, {});
  } else if (button(style, "Create your first video",
                    {.kind = ButtonKind::primary, .icon = Icon::create, .width = style.px(200)})) {
    frame.view.page = Page::create;
  }
}

/// Where more than one is chosen: what can be done with all of them.
void draw_selection_bar(Frame& frame) {
  const Style& style = frame.style;
  JobsView& view = frame.view.jobs;
  begin_card(style, "selection");
  ImGui::AlignTextToFramePadding();
  text(style, ShortText("{} chosen", view.selected.size()), Font::bold, metric::text_normal,
       style.palette().text);
  ImGui::SameLine(0, style.px(metric::padding));
  if (button(style, "Keep for ever", {.icon = Icon::pin}))
    for (const std::string& id : view.selected) frame.ask(intent::Send{command::PinJob{id, true}});
  ImGui::SameLine();
  if (button(style, "Delete all##selection", {.kind = ButtonKind::danger, .icon = Icon::remove}))
    delete_jobs(frame, view.selected);
  ImGui::SameLine();
  if (button(style, "Choose none", {.kind = ButtonKind::quiet})) view.selected.clear();
  end_card();
}

void draw_table(Frame& frame, float height) {
  const Style& style = frame.style;
  const Snapshot& snapshot = frame.snapshot;
  constexpr ImGuiTableFlags flags = ImGuiTableFlags_ScrollY | ImGuiTableFlags_NoSavedSettings |
                                    ImGuiTableFlags_PadOuterX | ImGuiTableFlags_NoPadInnerX;
  const bool is_narrow = ImGui::GetContentRegionAvail().x < style.px(620);
  ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, {style.px(metric::gap), 0});
  if (!ImGui::BeginTable("jobs", is_narrow ? 3 : 5, flags, {0, height})) return ImGui::PopStyleVar();
  ImGui::TableSetupColumn("Title", ImGuiTableColumnFlags_WidthStretch);
  ImGui::TableSetupColumn("State", ImGuiTableColumnFlags_WidthFixed, style.px(128));
  if (!is_narrow) {
    ImGui::TableSetupColumn("Length", ImGuiTableColumnFlags_WidthFixed, style.px(64));
    ImGui::TableSetupColumn("Size", ImGuiTableColumnFlags_WidthFixed, style.px(84));
  }
  ImGui::TableSetupColumn("Actions", ImGuiTableColumnFlags_WidthFixed,
                          style.px(2 * metric::row_height + metric::grid));
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(snapshot.history_total), style.px(jobs_row_height));
  const std::uint64_t first = snapshot.history_query.offset;
  std::uint64_t missing = snapshot.history_total;
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const auto index = static_cast<std::uint64_t>(i);
      const bool is_known = index >= first && index - first < snapshot.history.size();
      ImGui::TableNextRow(ImGuiTableRowFlags_None, style.px(jobs_row_height));
      if (is_known)
        draw_jobs_row(frame, snapshot.history[index - first], index, !is_narrow);
      else
        missing = std::min(missing, index);
    }
  ImGui::EndTable();
  ImGui::PopStyleVar();
  // Only once the last question has been answered: scrolling must not fill the studio's inbox.
  if (missing == snapshot.history_total || snapshot.history_query != frame.view.history) return;
  HistoryQuery query = frame.view.history;
  const std::uint64_t before = query.limit / 4;
  query.offset = missing > before ? missing - before : 0;
  if (query.offset != frame.view.history.offset) ask_for(frame, std::move(query));
}

void take_keys(Frame& frame) {
  JobsView& view = frame.view.jobs;
  if (ImGui::GetIO().WantTextInput || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) return;
  const bool has_focus = ImGui::IsWindowFocused(ImGuiFocusedFlags_RootAndChildWindows);
  if (has_focus && ImGui::IsKeyPressed(ImGuiKey_Delete, false) && !view.selected.empty())
    delete_jobs(frame, view.selected);
  if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_Z) && view.deleted > 0) {
    frame.ask(intent::UndoDeletion{});
    forget_deletion(frame.view);
  }
  if (has_focus && ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_A)) {
    view.selected.clear();
    for (const HistoryRow& row : frame.snapshot.history) view.selected.push_back(row.id);
  }
}

}  // namespace

void draw_jobs(Frame& frame) {
  const Style& style = frame.style;
  text(style, "Jobs", Font::bold, metric::text_title, style.palette().text);
  draw_filters(frame);
  ImGui::Dummy({0, style.px(metric::grid)});
  take_keys(frame);
  if (frame.snapshot.history_total == 0) return draw_nothing(frame);
  const bool has_bar = frame.view.jobs.selected.size() > 1;
  draw_table(frame, has_bar ? -style.px(metric::row_height + 2 * metric::padding + metric::gap) : 0);
  if (has_bar) draw_selection_bar(frame);
}

}  // namespace reelwright::ui
