// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/jobs_rows.h"

#include <algorithm>
#include <utility>

#include "ui/format.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/picture_fit.h"
#include "ui/widgets/status.h"

namespace reelwright::ui {
namespace {

bool is_selected(const JobsView& view, std::string_view id) {
  return std::ranges::find(view.selected, id) != view.selected.end();
}

void open_job(Frame& frame, const std::string& id) {
  frame.view.job = id;
  frame.ask(intent::ShowJob{id});
}

/// As file managers do it: a click chooses one, with Ctrl one more or less, with Shift all up to it.
void choose(Frame& frame, const HistoryRow& row, std::uint64_t index) {
  JobsView& view = frame.view.jobs;
  const ImGuiIO& io = ImGui::GetIO();
  if (io.KeyCtrl) {
    if (std::erase(view.selected, row.id) == 0) view.selected.push_back(row.id);
    view.anchor = index;
  } else if (io.KeyShift) {
    const std::uint64_t first = frame.snapshot.history_query.offset;
    const auto [from, to] = std::minmax(view.anchor, index);
    view.selected.clear();
    for (std::size_t i = 0; i < frame.snapshot.history.size(); ++i)
      if (first + i >= from && first + i <= to) view.selected.push_back(frame.snapshot.history[i].id);
  } else {
    view.selected.assign(1, row.id);
    view.anchor = index;
    open_job(frame, row.id);
  }
}

void draw_menu_rows(Frame& frame, const HistoryRow& row) {
  const Style& style = frame.style;
  const bool is_done = row.status == JobStatus::done;
  if (menu_item(style, "Watch", {.icon = Icon::play, .key = "Enter", .is_enabled = is_done})) {
    open_job(frame, row.id);
    frame.view.page = Page::video;
  }
  if (menu_item(style, "Open in the video player", {.icon = Icon::film, .is_enabled = is_done}))
    frame.ask(intent::OpenVideo{row.id});
  if (menu_item(style, "Show in the file manager", {.icon = Icon::folder}))
    frame.ask(intent::OpenFolder{row.id});
  if (menu_item(style, "Export a copy...", {.icon = Icon::download, .is_enabled = is_done}))
    frame.ask(intent::ChooseFiles{FilePurpose::export_video, row.id, row.title});
  menu_gap(style);
  if (may_retry(row.status) && menu_item(style, "Retry", {.icon = Icon::retry}))
    frame.ask(intent::Send{command::RetryJob{row.id}});
  if (is_done && menu_item(style, "Make it again", {.icon = Icon::retry}))
    frame.ask(intent::Send{command::RetryJob{row.id}});
  if (row.status == JobStatus::paused && menu_item(style, "Continue", {.icon = Icon::play}))
    frame.ask(intent::Send{command::ResumeJob{row.id}});
  if (!is_settled(row.status) && menu_item(style, "Cancel", {.icon = Icon::stop}))
    frame.ask(intent::Send{command::CancelJob{row.id}});
  if (menu_item(style, "Duplicate and edit", {.icon = Icon::copy})) frame.ask(intent::DuplicateJob{row.id});
  if (menu_item(style, row.pinned ? "Do not keep for ever" : "Keep for ever",
                {.icon = row.pinned ? Icon::unpin : Icon::pin}))
    frame.ask(intent::Send{command::PinJob{row.id, !row.pinned}});
  menu_gap(style);
  if (menu_item(style, "Delete",
                {.icon = Icon::remove,
                 .key = "Del",
                 .is_enabled = row.status != JobStatus::running,
                 .is_danger = true})) {
    JobsView& view = frame.view.jobs;
    const bool is_one_of_many = view.selected.size() > 1 && is_selected(view, row.id);
    delete_jobs(frame, is_one_of_many ? view.selected : std::vector<std::string>{row.id});
  }
}

void draw_picture(Frame& frame, const HistoryRow& row, ImVec2 at, ImVec2 size) {
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  const float radius = style.px(metric::radius_small);
  const ImVec2 corner{at.x + size.x, at.y + size.y};
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(at, corner, colour(palette.raised), radius);
  const Pictures::Picture picture =
      row.status == JobStatus::done ? frame.pictures.find(row.id, row.finished_utc_ms) : Pictures::Picture{};
  if (picture.texture != 0) {
    // The whole picture, in the middle.
    const ImVec2 shown = fitted({picture.aspect, 1}, size);
    const ImVec2 from{at.x + (size.x - shown.x) / 2, at.y + (size.y - shown.y) / 2};
    draw.AddImageRounded(picture.texture, from, {from.x + shown.x, from.y + shown.y}, {0, 0}, {1, 1},
                         colour(0xffffff), radius);
    return;
  }
  const char* const glyph = style.icon(Icon::film);
  const ImVec2 glyph_size = ImGui::CalcTextSize(glyph);
  draw.AddText({at.x + (size.x - glyph_size.x) / 2, at.y + (size.y - glyph_size.y) / 2},
               colour(palette.text_faint, 0.6F), glyph);
}

void draw_title_cell(Frame& frame, const HistoryRow& row, std::uint64_t index) {
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  JobsView& view = frame.view.jobs;
  const float height = style.px(jobs_row_height);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool is_chosen = is_selected(view, row.id) || frame.view.job == row.id;
  ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, style.px(metric::radius));
  ImGui::PushStyleColor(ImGuiCol_Header, colour(palette.accent, 0.16F));
  // The title names the row; it is drawn below, beside the picture.
  ImGui::PushStyleColor(ImGuiCol_Text, colour(palette.text, 0));
  if (ImGui::Selectable(row.title.c_str(), is_chosen,
                        ImGuiSelectableFlags_SpanAllColumns | ImGuiSelectableFlags_AllowOverlap |
                            ImGuiSelectableFlags_AllowDoubleClick,
                        {0, height})) {
    choose(frame, row, index);
    if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) || ImGui::IsKeyPressed(ImGuiKey_Enter, false))
      frame.view.page = Page::video;
  }
  ImGui::PopStyleColor(2);
  ImGui::PopStyleVar();
  if (begin_context_menu(style, "row menu")) {
    draw_menu_rows(frame, row);
    end_menu();
  }
  const float margin = style.px(1.5F * metric::grid);
  const ImVec2 picture{(height - 2 * margin) * 16 / 9, height - 2 * margin};
  draw_picture(frame, row, {at.x, at.y + margin}, picture);

  const float x = at.x + picture.x + style.px(3 * metric::grid);
  const float right = at.x + ImGui::GetContentRegionAvail().x;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  ImGui::PushClipRect({x, at.y}, {right, at.y + height}, true);
  const float line = style.px(metric::text_normal);
  const float top = at.y + (height - line - style.px(metric::text_small + metric::grid)) / 2;
  draw.AddText({x, top}, colour(palette.text), row.title.c_str());
  const ShortText note = ago_text(row.created_utc_ms, frame.utc_ms);
  ImGui::PushFont(nullptr, style.px(metric::text_small));
  const ImVec2 below{x, top + line + style.px(metric::grid)};
  draw.AddText(below, colour(palette.text_faint), note.c_str());
  if (row.pinned) {
    const float note_width = ImGui::CalcTextSize(note.c_str()).x;
    draw.AddText({below.x + note_width + style.px(metric::gap), below.y}, colour(palette.accent),
                 style.icon(Icon::pin));
  }
  ImGui::PopFont();
  ImGui::PopClipRect();
}

