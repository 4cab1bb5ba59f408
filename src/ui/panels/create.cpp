// SPDX-License-Identifier: GPL-3.0-or-later
// The form for a new video, in steps that are all in sight: what it is about, how it looks, how it sounds,
// and what pressing Generate will do.
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "model/limits.h"
#include "ui/format.h"
#include "ui/panels/create_parts.h"
#include "ui/panels/panels.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/slider.h"
#include "ui/widgets/wrapped_text_area.h"

namespace reelwright::ui {
namespace {

constexpr double pause_s = 0.5;  ///< of typing, before the draft is looked at

void draw_words(Frame& frame) {
  const Style& style = frame.style;
  Draft& draft = frame.view.draft;
  const float height = style.px(180);
  ImGui::SetNextItemWidth(-1);
  switch (draft.kind) {
    case Draft::Kind::topic:
      text_field(style, "##Topic", "What is the video about? For example: The water cycle", draft.topic);
      faint(style, "Facts come from the dictionary on this machine. Your own notes make a better video.");
      break;
    case Draft::Kind::notes:
      wrapped_text_area(style, "##Notes",
                        "Paste notes or an article, or drop a file. Headings become scenes; sentences are "
                        "chosen, never invented.",
                        draft.notes, frame.view.create.notes, {.height = height});
      break;
    case Draft::Kind::script:
      wrapped_text_area(style, "##Script",
                        "# Title, ## scene headings. Paragraphs are spoken word for word, lists are shown.",
                        draft.script, frame.view.create.script, {.height = height});
      break;
  }
}

std::size_t hash_of(const Draft& draft) {
  std::size_t hash = std::hash<std::string>()(subject_of(draft));
  const auto mix = [&hash](std::size_t value) { hash = hash * 1'099'511'628'211U ^ value; };
  mix(static_cast<std::size_t>(draft.kind));
  mix(std::hash<std::string>()(to_json(draft.brief)));
  mix(draft.is_reviewed ? 2 : 1);
  return hash;
}

std::string title_of(const Draft& draft) {
  const std::string& words = subject_of(draft);
  const std::size_t begin = std::min(words.find_first_not_of("# \t\r\n"), words.size());
  const std::size_t end = std::min(words.find_first_of("\r\n", begin), words.size());
  constexpr std::size_t title_bytes_max = 80;
  return end - begin <= title_bytes_max ? words.substr(begin, end - begin) : std::string();
}

std::optional<EtaRange> eta_of_draft(const Frame& frame) {
  if (frame.snapshot.stage_history == nullptr) return std::nullopt;
  Job job;
  job.brief = video_of(frame.view.draft).brief;
  // Slow speech; a script says as much as it says.
  constexpr double characters_per_second = 14;
  if (!job.brief.duration_s && frame.view.draft.kind == Draft::Kind::script)
    job.brief.duration_s = static_cast<double>(frame.view.draft.script.size()) / characters_per_second;
  return eta_of(job, *frame.snapshot.stage_history);
}

}  // namespace

const std::string& subject_of(const Draft& draft) {
  switch (draft.kind) {
    case Draft::Kind::topic:
      return draft.topic;
    case Draft::Kind::notes:
      return draft.notes;
    case Draft::Kind::script:
      break;
  }
  return draft.script;
}

bool has_subject(const Draft& draft) {
  return subject_of(draft).find_first_not_of(" \t\r\n") != std::string::npos;
}

intent::MakeVideo video_of(const Draft& draft) {
  intent::MakeVideo video;
  video.brief = draft.brief;
  if (draft.kind == Draft::Kind::topic) video.brief.topic = draft.topic;
  if (draft.kind == Draft::Kind::notes) video.source = draft.notes;
  if (draft.kind == Draft::Kind::script) video.script = draft.script;
  if (draft.kind == Draft::Kind::script) video.brief.duration_s.reset();
  if (draft.is_reviewed) video.stop_after = Stage::script;
  return video;
}

void step_heading(const Style& style, int number, std::string_view name) {
  const Palette& palette = style.palette();
  const float side = style.px(6 * metric::grid);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({side, side});
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddCircleFilled({at.x + side / 2, at.y + side / 2}, side / 2, colour(palette.accent, 0.22F));
  const ShortText digit("{}", number);
  ImGui::PushFont(style.font(Font::bold), style.px(metric::text_small));
  const ImVec2 size = ImGui::CalcTextSize(digit.c_str());
  draw.AddText({at.x + (side - size.x) / 2, at.y + (side - size.y) / 2}, colour(palette.text), digit.c_str());
  ImGui::PopFont();
  ImGui::SameLine();
  text(style, name, Font::bold, metric::text_large, palette.text);
}

float field_width(const Style& style, int columns) {
  const auto count = static_cast<float>(columns);
  return (ImGui::GetContentRegionAvail().x - (count - 1) * style.px(metric::padding)) / count;
}

void begin_field(const Style& style, std::string_view name, float width) {
  ImGui::BeginGroup();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {style.px(metric::gap), style.px(1.5F * metric::grid)});
  field_label(style, name);
  ImGui::SetNextItemWidth(width);
}

