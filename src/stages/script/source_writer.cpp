// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/source_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "base/utf8.h"
#include "model/limits.h"
#include "model/sentences.h"
#include "stages/script/candidates.h"
#include "stages/script/phrases.h"
#include "stages/script/topic_writer.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

constexpr double short_video_s = 25;
constexpr double material = 1.6;  ///< chosen beyond the asked length: what is not spoken is the reserve
constexpr double essential_share =
    0.8;  ///< of the length, at most: the rest can give way to the measured voice
constexpr std::size_t display_characters_max = 80;
constexpr std::size_t bullets_wanted = 4;

struct Text {
  const Nouns* nouns;
  const Document& document;
  const Candidates& candidates;
  const std::string& title;
  const std::string& subject;
  const Style& style;
  const Pace& pace;
  double target_s;
};

/// What is spoken and what is kept in reserve, in order of importance.
struct Choice {
  std::vector<std::size_t> spoken;
  std::vector<std::size_t> reserve;
  std::map<std::size_t, double> importance;
};

double scene_seconds(const Style& style) {
  if (style.tone == Tone::energetic) return 8;
  if (style.tone == Tone::calm || style.audience == Audience::experts) return 13;
  return style.audience == Audience::children ? 9 : 11;
}

DraftScene opening(const Text& text) {
  DraftScene scene;
  scene.layout = Layout::title;
  scene.heading = text.title;
  scene.display = audience_subtitle(text.style);
  if (text.style.lang != "en") {
    scene.lines.push_back({with_end_mark(text.title), true});
    return scene;
  }
  const bool cut = text.title.ends_with("…");  // the sentence follows as a whole
  scene.lines.push_back({hook(text.style, cut ? std::string_view() : text.subject), true});
  if (const std::string line = audience_line(text.style); !line.empty())
    scene.lines.push_back({line, false, 990});
  return scene;
}

/// The most important sentences once more, as short as they stand on their own.
DraftScene ending(const Text& text, const std::vector<std::size_t>& by_importance) {
  DraftScene scene;
  scene.layout = Layout::recap;
  scene.heading = recap_heading(text.style);
  if (scene.heading.empty()) scene.heading = text.title;
  const bool english = text.style.lang == "en";
  const bool brief = text.target_s < short_video_s;
  const std::size_t points_max = brief ? 1 : text.target_s < 50 ? 2 : text.target_s < 150 ? 3 : 5;
  constexpr std::size_t phrase_characters_max = 75;
  std::vector<std::size_t> points;
  std::set<std::size_t> sections;
  for (const bool new_sections_only : {true, false}) {
    for (const std::size_t index : by_importance) {
      const Candidate& candidate = text.candidates.all[index];
      if (points.size() == points_max) break;
      if (candidate.needs || candidate.hangs || candidate.text.ends_with('?') ||
          std::ranges::count(points, index) > 0)
        continue;
      if (new_sections_only && sections.contains(candidate.section)) continue;
      if (key_phrase(candidate.text, phrase_characters_max, text.style.lang).empty()) continue;
      sections.insert(candidate.section);
      points.push_back(index);
    }
  }
  std::ranges::sort(points);
  if (english && !brief) scene.lines.push_back({recap_lead(text.style), true});
  if (english && brief) scene.lines.push_back({closing(text.style, text.subject), true});
  for (const std::size_t index : points) {
    const std::string phrase =
        key_phrase(text.candidates.all[index].text, phrase_characters_max, text.style.lang);
    const int sentence = english && brief ? 0 : static_cast<int>(scene.lines.size());
    const std::string term = bullet_phrase(phrase, text.style.lang);
    scene.bullets.push_back({term.ends_with("…") ? phrase : term, sentence});
    if (!(english && brief)) scene.lines.push_back({with_end_mark(phrase), true});
  }
  // Where too little stands on its own in so few words, the recap names what was talked about.
  constexpr std::size_t points_min = 2;
  if (scene.bullets.size() < std::min(points_min, points_max)) {
    std::vector<Bullet> named;
    for (const std::size_t index : by_importance) {
      const std::size_t section = text.candidates.all[index].section;
      const std::string& heading = text.document.sections[section].heading;
      if (heading.empty() || named.size() + scene.bullets.size() == points_max ||
          !sections.insert(section).second)
        continue;
      named.push_back({heading, 0});
    }
    scene.bullets.insert(scene.bullets.begin(), named.begin(), named.end());
  }
  if (english && !brief) scene.lines.push_back({closing(text.style, text.subject), false, 980});
  if (scene.lines.empty()) scene.lines.push_back({with_end_mark(text.title), true});
  if (scene.bullets.empty()) scene.bullets.push_back({text.title, 0});
  return scene;
}

