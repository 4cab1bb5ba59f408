// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/finished_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <span>

#include "base/utf8.h"
#include "model/limits.h"
#include "model/sentences.h"
#include "stages/script/phrases.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

constexpr double headed_scene_s_max = 45;    ///< a scene that its author wants is divided only when it drags
constexpr double unheaded_scene_s_max = 24;  ///< paragraphs make livelier scenes
constexpr double tiny_scene_s = 4;
constexpr double title_scene_s = 6;
constexpr std::size_t sentence_characters_max = 320;  ///< longer ones are spoken in breaths
constexpr std::size_t display_characters_max = 80;

std::vector<Line> lines_of(std::string_view paragraph, const std::string& lang) {
  std::vector<Line> lines;
  for (const std::string& sentence : split_sentences(paragraph, lang)) {
    for (std::string& piece : cut_to_breaths(sentence, sentence_characters_max))
      lines.push_back({std::move(piece), true});
  }
  return lines;
}

/// A scene before its layout is chosen: narration and the lists that are shown with it.
struct Part {
  std::string heading;
  std::vector<std::vector<Line>> paragraphs;
  std::vector<std::string> items;
  std::vector<int> numbers;  ///< of the items, as Block has them
  std::string picture;
};

double seconds_of(const std::vector<Line>& lines, const Pace& pace) {
  double total = 0;
  for (const Line& line : lines) total += pace.seconds(line.text);
  return total;
}

/// Groups of lines of at most `seconds_max`, as equal as possible, cut between paragraphs where that is near.
std::vector<std::vector<Line>> divide(const std::vector<std::vector<Line>>& paragraphs, double seconds_max,
                                      const Pace& pace) {
  double total = 0;
  for (const auto& lines : paragraphs) total += seconds_of(lines, pace);
  const double count = std::max(1.0, std::ceil(total / seconds_max));
  const double share = total / count;
  std::vector<std::vector<Line>> groups(1);
  double filled = 0;
  for (const auto& lines : paragraphs) {
    const double whole = seconds_of(lines, pace);
    if (!groups.back().empty() && filled > 0.6 * share && filled + whole > 1.15 * share) {
      groups.emplace_back();
      filled = 0;
    }
    for (const Line& line : lines) {
      const double seconds = pace.seconds(line.text);
      const bool full =
          groups.back().size() >= limits::sentences_per_scene_max || filled + seconds / 2 > share;
      if (!groups.back().empty() && total > seconds_max && full && filled + seconds > share) {
        groups.emplace_back();
        filled = 0;
      }
      groups.back().push_back(line);
      filled += seconds;
    }
  }
  return groups;
}

/// Each item appears with the sentence that says most of it, never before the item above it.
std::vector<Bullet> place_bullets(const std::vector<std::string>& items, const std::vector<Line>& lines,
                                  const std::string& lang) {
  std::vector<std::set<std::string>> said;
  for (const Line& line : lines) {
    std::set<std::string> stems;
    for (const std::string& word : words_of(fold_case(line.text))) {
      if (!is_stop_word(word, lang)) stems.insert(stem_of(word, lang));
    }
    said.push_back(std::move(stems));
  }
  std::vector<Bullet> bullets;
  std::size_t earliest = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    std::size_t best = std::max(earliest, std::min(lines.size() - 1, i * lines.size() / items.size()));
    std::size_t best_common = 0;
    const auto words = words_of(fold_case(items[i]));
    for (std::size_t l = earliest; l < lines.size(); ++l) {
      const auto common = static_cast<std::size_t>(std::ranges::count_if(
          words, [&](const std::string& word) { return said[l].contains(stem_of(word, lang)); }));
      if (common > best_common) {
        best_common = common;
        best = l;
      }
    }
    bullets.push_back({item_as_written(items[i]), static_cast<int>(best)});
    earliest = best;
  }
  return bullets;
}

void show_phrase(DraftScene& scene, const std::string& lang) {
  for (const Line& line : scene.lines) {
    if (scene.display.empty() && !line.text.ends_with('?'))
      scene.display = key_phrase(line.text, display_characters_max, lang);
  }
  if (scene.display.empty()) scene.display = scene.heading;
  if (scene.display.empty())
    scene.display = fitted_phrase(scene.lines.front().text, display_characters_max, lang);
}

/// Items that are both shown and spoken, as many scenes as they need.
void add_spoken_list(std::vector<DraftScene>& scenes, const std::string& heading,
                     const std::vector<std::string>& items, std::span<const int> numbers,
                     const std::string& lang) {
  const std::size_t count = (items.size() + limits::bullets_max - 1) / limits::bullets_max;
  const std::size_t each = (items.size() + count - 1) / count;
  for (std::size_t begin = 0; begin < items.size(); begin += each) {
    DraftScene scene;
    scene.heading = heading;
    scene.layout = Layout::bullets;
    const std::size_t end = std::min(begin + each, items.size());
    scene.first_number = first_number_of(numbers.subspan(begin, end - begin));
    for (std::size_t i = begin; i < end; ++i) {
      scene.bullets.push_back({item_as_written(items[i]), static_cast<int>(scene.lines.size())});
      std::ranges::move(lines_of(items[i], lang), std::back_inserter(scene.lines));
    }
    scenes.push_back(std::move(scene));
  }
}

