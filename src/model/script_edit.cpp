// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/script_edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/check.h"
#include "base/utf8.h"
#include "model/characters.h"
#include "model/limits.h"
#include "model/sentences.h"

namespace reelwright {
namespace {

bool is_said(const Sentence& sentence) { return sentence.spoken && !sentence.text.empty(); }

/// Chinese and Japanese put no blank between sentences.
std::string_view joint_after(std::string_view text) {
  return is_wide_sentence_end(last_character(text)) ? "" : " ";
}

std::vector<std::string> sentences_of(std::string_view text, std::string_view lang) {
  std::vector<std::string> sentences;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    for (std::string& sentence : split_sentences(text.substr(0, end), lang))
      sentences.push_back(std::move(sentence));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return sentences;
}

std::string_view without_blanks(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(' '), text.size()));
}
std::string_view without_blanks_behind(std::string_view text) {
  return text.substr(0, text.find_last_not_of(' ') + 1);
}
/// Line breaks too.
std::string_view without_lead(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
  return text;
}
std::string_view without_tail(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.remove_suffix(1);
  return text;
}

bool is_border(std::string_view sentence, std::string_view rest) {
  return rest.empty() || rest.front() == ' ' || rest.front() == '\n' || joint_after(sentence).empty();
}

bool ends_like_a_sentence(std::string_view text) { return with_end_mark(text) == trim(text); }

/// The first and the last sentences that a text still has; between them stands what is different.
struct Kept {
  std::size_t first = 0;
  std::size_t last = 0;
  std::string_view between;
};

Kept kept_of(std::string_view text, const std::vector<const Sentence*>& said) {
  std::vector<std::string_view> rests = {without_lead(text)};  // [n]: behind the first n sentences
  while (rests.size() <= said.size()) {
    const std::string& sentence = said[rests.size() - 1]->text;
    const std::string_view rest = rests.back();
    if (!rest.starts_with(sentence) || !is_border(sentence, rest.substr(sentence.size()))) break;
    rests.push_back(rest.substr(sentence.size()));
    if (rests.back().starts_with(' ')) rests.back() = without_blanks(rests.back());
  }
  std::size_t first = rests.size() - 1;
  const auto without_last = [&](std::string_view rest, std::vector<std::string_view>& heads) {
    heads = {without_tail(rest)};  // [n]: before the last n sentences
    while (first + heads.size() <= said.size()) {
      const std::string& sentence = said[said.size() - heads.size()]->text;
      const std::string_view whole = heads.back();
      if (!whole.ends_with(sentence)) break;
      const std::string_view before = whole.substr(0, whole.size() - sentence.size());
      const bool is_whole = before.empty() || before.back() == ' ' || before.back() == '\n' ||
                            is_wide_sentence_end(last_character(before));
      if (!is_whole) break;
      heads.push_back(before);
    }
  };
  std::vector<std::string_view> heads;
  without_last(rests[first], heads);
  // Words that stand next to a sentence without a mark between belong to it.
  if (first > 0 && !without_lead(heads.back()).empty() && !rests[first].starts_with('\n') &&
      !ends_like_a_sentence(said[first - 1]->text)) {
    --first;
    without_last(rests[first], heads);
  }
  std::size_t last = heads.size() - 1;
  const std::string_view between = heads[last];
  if (last > 0 && !without_lead(between).empty() && !ends_like_a_sentence(between) &&
      without_blanks_behind(between).back() != '\n')
    --last;
  return {.first = first, .last = last, .between = heads[last]};
}

/// [begin, end) of a scene's sentences.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// What is replaced by the text between the kept sentences, those in reserve among them included. `places`:
/// where the sentences that are said stand, `count`: how many there are with those in reserve.
Range range_between(const Kept& kept, const std::vector<std::size_t>& places, std::size_t count) {
  if (kept.first == places.size()) return {count, count};
  if (kept.first + kept.last < places.size())
    return {places[kept.first], places[places.size() - kept.last - 1] + 1};
  const std::size_t at = kept.first > 0 ? places[kept.first - 1] + 1 : places[0];
  return {at, at};
}

/// Sentences that are the same as before, in order, keep what is known of them.
void append_fresh(const std::vector<Sentence>& old, Range range, const std::vector<std::string>& fresh,
                  std::vector<Sentence>& out) {
  for (const std::string& each : fresh) {
    std::size_t same = range.begin;
    while (same < range.end && !(is_said(old[same]) && old[same].text == each)) ++same;
    if (same == range.end) {
      out.push_back({.text = each});
    } else {
      out.push_back(old[same]);
      range.begin = same + 1;
    }
  }
}

/// A scene's sentences after a change, and the new index of each old one.
struct Replaced {
  std::vector<Sentence> sentences;
  std::vector<std::size_t> moved;
};

