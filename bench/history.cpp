// SPDX-License-Identifier: GPL-3.0-or-later
// The studio with 100 000 jobs: how soon they are known after the start, how soon a search has its page while
// their folders are read and then, and how soon the studio ends.
//   bench_history DATA_FOLDER [JOBS]
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "many_jobs.h"
#include "runtime/studio.h"
#include "store/data_folder.h"
#include "store/index.h"

namespace {

using namespace reelwright;
using Steady = std::chrono::steady_clock;

/// Nothing is made here.
class NoStage final : public stages::IStage {
 public:
  explicit NoStage(Stage id) : id_(id) {}
  Stage id() const override { return id_; }
  Result<stages::StagePlan> plan(const stages::JobContext&) override { return stages::StagePlan{}; }
  Result<void> run(const stages::JobContext&, const stages::WorkUnit&, stages::UnitProgress) override {
    return {};
  }
  Result<stages::StageResult> finish(const stages::JobContext&, int, stages::UnitProgress) override {
    return stages::StageResult{};
  }

 private:
  Stage id_;
};

class Alarm {
 public:
  void ring() {
    const std::lock_guard lock(mutex_);
    ++count_;
    changed_.notify_all();
  }
  template <typename Condition>
  void until(const Condition& condition) {
    std::unique_lock lock(mutex_);
    while (!condition()) changed_.wait(lock);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t count_ = 0;
};

double ms_since(Steady::time_point begun) {
  return std::chrono::duration<double, std::milli>(Steady::now() - begun).count();
}

/// Types each word letter by letter.
void search(runtime::Studio& studio, Alarm& alarm, std::string_view when) {
  std::vector<double> times_ms;
  for (const std::string_view word : {"volcanoes", "honey", "clocks work", "part 99", "bridges"})
    for (std::size_t typed = 1; typed <= word.size(); ++typed) {
      HistoryQuery query{.search = std::string(word.substr(0, typed))};
      const auto begun = Steady::now();
      static_cast<void>(studio.show_history(query));
      alarm.until([&] { return studio.read()->history_query == query; });
      times_ms.push_back(ms_since(begun));
    }
  std::ranges::sort(times_ms);
  fmt::print("search {}, key to page: median {:.2f} ms, p95 {:.2f} ms, most {:.2f} ms ({} keys)\n", when,
             times_ms[times_ms.size() / 2], times_ms[times_ms.size() * 95 / 100], times_ms.back(),
             times_ms.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return EXIT_FAILURE;
  const std::filesystem::path folder = argv[1];
  const std::size_t jobs = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 100'000;
  bench::make_jobs(folder, jobs);
  const store::DataFolder data = store::DataFolder::open(folder).value();
  const store::JobStore store(data.jobs_folder());
  const SystemClock clock;
  std::array<NoStage, stage_count> none = {NoStage{Stage::script},  NoStage{Stage::voice},
                                           NoStage{Stage::visuals}, NoStage{Stage::compose},
                                           NoStage{Stage::render},  NoStage{Stage::complete}};
  Alarm alarm;
  auto begun = Steady::now();
  store::Index index = store::Index::open(data.index_file(), store::Index::Soundness::checked_later).value();
  std::optional<runtime::Studio> running;
  const auto begin = [&] {
    running.emplace(
        runtime::StudioParts{.clock = clock,
                             .store = store,
                             .index = index,
                             .stages = {&none[0], &none[1], &none[2], &none[3], &none[4], &none[5]},
                             .workers = 1,
                             .jobs_kept = 0,
                             .wake = [&alarm] { alarm.ring(); }});
  };
  begin();
  runtime::Studio& studio = *running;
  alarm.until([&] { return studio.read()->history_total >= jobs; });
  fmt::print("all {} jobs known after {:.0f} ms\n", jobs, ms_since(begun));

  search(studio, alarm, "meanwhile");
  const std::string oldest = store.list().value().front();
  const auto asked = Steady::now();
  static_cast<void>(studio.show_job(oldest));
  alarm.until([&] { return studio.read()->shown.has_value(); });
  fmt::print("the oldest job, asked for meanwhile, shown after {:.2f} ms\n", ms_since(asked));
  alarm.until([&] { return studio.read()->is_loaded; });
  fmt::print("all folders read after {:.0f} ms\n", ms_since(begun));
  search(studio, alarm, "then");

  begun = Steady::now();
  running.reset();
  fmt::print("ended in {:.0f} ms\n", ms_since(begun));
  begin();
  alarm.until([&] { return running->read()->history_total >= jobs; });
  begun = Steady::now();
  running.reset();
  fmt::print("ended in {:.0f} ms when it has only begun\n", ms_since(begun));
  return EXIT_SUCCESS;
}
