// SPDX-License-Identifier: GPL-3.0-or-later
// How the video looks: a real picture of each theme with the video's own title, its shape, its captions, the
// user's pictures.
#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <span>

#include "ui/format.h"
#include "ui/panels/create_parts.h"
#include "ui/widgets/choice_keys.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/picture_fit.h"

namespace reelwright::ui {
namespace {

constexpr float card_width = 148;
constexpr float card_height = card_width * 9 / 16;
constexpr float name_height = 7 * metric::grid;

/// While the real picture is not there: its background with its accent.
void draw_sketch(const Style& style, const ThemeCard& card, ImVec2 at, ImVec2 corner, float radius) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(at, corner, colour(card.background), radius);
  const float x = at.x + (corner.x - at.x) * 0.12F;
  const float y = at.y + (corner.y - at.y) * 0.5F;
  draw.AddRectFilled({x, y}, {x + style.px(5 * metric::grid), y + style.px(3)}, colour(card.accent));
}

/// The whole picture in the middle of the card; what is left beside it shows the theme's background.
void draw_sample(const ThemeCard& card, Pictures::Picture picture, ImVec2 at, ImVec2 corner, float radius) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 size{corner.x - at.x, corner.y - at.y};
  draw.AddRectFilled(at, corner, colour(card.background), radius);
  const ImVec2 exact = fitted({picture.aspect, 1}, size);
  const ImVec2 shown{std::round(exact.x), std::round(exact.y)};
  const ImVec2 from{at.x + std::floor((size.x - shown.x) / 2), at.y + std::floor((size.y - shown.y) / 2)};
  draw.AddImageRounded(picture.texture, from, {from.x + shown.x, from.y + shown.y}, {0, 0}, {1, 1},
                       colour(0xffffff), std::abs(picture.aspect - size.x / size.y) < 0.05F ? radius : 0);
}

/// True when it was pressed; the item is the card.
bool theme_card(Frame& frame, const ThemeCard& card, float width) {
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  const Brief& brief = frame.view.draft.brief;
  const float height = width * card_height / card_width;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool is_pressed = ImGui::InvisibleButton(
      card.choice.title.c_str(), {width, height + style.px(name_height)}, ImGuiButtonFlags_EnableNav);
  const bool hot = ImGui::IsItemHovered();
  if (!card.choice.note.empty()) ImGui::SetItemTooltip("%s", card.choice.note.c_str());
  const float radius = style.px(metric::radius);
  const ImVec2 corner{at.x + width, at.y + height};
  const ShortText name("theme/{}/{}", card.choice.id, static_cast<int>(brief.aspect));
  const auto version = static_cast<std::int64_t>(std::hash<std::string>()(frame.view.create.title) >> 1);
  const Pictures::Picture picture = frame.pictures.find(name, version);
  if (picture.texture != 0)
    draw_sample(card, picture, at, corner, radius);
  else
    draw_sketch(style, card, at, corner, radius);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const bool is_chosen = brief.theme == card.choice.id;
  draw.AddRect(at, corner,
               colour(is_chosen ? palette.accent
                      : hot     ? palette.text_faint
                                : palette.border),
               radius, 0, style.px(is_chosen ? 2.5F : 1));
  ImGui::PushFont(is_chosen ? style.font(Font::bold) : nullptr, style.px(metric::text_small));
  draw.AddText({at.x + style.px(2), corner.y + style.px(metric::grid)},
               colour(is_chosen ? palette.text : palette.text_faint), card.choice.title.c_str());
  ImGui::PopFont();
  return is_pressed;
}

void draw_themes(Frame& frame) {
  const Style& style = frame.style;
  const float gap = style.px(3 * metric::grid);
  const float room = ImGui::GetContentRegionAvail().x;
  const auto columns = std::max(2, static_cast<int>((room + gap) / (style.px(card_width) + gap)));
  const float width = std::floor((room + gap) / static_cast<float>(columns) - gap);
  const std::vector<ThemeCard>& themes = frame.machine.themes;
  const auto row = static_cast<std::size_t>(columns);
  const auto chosen = std::ranges::find(themes, frame.view.draft.brief.theme,
                                        [](const ThemeCard& card) { return card.choice.id; });
  const auto stop =
      chosen == themes.end() ? 0 : static_cast<std::size_t>(std::distance(themes.begin(), chosen));
  std::optional<std::size_t> picked;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {gap, style.px(metric::gap)});
  for (std::size_t i = 0; i < themes.size(); ++i) {
    if (i % row != 0) ImGui::SameLine();
    const ChoiceStop as_stop(i == stop);
    if (theme_card(frame, themes[i], width)) picked = i;
    if (i != stop) continue;
    if (const auto led = choice_by_key(i, themes.size(), row)) {
      picked = led;
      focus_choice(themes[*led].choice.title.c_str());
    }
  }
  ImGui::PopStyleVar();
  if (picked) frame.view.draft.brief.theme = themes[*picked].choice.id;
}

