// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/eta.h"

#include <algorithm>
#include <cmath>

namespace reelwright {
namespace {

/// Before anything was measured: units of a minute's video and seconds a unit, from a four-core machine of
/// 2020.
struct BuiltIn {
  int units;
  double unit_s;
};
constexpr std::array<BuiltIn, stage_count> built_in = {
    {{1, 0.5}, {8, 0.6}, {8, 0.8}, {1, 4.0}, {16, 2.5}, {1, 4.0}}};

constexpr double pace_counts_from = 0.10;
constexpr std::size_t samples_for_percentiles = 3;
constexpr double percent_before_done_max = 99.9;
constexpr double stall_limit_s_min = 180.0;
constexpr double stall_limit_units = 30.0;

/// Linear interpolation between the closest ranks; `sorted` is not empty.
double percentile(const std::vector<double>& sorted, double p) {
  const double rank = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(rank);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], rank - static_cast<double>(below));
}

template <typename Value>
std::vector<double> sorted_values(const std::vector<StageSample>& samples, Quality quality,
                                  const Value& value) {
  std::vector<double> values;
  const auto collect = [&](const auto& is_wanted) {
    for (const StageSample& sample : samples)
      if (sample.units > 0 && std::isfinite(sample.seconds) && sample.seconds >= 0 && is_wanted(sample))
        values.push_back(value(sample));
  };
  collect([&](const StageSample& sample) { return sample.quality == quality; });
  if (values.empty()) collect([](const StageSample&) { return true; });
  std::ranges::sort(values);
  return values;
}

int likely_units(const Job& job, const StageHistory& history, Stage stage) {
  const StageState& state = job.stage(stage);
  if (state.units_total > 0) return state.units_total;
  const bool grows = stage == Stage::voice || stage == Stage::visuals || stage == Stage::render;
  if (grows && job.brief.duration_s)
    return std::max(
        1, static_cast<int>(std::lround(built_in[index_of(stage)].units * *job.brief.duration_s / 60)));
  const auto units =
      sorted_values(history.samples[index_of(stage)], job.brief.quality,
                    [](const StageSample& sample) { return static_cast<double>(sample.units); });
  return units.empty() ? built_in[index_of(stage)].units
                       : static_cast<int>(std::lround(std::min(percentile(units, 0.5), 1e6)));
}

bool is_through(const StageState& state) {
  return state.status == StageStatus::done || state.status == StageStatus::skipped;
}

double share_done(const StageState& state) {
  return is_through(state) ? 1.0 : std::clamp(state.progress, 0.0, 1.0);
}

EtaRange left_of(const Job& job, const StageHistory& history, Stage stage) {
  const StageState& state = job.stage(stage);
  if (is_through(state)) return {};
  const int units = likely_units(job, history, stage);
  const StageEstimate estimate = estimate_stage(history, stage, job.brief.quality, units);
  const double done = share_done(state);
  const double left = 1.0 - done;
  EtaRange range{estimate.low_s * left, estimate.high_s * left};
  const double reused = static_cast<double>(state.units_reused) / static_cast<double>(std::max(units, 1));
  const double worked = done - reused;
  if (done >= pace_counts_from && worked > 0 && state.work_ms > 0) {
    // The further the stage is, the more its own pace counts and the narrower the range becomes.
    const double own_s = static_cast<double>(state.work_ms) / 1000.0 / worked * left;
    const double spread = 0.5 * left;
    range.low_s = std::lerp(range.low_s, own_s * (1.0 - spread), done);
    range.high_s = std::lerp(range.high_s, own_s * (1.0 + spread), done);
    range.high_s = std::max(range.high_s, range.low_s);
  }
  return range;
}

}  // namespace

namespace {

/// How much more a unit of a stage that works on pixels takes in one quality than in another.
double pixel_ratio(Stage stage, Quality from, Quality to) {
  if (stage != Stage::visuals && stage != Stage::render && stage != Stage::complete) return 1;
  const auto pixels = [](Quality quality) {
    const FrameSize size = frame_size(Aspect::wide, quality);
    return static_cast<double>(size.width) * size.height;
  };
  return pixels(to) / pixels(from);
}

}  // namespace

StageEstimate estimate_stage(const StageHistory& history, Stage stage, Quality quality, int units) {
  const double count = std::max(units, 0);
  const auto unit_s =
      sorted_values(history.samples[index_of(stage)], quality, [&](const StageSample& sample) {
        return sample.seconds / sample.units * pixel_ratio(stage, sample.quality, quality);
      });
  const double median_s =
      (unit_s.empty() ? built_in[index_of(stage)].unit_s : percentile(unit_s, 0.5)) * count;
  if (unit_s.size() < samples_for_percentiles) return {0.5 * median_s, median_s, 2.0 * median_s};
  return {percentile(unit_s, 0.2) * count, median_s, percentile(unit_s, 0.8) * count};
}

double stall_limit_s(const StageHistory& history, Stage stage, Quality quality, std::size_t workers) {
  const double unit_s = estimate_stage(history, stage, quality, 1).high_s * static_cast<double>(workers);
  return std::max(stall_limit_s_min, stall_limit_units * unit_s);
}

double percent_of(const Job& job, const StageHistory& history) {
  if (job.status == JobStatus::done) return 100.0;
  double done_s = 0;
  double total_s = 0;
  for (const Stage stage : all_stages) {
    // Every stage counts for something, so that a history of instant stages cannot divide by zero.
    const int units = likely_units(job, history, stage);
    const double weight_s = 0.1 + estimate_stage(history, stage, job.brief.quality, units).median_s;
    done_s += weight_s * share_done(job.stage(stage));
    total_s += weight_s;
  }
  return std::clamp(100.0 * done_s / total_s, 0.0, percent_before_done_max);
}

std::optional<EtaRange> eta_of(const Job& job, const StageHistory& history) {
  if (is_settled(job.status)) return std::nullopt;
  const bool is_planned =
      std::ranges::any_of(job.stages, [](const StageState& s) { return s.units_total > 0; });
  const bool has_history =
      std::ranges::any_of(history.samples, [](const auto& samples) { return !samples.empty(); });
  if (!is_planned && !has_history) return std::nullopt;
  const Stage last = job.stop_after.value_or(Stage::complete);
  const auto left = [&](Stage stage) {
    return index_of(stage) <= index_of(last) ? left_of(job, history, stage) : EtaRange{};
  };
  const EtaRange voice = left(Stage::voice);
  const EtaRange visuals = left(Stage::visuals);
  EtaRange total{std::max(voice.low_s, visuals.low_s), std::max(voice.high_s, visuals.high_s)};
  for (const Stage stage : {Stage::script, Stage::compose, Stage::render, Stage::complete}) {
    const EtaRange range = left(stage);
    total.low_s += range.low_s;
    total.high_s += range.high_s;
  }
  return total;
}

}  // namespace reelwright
