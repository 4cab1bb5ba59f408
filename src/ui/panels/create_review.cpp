// SPDX-License-Identifier: GPL-3.0-or-later
// The last step, always in sight: what will be made, how long that takes and how much disk it needs, what
// stands in the way with a button that mends it, and Generate.
#include <algorithm>
#include <string_view>

#include "model/limits.h"
#include "ui/format.h"
#include "ui/panels/create_parts.h"
#include "ui/widgets/controls.h"
#include "ui/window_keys.h"

namespace reelwright::ui {
namespace {

constexpr std::size_t lines_max = 2;
constexpr float toggle_width = 220;
constexpr float one_row_min = 720;  ///< units
constexpr float line_height = metric::row_height + metric::grid;

/// Only what was found out about the draft as it is now.
const DraftCheck* current_check(const Frame& frame) {
  const CreateView& view = frame.view.create;
  const bool is_current = view.check.draft_hash == view.draft_hash && has_subject(frame.view.draft);
  return is_current ? &view.check : nullptr;
}

/// What one press can do about a problem; nothing for those that only the user can mend.
const char* fix_of(const Brief& brief, std::string_view code) {
  const bool is_voice = code.starts_with("voice.") || code == "brief.wrong_language";
  if (is_voice && !brief.voice.empty()) return "Use the language's own voice";
  if (code.starts_with("media.")) return "Use no folder";
  if (code.starts_with("music.")) return "Use calm music";
  if (code.starts_with("theme.")) return "Use the first theme";
  if (code.starts_with("preset.")) return "Use none";
  if (code == "disk.too_small") return "Make a draft";
  if (code == "brief.duration") return "Make it a minute";
  return nullptr;
}

void apply_fix(Frame& frame, std::string_view code) {
  Brief& brief = frame.view.draft.brief;
  if (code.starts_with("voice.") || code == "brief.wrong_language") brief.voice.clear();
  if (code.starts_with("media.")) brief.media.clear();
  if (code.starts_with("music.")) brief.music = "calm";
  if (code.starts_with("theme.") && !frame.machine.themes.empty())
    brief.theme = frame.machine.themes.front().choice.id;
  if (code == "disk.too_small") {
    brief.quality = Quality::draft;
    brief.preset.clear();
  }
  if (code.starts_with("preset.")) brief.preset.clear();
  if (code == "brief.duration") brief.duration_s.reset();
  frame.view.create.touched_s = frame.time_s;
}

void draw_line(Frame& frame, const DraftCheck::Line& line) {
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  ImGui::AlignTextToFramePadding();
  text(style, style.icon(line.is_problem ? Icon::cross : Icon::warning), Font::text, metric::text_normal,
       line.is_problem ? palette.failed : palette.attention);
  ImGui::SameLine();
  const char* const fix = fix_of(frame.view.draft.brief, line.code);
  const float room = ImGui::GetContentRegionAvail().x -
                     (fix != nullptr ? ImGui::CalcTextSize(fix).x + style.px(9 * metric::grid) : 0);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushClipRect(at, {at.x + room, at.y + style.px(line_height)}, true);
  ImGui::AlignTextToFramePadding();
  text(style, line.text, Font::text, metric::text_small, palette.text);
  ImGui::PopClipRect();
  ImGui::SetItemTooltip("%s\n%s", line.text.c_str(), line.hint.c_str());
  if (fix == nullptr) return;
  ImGui::SameLine(ImGui::GetCursorPosX() + room);
  if (button(style, fix)) apply_fix(frame, line.code);
}

void draw_summary(Frame& frame, const DraftCheck* check) {
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  const Draft& draft = frame.view.draft;
  const FrameSize size = frame_size(draft.brief.aspect, draft.brief.quality);
  const double seconds = draft.brief.duration_s.value_or(limits::duration_s_default);
  if (draft.kind == Draft::Kind::script)
    text(style, ShortText("{} x {}, as long as the script takes", size.width, size.height), Font::bold,
         metric::text_normal, palette.text);
  else
    text(style, ShortText("{} x {}, {} long", size.width, size.height, std::string_view(clock_text(seconds))),
         Font::bold, metric::text_normal, palette.text);
  if (!has_subject(draft)) return faint(style, "Say first what the video is about.");
  if (check == nullptr) return faint(style, "Checking...");
  const std::optional<EtaRange>& eta = frame.view.create.eta;
  if (!eta)
    return faint(style,
                 ShortText("Needs up to {} of {} free", std::string_view(bytes_text(check->bytes_needed)),
                           std::string_view(bytes_text(check->bytes_free))));
  faint(style, ShortText("Ready in {}. Needs up to {} of {} free", std::string_view(range_text(*eta)),
                         std::string_view(bytes_text(check->bytes_needed)),
                         std::string_view(bytes_text(check->bytes_free))));
}

/// Button, summary and switch side by side; else the switch has a row of its own.
bool has_one_row(const Style& style, float width) { return width > style.px(one_row_min); }

}  // namespace

float review_height(const Frame& frame, float width) {
  const Style& style = frame.style;
  const float rows = has_one_row(style, width) ? 0 : style.px(7 * metric::grid);
  const DraftCheck* const check = current_check(frame);
  const std::size_t lines = check == nullptr ? 0 : std::min(check->lines.size(), lines_max);
  return rows + style.px(2 * metric::padding + 11 * metric::grid) +
         static_cast<float>(lines) * (style.px(line_height) + style.px(metric::grid));
}

void draw_review(Frame& frame) {
  const Style& style = frame.style;
  const bool is_one_row = has_one_row(style, ImGui::GetWindowWidth());
  Draft& draft = frame.view.draft;
  const DraftCheck* const check = current_check(frame);
  const bool is_blocked =
      check != nullptr && std::ranges::any_of(check->lines, &DraftCheck::Line::is_problem);
  for (std::size_t i = 0; check != nullptr && i < std::min(check->lines.size(), lines_max); ++i) {
    ImGui::PushID(static_cast<int>(i));
    draw_line(frame, check->lines[i]);
    ImGui::PopID();
  }
  const float top = ImGui::GetCursorPosY();
  ImGui::SetCursorPosY(top + style.px(metric::grid));
  const bool can_generate = has_subject(draft) && !is_blocked;
  const bool is_pressed = button(
      style, "Generate",
      {.kind = ButtonKind::primary, .icon = Icon::play, .is_enabled = can_generate, .width = style.px(152)});
  ImGui::SetItemTooltip("Ctrl+Enter");
  if (is_pressed || (can_generate && is_generate_pressed())) frame.ask(video_of(draft));
  ImGui::SameLine(0, style.px(metric::padding));
  ImGui::SetCursorPosY(top);
  ImGui::BeginGroup();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, style.px(metric::grid)});
  draw_summary(frame, check);
  ImGui::PopStyleVar();
  ImGui::EndGroup();
  if (is_one_row) {
    ImGui::SameLine(ImGui::GetWindowWidth() - style.px(toggle_width + metric::padding));
    ImGui::SetCursorPosY(top + style.px(3 * metric::grid));
  }
  toggle(style, "Review the script first", draft.is_reviewed);
}

}  // namespace reelwright::ui
