// SPDX-License-Identifier: GPL-3.0-or-later
// What a scene's card shows when it is opened: the phrase on the screen, and the points with the sentences at
// which they appear.
#include <array>
#include <span>

#include "model/limits.h"
#include "ui/format.h"
#include "ui/panels/scene_card_part.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/menu.h"

namespace reelwright::ui {
namespace {

// Units.
constexpr float label_height = 5 * metric::grid;
constexpr float bind_width = 38 * metric::grid;

bool has_display(Layout layout) {
  return layout == Layout::title || layout == Layout::statement || layout == Layout::picture;
}
bool has_bullets(Layout layout) { return layout == Layout::bullets || layout == Layout::recap; }

const char* display_name(Layout layout) {
  return layout == Layout::title     ? "Subtitle"
         : layout == Layout::picture ? "Words over the picture"
                                     : "Phrase shown large";
}

std::size_t bullet_rows(const Scene& scene) {
  return scene.bullets.size() + (scene.bullets.size() < limits::bullets_max ? 1 : 0);
}

class Details : SceneCardPart {
 public:
  explicit Details(const SceneCardPart& card) : SceneCardPart(card) {}

  /// From `y`; where they end.
  float draw(float y) {
    if (has_display(scene_.layout)) {
      y += style_.px(metric::gap);
      to(layout_.left, y);
      field_label(style_, display_name(scene_.layout));
      y += style_.px(label_height);
      to(layout_.left, y);
      ImGui::SetNextItemWidth(layout_.width);
      std::string& phrase = scratch_;
      phrase = scene_.display;
      if (scene_field(style_, ShortText("##Phrase of scene {}", number_).c_str(), "Nothing", phrase,
                      is_writable_))
        change(ShortText("display {}", scene_.id), [&](Scene& scene) { scene.display = phrase; });
      y += style_.px(metric::row_height);
    }
    return has_bullets(scene_.layout) ? draw_bullets(y + style_.px(metric::gap)) : y;
  }

 private:
  float draw_bullets(float y) {
    to(layout_.left, y);
    field_label(style_, "Points on the screen");
    y += style_.px(label_height);
    const float row = style_.px(metric::row_height);
    const float gap = style_.px(metric::grid);
    const float bind = style_.px(bind_width);
    for (std::size_t i = 0; i < scene_.bullets.size(); ++i) {
      ImGui::PushID(static_cast<int>(i));
      float x = layout_.left;
      const float room = layout_.width - bind - 3 * row - 4 * gap;
      to(x, y);
      ImGui::SetNextItemWidth(room);
      std::string& words = scratch_;
      words = scene_.bullets[i].text;
      if (scene_field(style_, ShortText("##Point {} of scene {}", i + 1, number_).c_str(), "A few words",
                      words, is_writable_))
        change(ShortText("bullet {} {}", i, scene_.id), [&](Scene& scene) { scene.bullets[i].text = words; });
      x += room + gap;
      to(x, y);
      draw_binding(i, bind);
      x += bind + gap;
      const auto tool = [&](const ShortText& name, Icon icon, bool is_enabled) {
        to(x, y);
        x += row + gap;
        return icon_button(style_, name.c_str(), icon, is_enabled && is_writable_);
      };
      if (tool(ShortText("Move point {} up", i + 1), Icon::arrow_up, i > 0))
        change("", [&](Scene& scene) { move_bullet(scene, i, i - 1); });
      if (tool(ShortText("Move point {} down", i + 1), Icon::arrow_down, i + 1 < scene_.bullets.size()))
        change("", [&](Scene& scene) { move_bullet(scene, i, i + 1); });
      const bool is_removed = tool(ShortText("Delete point {}", i + 1), Icon::remove, true);
      ImGui::PopID();
      if (is_removed)
        change("", [&](Scene& scene) {
          scene.bullets.erase(scene.bullets.begin() + static_cast<std::ptrdiff_t>(i));
        });
      y += row + gap;
    }
    if (scene_.bullets.size() >= limits::bullets_max) return y;
    to(layout_.left, y);
    if (button(style_, ShortText("Add a point##{}", number_).c_str(),
               {.kind = ButtonKind::quiet,
                .icon = Icon::plus,
                .is_enabled = is_writable_ && !scene_.sentences.empty()}))
      change("", [](Scene& scene) { add_bullet(scene); });
    return y + row + gap;
  }

  /// With which sentence a point appears.
  void draw_binding(std::size_t bullet, float width) {
    constexpr std::array<const char*, 13> names = {"with sentence 1",
                                                   "with sentence 2",
                                                   "with sentence 3",
                                                   "with sentence 4",
                                                   "with sentence 5",
                                                   "with sentence 6",
                                                   "with sentence 7",
                                                   "with sentence 8",
                                                   "with sentence 9",
                                                   "with sentence 10",
                                                   "with sentence 11",
                                                   "with sentence 12",
                                                   "later"};
    std::array<std::size_t, 12> places{};
    std::size_t count = 0;
    std::size_t chosen = 12;
    for (std::size_t i = 0; i < scene_.sentences.size() && count < places.size(); ++i) {
      if (!scene_.sentences[i].spoken) continue;
      if (static_cast<int>(i) == scene_.bullets[bullet].sentence) chosen = count;
      places[count++] = i;
    }
    const bool is_later = chosen == 12;
    const std::size_t shown = is_later ? count : chosen;
    // "later" stands for what is beyond the list; it can only be left.
    std::array<const char*, 13> list = names;
    list[count] = names[12];
    ImGui::BeginDisabled(!is_writable_);
    const auto picked =
        drop_down(style_, ShortText("When point {} of scene {} appears", bullet + 1, number_).c_str(),
                  std::span(list).first(count + (is_later ? 1 : 0)), shown, width);
    ImGui::EndDisabled();
    if (picked && *picked < count)
      change("", [&](Scene& scene) { bind_bullet(scene, bullet, places[*picked]); });
  }
};

}  // namespace

float scene_details_units(const Scene& scene) {
  float units = 0;
  if (has_display(scene.layout)) units += metric::gap + label_height + metric::row_height;
  if (has_bullets(scene.layout))
    units += metric::gap + label_height +
             static_cast<float>(bullet_rows(scene)) * (metric::row_height + metric::grid);
  return units;
}

float draw_scene_details(const SceneCardPart& card, float y) { return Details(card).draw(y); }

}  // namespace reelwright::ui
