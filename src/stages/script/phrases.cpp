// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/phrases.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "base/utf8.h"
#include "model/characters.h"
#include "model/sentences.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

constexpr std::size_t bullet_characters_max = 60;
constexpr std::size_t keywords_max = 8;

std::string_view without_connective(std::string_view text) {
  constexpr std::array<std::string_view, 26> openers{
      "However, ",   "For example, ", "For instance, ", "In fact, ",   "In addition, ", "As a result, ",
      "Therefore, ", "Moreover, ",    "Furthermore, ",  "Finally, ",   "First, ",       "Second, ",
      "Third, ",     "Also, ",        "Thus, ",         "Of course, ", "Indeed, ",      "Today, ",
      "Meanwhile, ", "Then ",         "But ",           "And ",        "So ",           "Yet ",
      "Still, ",     "Next, "};
  for (const std::string_view opener : openers) {
    if (text.starts_with(opener)) return text.substr(opener.size());
  }
  return text;
}

bool clause_begins(std::string_view token) {
  constexpr std::string_view words =
      " which because so while when where whereas although though who until unless but and or yet including "
      "especially often usually sometimes "
      "making leaving giving since if even not such instead rather allowing causing creating producing then ";
  return is_listed(ascii_lower(token), words);
}

/// The first token of the main clause: behind "When water freezes,".
std::size_t main_clause_begin(const std::vector<std::string>& tokens) {
  constexpr std::string_view introductions =
      " when if while after before although though because since unless until once as in at on during by to "
      "with for without from among despite over ";
  if (!is_listed(ascii_lower(tokens.front()), introductions)) return 0;
  for (std::size_t i = 0; i + 3 < tokens.size(); ++i) {
    if (!tokens[i].ends_with(",")) continue;
    // "In 1817 Karl Drais, a baron, built ...": the first comma opens an apposition.
    const bool further = std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(i) + 1, tokens.end(),
                                     [](const std::string& token) { return token.ends_with(","); });
    return further || clause_begins(tokens[i + 1]) ? 0 : i + 1;
  }
  return 0;
}

bool is_break(const std::vector<std::string>& tokens, std::size_t i, bool english) {
  const std::string& token = tokens[i];
  if (token.ends_with(";") || token.ends_with(":") || token == "–" || token == "—" || token.ends_with("—"))
    return true;
  if (i + 1 >= tokens.size() || !english) return false;
  constexpr std::string_view plain_joints = " which because so while whereas although until unless ";
  if (token.ends_with(",")) {
    // "black, green and white" is a list: its commas are no breaks.
    const bool joint = is_listed(tokens[i + 1], " and or ");
    const bool list = std::count_if(tokens.begin(), tokens.end(),
                                    [](const std::string& t) { return t.ends_with(","); }) > 1;
    return clause_begins(tokens[i + 1]) && !(joint && list);
  }
  return is_listed(tokens[i + 1], plain_joints) &&
         !is_listed(token, " in into of to from by for with at on through ");
}

struct Weighted {
  std::string word;
  double weight = 0;
  std::size_t order = 0;
};

/// Nouns (or, without a dictionary, content words) of a text, compounds first.
std::vector<std::string> topics_in(std::string_view text, const WordNet* net, std::string_view lang) {
  std::vector<std::string> found;
  const auto words = words_of(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string word = fold_case(words[i]);
    if (is_stop_word(word, lang) || word.find_first_of("0123456789") != std::string::npos) continue;
    if (net == nullptr) {
      std::size_t at = 0;
      const char32_t first = utf8_next(words[i], at);
      const bool noun =
          primary_language(lang) == "de" ? is_upper(first) && utf8_length(word) >= 3 : utf8_length(word) >= 5;
      if (noun || is_dense_script(first)) found.push_back(word);
      continue;
    }
    if (i + 1 < words.size()) {
      const auto pair = net->base_form(word + " " + fold_case(words[i + 1]));
      if (pair && pair->find(' ') != std::string::npos) found.push_back(*pair);
    }
    const auto base = net->base_form(word);
    if (base && word.size() > 2 && !is_vague_noun(*base) && !is_stop_word(*base, lang) &&
        net->is_mainly_noun(*base))
      found.push_back(*base);
  }
  return found;
}

