// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/visuals/icon_choice.h"

#include <algorithm>

#include "base/utf8.h"
#include "stages/visuals/icon_words.h"

namespace reelwright::stages {
namespace {

using paint::IconFont;

/// The word and its likely singulars.
std::vector<std::string> forms_of(std::string_view word) {
  std::vector<std::string> forms = {std::string(word)};
  const auto add = [&](std::size_t cut, std::string_view ending) {
    if (word.size() > cut + 1) forms.push_back(std::string(word.substr(0, word.size() - cut)).append(ending));
  };
  if (word.ends_with("ies")) add(3, "y");
  if (word.ends_with("ves")) {
    add(3, "f");
    add(3, "fe");
  }
  if (word.ends_with("es")) add(2, "");
  if (word.ends_with("s") && !word.ends_with("ss")) add(1, "");
  return forms;
}

std::string known_icon(const IconFont& icons, std::string_view word) {
  const std::string entry = ";" + std::string(word) + " ";
  const std::size_t found = icon_words.find(entry);
  if (found == std::string_view::npos) return {};
  const std::size_t start = found + entry.size();
  const std::string_view glyph = icon_words.substr(start, icon_words.find(';', start) - start);
  return icons.has(glyph) ? std::string(glyph) : "";
}

bool is_listed(std::string_view list, std::string_view word) {
  return list.find(" " + std::string(word) + " ") != std::string_view::npos;
}

/// "leaf" for "leaf"; else a glyph whose first part is the word and that has the fewest parts
/// ("weather-sunny" is not tried for "sunny").
std::string named_icon(const IconFont& icons, std::string_view word) {
  if (is_listed(icon_brands, word.substr(0, word.find('-'))) || is_listed(icon_stop_words, word)) return {};
  if (icons.has(word)) return std::string(word);
  const std::string start = std::string(word) + "-";
  std::string best;
  const auto& names = icons.names();
  for (auto at = std::lower_bound(names.begin(), names.end(), start);
       at != names.end() && at->starts_with(start); ++at) {
    if (at->find("-off") != std::string::npos) continue;
    if (best.empty() || at->size() < best.size()) best = *at;
  }
  return best;
}

/// Lower-case words of ASCII letters, three letters or longer.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : ascii_lower(text) + " ") {
    if (c >= 'a' && c <= 'z') {
      word += c;
    } else {
      if (word.size() >= 3) words.push_back(word);
      word.clear();
    }
  }
  return words;
}

}  // namespace

std::string icon_for_word(const IconFont& icons, std::string_view word) {
  const std::vector<std::string> forms = forms_of(word);
  for (const std::string& form : forms)
    if (std::string icon = known_icon(icons, form); !icon.empty()) return icon;
  for (const std::string& form : forms)
    if (std::string icon = named_icon(icons, form); !icon.empty()) return icon;
  return {};
}

std::string choose_icon(const IconFont& icons, const Scene& scene) {
  if (!scene.icon.empty() && icons.has(scene.icon)) return scene.icon;
  if (!scene.icon.empty())
    if (std::string icon = icon_for_word(icons, scene.icon); !icon.empty()) return icon;
  for (const std::string& keyword : scene.keywords)
    if (std::string icon = icon_for_word(icons, keyword); !icon.empty()) return icon;
  for (const std::string& text : {scene.heading, scene.display})
    if (std::string icon = icon_in_text(icons, text, {}); !icon.empty()) return icon;
  return {};
}

std::string icon_in_text(const IconFont& icons, std::string_view text,
                         const std::vector<std::string>& taken) {
  for (const std::string& word : words_of(text)) {
    std::string icon = icon_for_word(icons, word);
    if (!icon.empty() && std::find(taken.begin(), taken.end(), icon) == taken.end()) return icon;
  }
  return {};
}

}  // namespace reelwright::stages