/// The spoken sentences of one section in groups of about `seconds`, cut between paragraphs where it can be.
std::vector<std::vector<std::size_t>> scene_groups(const Text& text, const std::vector<std::size_t>& spoken,
                                                   double seconds) {
  double total = 0;
  for (const std::size_t index : spoken) total += text.candidates.all[index].seconds;
  const double share = total / std::max(1.0, std::round(total / seconds));
  std::vector<std::vector<std::size_t>> groups;
  double filled = 0;
  for (const std::size_t index : spoken) {
    const Candidate& candidate = text.candidates.all[index];
    bool cut = groups.empty();
    if (!cut) {
      const Candidate& before = text.candidates.all[groups.back().back()];
      const bool paragraph_ends = before.paragraph != candidate.paragraph;
      const bool list_goes_on = !paragraph_ends && candidate.item && groups.back().size() < bullets_wanted;
      const bool list_begins = candidate.item && !before.item;
      cut = !candidate.needs && !list_goes_on &&
            (list_begins || filled + candidate.seconds / 2 > share * (paragraph_ends ? 0.75 : 1.0));
    }
    if (cut) {
      groups.emplace_back();
      filled = 0;
    }
    groups.back().push_back(index);
    filled += candidate.seconds;
  }
  return groups;
}

/// A scene of these sentences and of what is in reserve between and right behind them.
DraftScene scene_of(const Text& text, const Choice& choice, const std::vector<std::size_t>& group,
                    const std::vector<std::size_t>& reserve) {
  const auto& all = text.candidates.all;
  DraftScene scene;
  scene.heading = text.document.sections[all[group.front()].section].heading;

  std::vector<std::size_t> items;
  for (const std::size_t index : group) {
    if (all[index].item && !all[index].needs &&
        (items.empty() || all[items.front()].paragraph == all[index].paragraph))
      items.push_back(index);
  }
  if (items.size() > bullets_wanted) items.resize(bullets_wanted);
  const bool list = items.size() >= 2;
  const auto most_important =
      *std::ranges::max_element(group, {}, [&](std::size_t index) { return choice.importance.at(index); });

  std::set<std::size_t> essential(items.begin(), items.end());
  if (!list) essential = {most_important};
  std::vector<std::size_t> order = group;
  order.insert(order.end(), reserve.begin(), reserve.end());
  std::ranges::sort(order);
  for (const std::size_t index : group) {
    // Nothing may lean on a sentence that can be taken out.
    for (std::optional<std::size_t> needed = all[index].needs; needed; needed = all[*needed].needs)
      essential.insert(*needed);
  }
  if (list) {
    const std::string& lead = text.candidates.leads[all[items.front()].paragraph];
    if (scene.heading.empty() && !lead.empty()) scene.heading = without_end_mark(lead);
    if (!lead.empty()) scene.lines.push_back({lead, false, choice.importance.at(items.front())});
  }
  for (const std::size_t index : order) {
    if (list && std::ranges::find(items, index) != items.end()) {
      scene.bullets.push_back(
          {bullet_phrase(all[index].text, text.style.lang), static_cast<int>(scene.lines.size())});
    }
    scene.lines.push_back({all[index].text, essential.contains(index), choice.importance.at(index)});
  }
  if (list && !scene.heading.empty()) {
    scene.layout = Layout::bullets;
    std::vector<int> numbers;
    for (const std::size_t index : items) numbers.push_back(all[index].number);
    scene.first_number = first_number_of(numbers);
    return scene;
  }
  scene.bullets.clear();
  scene.display = key_phrase(all[most_important].text, display_characters_max, text.style.lang);
  for (const std::size_t index : group) {
    if (scene.display.empty())
      scene.display = key_phrase(all[index].text, display_characters_max, text.style.lang);
  }
  if (scene.display.empty()) scene.display = scene.heading;
  if (scene.display.empty())
    scene.display = fitted_phrase(all[most_important].text, display_characters_max, text.style.lang);
  return scene;
}

