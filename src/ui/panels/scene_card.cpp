// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/scene_card.h"

#include <imgui_stdlib.h>

#include <algorithm>
#include <array>

#include "model/limits.h"
#include "ui/format.h"
#include "ui/panels/scene_card_part.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/menu.h"

namespace reelwright::ui {
namespace {

// Units.
constexpr float gutter = 11 * metric::grid;
constexpr float picture_width = 34 * metric::grid;
constexpr float picture_height = 19 * metric::grid;
constexpr float time_width = 14 * metric::grid;
constexpr float roomy_width = 620;     ///< from here on scenes are also moved by buttons
constexpr float pictured_width = 520;  ///< from here on the picture stands beside the words
constexpr int lines_min = 3;

constexpr std::array<const char*, 5> layout_titles = {"Title", "Statement", "Points", "Picture", "Recap"};
constexpr std::array<Icon, 5> layout_icons = {Icon::layout_title, Icon::layout_statement,
                                              Icon::layout_bullets, Icon::visuals, Icon::layout_recap};

SceneCardLayout layout_of(const Style& style, float width) {
  SceneCardLayout layout;
  layout.left = style.px(scene_card_padding + gutter);
  layout.width = width - layout.left - style.px(scene_card_padding);
  layout.is_roomy = width >= style.px(roomy_width);
  layout.is_pictured = width >= style.px(pictured_width);
  layout.words = layout.is_pictured ? layout.width - style.px(picture_width + metric::gap) : layout.width;
  return layout;
}

/// A card while it is drawn.
class Card : SceneCardPart {
 public:
  Card(Frame& frame, ScriptEditor& editor, const CardPlace& place, SceneWish& wish)
      : SceneCardPart(frame, editor, place, layout_of(frame.style, place.width)), wish_(wish) {}

  void draw() {
    const Palette& palette = style_.palette();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 corner{place_.at.x + place_.width, place_.at.y + place_.height};
    const bool is_hovered = ImGui::IsMouseHoveringRect(place_.at, corner) &&
                            ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows |
                                                   ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
    list.AddRectFilled(place_.at, corner, colour(palette.surface), style_.px(metric::radius));
    if (scene_.locked)
      list.AddRectFilled(place_.at, {place_.at.x + style_.px(3), corner.y}, colour(palette.attention),
                         style_.px(metric::radius), ImDrawFlags_RoundCornersLeft);
    if (is_hovered) take_dropped_picture();
    ImGui::PushID(scene_.id.c_str());
    draw_number();
    draw_heading();
    draw_narration();
    if (layout_.is_pictured)
      draw_picture({place_.at.x + place_.width - style_.px(scene_card_padding + picture_width),
                    place_.at.y + style_.px(scene_card_padding + metric::row_height + metric::gap)});
    if (frame_.view.scenes.open == scene_.id) draw_details();
    ImGui::PopID();
  }

 private:
  void want(SceneWish::Kind kind, std::size_t target = 0) { wish_ = {kind, place_.index, target}; }

  void take_dropped_picture() {
    std::string& dropped = frame_.view.scenes.dropped;
    if (dropped.empty() || !is_writable_) return;
    change("", [&](Scene& scene) { scene.picture = std::exchange(dropped, {}); });
  }

  /// The number, by which a scene is dragged to another place.
  void draw_number() {
    const Palette& palette = style_.palette();
    to(style_.px(metric::grid), style_.px(scene_card_padding));
    const ImVec2 size{style_.px(gutter), style_.px(metric::row_height)};
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::InvisibleButton(ShortText("Drag scene {}", number_).c_str(), size);
    const bool is_hot = place_.is_editable && (ImGui::IsItemHovered() || ImGui::IsItemActive());
    if (is_hot) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
    if (place_.is_editable && ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left))
      frame_.view.scenes.dragged = place_.index;
    const ShortText words("{}", number_);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    ImGui::PushFont(style_.font(Font::bold), style_.px(metric::text_large));
    const char* const shown = is_hot ? style_.icon(Icon::drag) : words.c_str();
    const ImVec2 text = ImGui::CalcTextSize(shown);
    list.AddText({at.x + (size.x - text.x) / 2, at.y + (size.y - text.y) / 2},
                 colour(is_hot ? palette.accent : palette.text_faint), shown);
    ImGui::PopFont();
  }

  void draw_heading() {
    const float row = style_.px(metric::row_height);
    const float gap = style_.px(metric::grid);
    const int icons = layout_.is_roomy ? 5 : 3;
    const float tools = static_cast<float>(icons) * (row + gap);
    const float top = style_.px(scene_card_padding);
    float x = layout_.left;
    to(x, top);
    if (icon_button(style_, ShortText("Layout of scene {}: {}", number_, title_of(scene_.layout)).c_str(),
                    layout_icons[static_cast<std::size_t>(scene_.layout)], is_writable_))
      ImGui::OpenPopup("layout");
    draw_layouts();
    x += row + gap;
    to(x, top);
    const float room = layout_.left + layout_.width - x - tools - style_.px(time_width);
    ImGui::SetNextItemWidth(room);
    std::string& words = scratch_;
    words = scene_.heading;
    if (scene_field(style_, ShortText("##Heading of scene {}", number_).c_str(), "Heading", words,
                    is_writable_))
      change(ShortText("heading {}", scene_.id), [&](Scene& scene) { scene.heading = words; });
    draw_time(x + room, top);
    draw_tools(layout_.left + layout_.width - tools + gap, top, row + gap);
  }

