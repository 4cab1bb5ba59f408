// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/voice/lexicon.h"

#include <fmt/format.h>

#include "base/file.h"
#include "base/utf8.h"

namespace reelwright::stages {

constexpr std::uint64_t lexicon_bytes_max = 1ULL << 20;

Result<Lexicon> Lexicon::load(const std::filesystem::path& path) {
  if (path.empty()) return Lexicon{};
  auto text = read_file(path, lexicon_bytes_max);
  if (!text && text.error().code == "file.missing") return Lexicon{};
  return parse(TRY(std::move(text)));
}

Result<Lexicon> Lexicon::parse(std::string_view text) {
  if (!is_valid_utf8(text))
    return fail("voice.lexicon", "The list of pronunciations (lexicon.txt) is not UTF-8 text.",
                "Save it as UTF-8.");
  Lexicon lexicon;
  int number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.front() == '#') continue;
    const std::size_t equals = line.find('=');
    const std::string_view word = trim(line.substr(0, equals));
    if (equals == std::string_view::npos || word.empty())
      return fail(
          "voice.lexicon",
          fmt::format("Line {} of the list of pronunciations (lexicon.txt) cannot be understood.", number),
          "Write each line as: word = how it is spoken");
    lexicon.entries_.insert_or_assign(ascii_lower(word), std::string(trim(line.substr(equals + 1))));
  }
  return lexicon;
}

std::string_view Lexicon::find(std::string_view written) const {
  if (entries_.empty()) return {};
  const auto found = entries_.find(ascii_lower(written));
  return found == entries_.end() ? std::string_view{} : std::string_view(found->second);
}

}  // namespace reelwright::stages
