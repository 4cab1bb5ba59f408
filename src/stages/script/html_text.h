// SPDX-License-Identifier: GPL-3.0-or-later
// A pasted web page as Markdown: headings, paragraphs and lists stay, everything else goes. No browser:
// scripts, styles, navigation and forms are dropped by their tags.
#pragma once

#include <string>
#include <string_view>

namespace reelwright::stages {

/// True for a whole page or a fragment that starts with a tag and has block tags. Any thread.
[[nodiscard]] bool looks_like_html(std::string_view text);

/// Entities are left for the Markdown reader, which decodes them. Any thread.
[[nodiscard]] std::string markdown_of_html(std::string_view html);

}  // namespace reelwright::stages
