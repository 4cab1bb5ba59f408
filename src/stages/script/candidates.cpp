// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/candidates.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>
#include <utility>

#include "base/utf8.h"
#include "model/sentences.h"
#include "stages/script/centrality.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

constexpr std::size_t words_max = 28;        ///< longer source sentences are taken apart where they can be
constexpr std::size_t characters_max = 320;  ///< longer ones are not spoken at all
constexpr std::size_t breath_characters = 120;
constexpr std::size_t ranked_max = 700;        ///< for centrality's square cost
constexpr std::size_t considered_max = 1'500;  ///< for the choice's

struct Referring {
  std::string_view lang;
  std::string_view words;
};
/// Words with which a sentence leans on the one before it.
constexpr std::array<Referring, 7> referring{{
    {"en",
     " it its this these they their them he his she her that those such however but therefore thus also then "
     "so yet instead both another "
     "moreover furthermore consequently similarly hence nevertheless otherwise meanwhile and or which here "},
    {"de",
     " er sie es dies diese dieser dieses diesem diesen aber jedoch daher deshalb deswegen auch dann dadurch "
     "dabei damit sondern außerdem "
     "dennoch trotzdem somit also und oder denn dort "},
    {"fr",
     " il elle ils elles ce cela ceci cette ces cet mais cependant donc aussi ainsi puis et ou car toutefois "
     "pourtant son sa ses leur leurs "},
    {"es",
     " él ella ellos ellas esto este esta estos estas eso ese esa pero además también así entonces y o su "
     "sus "},
    {"it",
     " esso essa essi questo questa questi queste ciò ma però quindi inoltre anche così poi e o il suo "},
    {"pt", " ele ela eles elas isto este esta estes estas isso mas porém também assim então e ou seu sua "},
    {"nl",
     " hij zij ze het dit deze dat die maar echter daarom ook dan dus en of toch bovendien zijn haar hun "},
}};

bool leans_back(std::string_view sentence, const std::string& lang) {
  const auto words = words_of(utf8_prefix(sentence, 60));
  if (words.empty()) return false;
  const auto found = std::ranges::find(referring, std::string_view(lang), &Referring::lang);
  if (found == referring.end()) return false;
  const std::string first = fold_case(words.front());
  if (is_listed(first, found->words)) return true;
  constexpr std::string_view english_pairs =
      " for_example for_instance as_such in_addition in_contrast by_contrast on_the in_turn at_the_same "
      "the_latter the_former after_that ";
  return lang == "en" && words.size() > 1 && is_listed(first + "_" + fold_case(words[1]), english_pairs);
}

bool has_link(std::string_view text) {
  return text.find("://") != std::string_view::npos || text.find("www.") != std::string_view::npos ||
         text.find('@') != std::string_view::npos;
}

/// About the text, not about its subject.
bool is_apparatus(std::string_view sentence) {
  constexpr std::array<std::string_view, 16> starts{
      "source:",   "sources:", "notes for", "note:",   "notes:", "todo",  "author:", "date:",
      "copyright", "tags:",    "see also",  "figure ", "table ", "fig. ", "©",       "quellen:"};
  const std::string lower = fold_case(utf8_prefix(sentence, 40));
  return std::ranges::any_of(starts, [&](std::string_view start) { return lower.starts_with(start); });
}

/// Thai, Lao, Burmese and Khmer: alphabets without blanks between words.
bool is_undivided_alphabet(char32_t c) {
  return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF);
}

/// Hebrew and Arabic write articles, prepositions and pronouns as one word with the next.
bool is_compact(char32_t c) { return (c >= 0x0590 && c <= 0x06FF) || (c >= 0x0750 && c <= 0x077F); }

/// How much a text must be to be spoken.
enum class Measure : std::uint8_t { sentence, item, anything };

/// Enough words in enough letters to be language. Emoji and other symbols beside the words do not count.
bool is_speakable(std::string_view text, Measure measure) {
  if (utf8_length(text) > characters_max || has_link(text) || is_apparatus(text)) return false;
  constexpr std::size_t code_characters_min = 45;  // a shorter run may be "24/7" or "Boeing-747"
  constexpr std::string_view punctuation = "-'.,;:!?()\"";
  std::size_t letters = 0;
  std::size_t others = 0;
  std::size_t undivided = 0;
  std::size_t run = 0;
  bool code_in_run = false;
  bool compact = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8_next(text, at);
    const bool letter = is_word_character(c);
    letters += letter || c == ' ' ? 1 : 0;
    others += !letter && c != ' ' && c < 0x80 ? 1 : 0;
    undivided += is_dense_script(c) || is_undivided_alphabet(c) ? 1 : 0;
    compact = compact || is_compact(c);
    run = c == ' ' ? 0 : run + 1;
    const bool plain = c >= 0x80 || punctuation.find(static_cast<char>(c)) != std::string_view::npos;
    const bool code = !plain && (!letter || c <= '9');
    code_in_run = run > 0 && (code_in_run || code);
    if (code_in_run && run > code_characters_min) return false;  // a hash, a key, a path; no word is so long
  }
  if (letters * 10 < (letters + others) * 8) return false;
  const std::size_t words = words_of(text).size();
  const std::size_t words_min = measure != Measure::sentence ? 1 : compact ? 2 : 3;
  return undivided >= 5 || words >= words_min;
}

