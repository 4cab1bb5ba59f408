// SPDX-License-Identifier: GPL-3.0-or-later
// A text of the user's as sections with paragraphs and lists: what Markdown (cmark), plain text and pasted
// web pages have in common. Markup, code, tables, footnotes and pictures are out of the running text; what is
// left is said or shown.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace reelwright::stages {

struct Block {
  enum class Kind : std::uint8_t { paragraph, list };
  Kind kind = Kind::paragraph;
  std::string text;                ///< of a paragraph, white space collapsed
  std::vector<std::string> items;  ///< of a list, sub-items following their item
  std::vector<int> numbers;        ///< of the items, as many; 0 for one without a number of its own
};

struct Section {
  std::string heading;        ///< "" for text before the first heading
  std::vector<Block> blocks;  ///< in order
  std::string picture;        ///< absolute path of the first picture that exists, or ""
};

struct Document {
  std::string title;  ///< "" when the text names none
  std::vector<Section> sections;
  bool has_headings = false;                  ///< apart from the title
  std::vector<std::string> missing_pictures;  ///< links to pictures that are no file here, as written
};

enum class Reading : std::uint8_t {
  script,   ///< kept word for word: nothing that a person may have meant to be said is left out
  article,  ///< for choosing from: reference marks, link lists and other apparatus are left out, plain-text
            ///< headings are recognised
};

/// `folder` is where relative picture links start. Any thread.
[[nodiscard]] Document read_document(std::string_view text, Reading reading,
                                     const std::filesystem::path& folder);

}  // namespace reelwright::stages
