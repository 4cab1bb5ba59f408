// SPDX-License-Identifier: GPL-3.0-or-later
// A text field of several lines that wraps at words, which Dear ImGui's own does not. What is shown has a
// line break wherever a line ends; what is edited never sees those: the cursor, the clipboard and the text
// itself know only the breaks that a person typed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ui/style.h"

namespace reelwright::ui {

/// A text and where its lines end for the width it was wrapped to. A value.
class WrappedText {
 public:
  /// Ends of lines that nobody typed, in order.
  struct Break {
    std::size_t at = 0;        ///< of the '\n' in shown()
    bool is_inserted = false;  ///< between two characters; else it stands in the place of a blank
    friend bool operator==(const Break&, const Break&) = default;
  };

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const std::string& shown() const { return shown_; }
  [[nodiscard]] const std::vector<Break>& breaks() const { return breaks_; }
  [[nodiscard]] int lines() const { return lines_; }

  /// Wraps with the current font. False, and cheap, when nothing is different.
  bool set(std::string_view text, float width);
  /// What was shown has become `edited`, with the cursor before and behind the change; wraps the text that
  /// this means and gives the cursor's new place in shown().
  std::size_t edit(std::string_view edited, std::size_t cursor_before, std::size_t cursor);

  /// Places in shown() to places in text(), and back.
  [[nodiscard]] std::size_t to_text(std::size_t shown) const;
  [[nodiscard]] std::size_t to_shown(std::size_t text) const;
  /// What is shown from `begin` to before `end`, as it was typed.
  [[nodiscard]] std::string typed(std::size_t begin, std::size_t end) const;

 private:
  void wrap();

  std::string text_;
  std::string shown_;
  std::vector<Break> breaks_;
  int lines_ = 1;
  float width_ = 0;
  float font_size_ = 0;
};

/// What a field remembers between frames.
struct TextAreaState {
  WrappedText wrapped;
  std::string buffer;      ///< Dear ImGui's copy of what is shown
  bool is_active = false;  ///< when it was last drawn
};

struct TextAreaLook {
  float height = 0;  ///< in pixels; 0: as high as its lines
  int lines_min = 1;
  bool is_read_only = false;
};

/// As wide as the next item is set to be. True when a person changed `text`. Ctrl+Z is left to the caller:
/// what is undone is given back through `text`, also while the field is edited. Escape leaves the field and
/// keeps what was typed. `state` belongs to this field alone.
bool wrapped_text_area(const Style& style, const char* label, const char* hint, std::string& text,
                       TextAreaState& state, const TextAreaLook& look = {});

/// The lines of this text in a field of this width, before it is drawn.
[[nodiscard]] int measure_text_area(TextAreaState& state, std::string_view text, float width);
/// The field's height with these lines.
[[nodiscard]] float text_area_height(int lines);

}  // namespace reelwright::ui