void end_field() {
  ImGui::PopStyleVar();
  ImGui::EndGroup();
}

void draw_subject(Frame& frame) {
  const Style& style = frame.style;
  Draft& draft = frame.view.draft;
  step_heading(style, 1, "Brief");
  constexpr std::array<const char*, 3> kinds = {"Topic", "Notes or article", "Finished script"};
  if (const auto kind = segments(style, "kind", kinds, static_cast<std::size_t>(draft.kind)))
    draft.kind = static_cast<Draft::Kind>(*kind);
  if (draft.kind != Draft::Kind::topic) {
    ImGui::SameLine();
    if (button(style, "Open a file...", {.kind = ButtonKind::quiet, .icon = Icon::file}))
      frame.ask(
          intent::ChooseFiles{draft.kind == Draft::Kind::notes ? FilePurpose::source : FilePurpose::script});
  }
  draw_words(frame);
  const float gap = style.px(metric::padding);
  const float third = field_width(style, 3);
  begin_field(style, "Length", third);
  if (draft.kind == Draft::Kind::script) {
    ImGui::AlignTextToFramePadding();
    faint(style, "As long as the script takes");
    ImGui::SameLine(third);
    ImGui::Dummy({0, 0});
  } else {
    auto seconds = static_cast<float>(draft.brief.duration_s.value_or(limits::duration_s_default));
    const ShortText shown = clock_text(static_cast<double>(seconds));
    if (slider(style, "##Length", seconds,
               {.min = static_cast<float>(limits::duration_s_min),
                .max = static_cast<float>(limits::duration_s_max),
                .step = 5,
                .is_logarithmic = true},
               shown.c_str()))
      draft.brief.duration_s = std::round(static_cast<double>(seconds));
  }
  end_field();
  ImGui::SameLine(0, gap);
  begin_field(style, "Audience", third);
  text_field(style, "##Audience", "anyone", draft.brief.audience);
  end_field();
  ImGui::SameLine(0, gap);
  begin_field(style, "Tone", third);
  text_field(style, "##Tone", "friendly, formal, energetic", draft.brief.tone);
  end_field();
}

void follow_draft(Frame& frame) {
  CreateView& view = frame.view.create;
  const ImGuiIO& io = ImGui::GetIO();
  const bool is_used = ImGui::IsAnyItemActive() || !io.InputQueueCharacters.empty() ||
                       ImGui::IsMouseReleased(ImGuiMouseButton_Left);
  if (is_used || view.draft_hash == 0) view.touched_s = frame.time_s;
  if (view.touched_s == 0) return;
  const double left_s = view.touched_s + pause_s - frame.time_s;
  if (left_s > 0 && view.draft_hash != 0) return frame.redraw_in(left_s);
  view.touched_s = 0;
  const std::size_t hash = hash_of(frame.view.draft);
  if (hash == view.draft_hash) return;
  view.draft_hash = hash;
  view.title = title_of(frame.view.draft);
  if (!has_subject(frame.view.draft)) return;
  view.eta = eta_of_draft(frame);
  frame.ask(intent::CheckDraft{video_of(frame.view.draft), hash});
}

void draw_create(Frame& frame) {
  const Style& style = frame.style;
  const float width = std::min(ImGui::GetContentRegionAvail().x, style.px(880));
  const float bar = review_height(frame, width);
  ImGui::BeginChild("form", {0, -bar - style.px(metric::gap)}, ImGuiChildFlags_NavFlattened);
  text(style, "New video", Font::bold, metric::text_title, style.palette().text);
  const auto card = [&](const char* id, void (*draw)(Frame&)) {
    begin_card(style, id, std::min(width, ImGui::GetContentRegionAvail().x));
    draw(frame);
    end_card();
  };
  card("brief", draw_subject);
  card("look", draw_look);
  card("sound", draw_sound);
  ImGui::EndChild();
  begin_card(style, "review", width, bar);
  draw_review(frame);
  end_card();
  follow_draft(frame);
}

}  // namespace reelwright::ui