/// "There are three kinds." from "There are three kinds:"; "" when it would be left hanging ("These
/// include:").
std::string lead_of(std::string_view sentence) {
  constexpr std::string_view hanging =
      " include includes including are is following as like of with to be contain contains following: ";
  const auto words = words_of(sentence);
  if (words.size() < 3 || is_listed(fold_case(words.back()), hanging)) return {};
  return with_end_mark(without_end_mark(sentence));
}

class Collector {
 public:
  Collector(const Style& style, const Pace& pace, bool cut_breaths, bool take_anything)
      : style_(style), pace_(pace), cut_breaths_(cut_breaths), take_anything_(take_anything) {}

  void add_section(const Section& section, std::size_t index, const std::stop_token& stop) {
    section_ = index;
    place_ = 0;
    for (const Block& block : section.blocks) {
      if (stop.stop_requested()) return;
      if (block.kind == Block::Kind::paragraph) {
        add_paragraph(block.text);
      } else {
        for (std::size_t i = 0; i < block.items.size(); ++i) add_text(block.items[i], true, block.numbers[i]);
      }
      result_.leads.resize(++paragraph_);
      if (block.kind == Block::Kind::list) result_.leads.back() = std::exchange(pending_lead_, {});
    }
    pending_lead_.clear();
  }

  Candidates take() { return std::move(result_); }

 private:
  void add_paragraph(const std::string& text) {
    pending_lead_.clear();
    std::string body = text;
    if (text.ends_with(':')) {
      const auto sentences = split_sentences(text, style_.lang);
      pending_lead_ = lead_of(sentences.back());
      body = text.substr(0, text.size() - sentences.back().size());
    }
    add_text(body, false);
  }

  void add_text(const std::string& text, bool item, int number = 0) {
    bool first = true;
    const Measure measure = take_anything_ ? Measure::anything : item ? Measure::item : Measure::sentence;
    const std::size_t words_limit = style_.audience == Audience::children ? 20 : words_max;
    for (const std::string& sentence : split_sentences(text, style_.lang)) {
      for (const std::string& piece : cut_breaths_ ? cut_to_breaths(sentence, breath_characters)
                                                   : split_clauses(sentence, words_limit, style_.lang)) {
        const std::string spoken = with_end_mark(piece);
        if (!is_speakable(spoken, measure) || !seen_.insert(fold_case(spoken)).second) continue;
        Candidate candidate;
        candidate.text = spoken;
        candidate.section = section_;
        candidate.paragraph = paragraph_;
        candidate.place = place_++;
        candidate.item = item;
        candidate.number = first ? number : 0;
        // A later sentence of an item explains it; a later piece of a sentence goes on with it.
        const bool leans = leans_back(spoken, style_.lang) || (item && !first);
        const bool before = !first && !result_.all.empty() && result_.all.back().paragraph == paragraph_;
        if (leans && before) candidate.needs = result_.all.size() - 1;
        candidate.hangs = leans && !before;
        candidate.seconds = pace_.seconds(spoken);
        result_.all.push_back(std::move(candidate));
        first = false;
      }
    }
  }

  const Style& style_;
  const Pace& pace_;
  bool cut_breaths_;
  bool take_anything_;
  Candidates result_;
  std::set<std::string> seen_;
  std::string pending_lead_;
  std::size_t section_ = 0;
  std::size_t paragraph_ = 0;
  std::size_t place_ = 0;
};

/// What the tone and the audience like to hear, about -0.2 to 0.2.
double taste(const Candidate& candidate, const Style& style) {
  const auto words = words_of(candidate.text);
  const double length = static_cast<double>(words.size());
  const bool lively = candidate.text.ends_with('!') || candidate.text.ends_with('?');
  const bool numbers = candidate.text.find_first_of("0123456789") != std::string::npos;
  const bool personal = std::ranges::any_of(
      words, [](const std::string& word) { return is_listed(fold_case(word), " you your we our us "); });
  double liking = 0;
  if (style.audience == Audience::children || style.audience == Audience::beginners)
    liking += length <= 14 ? 0.15 : -0.15;
  if (style.audience == Audience::experts) liking += (numbers ? 0.12 : 0) + (length >= 15 ? 0.08 : -0.05);
  if (style.tone == Tone::energetic) liking += (lively ? 0.1 : 0) + (length <= 13 ? 0.12 : -0.1);
  if (style.tone == Tone::formal) liking += (lively || personal ? -0.2 : 0) + (length >= 14 ? 0.06 : 0);
  if (style.tone == Tone::friendly)
    liking += (personal ? 0.15 : 0) + (lively ? 0.05 : 0) + (length <= 18 ? 0.05 : -0.05);
  if (style.tone == Tone::calm) liking += lively ? -0.1 : (length >= 10 && length <= 20 ? 0.08 : -0.04);
  return liking;
}

