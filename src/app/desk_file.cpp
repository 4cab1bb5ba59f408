// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/file.h"
#include "model/limits.h"

namespace reelwright::app {
namespace {

namespace fs = std::filesystem;

template <typename Enum, std::size_t count>
Enum parse(const std::array<std::string_view, count>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name);
  return static_cast<Enum>(found == names.end() ? 0 : found - names.begin());
}

template <typename Enum, std::size_t count>
std::string_view name_of(const std::array<std::string_view, count>& names, Enum value) {
  return names.at(static_cast<std::size_t>(value));
}

/// Assigns only what differs: comparing is quicker than copying and takes no memory.
template <typename T, typename U>
void update(T& kept, const U& now) {
  if (kept != now) kept = now;
}

}  // namespace

std::optional<fs::path> desk_path(const store::EnvironmentLookup& environment) {
  const auto value = [&](const char* name) { return fs::path(environment(name).value_or("")); };
  const fs::path file = fs::path("reelwright") / "desk.json";
  if (const fs::path state = value("XDG_STATE_HOME"); state.is_absolute()) return state / file;
  if (const fs::path home = value("HOME"); home.is_absolute()) return home / ".local" / "state" / file;
  return std::nullopt;
}

DeskRead read_desk(const fs::path& path) {
  const Result<std::string> text = read_file(path, limits::json_bytes_max);
  if (!text && text.error().code == "file.missing") return {};
  Result<Desk> desk = text ? desk_from_json(*text) : std::unexpected(text.error());
  if (desk) return {*std::move(desk), {}};
  fs::path aside = path;
  const Result<void> moved = rename_durably(path, aside += ".bad");
  return {std::nullopt, fmt::format("What the window remembered is not used. {}{}", desk.error().message,
                                    moved ? fmt::format(" It is now \"{}\".", aside.string()) : "")};
}

void DeskSaver::operator()(const Desk& desk) {
  std::string text = to_json(desk);
  if (text == saved_) return;
  if (make_folder(path_.parent_path()) && save_file(path_, text)) saved_ = std::move(text);
}

void show_desk(const Desk& desk, ui::ViewState& view) {
  view.page = parse<ui::Page>(desk_names::pages, desk.page);
  view.job = desk.job;
  view.video.tab = parse<ui::VideoView::Tab>(desk_names::video_tabs, desk.video_tab);
  view.video.lower_part = static_cast<float>(desk.video_lower_part);
  view.log.height = static_cast<float>(desk.log.height);
  view.log.is_open = desk.log.is_open;
  view.log.follows = desk.log.follows;
  view.log.level_min = desk.log.level_min;
  view.history.order = desk.history_order;
  view.history.status = desk.history_status;
  if (!desk.draft) return;
  view.draft.kind = parse<ui::Draft::Kind>(desk_names::draft_kinds, desk.draft->kind);
  view.draft.topic = desk.draft->topic;
  view.draft.notes = desk.draft->notes;
  view.draft.script = desk.draft->script;
  view.draft.brief = desk.draft->brief;
  view.draft.is_reviewed = desk.draft->is_reviewed;
}

void take_desk(const ui::ViewState& view, Desk& desk) {
  update(desk.page, name_of(desk_names::pages, view.page));
  update(desk.job, view.job);
  update(desk.video_tab, name_of(desk_names::video_tabs, view.video.tab));
  desk.video_lower_part = static_cast<double>(view.video.lower_part);
  desk.log.height = static_cast<double>(view.log.height);
  desk.log.is_open = view.log.is_open;
  desk.log.follows = view.log.follows;
  desk.log.level_min = view.log.level_min;
  desk.history_order = view.history.order;
  desk.history_status = view.history.status;
  if (!desk.draft) desk.draft.emplace();
  update(desk.draft->kind, name_of(desk_names::draft_kinds, view.draft.kind));
  update(desk.draft->topic, view.draft.topic);
  update(desk.draft->notes, view.draft.notes);
  update(desk.draft->script, view.draft.script);
  update(desk.draft->brief, view.draft.brief);
  desk.draft->is_reviewed = view.draft.is_reviewed;
}

void DeskClock::touch(double now_s) {
  if (!due_s_) touched_s_ = now_s;
  due_s_ = std::min(now_s + delay_s, touched_s_ + delay_s_max);
}

bool DeskClock::is_due(double now_s) {
  if (!due_s_ || now_s < *due_s_) return false;
  due_s_.reset();
  return true;
}

std::optional<double> DeskClock::wait_s(double now_s) const {
  if (!due_s_) return std::nullopt;
  return std::max(*due_s_ - now_s, 0.0);
}

}  // namespace reelwright::app