bool shows_list(const DraftScene& scene) {
  return scene.layout == Layout::bullets || scene.layout == Layout::recap;
}

/// Two or three spoken lines as bullets; false when the scene has not enough that can be put shortly.
bool become_bullets(DraftScene& scene, std::string_view lang) {
  constexpr std::size_t wanted = 3;
  constexpr std::size_t characters_max = 44;
  const auto can_be_point = [](const Line& line) { return line.spoken && !line.leads_in; };
  const auto spoken = std::ranges::count_if(scene.lines, can_be_point);
  if (scene.heading.empty() || spoken < 3) return false;
  std::vector<Bullet> bullets;
  for (std::size_t i = 0; i < scene.lines.size() && bullets.size() < wanted; ++i) {
    if (!can_be_point(scene.lines[i]) || scene.lines[i].text.starts_with("Another name for ")) continue;
    std::string phrase = bullet_phrase(scene.lines[i].text, lang);
    const bool whole = utf8_length(phrase) <= characters_max && !phrase.ends_with("…") &&
                       !scene.lines[i].text.ends_with("?");
    if (whole && !phrase.empty()) bullets.push_back({std::move(phrase), static_cast<int>(i)});
  }
  if (bullets.size() < 2) return false;
  for (const Bullet& bullet : bullets)
    scene.lines[static_cast<std::size_t>(bullet.sentence)].essential = true;
  scene.layout = Layout::bullets;
  scene.bullets = std::move(bullets);
  return true;
}

}  // namespace

std::string key_phrase(std::string_view sentence, std::size_t characters_max, std::string_view lang) {
  const bool english = primary_language(lang) == "en";
  std::string text = without_end_mark(sentence);
  if (english) text = with_capital(without_connective(text));
  if (utf8_length(text) <= characters_max) return text;
  text = collapse_blanks(without_brackets(text));
  if (utf8_length(text) <= characters_max) return text;
  const auto tokens = tokens_of(text);
  if (tokens.empty()) return {};
  constexpr std::size_t words_min = 3;
  const std::size_t begin = english ? main_clause_begin(tokens) : 0;
  if (begin > 0) {
    const std::string clause = joined(tokens, begin, tokens.size());
    if (utf8_length(clause) <= characters_max) return with_capital(clause);
  }
  std::string best;
  for (std::size_t i = begin; i + 1 < tokens.size(); ++i) {
    const std::string part = without_end_mark(joined(tokens, begin, i + 1));
    if (utf8_length(part) > characters_max) break;
    if (i + 1 - begin >= words_min && is_break(tokens, i, english)) best = part;
  }
  while (best.ends_with("—") || best.ends_with("–")) best = trim(best.substr(0, best.size() - 3));
  return with_capital(best);
}

std::string fitted_phrase(std::string_view text, std::size_t characters_max, std::string_view lang) {
  std::string phrase = key_phrase(text, characters_max, lang);
  if (!phrase.empty()) return phrase;
  const auto pieces = cut_to_breaths(without_end_mark(text), characters_max - 1);
  return pieces.empty() ? std::string() : with_capital(without_end_mark(pieces.front())) + "…";
}

std::string fitted_title(std::string_view title, std::size_t characters_max) {
  std::string whole = collapse_blanks(title);
  while (whole.ends_with('.') && !whole.ends_with("..")) whole.pop_back();
  return utf8_length(whole) <= characters_max ? whole : fitted_phrase(whole, characters_max, "und");
}

std::string bullet_phrase(std::string_view item, std::string_view lang) {
  constexpr std::size_t term_characters_max = 42;
  for (const std::string_view mark : {": ", " - ", " – ", " — ", "："}) {
    const std::size_t at = item.find(mark);
    if (at == std::string_view::npos || at == 0) continue;
    const std::string_view term = item.substr(0, at);
    const bool sentence = term.find(". ") != std::string_view::npos;
    if (!sentence && utf8_length(term) <= term_characters_max && tokens_of(term).size() <= 6)
      return with_capital(trim(term));
  }
  return fitted_phrase(item, bullet_characters_max, lang);
}

