// SPDX-License-Identifier: GPL-3.0-or-later
// All jobs: search as you type, filter, order, and a list that costs the same however many there are. Only
// the page that the snapshot holds is known; scrolling asks for another one.
#include <algorithm>
#include <array>
#include <optional>

#include "ui/format.h"
#include "ui/panels/panels.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/status.h"

namespace reelwright::ui {
namespace {

void ask_for(Frame& frame, HistoryQuery query) {
  if (query == frame.view.history) return;
  frame.view.history = query;
  frame.ask(intent::ShowHistory{std::move(query)});
}

void draw_filters(Frame& frame) {
  const Style& style = frame.style;
  HistoryQuery query = frame.view.history;
  ImGui::SetNextItemWidth(style.px(300));
  if (text_field(style, "##Search jobs", "Search", query.search, Icon::search)) query.offset = 0;
  ImGui::SameLine();
  constexpr std::array<const char*, 4> names = {"All", "Done", "Failed", "Paused"};
  constexpr std::array<std::optional<JobStatus>, 4> states = {std::nullopt, JobStatus::done,
                                                              JobStatus::failed, JobStatus::paused};
  const auto chosen =
      static_cast<std::size_t>(std::distance(states.begin(), std::ranges::find(states, query.status)));
  if (const auto state = segments(style, "status", names, chosen)) {
    query.status = states[*state];
    query.offset = 0;
  }
  ImGui::SameLine();
  constexpr std::array<const char*, 3> orders = {"Newest", "Oldest", "Title"};
  if (const auto order = segments(style, "order", orders, static_cast<std::size_t>(query.order))) {
    query.order = static_cast<HistoryOrder>(*order);
    query.offset = 0;
  }
  ask_for(frame, std::move(query));
}

void row_actions(Frame& frame, const HistoryRow& row) {
  const Style& style = frame.style;
  if (row.status == JobStatus::done && icon_button(style, "Open video", Icon::film))
    frame.ask(intent::OpenVideo{row.id});
  if (row.status == JobStatus::done) ImGui::SameLine(0, 0);
  if (icon_button(style, "Open folder", Icon::folder)) frame.ask(intent::OpenFolder{row.id});
  ImGui::SameLine(0, 0);
  if (icon_button(style, row.pinned ? "Unpin" : "Keep for ever", Icon::pin))
    frame.ask(intent::Send{command::PinJob{row.id, !row.pinned}});
  ImGui::SameLine(0, 0);
  if (icon_button(style, "Delete", Icon::remove)) ImGui::OpenPopup("delete");
  if (ImGui::BeginPopup("delete")) {
    text(style, "Delete this video and all its files?", Font::bold, metric::text_normal,
         style.palette().text);
    if (button(style, "Delete for good", {.kind = ButtonKind::danger, .icon = Icon::remove})) {
      frame.ask(intent::Send{command::DeleteJobs{{row.id}}});
      ImGui::CloseCurrentPopup();
    }
    ImGui::SameLine();
    if (button(style, "Keep")) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
}

void draw_row(Frame& frame, const HistoryRow* row) {
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  ImGui::TableNextRow(ImGuiTableRowFlags_None, style.px(13 * metric::grid));
  if (row == nullptr) return;
  ImGui::PushID(row->id.c_str());
  ImGui::TableNextColumn();
  ImGui::AlignTextToFramePadding();
  if (ImGui::Selectable(row->title.c_str(), frame.view.job == row->id, ImGuiSelectableFlags_AllowOverlap,
                        {0, style.px(metric::row_height)})) {
    frame.view.job = row->id;
    frame.ask(intent::ShowJob{row->id});
  }
  ImGui::TableNextColumn();
  ImGui::Dummy({0, style.px(metric::grid / 2)});
  status_badge(style, row->status);
  ImGui::TableNextColumn();
  ImGui::AlignTextToFramePadding();
  text(style, row->video_duration_s > 0 ? clock_text(row->video_duration_s) : ShortText("-"), Font::mono,
       metric::text_small, palette.text_faint);
  ImGui::TableNextColumn();
  ImGui::AlignTextToFramePadding();
  text(style, row->bytes > 0 ? bytes_text(row->bytes) : ShortText("-"), Font::mono, metric::text_small,
       palette.text_faint);
  ImGui::TableNextColumn();
  ImGui::AlignTextToFramePadding();
  text(style, ago_text(row->created_utc_ms, frame.utc_ms), Font::text, metric::text_small,
       palette.text_faint);
  ImGui::TableNextColumn();
  row_actions(frame, *row);
  ImGui::PopID();
}

void draw_nothing(Frame& frame) {
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  const bool is_filtered = !frame.view.history.search.empty() || frame.view.history.status.has_value();
  ImGui::Dummy({0, style.px(60)});
  const float centre = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x / 2;
  ImGui::SetCursorPosX(centre - style.px(32));
  text(style, style.icon(Icon::film), Font::text, 64, palette.border);
  const std::string_view words = is_filtered ? "No video matches" : "No videos yet";
  ImGui::PushFont(style.font(Font::bold), style.px(metric::text_large));
  ImGui::SetCursorPosX(centre - ImGui::CalcTextSize(words.data(), words.data() + words.size()).x / 2);
  ImGui::TextUnformatted(words.data(), words.data() + words.size());
  ImGui::PopFont();
  if (is_filtered) return;
  ImGui::SetCursorPosX(centre - style.px(100));
  if (button(style, "Create your first video",
             {.kind = ButtonKind::primary, .icon = Icon::create, .width = style.px(200)}))
    frame.view.page = Page::create;
}

void draw_table(Frame& frame) {
  const Style& style = frame.style;
  const Snapshot& snapshot = frame.snapshot;
  constexpr ImGuiTableFlags flags = ImGuiTableFlags_ScrollY | ImGuiTableFlags_PadOuterX |
                                    ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_NoSavedSettings;
  if (!ImGui::BeginTable("jobs", 6, flags)) return;
  ImGui::TableSetupColumn("Title", ImGuiTableColumnFlags_WidthStretch);
  for (const float width : {130.0F, 70.0F, 90.0F, 110.0F, 160.0F})
    ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthFixed, style.px(width));
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(snapshot.history_total), style.px(13 * metric::grid));
  const std::uint64_t first = snapshot.history_query.offset;
  std::uint64_t missing = snapshot.history_total;
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const auto index = static_cast<std::uint64_t>(i);
      const bool is_known = index >= first && index - first < snapshot.history.size();
      draw_row(frame, is_known ? &snapshot.history[index - first] : nullptr);
      if (!is_known) missing = std::min(missing, index);
    }
  ImGui::EndTable();
  // Only once the last question has been answered: scrolling must not fill the studio's inbox.
  if (missing == snapshot.history_total || snapshot.history_query != frame.view.history) return;
  HistoryQuery query = frame.view.history;
  const std::uint64_t before = query.limit / 4;
  query.offset = missing > before ? missing - before : 0;
  ask_for(frame, std::move(query));
}

}  // namespace

void draw_jobs(Frame& frame) {
  const Style& style = frame.style;
  text(style, "Jobs", Font::bold, metric::text_title, style.palette().text);
  draw_filters(frame);
  ImGui::Dummy({0, style.px(metric::grid)});
  if (frame.snapshot.history_total == 0) return draw_nothing(frame);
  draw_table(frame);
}

}  // namespace reelwright::ui
