// SPDX-License-Identifier: GPL-3.0-or-later
// Text in any script, fitted to a box: shaped by Pango, broken into lines of similar length, made smaller
// until it fits. It measures and shapes; Canvas draws the result.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "paint/box.h"

typedef struct _PangoLayout PangoLayout;    // NOLINT: Pango's own names, so that its headers stay out of here
typedef struct _PangoContext PangoContext;  // NOLINT

namespace reelwright::paint {

/// `start` is the left for scripts written from the left and the right for those written from the right.
enum class Align { start, centre };

struct TextStyle {
  std::string families = "Inter";  ///< first choice first, separated by commas
  int weight = 400;
  bool italic = false;
  double size_px = 48;      ///< of the em; the largest that is tried
  double size_px_min = 24;  ///< the smallest
  double line_spacing = 1;  ///< of the font's own line height
  double tracking_em = 0;   ///< ignored for scripts whose letters join
  int lines_max = 0;        ///< 0 for as many as fit
  Align align = Align::start;
  std::string lang = "en";
};

/// Text that has found its lines. Move-only; used on the thread of the engine that made it.
class TextBlock {
 public:
  [[nodiscard]] double size_px() const { return size_px_; }
  [[nodiscard]] double width_px() const { return width_px_; }    ///< of the widest line
  [[nodiscard]] double height_px() const { return height_px_; }  ///< of all lines, leading included
  [[nodiscard]] int lines() const { return lines_; }
  /// False when even the smallest size did not fit: the text ends with an ellipsis, or a word was broken.
  [[nodiscard]] bool complete() const { return complete_; }
  /// Where the glyphs' pixels are, from the top-left corner of the box it was fitted to.
  [[nodiscard]] Box ink() const { return ink_; }

  [[nodiscard]] PangoLayout* layout() const { return layout_.get(); }
  [[nodiscard]] double offset_x_px() const { return offset_x_px_; }

 private:
  friend class TextEngine;
  struct Free {
    void operator()(PangoLayout* layout) const;
  };
  std::unique_ptr<PangoLayout, Free> layout_;
  double size_px_ = 0;
  double width_px_ = 0;
  double height_px_ = 0;
  double offset_x_px_ = 0;
  int lines_ = 0;
  bool complete_ = true;
  Box ink_;
};

/// A font map of its own: one thread at a time; several engines on several threads are fine.
class TextEngine {
 public:
  TextEngine();
  TextEngine(const TextEngine&) = delete;
  TextEngine& operator=(const TextEngine&) = delete;
  ~TextEngine();

  /// The largest size between the style's limits at which the text fits `width_px` x `height_px` in at most
  /// lines_max lines without breaking a word; then the lines are evened out. Line breaks in the text become
  /// spaces. Japanese breaks between phrases where that costs little of the size, else wherever its rules
  /// allow.
  [[nodiscard]] TextBlock fit(std::string_view text, const TextStyle& style, double width_px,
                              double height_px) const;

  /// Characters that no installed font can show, each once, in order of appearance.
  [[nodiscard]] std::vector<char32_t> missing_glyphs(std::string_view text, const TextStyle& style) const;

  /// Whether the font itself is installed, rather than a substitute.
  [[nodiscard]] bool has_family(std::string_view family) const;

 private:
  [[nodiscard]] TextBlock fit_paragraph(const std::string& text, const TextStyle& style, double width_px,
                                        double height_px) const;

  struct Fonts;
  std::unique_ptr<Fonts> fonts_;
};

/// Whether the first letter with a direction is written from right to left.
[[nodiscard]] bool is_right_to_left(std::string_view text);

/// Upper case in any script that has it; `text` is valid UTF-8.
[[nodiscard]] std::string in_capitals(std::string_view text);

}  // namespace reelwright::paint