std::string item_as_written(std::string_view item) {
  constexpr std::size_t columns_max = 90;  // what a card still shows in a readable size
  std::size_t columns = 0;
  std::size_t fitting = 0;  // code points that leave room for the ellipsis
  for (std::size_t at = 0; at < item.size();) {
    columns += static_cast<std::size_t>(character_width(utf8_next(item, at)));
    if (columns < columns_max) ++fitting;
  }
  if (columns <= columns_max) return std::string(item);
  return without_end_mark(cut_to_breaths(std::string(item), fitting).front()) + "…";
}

bool is_vague_noun(std::string_view noun) {
  constexpr std::string_view words =
      " thing way kind sort type part lot number time times example case fact people person someone "
      "something anything everything one year day "
      "place point end side bit form set use work result step piece name naked aid being member body group "
      "series word means hand amount level rate value item video ";
  return is_listed(noun, words);
}

std::string fold_keyword(std::string_view word) { return fold_case(collapse_blanks(word)); }

void add_keywords(std::vector<DraftScene>& scenes, std::string_view title, const WordNet* net,
                  std::string_view lang) {
  if (primary_language(lang) != "en") net = nullptr;
  std::vector<std::vector<Weighted>> all;
  std::map<std::string, int> scenes_with;
  for (const DraftScene& scene : scenes) {
    std::vector<Weighted> words;
    const auto count = [&](std::string_view text, double weight) {
      for (std::string& word : topics_in(text, net, lang)) {
        const auto known = std::ranges::find(words, word, &Weighted::word);
        if (known != words.end()) {
          known->weight += weight;
        } else {
          words.push_back({std::move(word), weight, words.size()});
        }
      }
    };
    count(scene.heading, 3);
    for (const Bullet& bullet : scene.bullets) count(bullet.text, 1.5);
    if (scene.layout != Layout::title) count(scene.display, 1);
    const bool frame = scene.layout == Layout::title ||
                       scene.layout == Layout::recap;  // its lines are ours, not the subject's
    for (const Line& line : scene.lines) {
      if (!frame) count(line.text, line.spoken ? 1 : 0.2);
    }
    for (const Weighted& word : words) ++scenes_with[word.word];
    all.push_back(std::move(words));
  }
  const auto of_title = topics_in(title, net, lang);
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    for (Weighted& word : all[i]) {
      word.weight *= std::log(1.5 + static_cast<double>(scenes.size()) / scenes_with[word.word]) *
                     (word.word.find(' ') != std::string::npos ? 1.4 : 1.0);
    }
    std::ranges::stable_sort(all[i], std::ranges::greater{}, &Weighted::weight);
    std::vector<std::string>& keywords = scenes[i].keywords;
    const auto add = [&](const std::string& word) {
      if (keywords.size() < keywords_max && std::ranges::find(keywords, word) == keywords.end())
        keywords.push_back(word);
    };
    if (scenes[i].layout == Layout::title) std::ranges::for_each(of_title, add);
    for (const Weighted& word : all[i]) add(word.word);
    std::ranges::for_each(of_title, add);
  }
}

void vary_layouts(std::vector<DraftScene>& scenes, bool has_pictures, std::string_view lang) {
  for (std::size_t i = 1; i < scenes.size(); ++i) {
    DraftScene& scene = scenes[i];
    if (!scene.picture.empty() && scene.bullets.empty()) scene.layout = Layout::picture;
    const Layout before = scenes[i - 1].layout;
    if (scene.layout != Layout::statement) continue;
    if (has_pictures && before != Layout::picture) {
      scene.layout = Layout::picture;
    } else if (before == Layout::statement && !become_bullets(scene, lang) && i >= 2 &&
               !shows_list(scenes[i - 2])) {
      // The neighbour may do it instead.
      DraftScene& neighbour = scenes[i - 1];
      if (neighbour.layout == Layout::statement) become_bullets(neighbour, lang);
    }
  }
}

}  // namespace reelwright::stages