  void draw_layouts() {
    if (!begin_menu(style_, "layout")) return;
    for (std::size_t i = 0; i < layout_titles.size(); ++i)
      if (menu_item(style_, layout_titles[i],
                    {.icon = layout_icons[i], .is_checked = i == static_cast<std::size_t>(scene_.layout)})) {
        change("", [&](Scene& scene) { scene.layout = static_cast<Layout>(i); });
        frame_.view.scenes.open = scene_.id;
      }
    end_menu();
  }

  void draw_time(float x, float top) {
    const LengthEstimate::Length& length = editor_.view(place_.index).length;
    const ShortText words("{}{}", length.is_measured || length.seconds == 0 ? "" : "~",
                          std::string_view(clock_text(length.seconds)));
    ImGui::PushFont(style_.font(Font::mono), style_.px(metric::text_small));
    const ImVec2 size = ImGui::CalcTextSize(words.c_str());
    const ImVec2 at{place_.at.x + x + style_.px(time_width) - size.x - style_.px(metric::grid),
                    place_.at.y + top + (style_.px(metric::row_height) - size.y) / 2};
    ImGui::GetWindowDrawList()->AddText(at, colour(style_.palette().text_faint), words.c_str());
    ImGui::PopFont();
    if (ImGui::IsMouseHoveringRect(at, {at.x + size.x, at.y + size.y}) && ImGui::IsWindowHovered())
      ImGui::SetTooltip(length.is_measured ? "Measured: these words have been spoken"
                                           : "Estimated: these words have not been spoken yet");
  }

  void draw_tools(float x, float top, float step) {
    const std::size_t last = editor_.script().scenes.size() - 1;
    const auto tool = [&](const ShortText& name, Icon icon, bool is_enabled) {
      to(x, top);
      x += step;
      return icon_button(style_, name.c_str(), icon, is_enabled && place_.is_editable);
    };
    const bool is_open = frame_.view.scenes.open == scene_.id;
    if (layout_.is_roomy) {
      if (tool(ShortText("Move scene {} up", number_), Icon::arrow_up, place_.index > 0))
        want(SceneWish::Kind::move, place_.index - 1);
      if (tool(ShortText("Move scene {} down", number_), Icon::arrow_down, place_.index < last))
        want(SceneWish::Kind::move, place_.index + 1);
    }
    if (tool(ShortText("{} scene {}", scene_.locked ? "Unlock" : "Lock", number_),
             scene_.locked ? Icon::lock : Icon::unlock, true))
      change("", [](Scene& scene) { scene.locked = !scene.locked; });
    to(x, top);
    x += step;
    if (icon_button(style_,
                    ShortText("{} of scene {}", is_open ? "Hide details" : "Details", number_).c_str(),
                    is_open ? Icon::chevron_up : Icon::chevron_down))
      frame_.view.scenes.open = is_open ? "" : scene_.id;
    if (tool(ShortText("More for scene {}", number_), Icon::more, true)) ImGui::OpenPopup("more");
    if (!begin_menu(style_, "more")) return;
    const bool has_room = last + 1 < limits::scenes_max;
    if (menu_item(style_, "Add a scene after this", {.icon = Icon::plus, .is_enabled = has_room}))
      want(SceneWish::Kind::add_after);
    if (menu_item(style_, "Duplicate", {.icon = Icon::copy, .is_enabled = has_room}))
      want(SceneWish::Kind::duplicate);
    if (menu_item(style_, "Move up", {.icon = Icon::arrow_up, .is_enabled = place_.index > 0}))
      want(SceneWish::Kind::move, place_.index - 1);
    if (menu_item(style_, "Move down", {.icon = Icon::arrow_down, .is_enabled = place_.index < last}))
      want(SceneWish::Kind::move, place_.index + 1);
    if (menu_item(style_, "Delete",
                  {.icon = Icon::remove, .is_enabled = last > 0 && !scene_.locked, .is_danger = true}))
      want(SceneWish::Kind::remove);
    end_menu();
  }

  void draw_narration() {
    SceneView& view = editor_.view(place_.index);
    to(layout_.left, style_.px(scene_card_padding + metric::row_height + metric::gap));
    ImGui::SetNextItemWidth(layout_.words);
    std::string& words = scratch_;
    words = view.narration;
    const bool changed = wrapped_text_area(style_, ShortText("##Narration of scene {}", number_).c_str(),
                                           "What is said in this scene", words, view.area,
                                           {.lines_min = lines_min, .is_read_only = !is_writable_});
    // Before the change: it makes the views anew.
    const bool is_left = ImGui::IsItemDeactivated();
    if (changed) editor_.type_narration(place_.index, words, frame_.time_s);
    if (is_left) editor_.end_typing();
  }

