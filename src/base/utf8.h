// SPDX-License-Identifier: GPL-3.0-or-later
// UTF-8 at the borders: is it valid, how many characters, where may it be cut. Shaping and widths are paint's
// business.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace reelwright {

/// Strict: no overlong forms, surrogates or values above U+10FFFF.
[[nodiscard]] bool is_valid_utf8(std::string_view text);
/// Code points in valid UTF-8.
[[nodiscard]] std::size_t utf8_length(std::string_view text);
/// The longest prefix of at most `bytes_max` bytes that ends at a character boundary.
[[nodiscard]] std::string_view utf8_prefix(std::string_view text, std::size_t bytes_max);
/// Next code point of valid UTF-8, moving `offset` past it.
[[nodiscard]] char32_t utf8_next(std::string_view text, std::size_t& offset);
void append_utf8(std::string& out, char32_t code_point);
/// ASCII letters only are lowered; everything else is kept.
[[nodiscard]] std::string ascii_lower(std::string_view text);
/// Without leading and trailing ASCII white space.
[[nodiscard]] std::string_view trim(std::string_view text);

}  // namespace reelwright