void draw_state_cell(Frame& frame, const HistoryRow& row) {
  const Style& style = frame.style;
  const Job* const job = active_job(frame.snapshot, row.id);
  const bool works = job != nullptr && job->status == JobStatus::running;
  const float height = style.px(jobs_row_height);
  const float badge = style.px(metric::text_small + 1.5F * metric::grid);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + (height - badge) / 2 - (works ? style.px(metric::grid) : 0));
  status_badge(style, job != nullptr ? job->status : row.status);
  if (!works) return;
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - style.px(metric::grid));
  progress_bar(style, job->percent / 100, style.palette().active);
}

void number_cell(const Style& style, const ShortText& number) {
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + style.px((jobs_row_height - metric::text_small) / 2));
  text(style, number, Font::mono, metric::text_small, style.palette().text_faint);
}

}  // namespace

void draw_jobs_row(Frame& frame, const HistoryRow& row, std::uint64_t index, bool is_wide) {
  const Style& style = frame.style;
  ImGui::PushID(row.id.c_str());
  ImGui::TableNextColumn();
  draw_title_cell(frame, row, index);
  ImGui::TableNextColumn();
  draw_state_cell(frame, row);
  if (is_wide) {
    ImGui::TableNextColumn();
    number_cell(style, row.video_duration_s > 0 ? clock_text(row.video_duration_s) : ShortText("-"));
    ImGui::TableNextColumn();
    number_cell(style, row.bytes > 0 ? bytes_text(row.bytes) : ShortText("-"));
  }
  ImGui::TableNextColumn();
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + style.px((jobs_row_height - metric::row_height) / 2));
  const bool is_done = row.status == JobStatus::done;
  if (icon_button(style, "Watch", Icon::play, is_done)) {
    open_job(frame, row.id);
    frame.view.page = Page::video;
  }
  ImGui::SameLine(0, 0);
  if (icon_button(style, "More", Icon::more)) ImGui::OpenPopup("more");
  if (begin_menu(style, "more")) {
    draw_menu_rows(frame, row);
    end_menu();
  }
  ImGui::PopID();
}

void delete_jobs(Frame& frame, std::vector<std::string> ids) {
  std::erase_if(ids, [&](const std::string& id) {
    const Job* const job = active_job(frame.snapshot, id);
    return job != nullptr && is_at_work(*job);
  });
  if (ids.empty()) return;
  JobsView& view = frame.view.jobs;
  forget_deletion(frame.view);
  view.deleted = ids.size();
  view.selected.clear();
  if (std::ranges::find(ids, frame.view.job) != ids.end()) frame.view.job.clear();
  frame.view.toasts.push_back({.text = ids.size() == 1 ? "One video was deleted."
                                                       : std::string(std::string_view(ShortText(
                                                             "{} videos were deleted.", ids.size()))),
                               .hint = {},
                               .action = "Undo",
                               .intent = intent::UndoDeletion{}});
  frame.ask(intent::Send{command::DeleteJobs{std::move(ids), true}});
}

}  // namespace reelwright::ui
