// SPDX-License-Identifier: GPL-3.0-or-later
// What readers and the writer of the snapshot pay, with 8 active jobs.
#include <benchmark/benchmark.h>

#include <string>

#include "base/snapshot_cell.h"
#include "model/snapshot.h"

namespace {

using namespace reelwright;
using Cell = SnapshotCell<Snapshot, 4>;

Snapshot with_jobs(std::size_t jobs) {
  Snapshot snapshot;
  for (std::size_t i = 0; i < jobs; ++i) {
    Job job;
    job.id = "20261122-143005-the-water-cycle-" + std::to_string(1000 + i);
    job.title = "The water cycle, part " + std::to_string(i);
    job.brief.topic = job.title;
    job.brief.audience = "children";
    job.artifacts = {{"script.json", ArtifactKind::script, 4000},
                     {"timeline.json", ArtifactKind::timeline, 90'000}};
    snapshot.active.push_back(std::move(job));
  }
  return snapshot;
}

void read(benchmark::State& state) {
  Cell cell;
  const Snapshot filled = with_jobs(8);
  cell.publish([&](Snapshot& snapshot) { snapshot = filled; });
  for (auto _ : state) benchmark::DoNotOptimize(cell.read()->revision);
}
BENCHMARK(read);

void publish(benchmark::State& state) {
  Cell cell;
  const Snapshot filled = with_jobs(8);
  for (int i = 0; i < 8; ++i) cell.publish([&](Snapshot& snapshot) { snapshot = filled; });
  for (auto _ : state) cell.publish([](Snapshot& snapshot) { ++snapshot.revision; });
}
BENCHMARK(publish);

/// The copy that the studio makes of its jobs, which the figure above leaves out.
void fill_and_publish(benchmark::State& state) {
  Cell cell;
  const Snapshot filled = with_jobs(8);
  for (auto _ : state) cell.publish([&](Snapshot& snapshot) { snapshot.active = filled.active; });
}
BENCHMARK(fill_and_publish);

}  // namespace

BENCHMARK_MAIN();