void add_transition(const Text& text, DraftScene& scene, std::size_t which) {
  constexpr std::size_t heading_characters_max = 40;
  constexpr std::string_view clause_words =
      " from how why what when where who in on at to for with after before by not and but ";
  const auto words = words_of(fold_case(scene.heading));
  // "Pedals arrive" is a sentence: nobody turns to it.
  const auto is_verb = [&](const std::string& word) {
    constexpr std::string_view finite = " is are was were has have had came went grew became began made got ";
    if (is_listed(word, finite)) return true;
    if (text.nouns == nullptr || word.ends_with("ing")) return false;
    const WordNet& net = text.nouns->net();
    for (const std::size_t ending : {0U, 1U, 2U}) {  // "arrive", "arrives" or "arrived", "passes" or "ended"
      if (word.size() < ending + 3 || (ending > 0 && !word.ends_with('s') && !word.ends_with('d'))) continue;
      if (net.is_mainly_verb(std::string_view(word).substr(0, word.size() - ending))) return true;
    }
    return false;
  };
  const bool name = !words.empty() && words.size() <= 4 && !is_listed(words.front(), clause_words) &&
                    scene.heading.find_first_of(",:?!.;") == std::string::npos &&
                    std::none_of(words.begin() + 1, words.end(), is_verb);
  if (text.style.lang != "en" || !name || utf8_length(scene.heading) > heading_characters_max) return;
  const std::string said = topic_in_sentence(text.nouns, scene.heading);
  scene.lines.insert(scene.lines.begin(), {.text = transition(text.style, said, which),
                                           .importance = 600.0 - static_cast<double>(which),
                                           .leads_in = true});
  for (Bullet& bullet : scene.bullets) ++bullet.sentence;
}

std::vector<DraftScene> build(const Text& text, const Choice& choice) {
  const auto& all = text.candidates.all;
  std::vector<std::size_t> by_importance = choice.spoken;
  std::ranges::stable_sort(by_importance, std::ranges::greater{},
                           [&](std::size_t index) { return choice.importance.at(index); });
  std::vector<DraftScene> scenes{opening(text)};
  std::map<std::size_t, std::vector<std::size_t>> sections;
  for (const std::size_t index : choice.spoken) sections[all[index].section].push_back(index);
  std::size_t section_count = 0;
  for (auto& [section, spoken] : sections) {
    std::ranges::sort(spoken);
    const auto groups = scene_groups(text, spoken, scene_seconds(text.style));
    std::string picture = text.document.sections[section].picture;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const std::size_t begin = g == 0 ? 0 : groups[g].front();
      const std::size_t end = g + 1 < groups.size() ? groups[g + 1].front() : all.size();
      std::vector<std::size_t> reserve;
      for (const std::size_t index : choice.reserve) {
        const bool here = all[index].section == section && index >= begin && index < end;
        const bool can_stand = !all[index].needs || std::ranges::count(groups[g], *all[index].needs) > 0;
        if (here && can_stand) reserve.push_back(index);
      }
      DraftScene scene = scene_of(text, choice, groups[g], reserve);
      for (const std::size_t index : reserve) {
        // What a reserve sentence leans on has to stay.
        if (!all[index].needs) continue;
        for (Line& line : scene.lines)
          line.essential = line.essential || line.text == all[*all[index].needs].text;
      }
      scene.picture = std::exchange(picture, {});
      if (g > 0 && scene.layout == Layout::statement)
        scene.heading.clear();  // it goes on; it is no new chapter
      if (g == 0 && section_count++ > 0) add_transition(text, scene, section_count);
      scenes.push_back(std::move(scene));
    }
  }
  scenes.push_back(ending(text, by_importance));
  return scenes;
}

