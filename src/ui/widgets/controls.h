// SPDX-License-Identifier: GPL-3.0-or-later
// The controls of every page, drawn by us: buttons, fields, choices, switches. All are reached by keyboard,
// show where the focus is, and report their label to the item registry.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ui/style.h"

namespace reelwright::ui {

enum class ButtonKind : std::uint8_t { primary, normal, quiet, danger };

struct ButtonLook {
  ButtonKind kind = ButtonKind::normal;
  std::optional<Icon> icon = std::nullopt;
  bool is_enabled = true;
  float width = 0;  ///< pixels; 0: as wide as its text
};

/// True when it was pressed. `label` may end in "##..." as with Dear ImGui.
bool button(const Style& style, const char* label, const ButtonLook& look = {});
/// Pixels that it takes, for whoever wraps a row of them.
[[nodiscard]] float button_width(const Style& style, const char* label, bool has_icon);
/// Only an icon; `label` is its tooltip and name.
bool icon_button(const Style& style, const char* label, Icon icon, bool is_enabled = true);

/// One line. True when the text changed.
bool text_field(const Style& style, const char* label, const char* hint, std::string& text,
                std::optional<Icon> icon = std::nullopt);

/// One line to look for something: with a button that clears it while there is something in it, as Escape
/// does. True when the text changed.
bool search_field(const Style& style, const char* label, const char* hint, std::string& text);

/// The name over a field.
void field_label(const Style& style, std::string_view name);

/// Side by side, one is chosen. `names` are NUL-terminated. Returns the new choice when it changed.
std::optional<std::size_t> segments(const Style& style, const char* label, std::span<const char* const> names,
                                    std::size_t chosen);

/// On or off, with its name behind it. True when it changed.
bool toggle(const Style& style, const char* label, bool& on);

/// Text in another font, size (units) or colour.
void text(const Style& style, std::string_view words, Font font, float size, std::uint32_t rgb);
void faint(const Style& style, std::string_view words);
void wrapped(const Style& style, std::string_view words, std::uint32_t rgb);

/// A rounded panel of the page; content goes between begin and end. `height` 0: as high as its content.
void begin_card(const Style& style, const char* id, float width = 0, float height = 0);
void end_card();

}  // namespace reelwright::ui