void draw_captions(Frame& frame, float width) {
  const Style& style = frame.style;
  Brief& brief = frame.view.draft.brief;
  begin_field(style, "Captions", width);
  constexpr std::array<const char*, 4> modes = {"In the picture and as files", "In the picture only",
                                                "As files only", "None"};
  constexpr std::array<CaptionMode, 4> values = {CaptionMode::both, CaptionMode::burn, CaptionMode::sidecar,
                                                 CaptionMode::none};
  const auto chosen =
      static_cast<std::size_t>(std::distance(values.begin(), std::ranges::find(values, brief.captions)));
  if (const auto mode = drop_down(style, "Captions", modes, chosen, width)) brief.captions = values[*mode];
  end_field();
}

void choose_quality(Brief& brief, Quality quality) {
  brief.quality = quality;
  brief.preset.clear();
}

/// A preset that is for another shape is no longer meant.
void choose_aspect(Frame& frame, Aspect aspect) {
  Brief& brief = frame.view.draft.brief;
  const std::vector<Preset>& presets = frame.machine.presets;
  const auto preset = std::ranges::find(presets, brief.preset, &Preset::name);
  if (preset != presets.end() && preset->aspect && *preset->aspect != aspect) brief.preset.clear();
  brief.aspect = aspect;
}

/// Those that are called as a quality are chosen beside it.
void draw_preset(Frame& frame, float width) {
  const Style& style = frame.style;
  Brief& brief = frame.view.draft.brief;
  constexpr std::size_t presets_max = 32;
  std::array<const char*, presets_max> names{"Anything"};
  std::array<const Preset*, presets_max> values{};
  std::size_t count = 1;
  std::size_t chosen = 0;
  for (const Preset& preset : frame.machine.presets) {
    if (parse_quality(preset.name) || count == presets_max) continue;
    if (preset.name == brief.preset) chosen = count;
    names[count] = preset.title.c_str();
    values[count++] = &preset;
  }
  begin_field(style, "Made for", width);
  const auto picked = drop_down(style, "Made for", std::span(names).first(count), chosen, width);
  if (chosen > 0) ImGui::SetItemTooltip("%s", values[chosen]->description.c_str());
  end_field();
  if (!picked) return;
  if (*picked == 0)
    brief.preset.clear();
  else
    apply_preset(*values[*picked], brief);
}

}  // namespace

void draw_look(Frame& frame) {
  const Style& style = frame.style;
  Brief& brief = frame.view.draft.brief;
  const float gap = style.px(metric::padding);
  step_heading(style, 2, "Look");
  draw_themes(frame);
  const float third = field_width(style, 3);
  begin_field(style, "Shape", third);
  constexpr std::array<const char*, 3> aspects = {"16:9", "9:16", "1:1"};
  if (const auto aspect = segments(style, "aspect", aspects, static_cast<std::size_t>(brief.aspect)))
    choose_aspect(frame, static_cast<Aspect>(*aspect));
  end_field();
  ImGui::SameLine(third + 2 * gap);
  begin_field(style, "Quality", third);
  constexpr std::array<const char*, 3> qualities = {"Draft", "Standard", "High"};
  if (const auto quality = segments(style, "quality", qualities, static_cast<std::size_t>(brief.quality)))
    choose_quality(brief, static_cast<Quality>(*quality));
  end_field();
  if (!frame.machine.presets.empty()) {
    draw_preset(frame, third);
    ImGui::SameLine(third + 2 * gap);
  }
  draw_captions(frame, third);
  if (brief.captions == CaptionMode::burn || brief.captions == CaptionMode::both) {
    if (frame.machine.presets.empty()) ImGui::SameLine(third + 2 * gap);
    begin_field(style, "Caption style", third);
    constexpr std::array<const char*, 3> styles = {"Classic", "Boxed", "Karaoke"};
    const auto current = std::ranges::find(caption_styles, brief.caption_style);
    const auto chosen = static_cast<std::size_t>(std::distance(caption_styles.begin(), current));
    if (const auto picked = segments(style, "caption style", styles, chosen))
      brief.caption_style = caption_styles[*picked];
    end_field();
  }
  field_label(style, "Your pictures");
  if (button(style, "Choose a folder...", {.icon = Icon::folder}))
    frame.ask(intent::ChooseFiles{FilePurpose::media_folder});
  ImGui::SameLine();
  ImGui::AlignTextToFramePadding();
  if (brief.media.empty()) {
    faint(style, "Drawn backgrounds and icons; pictures are matched to the scenes by their names.");
  } else {
    text(style, brief.media, Font::text, metric::text_small, style.palette().text);
    ImGui::SameLine();
    if (icon_button(style, "Use no folder", Icon::cross)) brief.media.clear();
  }
}

}  // namespace reelwright::ui