void add_part(std::vector<DraftScene>& scenes, Part part, double seconds_max, const std::string& lang,
              const Pace& pace) {
  if (part.paragraphs.empty()) {
    if (!part.items.empty()) add_spoken_list(scenes, part.heading, part.items, part.numbers, lang);
    if (!part.items.empty() && !part.picture.empty()) scenes.back().picture = part.picture;
    return;
  }
  bool first = true;
  for (std::vector<Line>& lines : divide(part.paragraphs, seconds_max, pace)) {
    DraftScene scene;
    scene.heading = first ? part.heading : std::string();
    scene.lines = std::move(lines);
    if (first) scene.picture = part.picture;
    scene.layout = scene.picture.empty() ? Layout::statement : Layout::picture;
    if (first && !part.items.empty()) {
      const std::size_t shown = std::min(part.items.size(), limits::bullets_max);
      scene.layout = Layout::bullets;
      scene.bullets = place_bullets(
          {part.items.begin(), part.items.begin() + static_cast<std::ptrdiff_t>(shown)}, scene.lines, lang);
      scene.first_number = first_number_of(std::span(part.numbers).first(shown));
      part.numbers.erase(part.numbers.begin(), part.numbers.begin() + static_cast<std::ptrdiff_t>(shown));
      part.items.erase(part.items.begin(), part.items.begin() + static_cast<std::ptrdiff_t>(shown));
    } else {
      show_phrase(scene, lang);
    }
    first = false;
    scenes.push_back(std::move(scene));
  }
  if (!part.items.empty()) add_spoken_list(scenes, part.heading, part.items, part.numbers, lang);
}

Part part_of(const Section& section, const std::string& lang) {
  Part part{
      .heading = section.heading, .paragraphs = {}, .items = {}, .numbers = {}, .picture = section.picture};
  for (const Block& block : section.blocks) {
    if (block.kind == Block::Kind::list) {
      part.items.insert(part.items.end(), block.items.begin(), block.items.end());
      part.numbers.insert(part.numbers.end(), block.numbers.begin(), block.numbers.end());
    } else {
      part.paragraphs.push_back(lines_of(block.text, lang));
    }
  }
  return part;
}

/// Paragraphs without headings: tiny ones join their neighbour.
std::vector<Part> parts_of_paragraphs(const Section& section, const std::string& lang, const Pace& pace) {
  std::vector<Part> parts;
  for (const Block& block : section.blocks) {
    if (block.kind == Block::Kind::list) {
      // A list belongs to the paragraph that introduces it.
      if (parts.empty() || !parts.back().items.empty() ||
          !parts.back().paragraphs.back().back().text.ends_with(':'))
        parts.emplace_back();
      parts.back().items = block.items;
      parts.back().numbers = block.numbers;
      continue;
    }
    auto lines = lines_of(block.text, lang);
    const bool announces = block.text.ends_with('?') || block.text.ends_with(':');
    const bool joins = !announces && !parts.empty() && parts.back().items.empty() &&
                       (seconds_of(parts.back().paragraphs.back(), pace) < tiny_scene_s ||
                        seconds_of(lines, pace) < tiny_scene_s) &&
                       parts.back().paragraphs.size() < 3;
    if (!joins) parts.emplace_back();
    parts.back().paragraphs.push_back(std::move(lines));
  }
  if (!parts.empty()) parts.front().picture = section.picture;
  return parts;
}

bool is_within(std::string_view words, std::string_view text) {
  return names_one(fold_case(text), {fold_case(words)});
}

/// For a first scene before which nothing can be said: its heading says whose opening it is.
std::string heading_with_title(const std::string& heading, const std::string& title) {
  if (heading.empty() || is_within(heading, title)) return title;
  return is_within(title, heading) ? heading : fmt::format("{}: {}", without_end_mark(title), heading);
}

/// How many of the first scene's lines the title scene says: all of a short scene, unless that would take the
/// heading of its own away from it.
std::size_t lines_of_title_scene(const DraftScene& first, const std::string& title, const Pace& pace) {
  const bool keeps_heading = !first.heading.empty() && !is_within(first.heading, title);
  const std::size_t most = first.lines.size() - (keeps_heading && first.lines.size() > 1 ? 1 : 0);
  const bool plain = first.bullets.empty() && first.picture.empty();
  if (plain && !keeps_heading && seconds_of(first.lines, pace) <= 1.5 * title_scene_s) return most;
  double seconds = 0;
  std::size_t taken = 0;
  while (taken < most && (taken == 0 || seconds + pace.seconds(first.lines[taken].text) <= title_scene_s))
    seconds += pace.seconds(first.lines[taken++].text);
  return taken;
}