/// `fresh` in place of what is said in the range; its sentences in reserve stand behind them. One that is
/// gone has moved to the same text, else to the fresh one in its place.
Replaced with_fresh(const std::vector<Sentence>& old, Range range, const std::vector<std::string>& fresh) {
  Replaced now;
  const auto keep = [&](std::size_t i) {
    now.moved.push_back(now.sentences.size());
    now.sentences.push_back(old[i]);
  };
  for (std::size_t i = 0; i < range.begin; ++i) keep(i);
  append_fresh(old, range, fresh, now.sentences);
  const std::size_t fresh_end = now.sentences.size();
  const std::size_t last = fresh_end == 0 ? 0 : fresh_end - 1;
  std::size_t place = range.begin;
  for (std::size_t i = range.begin; i < range.end; ++i) {
    if (!is_said(old[i])) {
      keep(i);
      continue;
    }
    std::size_t same = range.begin;
    while (same < fresh_end && now.sentences[same].text != old[i].text) ++same;
    now.moved.push_back(same < fresh_end ? same : std::min(place, last));
    ++place;
  }
  for (std::size_t i = range.end; i < old.size(); ++i) keep(i);
  return now;
}

/// Bullets follow their sentences, and never wait for one that is not said while another is.
void rebind_bullets(Scene& scene, const std::vector<std::size_t>& moved) {
  const auto spoken = std::ranges::find_if(scene.sentences, is_said);
  for (Bullet& bullet : scene.bullets) {
    const auto old = static_cast<std::size_t>(bullet.sentence);
    std::size_t now = old < moved.size() ? moved[old] : 0;
    if (now < scene.sentences.size() && !is_said(scene.sentences[now]) && spoken != scene.sentences.end())
      now = static_cast<std::size_t>(spoken - scene.sentences.begin());
    bullet.sentence = static_cast<int>(now);
    if (now < scene.sentences.size()) scene.sentences[now].removable = false;
  }
}

/// "A river grows." as a headline: "A river grows".
std::string_view without_stop(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" .!?");
  return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

/// A phrase that is shown large and was taken from what the scene said goes with it: else the picture would
/// contradict the voice.
void follow_display(Scene& scene, const std::vector<Sentence>& before,
                    const std::vector<std::size_t>& moved) {
  const std::string_view phrase = without_stop(scene.display);
  if (phrase.empty()) return;
  const auto says_it = [&](const Sentence& sentence) {
    return sentence.text.find(phrase) != std::string::npos;
  };
  const auto source = std::ranges::find_if(before, says_it);
  if (source == before.end() || std::ranges::any_of(scene.sentences, says_it)) return;
  const std::size_t place = moved[static_cast<std::size_t>(source - before.begin())];
  scene.display =
      place < scene.sentences.size() ? without_stop(scene.sentences[place].text) : std::string_view();
}

std::optional<int> number_of(std::string_view id) {
  int number = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
  if (error != std::errc() || end != id.data() + id.size()) return std::nullopt;
  return number;
}

bool looks_alike(const Scene& a, const Scene& b) {
  return a.layout == b.layout && a.heading == b.heading && a.display == b.display && a.bullets == b.bullets &&
         a.first_number == b.first_number && a.icon == b.icon && a.keywords == b.keywords &&
         a.picture == b.picture;
}

bool sounds_alike(const Scene& a, const Scene& b) {
  return std::ranges::equal(a.sentences, b.sentences, [](const Sentence& x, const Sentence& y) {
    return x.spoken == y.spoken && (!x.spoken || x.text == y.text);
  });
}

/// The words alone: narrations are cut into words, scripts into sentences.
void append_without_blanks(std::string& out, std::string_view text) {
  for (const char c : text)
    if (c != ' ' && c != '\n') out += c;
}

}  // namespace

std::string narration_of(const Scene& scene) {
  std::string text;
  for (const Sentence& sentence : scene.sentences) {
    if (!is_said(sentence)) continue;
    if (!text.empty()) text += joint_after(text);
    text += sentence.text;
  }
  return text;
}

void set_narration(Scene& scene, std::string_view text, std::string_view lang) {
  std::vector<const Sentence*> said;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < scene.sentences.size(); ++i) {
    if (!is_said(scene.sentences[i])) continue;
    said.push_back(&scene.sentences[i]);
    places.push_back(i);
  }
  const Kept kept = kept_of(text, said);
  const Range range = range_between(kept, places, scene.sentences.size());
  Replaced replaced = with_fresh(scene.sentences, range, sentences_of(kept.between, lang));
  if (replaced.sentences == scene.sentences) return;
  const std::vector<Sentence> before = std::exchange(scene.sentences, std::move(replaced.sentences));
  follow_display(scene, before, replaced.moved);
  rebind_bullets(scene, replaced.moved);
  scene.edited = true;
}

std::string fresh_scene_id(const Script& script) {
  int highest = 0;
  for (const Scene& scene : script.scenes) highest = std::max(highest, number_of(scene.id).value_or(0));
  return fmt::format("{:02}", highest + 1);
}

std::size_t add_scene_after(Script& script, std::size_t index) {
  CHECK(script.scenes.size() < limits::scenes_max && index < script.scenes.size());
  Scene scene;
  scene.id = fresh_scene_id(script);
  scene.edited = true;
  script.scenes.insert(script.scenes.begin() + static_cast<std::ptrdiff_t>(index) + 1, std::move(scene));
  return index + 1;
}

