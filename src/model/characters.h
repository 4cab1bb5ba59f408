// SPDX-License-Identifier: GPL-3.0-or-later
// What a character is to whoever sets text into lines: how wide, whether its script has spaces, where a line
// may end and where it should. For titles and captions alike; it shapes and measures nothing. Pure, any
// thread.
#pragma once

#include <string>
#include <string_view>

namespace reelwright {

/// 2 for wide characters (CJK, emoji), 0 for combining marks and invisible ones, 1 for the rest.
[[nodiscard]] int character_width(char32_t character);

/// Han, Hiragana and Katakana: scripts that are written without spaces. (Hangul has spaces.)
[[nodiscard]] bool is_unspaced(char32_t character);
/// Hiragana and Katakana: only Japanese is written with them.
[[nodiscard]] bool is_kana(char32_t character);

/// Full-width 。！？
[[nodiscard]] bool is_wide_sentence_end(char32_t character);
/// Full-width brackets and quotes that open: 「（《
[[nodiscard]] bool is_wide_opening(char32_t character);
/// The full-width marks that scripts without spaces part words with: the two above, 、，；： and what closes.
[[nodiscard]] bool is_wide_mark(char32_t character);

/// Of valid UTF-8; 0 of an empty text.
[[nodiscard]] char32_t last_character(std::string_view text);

/// Whether a line may end between two neighbours that no space parts (JIS X 4051).
[[nodiscard]] bool may_break_between(char32_t before, char32_t after);

/// What such a break costs the reader: 0 after a sentence, 1 after a clause, 2 where the script changes to
/// the next phrase (kana to kanji: a particle or an ending is behind), 8 inside a word. Needs
/// may_break_between().
[[nodiscard]] int unspaced_break_cost(char32_t before, char32_t after);

/// Without what is only drawn from colour fonts: emoji, their joiners, variation selectors and skin tones.
/// What has a plain form too (©, ✓, the digit of a keycap) stays. Spaces are left as they are.
[[nodiscard]] std::string without_emoji(std::string_view text);

}  // namespace reelwright
