// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/stage_samples.h"

#include <map>
#include <optional>
#include <ranges>
#include <string>
#include <utility>
#include <vector>

namespace reelwright::store {
namespace {

constexpr int samples_max = 32;  // of a stage and quality: what StageHistory takes

}  // namespace

void add_sample(SQLite::Database& database, Stage stage, const StageSample& sample) {
  const std::string name(name_of(stage));
  const std::string quality(name_of(sample.quality));
  SQLite::Statement add(database,
                        "INSERT INTO stage_samples(stage, quality, units, seconds) VALUES (?, ?, ?, ?)");
  add.bind(1, name);
  add.bind(2, quality);
  add.bind(3, sample.units);
  add.bind(4, sample.seconds);
  add.exec();
  SQLite::Statement trim(database, R"sql(
    DELETE FROM stage_samples WHERE stage=?1 AND quality=?2 AND key <=
      (SELECT key FROM stage_samples WHERE stage=?1 AND quality=?2 ORDER BY key DESC LIMIT 1 OFFSET ?3))sql");
  trim.bind(1, name);
  trim.bind(2, quality);
  trim.bind(3, samples_max);
  trim.exec();
}

void learn_samples(SQLite::Database& database, std::span<const Job* const> jobs) {
  if (database.execAndGet("SELECT EXISTS(SELECT 1 FROM stage_samples)").getInt() != 0) return;
  std::map<std::pair<Stage, Quality>, int> counts;
  std::vector<std::pair<Stage, StageSample>> newest_first;
  for (const Job* const job : std::views::reverse(jobs)) {
    for (const Stage stage : all_stages) {
      const StageState& state = job->stage(stage);
      if (state.status != StageStatus::done || state.units_done <= 0 || state.work_ms <= 0) continue;
      if (counts[{stage, job->brief.quality}]++ < samples_max)
        newest_first.emplace_back(stage, StageSample{job->brief.quality, state.units_done,
                                                     static_cast<double>(state.work_ms) / 1000.0});
    }
  }
  for (const auto& [stage, sample] : std::views::reverse(newest_first)) add_sample(database, stage, sample);
}

StageHistory read_samples(SQLite::Database& database) {
  StageHistory history;
  SQLite::Statement rows(database,
                         "SELECT stage, quality, units, seconds FROM stage_samples ORDER BY key DESC");
  while (rows.executeStep()) {
    const std::optional<Stage> stage = parse_stage(rows.getColumn(0).getString());
    const std::optional<Quality> quality = parse_quality(rows.getColumn(1).getString());
    if (stage && quality)
      history.samples[index_of(*stage)].push_back({.quality = *quality,
                                                   .units = rows.getColumn(2).getInt(),
                                                   .seconds = rows.getColumn(3).getDouble()});
  }
  return history;
}

}  // namespace reelwright::store
