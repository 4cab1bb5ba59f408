// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures of a colour font by character, at any size, for whoever draws text without Pango: the window.
// Sequences of characters that mean one picture (flags, families) are not known here.
#pragma once

#include <memory>

#include "model/image.h"
#include "paint/font_files.h"

namespace reelwright::paint {

/// One thread.
class EmojiFont {
 public:
  /// The file is opened by the first draw().
  explicit EmojiFont(FontFile file);
  EmojiFont(EmojiFont&&) noexcept;
  EmojiFont& operator=(EmojiFont&&) noexcept;
  ~EmojiFont();

  /// `height` pixels high, in the picture's own shape. Empty when the font has no picture of `character`, or
  /// cannot be read. `height` from 1 to 1024.
  [[nodiscard]] RgbaImage draw(char32_t character, int height);

 private:
  struct Face;
  FontFile file_;
  bool was_tried_ = false;
  std::unique_ptr<Face> face_;
};

}  // namespace reelwright::paint
