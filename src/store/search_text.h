// SPDX-License-Identifier: GPL-3.0-or-later
// From what people write to what SQLite's full-text search understands. Pure text; it knows nothing of the
// database.
#pragma once

#include <string>
#include <string_view>

namespace reelwright::store {

/// `text` with blanks around Chinese and Japanese characters: those scripts do not separate words, so each
/// character is one for the search. Bytes that are not UTF-8 are left out.
[[nodiscard]] std::string searchable(std::string_view text);

/// An FTS5 expression that matches texts with all words of `search` or words beginning with them; "" when
/// `search` has no word. Whatever is typed, quotes and operators included, is looked for as text.
[[nodiscard]] std::string search_expression(std::string_view search);

}  // namespace reelwright::store
