// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/visuals/said_on_screen.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "model/characters.h"

namespace reelwright::stages {
namespace {

/// A phrase that leaves out more than this of its sentence is a summary, not a repetition.
constexpr double repeated_share_min = 0.8;

bool is_mark(char32_t c) {
  const bool ascii_mark = c < 0x80 && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z');
  return ascii_mark || (c >= 0x2010 && c <= 0x205f) || (c >= 0x3000 && c <= 0x3003) ||
         (c >= 0x3008 && c <= 0x301f) || (c >= 0xff01 && c <= 0xff0f) || c == 0xff1a || c == 0xff1b ||
         c == 0xff1f || c == 0xab || c == 0xbb || c == 0xa0;
}

bool is_apostrophe(char32_t c) { return c == U'\'' || c == 0x2019; }

/// Words without case (of ASCII) and punctuation; a character of a script without spaces is a word.
std::vector<std::string> bare_words(std::string_view text) {
  std::vector<std::string> words(1);
  const std::string plain = ascii_lower(without_emoji(text));
  for (std::size_t at = 0; at < plain.size();) {
    const char32_t c = utf8_next(plain, at);
    const bool alone = is_unspaced(c);
    if ((is_mark(c) && !is_apostrophe(c)) || alone) words.emplace_back();
    if (!is_mark(c)) append_utf8(words.back(), c);
    if (alone) words.emplace_back();
  }
  std::erase(words, "");
  return words;
}

double repeated_share(const std::vector<std::string>& phrase, const std::vector<std::string>& sentence) {
  if (phrase.empty() || std::ranges::search(sentence, phrase).empty()) return 0;
  return static_cast<double>(phrase.size()) / static_cast<double>(sentence.size());
}

/// The spoken sentence that the display repeats for at least `share_min`.
int repeated_sentence(const Scene& scene, double share_min) {
  const std::vector<std::string> phrase = bare_words(scene.display);
  for (std::size_t i = 0; i < scene.sentences.size(); ++i)
    if (scene.sentences[i].spoken && repeated_share(phrase, bare_words(scene.sentences[i].text)) >= share_min)
      return static_cast<int>(i);
  return -1;
}

}  // namespace

bool shows_display(const Scene& scene, bool captions_burned) {
  return !captions_burned || scene.heading.empty() || repeated_sentence(scene, repeated_share_min) < 0;
}

int sentence_on_screen(const Scene& scene) {
  const bool draws_display = scene.layout == Layout::statement || scene.layout == Layout::picture;
  return draws_display && scene.heading.empty() ? repeated_sentence(scene, 1) : -1;
}

}  // namespace reelwright::stages
