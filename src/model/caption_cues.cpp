// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>

#include "base/check.h"
#include "model/caption.h"
#include "model/caption_words.h"

namespace reelwright {
namespace {

constexpr double impossible = std::numeric_limits<double>::infinity();

// Weights of the cueing, in the unit of captions::break_cost. A cue costs something, so that text is not
// chopped; two sentences share a cue only when one of them could not be read in time alone, which costs more
// than any break.
constexpr double cost_a_cue = 4;
constexpr double cost_a_sentence_end_inside = 9;
constexpr double cost_a_pause_inside = 6;
constexpr double cost_of_a_tiny_cue = 3;
constexpr double cost_of_a_break = 2;
constexpr double cost_of_too_little_time = 60;
constexpr double cost_of_imbalance = 6;
constexpr int tiny_cue_characters = 12;
constexpr double long_pause_s = 0.8;
/// A dark gap shorter than this looks like a flicker: the cue stays on until the next one.
constexpr std::int64_t flicker_gap_cs = 40;

std::int64_t floor_cs(double seconds) {
  return static_cast<std::int64_t>(std::floor(seconds * 100.0 + 1e-6));
}
std::int64_t ceil_cs(double seconds) { return static_cast<std::int64_t>(std::ceil(seconds * 100.0 - 1e-6)); }

struct LineChoice {
  std::optional<std::size_t> second_line;  ///< its first word
  double cost = impossible;
};

/// The pieces of one scene with their summed widths.
class SceneCueing {
 public:
  SceneCueing(std::span<const CaptionWord> words, const CaptionLimits& limits, double next_scene_s)
      : words_(words), limits_(limits), next_scene_s_(next_scene_s), offsets_(words.size() + 1) {
    for (std::size_t i = 0; i < words.size(); ++i)
      offsets_[i + 1] = offsets_[i] + caption_width(words[i].text) + space_before(i);
  }

  void append_cues(std::vector<CaptionCue>& cues) const {
    const std::size_t count = words_.size();
    std::vector<double> best(count + 1, impossible);
    std::vector<std::size_t> begin_of(count + 1, 0);
    best[0] = 0;
    for (std::size_t end = 1; end <= count; ++end)
      for (std::size_t begin = end; begin-- > 0;) {
        if (width(begin, end) > limits_.line_characters_max * limits_.lines_max && begin + 1 < end) break;
        const double cost = best[begin] + cue_cost(begin, end);
        if (cost < best[end]) {
          best[end] = cost;
          begin_of[end] = begin;
        }
      }
    const std::size_t first_cue = cues.size();
    for (std::size_t end = count; end > 0; end = begin_of[end]) cues.push_back(make_cue(begin_of[end], end));
    std::ranges::reverse(cues.begin() + static_cast<std::ptrdiff_t>(first_cue), cues.end());
  }

 private:
  [[nodiscard]] int space_before(std::size_t i) const { return words_[i].joins_previous ? 0 : 1; }
  [[nodiscard]] int width(std::size_t begin, std::size_t end) const {
    return offsets_[end] - offsets_[begin] - space_before(begin);
  }

  [[nodiscard]] LineChoice choose_lines(std::size_t begin, std::size_t end) const {
    if (width(begin, end) <= limits_.line_characters_max || begin + 1 == end) return {std::nullopt, 0};
    LineChoice best;
    if (limits_.lines_max < 2) return best;
    for (std::size_t split = begin + 1; split < end; ++split) {
      const int first = width(begin, split);
      const int second = width(split, end);
      if (first > limits_.line_characters_max || second > limits_.line_characters_max) continue;
      const double cost = captions::break_cost(words_[split - 1], words_[split]) +
                          cost_of_imbalance * std::abs(first - second) / limits_.line_characters_max;
      if (cost < best.cost) best = {split, cost};
    }
    return best;
  }

  [[nodiscard]] double cue_cost(std::size_t begin, std::size_t end) const {
    const double start_s = words_[begin].start_s;
    if (words_[end - 1].end_s - start_s > limits_.duration_s_max && begin + 1 < end) return impossible;
    double cost = cost_a_cue + choose_lines(begin, end).cost;
    if (cost == impossible) return impossible;
    for (std::size_t i = begin; i + 1 < end; ++i) {
      if (words_[i].ends_sentence) cost += cost_a_sentence_end_inside;
      if (words_[i + 1].start_s - words_[i].end_s > long_pause_s) cost += cost_a_pause_inside;
    }
    const int characters = width(begin, end);
    if (characters < tiny_cue_characters) cost += cost_of_a_tiny_cue;
    const bool is_last = end == words_.size();
    if (!is_last) cost += cost_of_a_break * captions::break_cost(words_[end - 1], words_[end]);
    const double room_s = (is_last ? next_scene_s_ : words_[end].start_s) - limits_.gap_s_min - start_s;
    const double needed_s = std::max(limits_.duration_s_min, characters / limits_.characters_per_second_max);
    if (room_s < needed_s) cost += cost_of_too_little_time * (needed_s - std::max(room_s, 0.0)) / needed_s;
    return cost;
  }

