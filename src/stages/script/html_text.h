// SPDX-License-Identifier: GPL-3.0-or-later
// HTML as text. A pasted web page becomes Markdown: headings, paragraphs and lists stay, everything else
// goes. A line loses its tags. No browser: scripts, styles, navigation and forms are dropped by their tags.
#pragma once

#include <string>
#include <string_view>

namespace reelwright::stages {

/// True for a whole page or a fragment that starts with a tag and has block tags. Any thread.
[[nodiscard]] bool looks_like_html(std::string_view text);

/// A line of text without HTML tags and what scripts and styles hold, common entities decoded; "a < b" stays
/// as it is. Any thread.
[[nodiscard]] std::string without_tags(std::string_view line);

/// Entities are left for the Markdown reader, which decodes them. Any thread.
[[nodiscard]] std::string markdown_of_html(std::string_view html);

}  // namespace reelwright::stages