void score(Candidates& candidates, const SentenceSpace& space, const std::string& title, const Style& style,
           double target_s, const std::stop_token& stop) {
  constexpr double share_max = 0.35;  // of the video, for one sentence
  const auto central = centrality(space, ranked_max, stop);
  for (std::size_t i = 0; i < candidates.all.size(); ++i) {
    Candidate& candidate = candidates.all[i];
    const auto words = static_cast<double>(words_of(candidate.text).size());
    const double position =
        (candidate.place == 0 ? 0.7 : 0.7 / (1.0 + static_cast<double>(candidate.place))) +
        (candidate.paragraph == 0 ? 0.3 : 0.0);
    candidate.score = 0.55 * central[i] + 0.2 * position + 0.15 * space.similarity_to(i, title) +
                      0.5 * taste(candidate, style);
    if (candidate.seconds > share_max * target_s) candidate.score *= 0.5;
    if (words > 25) candidate.score *= 0.75;
    if (words > 33) candidate.score *= 0.6;
    if (words < 5 && !candidate.item) candidate.score *= 0.6;
    if (candidate.text.ends_with('?')) candidate.score *= 0.6;
    if (candidate.hangs) candidate.score *= 0.5;
  }
}

}  // namespace

Candidates collect_candidates(const Document& document, const Style& style, const Pace& pace,
                              const std::stop_token& stop, UnitProgress progress) {
  Candidates candidates;
  struct Try {
    bool cut_breaths = false;
    bool take_anything = false;
  };
  // Text without any full stop (a transcript, say) is cut where one breathes; a text of two words is all
  // there is.
  for (const Try way : {Try{}, Try{.cut_breaths = true}, Try{.take_anything = true}}) {
    Collector collector(style, pace, way.cut_breaths, way.take_anything);
    const std::size_t sections = document.sections.size();
    for (std::size_t i = 0; i < sections && !stop.stop_requested(); ++i) {
      collector.add_section(document.sections[i], i, stop);
      progress(static_cast<double>(i + 1) / static_cast<double>(sections));
    }
    candidates = collector.take();
    if (!candidates.all.empty()) break;
  }
  return candidates;
}

std::vector<std::size_t> choose_candidates(Candidates& candidates, const std::string& title,
                                           const Style& style, double target_s, double seconds,
                                           std::size_t sections_max, const std::stop_token& stop,
                                           UnitProgress progress) {
  std::vector<Candidate>& all = candidates.all;
  std::vector<std::string> texts;
  for (const Candidate& candidate : all) texts.push_back(candidate.text);
  const SentenceSpace space(texts, style.lang);
  progress(0.6);
  score(candidates, space, title, style, target_s, stop);
  progress(0.8);

  std::vector<std::size_t> considered(all.size());
  std::iota(considered.begin(), considered.end(), std::size_t{0});
  std::ranges::stable_sort(considered, std::ranges::greater{}, [&](std::size_t i) { return all[i].score; });
  if (considered.size() > considered_max) considered.resize(considered_max);

  constexpr double redundancy_weight = 0.45;
  constexpr double unheard_section_bonus = 1.35;
  constexpr double begun_list_bonus = 0.25;  // half a list is worse than none
  constexpr std::size_t chain_max = 3;
  std::vector<std::size_t> chosen;
  std::vector<bool> taken(all.size());
  std::vector<double> similarity(all.size());
  std::set<std::size_t> heard;
  std::set<std::size_t> begun_lists;
  double filled = 0;
  while (filled < seconds && !stop.stop_requested()) {
    std::optional<std::size_t> best;
    double best_value = -1e9;
    for (const std::size_t i : considered) {
      const bool heard_section = heard.contains(all[i].section);
      if (taken[i] || (!heard_section && heard.size() >= sections_max)) continue;
      const bool list_goes_on = all[i].item && begun_lists.contains(all[i].paragraph);
      const double value = all[i].score * (heard_section ? 1.0 : unheard_section_bonus) +
                           (list_goes_on ? begun_list_bonus : -redundancy_weight * similarity[i]);
      if (value > best_value) {
        best_value = value;
        best = i;
      }
    }
    if (!best && sections_max < all.size()) {
      sections_max = all.size();  // these sections are told to the end; the others have more
      continue;
    }
    if (!best) break;
    std::vector<std::size_t> chain{*best};
    while (chain.size() <= chain_max && all[chain.back()].needs && !taken[*all[chain.back()].needs])
      chain.push_back(*all[chain.back()].needs);
    if (chain.size() > chain_max) {
      taken[*best] = true;  // leans on too much; nothing else becomes worse without it
      continue;
    }
    for (auto link = chain.rbegin(); link != chain.rend(); ++link) {
      taken[*link] = true;
      chosen.push_back(*link);
      filled += all[*link].seconds;
      heard.insert(all[*link].section);
      if (all[*link].item) begun_lists.insert(all[*link].paragraph);
      for (const std::size_t i : considered) {
        if (!taken[i]) similarity[i] = std::max(similarity[i], space.similarity(i, *link));
      }
    }
  }
  return chosen;
}

}  // namespace reelwright::stages