  [[nodiscard]] CaptionCue make_cue(std::size_t begin, std::size_t end) const {
    const std::size_t split = choose_lines(begin, end).second_line.value_or(end);
    CaptionCue cue;
    const auto add_line = [&](std::size_t from, std::size_t to) {
      if (from < to)
        cue.lines.emplace_back(words_.begin() + static_cast<std::ptrdiff_t>(from),
                               words_.begin() + static_cast<std::ptrdiff_t>(to));
    };
    add_line(begin, split);
    add_line(split, end);
    return cue;
  }

  std::span<const CaptionWord> words_;
  const CaptionLimits& limits_;
  double next_scene_s_;
  std::vector<int> offsets_;  ///< characters before each word, spaces included
};

int characters_of(const CaptionCue& cue) {
  int characters = 0;
  for (const auto& line : cue.lines) characters += caption_width(text_of(line));
  return characters;
}

/// Times in whole 1/100 s: from the first word until it is read and spoken, as far as the next cue and the
/// end of the video leave room.
void set_times(std::vector<CaptionCue>& cues, const CaptionLimits& limits, double video_duration_s) {
  constexpr std::int64_t shortest_cs = 10;  // words without extent still get cues in order
  std::vector<std::int64_t> starts(cues.size());
  for (std::size_t i = 0; i < cues.size(); ++i) {
    starts[i] = floor_cs(cues[i].lines.front().front().start_s);
    if (i > 0) starts[i] = std::max(starts[i], starts[i - 1] + shortest_cs);
  }
  const std::int64_t gap = ceil_cs(limits.gap_s_min);
  for (std::size_t i = 0; i < cues.size(); ++i) {
    const bool is_last = i + 1 == cues.size();
    const double needed_s =
        std::max(limits.duration_s_min, characters_of(cues[i]) / limits.characters_per_second_max);
    std::int64_t end = std::max(ceil_cs(cues[i].lines.back().back().end_s), starts[i] + ceil_cs(needed_s));
    std::int64_t latest = starts[i] + floor_cs(limits.duration_s_max);
    if (is_last) {
      latest = std::min(latest, floor_cs(video_duration_s));
    } else {
      const std::int64_t until_next = starts[i + 1] - gap;
      if (until_next - end < flicker_gap_cs) end = until_next;
      latest = std::min(latest, until_next);
    }
    end = std::max(std::min(end, latest), starts[i] + 1);
    cues[i].start_s = static_cast<double>(starts[i]) / 100.0;
    cues[i].end_s = static_cast<double>(end) / 100.0;
  }
}

}  // namespace

CaptionLimits caption_limits(double frames_per_second, int line_characters_max) {
  CHECK(frames_per_second > 0);
  CaptionLimits limits;
  limits.gap_s_min = std::ceil(200.0 / frames_per_second - 1e-9) / 100.0;
  limits.line_characters_max = std::min(limits.line_characters_max, line_characters_max);
  return limits;
}

std::vector<CaptionCue> make_cues(const std::vector<CaptionWord>& words, const CaptionLimits& limits,
                                  double video_duration_s) {
  CHECK(limits.line_characters_max >= 2 && (limits.lines_max == 1 || limits.lines_max == 2));
  const std::vector<CaptionWord> pieces = captions::pieces_of(words, limits.line_characters_max);
  std::vector<CaptionCue> cues;
  for (std::size_t begin = 0; begin < pieces.size();) {
    std::size_t end = begin + 1;
    while (end < pieces.size() && !pieces[end - 1].ends_scene) ++end;
    const double next_s = end < pieces.size() ? pieces[end].start_s : video_duration_s;
    SceneCueing(std::span(pieces).subspan(begin, end - begin), limits, next_s).append_cues(cues);
    begin = end;
  }
  set_times(cues, limits, video_duration_s);
  return cues;
}

}  // namespace reelwright
