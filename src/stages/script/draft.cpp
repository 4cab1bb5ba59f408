// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/draft.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "base/utf8.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

struct Place {
  std::size_t scene = 0;
  std::size_t line = 0;
  double seconds = 0;
  double importance = 0;
};

}  // namespace

int first_number_of(std::span<const int> numbers) {
  if (numbers.empty() || numbers.front() <= 0) return 0;
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    if (numbers[i] != numbers[i - 1] + 1) return 0;
  }
  return numbers.front();
}

Pace::Pace(const Brief& brief)
    : pacing_(pacing_for(brief)), seconds_per_character_(reelwright::seconds_per_character(brief)) {}

double Pace::seconds(std::string_view text) const {
  return said_characters(text) * seconds_per_character_ + pacing_.sentence_gap_s;
}

double Pace::seconds(const DraftScene& scene) const {
  double total = pacing_.scene_gap_s - pacing_.sentence_gap_s;
  for (const Line& line : scene.lines) {
    if (line.spoken) total += seconds(line.text);
  }
  return total;
}

double Pace::seconds(const std::vector<DraftScene>& scenes) const {
  double total = pacing_.lead_in_s + pacing_.tail_s - pacing_.scene_gap_s;
  for (const DraftScene& scene : scenes) total += seconds(scene);
  return total;
}

double Pace::essential_seconds(const std::vector<DraftScene>& scenes) const {
  double total = pacing_.lead_in_s + pacing_.tail_s - pacing_.scene_gap_s;
  for (const DraftScene& scene : scenes) {
    total += pacing_.scene_gap_s - pacing_.sentence_gap_s;
    for (const Line& line : scene.lines) {
      if (line.essential) total += seconds(line.text);
    }
  }
  return total;
}

void meet_length(std::vector<DraftScene>& scenes, double target_s, const Pace& pace) {
  constexpr double close_enough = 0.01;
  std::vector<Place> on;
  std::vector<Place> off;
  for (std::size_t s = 0; s < scenes.size(); ++s) {
    for (std::size_t l = 0; l < scenes[s].lines.size(); ++l) {
      Line& line = scenes[s].lines[l];
      line.spoken = line.essential;
      if (!line.essential) off.push_back({s, l, pace.seconds(line.text), line.importance});
    }
  }
  std::ranges::stable_sort(off, std::ranges::greater{}, &Place::importance);
  double gap = target_s - pace.seconds(scenes);
  std::erase_if(off, [&](const Place& place) {
    if (place.seconds > gap) return false;
    gap -= place.seconds;
    on.push_back(place);
    return true;
  });
  // What is left of the gap is closed by the one exchange that helps most; a few rounds are enough.
  constexpr int rounds_max = 8;
  for (int round = 0; round < rounds_max && std::abs(gap) > close_enough * target_s; ++round) {
    constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    std::size_t add = none;
    std::size_t remove = none;
    double best = std::abs(gap) - 1e-9;
    const auto consider = [&](std::size_t a, std::size_t r) {
      const double change = (a == none ? 0 : off[a].seconds) - (r == none ? 0 : on[r].seconds);
      if (std::abs(gap - change) >= best) return;
      best = std::abs(gap - change);
      add = a;
      remove = r;
    };
    for (std::size_t a = 0; a < off.size(); ++a) consider(a, none);
    for (std::size_t r = 0; r < on.size(); ++r) consider(none, r);
    for (std::size_t a = 0; a < off.size(); ++a) {
      for (std::size_t r = 0; r < on.size(); ++r) consider(a, r);
    }
    if (add == none && remove == none) break;
    std::optional<Place> added;
    std::optional<Place> removed;
    if (add != none) added = off[add];
    if (remove != none) removed = on[remove];
    if (added) off.erase(off.begin() + static_cast<std::ptrdiff_t>(add));
    if (removed) on.erase(on.begin() + static_cast<std::ptrdiff_t>(remove));
    if (added) on.push_back(*added);
    if (removed) off.push_back(*removed);
    gap -= (added ? added->seconds : 0) - (removed ? removed->seconds : 0);
  }
  for (const Place& place : on) scenes[place.scene].lines[place.line].spoken = true;
}

std::vector<Scene> to_scenes(const std::vector<DraftScene>& drafts) {
  std::vector<Place> order;
  for (std::size_t s = 0; s < drafts.size(); ++s) {
    for (std::size_t l = 0; l < drafts[s].lines.size(); ++l) {
      if (!drafts[s].lines[l].essential) order.push_back({s, l, 0, drafts[s].lines[l].importance});
    }
  }
  std::ranges::stable_sort(order, {}, &Place::importance);

  std::vector<Scene> scenes;
  for (const DraftScene& draft : drafts) {
    Scene scene;
    scene.id = fmt::format("{:02}", scenes.size() + 1);
    scene.layout = draft.layout;
    scene.heading = draft.heading;
    scene.display = draft.display;
    scene.bullets = draft.bullets;
    scene.first_number = draft.first_number;
    scene.keywords = draft.keywords;
    scene.picture = draft.picture;
    for (const Line& line : draft.lines) {
      scene.sentences.push_back(
          {.text = line.text, .spoken = line.spoken, .removable = !line.essential, .rank = 0});
    }
    scenes.push_back(std::move(scene));
  }
  for (std::size_t i = 0; i < order.size(); ++i) {
    scenes[order[i].scene].sentences[order[i].line].rank = static_cast<int>(i) + 1;
  }
  return scenes;
}

}  // namespace reelwright::stages
