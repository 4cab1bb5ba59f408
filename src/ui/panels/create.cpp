// SPDX-License-Identifier: GPL-3.0-or-later
// The form for a new video: what it is about, how it looks, how it sounds, and what pressing Generate will
// do.
#include <algorithm>
#include <array>
#include <cstring>

#include "model/limits.h"
#include "ui/format.h"
#include "ui/panels/panels.h"
#include "ui/widgets/controls.h"

namespace reelwright::ui {
namespace {

void heading(const Style& style, Icon icon, std::string_view name) {
  text(style, style.icon(icon), Font::text, metric::text_large, style.palette().accent);
  ImGui::SameLine();
  text(style, name, Font::bold, metric::text_large, style.palette().text);
  ImGui::Dummy({0, style.px(metric::grid)});
}

/// A drop-down list of choices by title; `chosen` is an id.
bool choose(const char* label, const std::vector<Choice>& choices, std::string& chosen) {
  const auto current = std::ranges::find(choices, chosen, &Choice::id);
  bool changed = false;
  if (!ImGui::BeginCombo(label, current == choices.end() ? chosen.c_str() : current->title.c_str()))
    return false;
  for (const Choice& choice : choices) {
    ImGui::PushID(choice.id.c_str());
    if (ImGui::Selectable(choice.title.c_str(), choice.id == chosen)) {
      chosen = choice.id;
      changed = true;
    }
    ImGui::PopID();
  }
  ImGui::EndCombo();
  return changed;
}

void draw_subject(Frame& frame) {
  const Style& style = frame.style;
  Draft& draft = frame.view.draft;
  heading(style, Icon::script, "Brief");
  constexpr std::array<const char*, 3> kinds = {"Topic", "Notes or article", "Finished script"};
  if (const auto kind = segments(style, "kind", kinds, static_cast<std::size_t>(draft.kind)))
    draft.kind = static_cast<Draft::Kind>(*kind);
  ImGui::SetNextItemWidth(-1);
  switch (draft.kind) {
    case Draft::Kind::topic:
      text_field(style, "##Topic", "What is the video about? For example: The water cycle", draft.topic);
      faint(style, "Facts come from the dictionary on this machine. Your own notes make a better video.");
      break;
    case Draft::Kind::notes:
      text_area(style, "##Notes",
                "Paste notes or an article. Headings become scenes; sentences are chosen, never invented.",
                draft.notes, style.px(180));
      break;
    case Draft::Kind::script:
      text_area(style, "##Script",
                "# Title, ## scene headings, paragraphs are spoken word for word, lists are shown.",
                draft.script, style.px(180));
      break;
  }
  const float third = (ImGui::GetContentRegionAvail().x - 2 * style.px(metric::gap)) / 3;
  ImGui::BeginGroup();
  field_label(style, "Length in seconds");
  ImGui::SetNextItemWidth(third);
  auto seconds = static_cast<float>(draft.brief.duration_s.value_or(limits::duration_s_default));
  if (ImGui::SliderFloat("##Length", &seconds, static_cast<float>(limits::duration_s_min),
                         static_cast<float>(limits::duration_s_max), "%.0f",
                         ImGuiSliderFlags_Logarithmic | ImGuiSliderFlags_AlwaysClamp))
    draft.brief.duration_s = static_cast<double>(static_cast<int>(seconds + 0.5F));
  ImGui::EndGroup();
  ImGui::SameLine();
  ImGui::BeginGroup();
  field_label(style, "Audience");
  ImGui::SetNextItemWidth(third);
  text_field(style, "##Audience", "anyone", draft.brief.audience);
  ImGui::EndGroup();
  ImGui::SameLine();
  ImGui::BeginGroup();
  field_label(style, "Tone");
  ImGui::SetNextItemWidth(third);
  text_field(style, "##Tone", "friendly, formal, energetic", draft.brief.tone);
  ImGui::EndGroup();
}

/// A small picture of the theme: its background, a line of text, its accent.
void theme_card(Frame& frame, const ThemeCard& card) {
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  std::string& chosen = frame.view.draft.brief.theme;
  const float width = style.px(132);
  const float height = width * 9 / 16;
  const float label_height = style.px(6 * metric::grid);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (ImGui::InvisibleButton(card.choice.title.c_str(), {width, height + label_height},
                             ImGuiButtonFlags_EnableNav))
    chosen = card.choice.id;
  ImGui::SetItemTooltip("%s", card.choice.note.c_str());
  const bool hot = ImGui::IsItemHovered();
  const float radius = style.px(metric::radius);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 corner{at.x + width, at.y + height};
  draw.AddRectFilled(at, corner, colour(card.background), radius);
  draw.AddRectFilledMultiColor({at.x + radius / 2, at.y + radius / 2},
                               {corner.x - radius / 2, corner.y - radius / 2}, colour(card.background),
                               colour(card.background_end), colour(card.background_end),
                               colour(card.background));
  const float left = at.x + width * 0.12F;
  draw.AddRectFilled({left, at.y + height * 0.26F},
                     {left + width * 0.14F, at.y + height * 0.26F + style.px(3)}, colour(card.accent));
  ImGui::PushFont(style.font(Font::bold), style.px(metric::text_large));
  draw.AddText({left, at.y + height * 0.36F}, colour(card.text), "Aa");
  ImGui::PopFont();
  draw.AddCircleFilled({corner.x - width * 0.22F, at.y + height * 0.5F}, height * 0.2F, colour(card.accent));
  const bool is_chosen = chosen == card.choice.id;
  if (is_chosen || hot)
    draw.AddRect(at, corner, colour(is_chosen ? palette.accent : palette.border), radius, 0,
                 style.px(is_chosen ? 2.5F : 1.5F));
  draw.AddText({at.x + style.px(2), corner.y + style.px(metric::grid)},
               colour(is_chosen ? palette.text : palette.text_faint), card.choice.title.c_str());
}

void draw_look(Frame& frame) {
  const Style& style = frame.style;
  Brief& brief = frame.view.draft.brief;
  heading(style, Icon::visuals, "Look");
  const float step = style.px(132 + metric::gap);
  const auto columns =
      std::max(1, static_cast<int>((ImGui::GetContentRegionAvail().x + style.px(metric::gap)) / step));
  for (std::size_t i = 0; i < frame.machine.themes.size(); ++i) {
    if (i % static_cast<std::size_t>(columns) != 0) ImGui::SameLine();
    theme_card(frame, frame.machine.themes[i]);
  }
  ImGui::Dummy({0, style.px(metric::grid)});
  ImGui::BeginGroup();
  field_label(style, "Shape");
  constexpr std::array<const char*, 3> aspects = {"16:9", "9:16", "1:1"};
  if (const auto aspect = segments(style, "aspect", aspects, static_cast<std::size_t>(brief.aspect)))
    brief.aspect = static_cast<Aspect>(*aspect);
  ImGui::EndGroup();
  ImGui::SameLine(0, style.px(6 * metric::grid));
  ImGui::BeginGroup();
  field_label(style, "Captions");
  constexpr std::array<const char*, 3> styles = {"Classic", "Boxed", "Karaoke"};
  const auto current = std::ranges::find(caption_styles, brief.caption_style);
  const auto chosen = static_cast<std::size_t>(std::distance(caption_styles.begin(), current));
  if (const auto picked = segments(style, "caption style", styles, chosen))
    brief.caption_style = caption_styles[*picked];
  ImGui::EndGroup();
  ImGui::SameLine(0, style.px(6 * metric::grid));
  ImGui::BeginGroup();
  field_label(style, "Quality");
  constexpr std::array<const char*, 3> qualities = {"Draft", "Standard", "High"};
  if (const auto quality = segments(style, "quality", qualities, static_cast<std::size_t>(brief.quality)))
    brief.quality = static_cast<Quality>(*quality);
  ImGui::EndGroup();
}

void draw_sound(Frame& frame) {
  const Style& style = frame.style;
  Brief& brief = frame.view.draft.brief;
  heading(style, Icon::voice, "Sound");
  const float third = (ImGui::GetContentRegionAvail().x - 2 * style.px(metric::gap)) / 3;
  ImGui::BeginGroup();
  field_label(style, "Language");
  ImGui::SetNextItemWidth(third);
  if (choose("##Language", frame.machine.languages, brief.lang)) brief.voice.clear();
  ImGui::EndGroup();
  ImGui::SameLine();
  ImGui::BeginGroup();
  field_label(style, "Voice");
  ImGui::SetNextItemWidth(third);
  choose("##Voice", frame.machine.voices, brief.voice);
  ImGui::EndGroup();
  ImGui::SameLine();
  ImGui::BeginGroup();
  field_label(style, "Speed");
  ImGui::SetNextItemWidth(third);
  auto speed = static_cast<float>(brief.speed);
  if (ImGui::SliderFloat("##Speed", &speed, static_cast<float>(limits::speed_min),
                         static_cast<float>(limits::speed_max), "%.2f", ImGuiSliderFlags_AlwaysClamp))
    brief.speed = static_cast<double>(speed);
  ImGui::EndGroup();
  field_label(style, "Music");
  constexpr std::array<const char*, 5> moods = {"Calm", "Bright", "Tense", "Warm", "None"};
  constexpr std::array<std::string_view, 5> names = {"calm", "bright", "tense", "warm", "none"};
  const auto chosen =
      static_cast<std::size_t>(std::distance(names.begin(), std::ranges::find(names, brief.music)));
  if (const auto mood = segments(style, "music", moods, chosen)) brief.music = names[*mood];
}

bool has_subject(const Draft& draft) {
  const std::string& words = draft.kind == Draft::Kind::topic   ? draft.topic
                             : draft.kind == Draft::Kind::notes ? draft.notes
                                                                : draft.script;
  return words.find_first_not_of(" \t\r\n") != std::string::npos;
}

void make_video(Frame& frame) {
  const Draft& draft = frame.view.draft;
  intent::MakeVideo video;
  video.brief = draft.brief;
  if (draft.kind == Draft::Kind::topic) video.brief.topic = draft.topic;
  if (draft.kind == Draft::Kind::notes) video.source = draft.notes;
  if (draft.kind == Draft::Kind::script) video.script = draft.script;
  if (draft.kind == Draft::Kind::script) video.brief.duration_s.reset();
  if (draft.is_reviewed) video.stop_after = Stage::script;
  frame.ask(std::move(video));
}

/// Always in sight: what pressing Generate will make.
void draw_review(Frame& frame) {
  const Style& style = frame.style;
  Draft& draft = frame.view.draft;
  const bool is_ready = has_subject(draft);
  const FrameSize size = frame_size(draft.brief.aspect, draft.brief.quality);
  const double seconds = draft.brief.duration_s.value_or(limits::duration_s_default);
  const float left = ImGui::GetCursorPosX();
  if (button(
          style, "Generate",
          {.kind = ButtonKind::primary, .icon = Icon::play, .is_enabled = is_ready, .width = style.px(160)}))
    make_video(frame);
  ImGui::SameLine(0, style.px(metric::padding));
  ImGui::BeginGroup();
  if (!is_ready)
    faint(style, "Say first what the video is about.");
  else if (draft.kind == Draft::Kind::script)
    faint(style, ShortText("{} x {} pixels, as long as the script takes", size.width, size.height));
  else
    faint(style, ShortText("{} x {} pixels, about {} min, captions in the picture and as files", size.width,
                           size.height, std::string_view(clock_text(seconds))));
  ImGui::SetCursorPosX(left + style.px(160 + metric::padding));
  toggle(style, "Stop after the script, to look at it first", draft.is_reviewed);
  ImGui::EndGroup();
}

}  // namespace

void draw_create(Frame& frame) {
  const Style& style = frame.style;
  const float width = std::min(ImGui::GetContentRegionAvail().x, style.px(880));
  const float bar = style.px(21 * metric::grid);
  ImGui::BeginChild("form", {0, -bar}, ImGuiChildFlags_NavFlattened);
  text(style, "New video", Font::bold, metric::text_title, style.palette().text);
  const auto card = [&](const char* id, void (*draw)(Frame&)) {
    begin_card(style, id, width);
    draw(frame);
    end_card();
  };
  card("brief", draw_subject);
  card("look", draw_look);
  card("sound", draw_sound);
  ImGui::EndChild();
  begin_card(style, "review", width, bar - style.px(metric::gap));
  draw_review(frame);
  end_card();
}

}  // namespace reelwright::ui