/// The first `seconds` of the choice are spoken; what follows is the reserve.
Choice divide(const Text& text, const std::vector<std::size_t>& chosen, double seconds) {
  Choice choice;
  double filled = 0;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    choice.importance[chosen[i]] =
        900.0 - 800.0 * static_cast<double>(i) / static_cast<double>(chosen.size());
    const Candidate& candidate = text.candidates.all[chosen[i]];
    const bool fits = choice.spoken.empty() || filled + candidate.seconds <= seconds;
    const bool stands = !candidate.needs || std::ranges::count(choice.spoken, *candidate.needs) > 0;
    if (fits && stands) {
      filled += candidate.seconds;
      choice.spoken.push_back(chosen[i]);
    } else {
      choice.reserve.push_back(chosen[i]);
    }
  }
  // One item of a list alone is a fragment without its fellows.
  std::map<std::size_t, int> items_spoken;  // by paragraph
  for (const std::size_t index : choice.spoken)
    items_spoken[text.candidates.all[index].paragraph] += text.candidates.all[index].item ? 1 : 0;
  const auto is_alone = [&](std::size_t index) {
    const Candidate& candidate = text.candidates.all[index];
    return candidate.item && items_spoken[candidate.paragraph] < 2;
  };
  if (!std::ranges::all_of(choice.spoken, is_alone)) std::erase_if(choice.spoken, is_alone);
  std::erase_if(choice.reserve, is_alone);
  return choice;
}

}  // namespace

Result<std::vector<DraftScene>> write_source(const Nouns* nouns, const Document& document,
                                             const std::string& title, const std::string& subject,
                                             const Style& style, const Pace& pace, double target_s,
                                             const std::stop_token& stop, UnitProgress progress) {
  constexpr double collecting = 0.5;  // of the work on a long text
  Candidates candidates = collect_candidates(document, style, pace, stop,
                                             [&](double fraction) { progress(collecting * fraction); });
  if (stop.stop_requested()) return canceled();
  if (candidates.all.empty()) {
    const bool has_text = std::ranges::any_of(document.sections,
                                              [](const Section& section) { return !section.blocks.empty(); });
    return fail("script.nothing_to_say",
                has_text
                    ? "The text has nothing to narrate: it holds only symbols, emoji, links, data or code."
                    : "The text has nothing to narrate: it holds only headings, pictures, tables or code.",
                "Add notes in sentences or as a list.");
  }
  constexpr double seconds_per_section = 11;
  const auto sections_max =
      static_cast<std::size_t>(std::max(1.0, std::round(target_s / seconds_per_section - 1)));
  const auto chosen =
      choose_candidates(candidates, title, style, target_s, material * target_s, sections_max, stop,
                        [&](double fraction) { progress(collecting + (1 - collecting) * fraction); });
  if (stop.stop_requested()) return canceled();
  if (chosen.empty())
    return fail("script.nothing_to_say", "The text has no sentence to speak.",
                "Add notes in sentences or as a list.");

  const Text text{nouns, document, candidates, title, subject, style, pace, target_s};
  // Fewer sentences make fewer scenes and leave more of them free to go; the first try is nearly always good.
  constexpr double good = 0.03;
  constexpr double stiffness_cost = 0.05;
  std::vector<DraftScene> best;
  double best_cost = std::numeric_limits<double>::infinity();
  for (const double share : {1.0, 0.9, 0.8, 0.65, 0.5, 0.3, 0.15, 0.0}) {
    const std::vector<DraftScene> frame{opening(text), ending(text, chosen)};
    const double body_s = (target_s - pace.essential_seconds(frame)) * share;
    std::vector<DraftScene> scenes = build(text, divide(text, chosen, body_s));
    if (scenes.size() > limits::scenes_max) continue;
    const bool stiff = pace.essential_seconds(scenes) > essential_share * target_s;
    meet_length(scenes, target_s, pace);
    const double cost = std::abs(pace.seconds(scenes) - target_s) / target_s + (stiff ? stiffness_cost : 0.0);
    if (cost < best_cost) {
      best_cost = cost;
      best = std::move(scenes);
    }
    if (best_cost <= good) break;
  }
  return best;
}

}  // namespace reelwright::stages
