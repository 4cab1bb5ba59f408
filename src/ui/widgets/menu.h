// SPDX-License-Identifier: GPL-3.0-or-later
// Menus and drop-down lists in our own look: rows with an icon, a name and the key that does the same.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/style.h"

namespace reelwright::ui {

struct MenuRow {
  std::optional<Icon> icon = std::nullopt;
  const char* key = "";  ///< "Del", "Ctrl+Z": shown at the right
  bool is_enabled = true;
  bool is_checked = false;
  bool is_danger = false;
  float width_min = 224;  ///< units
};

/// A row of an open popup. True when it was chosen; the popup closes.
bool menu_item(const Style& style, const char* label, const MenuRow& row = {});
/// A thin line between groups of rows.
void menu_gap(const Style& style);

/// For a popup that is a menu: padding and width. `id` as with ImGui::OpenPopup. Call end_menu() when true.
bool begin_menu(const Style& style, const char* id);
/// The menu of the item before, opened by the right button or the menu key on it.
bool begin_context_menu(const Style& style, const char* id);
void end_menu();

/// A drop-down list of names; `label` names it for keyboard and tests. Returns the new choice.
std::optional<std::size_t> drop_down(const Style& style, const char* label,
                                     std::span<const char* const> names, std::size_t chosen, float width);

}  // namespace reelwright::ui