  void draw_picture(ImVec2 at) {
    const Palette& palette = style_.palette();
    const ImVec2 size{style_.px(picture_width), style_.px(picture_height)};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 corner{at.x + size.x, at.y + size.y};
    ImGui::SetCursorScreenPos(at);
    const bool has_picture = !scene_.picture.empty();
    ImGui::BeginDisabled(!is_writable_);
    // The way to take it off again lies over it.
    ImGui::SetNextItemAllowOverlap();
    if (ImGui::InvisibleButton(ShortText("Picture of scene {}", number_).c_str(), size,
                               ImGuiButtonFlags_EnableNav))
      frame_.ask(intent::ChooseFiles{FilePurpose::scene_picture, editor_.job(), scene_.id});
    ImGui::EndDisabled();
    const bool is_hot = is_writable_ && ImGui::IsItemHovered();
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled))
      ImGui::SetTooltip("%s", has_picture ? scene_.picture.c_str() : "Choose a picture, or drop a picture or a clip here");
    list.AddRectFilled(at, corner, colour(is_hot ? palette.hovered : palette.raised),
                       style_.px(metric::radius_small));
    list.AddRect(at, corner, colour(is_hot ? palette.accent : palette.border),
                 style_.px(metric::radius_small), 0, style_.px(1));
    const std::size_t slash = scene_.picture.rfind('/');
    const char* const words = has_picture
                                  ? scene_.picture.c_str() + (slash == std::string::npos ? 0 : slash + 1)
                                  : "No own picture";
    ImGui::PushFont(style_.font(Font::text), style_.px(metric::text_small));
    const ImVec2 text = ImGui::CalcTextSize(words);
    const float text_width = std::min(text.x, size.x - 2 * style_.px(metric::gap));
    const ImVec2 text_at{at.x + (size.x - text_width) / 2, corner.y - style_.px(metric::gap) - text.y};
    list.PushClipRect({at.x + style_.px(metric::gap), at.y}, {corner.x - style_.px(metric::gap), corner.y},
                      true);
    list.AddText(text_at, colour(has_picture ? palette.text : palette.text_faint), words);
    list.PopClipRect();
    ImGui::PopFont();
    ImGui::PushFont(nullptr, style_.px(metric::text_title));
    const char* const icon = style_.icon(has_picture ? Icon::visuals : Icon::picture);
    const ImVec2 glyph = ImGui::CalcTextSize(icon);
    list.AddText({at.x + (size.x - glyph.x) / 2, at.y + (text_at.y - at.y - glyph.y) / 2},
                 colour(has_picture ? palette.accent : palette.text_faint), icon);
    ImGui::PopFont();
    if (!has_picture || !is_writable_) return;
    const float side = style_.px(metric::row_height);
    ImGui::SetCursorScreenPos({corner.x - side, at.y});
    if (icon_button(style_, ShortText("Remove the picture of scene {}", number_).c_str(), Icon::cross))
      change("", [](Scene& scene) { scene.picture.clear(); });
  }

  void draw_details() {
    const float words = editor_.view(place_.index).area.wrapped.lines() > 0 ? words_height() : 0;
    const float y =
        draw_scene_details(*this, style_.px(scene_card_padding + metric::row_height + metric::gap) + words);
    if (!layout_.is_pictured)
      draw_picture({place_.at.x + layout_.left, place_.at.y + y + style_.px(metric::gap)});
  }

  [[nodiscard]] float words_height() {
    const int lines = std::max(editor_.view(place_.index).area.wrapped.lines(), lines_min);
    return std::max(text_area_height(lines), layout_.is_pictured ? style_.px(picture_height) : 0);
  }

  SceneWish& wish_;
};

}  // namespace

bool scene_field(const Style& style, const char* label, const char* hint, std::string& words,
                 bool is_editable) {
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, style.px(1));
  const ImGuiInputTextFlags flags =
      ImGuiInputTextFlags_NoUndoRedo | (is_editable ? 0 : ImGuiInputTextFlags_ReadOnly);
  const bool changed = ImGui::InputTextWithHint(label, hint, &words, flags);
  ImGui::PopStyleVar();
  return changed;
}

const char* title_of(Layout layout) { return layout_titles[static_cast<std::size_t>(layout)]; }

float scene_card_height(const Style& style, ScriptEditor& editor, std::size_t index, bool is_open,
                        float width) {
  const SceneCardLayout layout = layout_of(style, width);
  SceneView& view = editor.view(index);
  const int lines = measure_text_area(view.area, view.narration, layout.words);
  const float words = std::max(text_area_height(std::max(lines, lines_min)),
                               layout.is_pictured ? style.px(picture_height) : 0);
  const float details = is_open ? style.px(scene_details_units(editor.script().scenes[index]) +
                                           (layout.is_pictured ? 0 : metric::gap + picture_height))
                                : 0;
  return style.px(2 * scene_card_padding + metric::row_height + metric::gap) + words + details;
}

void draw_scene_card(Frame& frame, ScriptEditor& editor, const CardPlace& place, SceneWish& wish) {
  Card(frame, editor, place, wish).draw();
}

}  // namespace reelwright::ui
