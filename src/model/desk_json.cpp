// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>
#include <span>

#include "model/brief_json.h"
#include "model/desk.h"
#include "model/limits.h"
#include "model/names.h"

namespace reelwright {
namespace {

using json::Need;
using json::Object;
using json::Output;

/// Of a height that is shared by two parts.
constexpr double part_min = 0.1;
constexpr double part_max = 0.8;
constexpr int newest_version = 1;
constexpr Names<HistoryOrder, 5> orders{{"newest", "oldest", "title", "longest", "largest"}};
constexpr int log_level_max = 3;

/// One of `names`, else what `out` holds.
void name(const Object& in, const char* key, std::span<const std::string_view> names, std::string& out) {
  std::string text;
  in.text(key, text, Need::optional);
  if (std::ranges::find(names, text) != names.end()) out = text;
}

/// Any number, brought into its range.
template <typename Number>
void number(const Object& in, const char* key, double low, double high, Number& out) {
  auto value = static_cast<double>(out);
  in.number(key, value, std::numeric_limits<double>::lowest(), std::numeric_limits<double>::max(),
            Need::optional);
  out = static_cast<Number>(std::clamp(value, low, high));
}

void put_text(Output& out, const char* key, const std::string& text) {
  if (text.size() <= limits::source_bytes_max && text.find('\0') == std::string::npos) out[key] = text;
}

Output to_output(const Desk::Draft& draft, bool has_texts) {
  Output out = Output::object();
  out["kind"] = draft.kind;
  if (has_texts) {
    put_text(out, "topic", draft.topic);
    put_text(out, "notes", draft.notes);
    put_text(out, "script", draft.script);
  }
  out["brief"] = json::to_output(draft.brief);
  out["is_reviewed"] = draft.is_reviewed;
  return out;
}

void read(const Object& in, Desk::Draft& draft) {
  name(in, "kind", desk_names::draft_kinds, draft.kind);
  in.text("topic", draft.topic, Need::optional);
  in.text("notes", draft.notes, Need::optional);
  in.text("script", draft.script, Need::optional);
  in.object(
      "brief", [&](const Object& brief) { json::read(brief, draft.brief); }, Need::optional);
  in.flag("is_reviewed", draft.is_reviewed, Need::optional);
  Brief& brief = draft.brief;
  brief.speed = std::clamp(brief.speed, limits::speed_min, limits::speed_max);
  if (brief.duration_s)
    brief.duration_s = std::clamp(*brief.duration_s, limits::duration_s_min, limits::duration_s_max);
}

void read(const Object& in, WindowPlace& place) {
  constexpr double side_max = limits::window_side_max;
  number(in, "x", -side_max, side_max, place.x);
  number(in, "y", -side_max, side_max, place.y);
  number(in, "width", limits::window_width_min, side_max, place.width);
  number(in, "height", limits::window_height_min, side_max, place.height);
  place.is_placed = in.has("x") && in.has("y");
  in.flag("is_maximised", place.is_maximised, Need::optional);
}

std::string text_of(const Desk& desk, bool has_texts) {
  Output out = Output::object();
  out["schema_version"] = newest_version;
  Output& window = out["window"] = Output::object();
  if (desk.window.is_placed) {
    window["x"] = desk.window.x;
    window["y"] = desk.window.y;
  }
  window["width"] = desk.window.width;
  window["height"] = desk.window.height;
  window["is_maximised"] = desk.window.is_maximised;
  out["page"] = desk.page;
  out["job"] = desk.job;
  out["video_tab"] = desk.video_tab;
  out["video_lower_part"] = desk.video_lower_part;
  Output& log = out["log"] = Output::object();
  log["is_open"] = desk.log.is_open;
  log["follows"] = desk.log.follows;
  log["level_min"] = desk.log.level_min;
  log["height"] = desk.log.height;
  Output& history = out["history"] = Output::object();
  history["order"] = orders.of(desk.history_order);
  if (desk.history_status) history["status"] = name_of(*desk.history_status);
  if (desk.draft) out["draft"] = to_output(*desk.draft, has_texts);
  return json::dump(out);
}

}  // namespace

std::string to_json(const Desk& desk) {
  std::string text = text_of(desk, true);
  // Escapes may make a text six times as long.
  return text.size() <= limits::json_bytes_max ? text : text_of(desk, false);
}

Result<Desk> desk_from_json(std::string_view text) {
  const json::Subject subject{.name = "desk.json",
                              .code = "desk.damaged",
                              .newer_code = "desk.newer_version",
                              .hint = "The window starts as it comes; the old file is kept beside."};
  Desk desk;
  TRY(json::read_document(text, subject, [&](const Object& root, json::Reading&) {
    root.schema_version(newest_version);
    root.object(
        "window", [&](const Object& in) { read(in, desk.window); }, Need::optional);
    name(root, "page", desk_names::pages, desk.page);
    root.text("job", desk.job, Need::optional);
    name(root, "video_tab", desk_names::video_tabs, desk.video_tab);
    number(root, "video_lower_part", part_min, part_max, desk.video_lower_part);
    root.object(
        "log",
        [&](const Object& in) {
          in.flag("is_open", desk.log.is_open, Need::optional);
          in.flag("follows", desk.log.follows, Need::optional);
          number(in, "level_min", 0, log_level_max, desk.log.level_min);
          number(in, "height", part_min, part_max, desk.log.height);
        },
        Need::optional);
    root.object(
        "history",
        [&](const Object& in) {
          std::string order;
          std::string status;
          in.text("order", order, Need::optional);
          in.text("status", status, Need::optional);
          desk.history_order = orders.parse(order).value_or(HistoryOrder::newest);
          desk.history_status = parse_job_status(status);
        },
        Need::optional);
    root.object(
        "draft", [&](const Object& in) { read(in, desk.draft.emplace()); }, Need::optional);
  }));
  return desk;
}

}  // namespace reelwright