std::size_t duplicate_scene(Script& script, std::size_t index) {
  CHECK(script.scenes.size() < limits::scenes_max && index < script.scenes.size());
  Scene scene = script.scenes[index];
  scene.id = fresh_scene_id(script);
  scene.edited = true;
  scene.locked = false;
  script.scenes.insert(script.scenes.begin() + static_cast<std::ptrdiff_t>(index) + 1, std::move(scene));
  return index + 1;
}

void remove_scene(Script& script, std::size_t index) {
  CHECK(script.scenes.size() > 1 && index < script.scenes.size());
  script.scenes.erase(script.scenes.begin() + static_cast<std::ptrdiff_t>(index));
}

namespace {

template <typename T>
void move_element(std::vector<T>& list, std::size_t from, std::size_t to) {
  CHECK(from < list.size() && to < list.size());
  const auto at = [&](std::size_t i) { return list.begin() + static_cast<std::ptrdiff_t>(i); };
  if (from < to)
    std::rotate(at(from), at(from) + 1, at(to) + 1);
  else
    std::rotate(at(to), at(from), at(from) + 1);
}

}  // namespace

void move_scene(Script& script, std::size_t from, std::size_t to) { move_element(script.scenes, from, to); }

void add_bullet(Scene& scene) {
  CHECK(scene.bullets.size() < limits::bullets_max && !scene.sentences.empty());
  scene.bullets.emplace_back();
  std::size_t sentence = scene.sentences.size() - 1;
  while (sentence > 0 && !is_said(scene.sentences[sentence])) --sentence;
  bind_bullet(scene, scene.bullets.size() - 1, sentence);
}

void move_bullet(Scene& scene, std::size_t from, std::size_t to) { move_element(scene.bullets, from, to); }

void bind_bullet(Scene& scene, std::size_t bullet, std::size_t sentence) {
  CHECK(bullet < scene.bullets.size() && sentence < scene.sentences.size());
  scene.bullets[bullet].sentence = static_cast<int>(sentence);
  scene.sentences[sentence].removable = false;
}

std::optional<std::size_t> first_silent_scene(const Script& script) {
  const auto silent = std::ranges::find_if(
      script.scenes, [](const Scene& scene) { return std::ranges::none_of(scene.sentences, is_said); });
  if (silent == script.scenes.end()) return std::nullopt;
  return static_cast<std::size_t>(silent - script.scenes.begin());
}

ScriptChanges changes_between(const Script& before, const Script& after) {
  ScriptChanges changes;
  changes.is_changed = before != after;
  if (!changes.is_changed) return changes;
  std::size_t kept = 0;
  std::size_t last = 0;
  for (const Scene& scene : after.scenes) {
    const auto old = std::ranges::find(before.scenes, scene.id, &Scene::id);
    const bool is_new = old == before.scenes.end();
    const bool speaks = is_new || !sounds_alike(*old, scene);
    const bool draws = is_new || !looks_alike(*old, scene);
    changes.spoken += speaks ? 1 : 0;
    changes.drawn += draws ? 1 : 0;
    changes.scenes += speaks || draws ? 1 : 0;
    if (is_new) continue;
    ++kept;
    const auto place = static_cast<std::size_t>(old - before.scenes.begin());
    changes.is_reordered |= place < last;
    last = place;
  }
  changes.removed = before.scenes.size() - kept;
  return changes;
}

std::optional<SpokenScene> spoken_scene(const Scene& scene, const Narration& narration) {
  SpokenScene spoken{.id = scene.id, .text = narration_of(scene), .seconds = narration.duration_s};
  std::string written;
  append_without_blanks(written, spoken.text);
  std::string heard;
  for (const WordTime& word : narration.words) append_without_blanks(heard, word.text);
  if (written != heard) return std::nullopt;
  return spoken;
}

LengthEstimate::LengthEstimate(const Brief& brief, std::vector<SpokenScene> spoken)
    : spoken_(std::move(spoken)),
      pacing_(pacing_for(brief)),
      sentence_gap_s_(pacing_.sentence_gap_s),
      seconds_per_character_(reelwright::seconds_per_character(brief)) {
  double seconds = 0;
  double characters = 0;
  for (const SpokenScene& each : spoken_) {
    seconds += each.seconds;
    characters += said_characters(each.text);
  }
  if (characters <= 0 || seconds <= 0) return;
  seconds_per_character_ = seconds / characters;
  sentence_gap_s_ = 0;
}

LengthEstimate::Length LengthEstimate::of(const Scene& scene) const {
  const std::string text = narration_of(scene);
  const auto known = std::ranges::find(spoken_, scene.id, &SpokenScene::id);
  if (known != spoken_.end() && known->text == text) return {.seconds = known->seconds, .is_measured = true};
  if (text.empty()) return {};
  const auto sentences = std::ranges::count_if(scene.sentences, is_said);
  return {.seconds = said_characters(text) * seconds_per_character_ +
                     static_cast<double>(sentences - 1) * sentence_gap_s_};
}

double LengthEstimate::total_s(double narration_s, std::size_t scenes) const {
  return narration_s + fixed_pauses_s(pacing_, scenes);
}

}  // namespace reelwright
