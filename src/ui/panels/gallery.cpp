// SPDX-License-Identifier: GPL-3.0-or-later
// Every control in every state, on one page: how they look is decided and judged here. Shown by `--demo`.
#include <array>

#include "ui/format.h"
#include "ui/panels/panels.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/slider.h"
#include "ui/widgets/status.h"

namespace reelwright::ui {
namespace {

void draw_buttons(Frame& frame) {
  const Style& style = frame.style;
  field_label(style, "Buttons");
  button(style, "Primary", {.kind = ButtonKind::primary, .icon = Icon::play});
  ImGui::SameLine();
  button(style, "Normal", {.icon = Icon::folder});
  ImGui::SameLine();
  button(style, "Quiet", {.kind = ButtonKind::quiet, .icon = Icon::retry});
  ImGui::SameLine();
  button(style, "Danger", {.kind = ButtonKind::danger, .icon = Icon::remove});
  ImGui::SameLine();
  button(style, "Not now", {.is_enabled = false});
  ImGui::SameLine();
  if (icon_button(style, "A menu", Icon::more)) ImGui::OpenPopup("menu");
  if (begin_menu(style, "menu")) {
    menu_item(style, "With an icon", {.icon = Icon::copy, .key = "Ctrl+C"});
    menu_item(style, "Chosen", {.is_checked = true});
    menu_item(style, "Not now##menu", {.icon = Icon::stop, .is_enabled = false});
    menu_gap(style);
    menu_item(style, "Dangerous", {.icon = Icon::remove, .key = "Del", .is_danger = true});
    end_menu();
  }
}

void draw_fields(Frame& frame) {
  const Style& style = frame.style;
  Draft& draft = frame.view.draft;
  field_label(style, "Fields");
  ImGui::SetNextItemWidth(style.px(260));
  text_field(style, "##gallery field", "Hint", draft.brief.audience, Icon::search);
  ImGui::SameLine();
  constexpr std::array<const char*, 3> names = {"One", "Two", "Three"};
  if (const auto picked =
          segments(style, "gallery segments", names, static_cast<std::size_t>(draft.brief.aspect)))
    draft.brief.aspect = static_cast<Aspect>(*picked);
  ImGui::SameLine();
  if (const auto picked = drop_down(style, "Gallery list", names,
                                    static_cast<std::size_t>(draft.brief.quality), style.px(140)))
    draft.brief.quality = static_cast<Quality>(*picked);
  toggle(style, "A switch", draft.is_reviewed);
  ImGui::SameLine(0, style.px(metric::padding));
  ImGui::SetNextItemWidth(style.px(260));
  auto speed = static_cast<float>(draft.brief.speed);
  const ShortText shown("{:.2f} x", speed);
  if (slider(style, "##gallery slider", speed, {.min = 0.5F, .max = 2}, shown.c_str()))
    draft.brief.speed = static_cast<double>(speed);
}

void draw_states(Frame& frame) {
  const Style& style = frame.style;
  field_label(style, "States");
  for (const JobStatus status : {JobStatus::queued, JobStatus::running, JobStatus::paused, JobStatus::done,
                                 JobStatus::failed, JobStatus::canceled, JobStatus::interrupted}) {
    status_badge(style, status);
    ImGui::SameLine();
  }
  ImGui::NewLine();
  for (const StageStatus status : {StageStatus::queued, StageStatus::active, StageStatus::done,
                                   StageStatus::failed, StageStatus::skipped}) {
    stage_mark(style, Stage::visuals, status, frame.time_s, false, style.px(8 * metric::grid));
    ImGui::SameLine();
  }
  ImGui::NewLine();
  progress_bar(style, 0.62, style.palette().active);
}

void draw_words(Frame& frame) {
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  field_label(style, "Words");
  text(style, "Title", Font::bold, metric::text_title, palette.text);
  text(style, "Large", Font::bold, metric::text_large, palette.text);
  text(style, "Normal text with 0123456789", Font::text, metric::text_normal, palette.text);
  faint(style, "Faint and small");
  text(style, "Mono 0123456789", Font::mono, metric::text_small, palette.text);
  text(style, "水の循環  دورة الماء  מחזור המים  जल चक्र  Κύκλος  Круговорот  \U0001F41D\U0001F36F",
       Font::text, metric::text_large, palette.text);
}

void draw_colours(Frame& frame) {
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  field_label(style, "Colours");
  const float side = style.px(12 * metric::grid);
  for (const std::uint32_t rgb :
       {palette.window, palette.surface, palette.raised, palette.hovered, palette.border, palette.text_faint,
        palette.text, palette.accent, palette.active, palette.done, palette.failed, palette.attention,
        palette.idle}) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::Dummy({side, side});
    ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + side, at.y + side}, colour(rgb),
                                              style.px(metric::radius_small));
    ImGui::SameLine();
  }
  ImGui::NewLine();
}

}  // namespace

void draw_gallery(Frame& frame) {
  const Style& style = frame.style;
  text(style, "Controls", Font::bold, metric::text_title, style.palette().text);
  const auto card = [&](const char* id, void (*draw)(Frame&)) {
    begin_card(style, id);
    draw(frame);
    end_card();
  };
  card("buttons", draw_buttons);
  card("fields", draw_fields);
  card("states", draw_states);
  card("words", draw_words);
  card("colours", draw_colours);
}

}  // namespace reelwright::ui
