// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/wordnet.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <numeric>

#include "base/file.h"
#include "base/utf8.h"

namespace reelwright::stages {
namespace {

constexpr std::uint64_t file_bytes_max = 64ULL << 20;

std::string with_underscores(std::string_view text) {
  std::string out(text);
  std::ranges::replace(out, ' ', '_');
  return out;
}

/// The fields of a line, one at a time.
class Fields {
 public:
  explicit Fields(std::string_view line) : line_(line) {}
  std::string_view next() {
    const std::size_t end = std::min(line_.find(' '), line_.size());
    const std::string_view field = line_.substr(0, end);
    line_.remove_prefix(std::min(end + 1, line_.size()));
    return field;
  }
  std::uint32_t number(int base = 10) {
    const std::string_view field = next();
    std::uint32_t value = 0;
    std::from_chars(field.data(), field.data() + field.size(), value, base);
    return value;
  }
  [[nodiscard]] std::string_view rest() const { return line_; }

 private:
  std::string_view line_;
};

std::string_view line_at(std::string_view text, std::size_t at) {
  return at >= text.size() ? std::string_view() : text.substr(at, text.find('\n', at) - at);
}

/// The first line of a sorted file that is not less than `key`; the lines are in byte order.
std::size_t lower_line(std::string_view text, std::string_view key) {
  std::size_t low = 0;
  std::size_t high = text.size();
  while (low < high) {
    std::size_t middle = low + (high - low) / 2;
    const std::size_t start = text.rfind('\n', middle);
    middle = start == std::string_view::npos || start < low ? low : start + 1;
    if (middle >= high) middle = low;
    const std::string_view line = line_at(text, middle);
    if (line < key) {
      low = middle + line.size() + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::string_view index_line(std::string_view index, std::string_view lemma) {
  const std::string key = with_underscores(lemma) + " ";
  const std::string_view line = line_at(index, lower_line(index, key));
  return line.starts_with(key) ? line : std::string_view();
}

std::uint32_t sense_count(std::string_view index, std::string_view lemma) {
  Fields fields(index_line(index, lemma));  // lemma pos synset_cnt ...
  static_cast<void>(fields.next());
  static_cast<void>(fields.next());
  return fields.number();
}

bool is_word_byte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '\'';
}

}  // namespace

std::vector<std::uint32_t> Synset::related(std::string_view relation) const {
  std::vector<std::uint32_t> targets;
  for (const Pointer& pointer : pointers) {
    if (pointer.relation == relation) targets.push_back(pointer.target);
  }
  return targets;
}

Result<WordNet> WordNet::open(const std::filesystem::path& folder) {
  WordNet net;
  std::string exceptions;
  const std::array<std::pair<std::string*, const char*>, 5> files{{{&net.index_, "index.noun"},
                                                                   {&net.data_, "data.noun"},
                                                                   {&net.verbs_, "index.verb"},
                                                                   {&net.counts_, "cntlist.rev"},
                                                                   {&exceptions, "noun.exc"}}};
  for (const auto& [text, name] : files) {
    auto bytes = read_file(folder / name, file_bytes_max);
    if (!bytes) {
      return fail("wordnet.missing",
                  fmt::format("The dictionary WordNet is not complete in {}: {}", folder.string(),
                              bytes.error().message),
                  "Install it: apt-get install wordnet-base");
    }
    *text = std::move(*bytes);
  }
  for (std::size_t at = 0; at < exceptions.size();) {
    const std::string_view line = line_at(exceptions, at);
    at += line.size() + 1;
    Fields fields(line);
    const std::string plural(fields.next());
    const std::string base(fields.next());
    if (base.empty()) continue;
    net.base_of_.emplace(plural, base);
    net.plural_of_.emplace(base, plural);
  }
  return net;
}

std::vector<std::uint32_t> WordNet::senses(std::string_view lemma) const {
  // lemma pos synset_cnt p_cnt [ptr_symbol...] sense_cnt tagsense_cnt synset_offset...
  const std::string_view line = index_line(index_, lemma);
  std::vector<std::uint32_t> ids;
  if (line.empty()) return ids;
  Fields fields(line);
  static_cast<void>(fields.next());
  static_cast<void>(fields.next());
  const std::uint32_t count = fields.number();
  for (std::uint32_t pointers = fields.number(); pointers > 0; --pointers) static_cast<void>(fields.next());
  static_cast<void>(fields.next());
  static_cast<void>(fields.next());
  for (std::uint32_t i = 0; i < count; ++i) ids.push_back(fields.number());
  return ids;
}

Synset WordNet::synset(std::uint32_t id) const {
  // offset lex_filenum ss_type w_cnt word lex_id [word lex_id...] p_cnt [symbol offset pos source/target...]
  // | gloss
  Synset synset;
  const std::string_view line = line_at(data_, id);
  const std::size_t bar = line.find(" | ");
  if (bar == std::string_view::npos) return synset;
  Fields fields(line.substr(0, bar));
  synset.id = fields.number();
  synset.file = static_cast<int>(fields.number());
  static_cast<void>(fields.next());
  for (std::uint32_t words = fields.number(16); words > 0; --words) {
    std::string word(fields.next());
    std::ranges::replace(word, '_', ' ');
    synset.words.push_back(std::move(word));
    static_cast<void>(fields.next());
  }
  for (std::uint32_t pointers = fields.number(); pointers > 0; --pointers) {
    Synset::Pointer pointer;
    pointer.relation = fields.next();
    pointer.target = fields.number();
    const bool noun = fields.next() == "n";
    static_cast<void>(fields.next());
    if (noun) synset.pointers.push_back(std::move(pointer));
  }
  synset.gloss = trim(line.substr(bar + 3));
  return synset;
}

std::optional<std::string> WordNet::base_form(std::string_view word) const {
  const std::string lower = ascii_lower(word);
  if (lower.empty()) return std::nullopt;
  const auto known = [&](const std::string& lemma) { return !index_line(index_, lemma).empty(); };
  const std::size_t blank = lower.rfind(' ');
  const std::string head = blank == std::string::npos ? "" : lower.substr(0, blank + 1);
  const std::string last = lower.substr(head.size());
  if (const auto exception = base_of_.find(with_underscores(lower)); exception != base_of_.end()) {
    std::string base = exception->second;
    std::ranges::replace(base, '_', ' ');
    if (known(base)) return base;
  }
  if (const auto exception = base_of_.find(last);
      exception != base_of_.end() && known(head + exception->second)) {
    return head + exception->second;
  }
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> endings{{{"ses", "s"},
                                                                                  {"xes", "x"},
                                                                                  {"zes", "z"},
                                                                                  {"ches", "ch"},
                                                                                  {"shes", "sh"},
                                                                                  {"men", "man"},
                                                                                  {"ies", "y"},
                                                                                  {"s", ""}}};
  // A plural that is also listed ("bees" is not, "news" is) stays as it is when its singular is unknown or
  // rarer.
  if (known(lower) && !(lower.ends_with("s") && !lower.ends_with("ss"))) return lower;
  for (const auto& [ending, instead] : endings) {
    if (!lower.ends_with(ending) || last.size() <= ending.size() + 1) continue;
    std::string base = lower.substr(0, lower.size() - ending.size()) + std::string(instead);
    if (known(base) && (!known(lower) || frequency(base) > frequency(lower))) return base;
  }
  if (known(lower)) return lower;
  return std::nullopt;
}

std::vector<int> WordNet::sense_counts(std::string_view lemma) const {
  // sense_key sense_number tag_cnt
  const std::string key = with_underscores(lemma) + "%1:";
  std::vector<int> counts;
  for (std::size_t at = lower_line(counts_, key); at < counts_.size();) {
    const std::string_view line = line_at(counts_, at);
    if (!line.starts_with(key)) break;
    Fields fields(line);
    static_cast<void>(fields.next());
    const std::size_t sense = fields.number();
    if (sense > 0) counts.resize(std::max(counts.size(), sense));
    if (sense > 0) counts[sense - 1] = static_cast<int>(fields.number());
    at += line.size() + 1;
  }
  return counts;
}

int WordNet::frequency(std::string_view lemma) const {
  const auto counts = sense_counts(lemma);
  return std::accumulate(counts.begin(), counts.end(), 0);
}

std::array<int, 6> WordNet::tagged(std::string_view lemma) const {
  const std::string key = with_underscores(lemma) + "%";
  std::array<int, 6> totals{};
  for (std::size_t at = lower_line(counts_, key); at < counts_.size();) {
    const std::string_view line = line_at(counts_, at);
    if (!line.starts_with(key)) break;
    const auto kind = static_cast<std::size_t>(line[key.size()] - '0');
    int count = 0;
    std::from_chars(line.data() + line.rfind(' ') + 1, line.data() + line.size(), count);
    if (kind < totals.size()) totals[kind] += count;
    at += line.size() + 1;
  }
  return totals;
}

bool WordNet::is_mainly_noun(std::string_view lemma) const {
  if (index_line(index_, lemma).empty()) return false;
  const auto totals = tagged(lemma);
  const int others = *std::max_element(totals.begin() + 2, totals.end());
  if (totals[1] == 0 && others == 0) return has_more_senses_as_noun(lemma);
  return totals[1] >= others;
}

bool WordNet::has_more_senses_as_noun(std::string_view lemma) const {
  return sense_count(index_, lemma) > sense_count(verbs_, lemma);
}

bool WordNet::is_mainly_verb(std::string_view lemma) const {
  if (!is_verb(lemma)) return false;
  const auto totals = tagged(lemma);
  const int others = std::max(totals[1], *std::max_element(totals.begin() + 3, totals.end()));
  if (totals[2] == 0 && others == 0) return index_line(index_, lemma).empty();
  return totals[2] > others;
}

bool WordNet::is_verb(std::string_view lemma) const { return !index_line(verbs_, lemma).empty(); }

bool WordNet::is_common_word(std::string_view lemma) const {
  for (const std::uint32_t id : senses(lemma)) {
    for (const std::string& word : synset(id).words) {
      if (word == lemma) return true;
    }
  }
  return false;
}

std::string WordNet::irregular_plural(std::string_view lemma) const {
  const auto found = plural_of_.find(lemma);
  return found == plural_of_.end() ? std::string() : found->second;
}

std::vector<std::uint32_t> WordNet::defined_with(const std::vector<std::vector<std::string>>& groups) const {
  const auto has_word = [](std::string_view text, const std::string& word) {
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
      const std::size_t end = at + word.size();
      if ((at == 0 || !is_word_byte(text[at - 1])) && (end == text.size() || !is_word_byte(text[end])))
        return true;
    }
    return false;
  };
  std::vector<std::uint32_t> ids;
  const std::string_view data = data_;
  for (std::size_t at = 0; at < data.size();) {
    const std::string_view line = line_at(data, at);
    const std::size_t bar = line.find(" | ");
    if (bar != std::string_view::npos) {
      const std::string_view gloss = line.substr(bar + 3, line.find('"', bar) - bar - 3);
      const bool all = std::ranges::all_of(groups, [&](const std::vector<std::string>& words) {
        return std::ranges::any_of(words, [&](const std::string& word) { return has_word(gloss, word); });
      });
      if (all) ids.push_back(static_cast<std::uint32_t>(at));
    }
    at += line.size() + 1;
  }
  return ids;
}

int WordNet::occurrences(std::string_view phrase) const {
  const std::boyer_moore_horspool_searcher searcher(phrase.begin(), phrase.end());
  int count = 0;
  for (auto at = std::search(data_.begin(), data_.end(), searcher); at != data_.end();
       at = std::search(at + 1, data_.end(), searcher)) {
    const auto end = at + static_cast<std::ptrdiff_t>(phrase.size());
    if (at != data_.begin() && !is_word_byte(*(at - 1)) && (end == data_.end() || !is_word_byte(*end)))
      ++count;
  }
  return count;
}

}  // namespace reelwright::stages