/// The first scene shows the title. A long one, and one with a heading of its own, gives its first sentences
/// to a title scene.
void open_with_title(std::vector<DraftScene>& scenes, const std::string& title, const std::string& lang,
                     const Pace& pace) {
  DraftScene& first = scenes.front();
  const bool plain = first.bullets.empty() && first.picture.empty();
  const std::size_t taken = lines_of_title_scene(first, title, pace);
  const bool whole = taken == first.lines.size();
  if (whole) {
    first.heading = heading_with_title(first.heading, title);
    if (!plain) return;
    first.layout = Layout::title;
    first.display.clear();
    return;
  }
  const bool can_give = plain || std::ranges::all_of(first.bullets, [&](const Bullet& bullet) {
                          return bullet.sentence >= static_cast<int>(taken);
                        });
  if (!can_give) {
    first.heading = heading_with_title(first.heading, title);
    return;
  }
  DraftScene opening;
  opening.layout = Layout::title;
  opening.heading = title;
  opening.display = first.heading != title ? first.heading : std::string();
  const auto cut = first.lines.begin() + static_cast<std::ptrdiff_t>(taken);
  opening.lines.assign(std::make_move_iterator(first.lines.begin()), std::make_move_iterator(cut));
  first.lines.erase(first.lines.begin(), cut);
  for (Bullet& bullet : first.bullets) bullet.sentence -= static_cast<int>(taken);
  if (first.layout == Layout::statement) {
    first.display.clear();
    show_phrase(first, lang);
  }
  if (first.heading == opening.heading) first.heading.clear();
  scenes.insert(scenes.begin(), std::move(opening));
}

/// A word or two without a heading ("The end.") ends the scene before instead of flashing by.
void join_tiny_scenes(std::vector<DraftScene>& scenes, const Pace& pace) {
  constexpr double tiny_s = 2;
  for (std::size_t i = 1; i < scenes.size();) {
    const bool tiny = scenes[i].heading.empty() && scenes[i].bullets.empty() && scenes[i].picture.empty() &&
                      seconds_of(scenes[i].lines, pace) < tiny_s &&
                      seconds_of(scenes[i - 1].lines, pace) < unheaded_scene_s_max;
    if (!tiny) {
      ++i;
      continue;
    }
    std::ranges::move(scenes[i].lines, std::back_inserter(scenes[i - 1].lines));
    scenes.erase(scenes.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

}  // namespace

Result<std::vector<DraftScene>> write_finished(const Document& document, const std::string& title,
                                               const std::string& lang, const Pace& pace) {
  std::vector<DraftScene> scenes;
  for (const Section& section : document.sections) {
    if (document.has_headings && !section.heading.empty()) {
      add_part(scenes, part_of(section, lang), headed_scene_s_max, lang, pace);
    } else {
      for (Part& part : parts_of_paragraphs(section, lang, pace))
        add_part(scenes, std::move(part), unheaded_scene_s_max, lang, pace);
    }
  }
  std::erase_if(scenes, [](const DraftScene& scene) { return scene.lines.empty(); });
  join_tiny_scenes(scenes, pace);
  const bool any_words = std::ranges::any_of(scenes, [](const DraftScene& scene) {
    return std::ranges::any_of(scene.lines, [](const Line& line) { return !words_of(line.text).empty(); });
  });
  if (!any_words) {
    return fail("script.nothing_to_say",
                scenes.empty() ? "The script has no text to speak: it holds only headings, pictures or code."
                               : "The script has no words to speak: it holds only symbols.",
                "Write the narration as plain paragraphs below the headings.");
  }
  if (const double seconds = pace.seconds(scenes); seconds > limits::finished_script_s_max) {
    return fail("script.too_long",
                fmt::format("The script takes about {:.0f} minutes to speak; a video has at most {:.0f}.",
                            std::ceil(seconds / 60), limits::finished_script_s_max / 60),
                "Divide it into several videos.");
  }
  open_with_title(scenes, title, lang, pace);
  if (scenes.size() > limits::scenes_max) {
    return fail("script.too_long",
                fmt::format("The script would become {} scenes; a video has at most {}.", scenes.size(),
                            limits::scenes_max),
                "Divide it into several videos.");
  }
  for (DraftScene& scene : scenes) {
    if (!scene.bullets.empty() && scene.heading.empty()) scene.heading = title;
  }
  DraftScene& last = scenes.back();
  // Steps with numbers are no summary.
  if (scenes.size() > 2 && last.bullets.size() >= 2 && last.first_number == 0) last.layout = Layout::recap;
  return scenes;
}

}  // namespace reelwright::stages
