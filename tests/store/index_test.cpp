// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/index.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <fstream>
#include <random>
#include <stop_token>
#include <thread>

#include "base/file.h"
#include "base/temporary_folder.h"
#include "store/sample_jobs.h"

namespace reelwright::store {
namespace {

using reelwright::test::TemporaryFolder;
using test::sample_job;

std::vector<std::string> titles(const JobPage& page) {
  std::vector<std::string> result;
  for (const HistoryRow& row : page.rows) result.push_back(row.title);
  return result;
}

std::vector<std::string> found(const Index& index, std::string search) {
  std::vector<std::string> result = titles(index.query({.search = std::move(search)}).value());
  std::ranges::sort(result);
  return result;
}

using Titles = std::vector<std::string>;

std::vector<Job> sample_jobs() {
  std::vector<Job> jobs = {sample_job("How bees make honey", 1), sample_job("The water cycle", 2),
                           sample_job("Größe und Gewicht", 3, JobStatus::failed),
                           sample_job("水循环的秘密", 4),
                           sample_job("C++ \"quoted\" templates", 5, JobStatus::queued)};
  jobs[0].video = VideoFacts{.duration_s = 45.5, .width = 1080, .height = 1920, .frames = 1365};
  jobs[0].artifacts = {{.path = "a.mp4", .kind = ArtifactKind::video, .bytes = 1000},
                       {.path = "a.srt", .kind = ArtifactKind::captions, .bytes = 10}};
  jobs[1].pinned = true;
  jobs[1].brief.topic = "evaporation and rain";
  return jobs;
}

class IndexTest : public testing::Test {
 protected:
  IndexTest() { EXPECT_TRUE(index.synchronise(jobs).has_value()); }

  /// Closes the index, lets `damage` work on its file and opens it again.
  template <typename Damage>
  Result<Index> reopen_after(Damage&& damage) {
    { const Index closed = std::move(index); }
    damage();
    return Index::open(file);
  }

  TemporaryFolder temporary;
  fs::path file = temporary / "index.sqlite";
  std::vector<Job> jobs = sample_jobs();
  Index index = Index::open(file).value();
};

TEST_F(IndexTest, RowsTellWhatTheJobsTell) {
  const JobPage page = index.query({}).value();
  ASSERT_EQ(page.total, jobs.size());
  ASSERT_EQ(page.rows.size(), jobs.size());
  for (std::size_t i = 0; i < jobs.size(); ++i)
    EXPECT_EQ(page.rows[i], history_row(jobs[jobs.size() - 1 - i]));
  EXPECT_EQ(page.rows.back().bytes, 1010U);
  EXPECT_EQ(page.rows.back().video_duration_s, 45.5);
}

TEST_F(IndexTest, PagesCoverEverythingOnceInOrder) {
  Titles seen;
  for (std::uint64_t offset = 0; offset < 6; offset += 2) {
    const JobPage page = index.query({.order = HistoryOrder::oldest, .limit = 2, .offset = offset}).value();
    EXPECT_EQ(page.total, 5U);
    std::ranges::copy(titles(page), std::back_inserter(seen));
  }
  EXPECT_EQ(seen, titles(index.query({.order = HistoryOrder::oldest}).value()));
  EXPECT_EQ(seen.size(), 5U);
  EXPECT_TRUE(index.query({.offset = UINT64_MAX}).value().rows.empty());
  EXPECT_EQ(index.query({.limit = 0}).value().total, 5U);
}

TEST_F(IndexTest, SortsByWhatIsAskedFor) {
  EXPECT_EQ(titles(index.query({.order = HistoryOrder::title}).value()).front(), "C++ \"quoted\" templates");
  EXPECT_EQ(titles(index.query({.order = HistoryOrder::longest}).value()).front(), "How bees make honey");
  EXPECT_EQ(titles(index.query({.order = HistoryOrder::largest}).value()).front(), "How bees make honey");
}

TEST_F(IndexTest, FiltersByStatusAndSearchTogether) {
  EXPECT_EQ(titles(index.query({.status = JobStatus::failed}).value()), Titles{"Größe und Gewicht"});
  EXPECT_EQ(index.query({.status = JobStatus::failed, .search = "bees"}).value().total, 0U);
  EXPECT_EQ(index.query({.status = JobStatus::done, .search = "bees"}).value().total, 1U);
}

TEST_F(IndexTest, SearchFindsBeginningsOfWordsInAnyOrderCaseAndScript) {
  EXPECT_EQ(found(index, "h"), Titles{"How bees make honey"});
  EXPECT_EQ(found(index, "HONEY be"), Titles{"How bees make honey"});
  EXPECT_EQ(found(index, "ees"), Titles{});
  EXPECT_EQ(found(index, "rain evap"), Titles{"The water cycle"});  // in the topic
  EXPECT_EQ(found(index, "grosse"), Titles{});
  EXPECT_EQ(found(index, "GRÖß"), Titles{"Größe und Gewicht"});
  EXPECT_EQ(found(index, "große"), Titles{"Größe und Gewicht"});  // accents do not matter
  EXPECT_EQ(found(index, "循环"), Titles{"水循环的秘密"});
  EXPECT_EQ(found(index, "环循"), Titles{});
  EXPECT_EQ(found(index, "   ").size(), 5U);
}

TEST_F(IndexTest, AnythingMayBeTypedIntoTheSearch) {
  EXPECT_EQ(found(index, "\"quoted\""), Titles{"C++ \"quoted\" templates"});
  EXPECT_EQ(found(index, "quoted - templ"), Titles{"C++ \"quoted\" templates"});
  for (const char* text : {"\"", "*", "bees OR water", "NEAR(bees honey)", "title:bees", "-bees", "^", "(",
                           "'; DROP TABLE jobs; --", "\xff\xfe", "+", "{a b}", "- -"})
    EXPECT_TRUE(index.query({.search = text}).has_value()) << text;
  EXPECT_EQ(found(index, "bees OR water"), Titles{});
  EXPECT_EQ(found(index, "-"), Titles{});
  EXPECT_TRUE(index.query({.search = std::string(100'000, 'a')}).has_value());
}

TEST_F(IndexTest, UpsertAndRemoveKeepTheTextIndexInStep) {
  Job job = jobs[0];
  job.title = "Wasps";
  job.brief.topic = "wasps";
  job.status = JobStatus::canceled;
  ASSERT_TRUE(index.upsert(job).has_value());
  EXPECT_EQ(found(index, "bees"), Titles{});
  EXPECT_EQ(found(index, "wasps"), Titles{"Wasps"});
  EXPECT_EQ(index.query({}).value().total, 5U);
  ASSERT_TRUE(index.remove(job.id).has_value());
  EXPECT_EQ(found(index, "wasps"), Titles{});
  EXPECT_EQ(index.query({}).value().total, 4U);
  EXPECT_TRUE(index.remove("nobody").has_value());
}

TEST_F(IndexTest, SynchroniseMakesRowsEqualToTheJobs) {
  jobs[1].title = "Rain";
  jobs[1].brief.topic = "rain";
  ++jobs[1].revision;
  jobs.erase(jobs.begin());
  jobs.push_back(sample_job("New", 9));
  ASSERT_TRUE(index.synchronise(jobs).has_value());
  const JobPage page = index.query({.order = HistoryOrder::oldest}).value();
  ASSERT_EQ(page.rows.size(), jobs.size());
  for (std::size_t i = 0; i < jobs.size(); ++i) EXPECT_EQ(page.rows[i], history_row(jobs[i]));
  EXPECT_EQ(found(index, "bees"), Titles{});
  EXPECT_EQ(found(index, "rain"), Titles{"Rain"});
}

TEST_F(IndexTest, RebuildTrustsNoRow) {
  jobs[0].title = "Changed without a new revision";
  ASSERT_TRUE(index.synchronise(jobs).has_value());
  EXPECT_EQ(found(index, "changed"), Titles{});
  ASSERT_TRUE(index.rebuild(jobs).has_value());
  EXPECT_EQ(found(index, "changed"), Titles{"Changed without a new revision"});
  EXPECT_EQ(index.query({}).value().total, 5U);
}

TEST_F(IndexTest, StaysAcrossReopening) {
  ASSERT_TRUE(index.record_stage(Stage::voice, {.units = 5, .seconds = 2.5}).has_value());
  Result<Index> again = reopen_after([] {});
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->query({}).value().total, 5U);
  EXPECT_EQ(again->stage_history().value().samples[index_of(Stage::voice)].size(), 1U);
  EXPECT_FALSE(fs::exists(temporary / "index.damaged.sqlite"));
}

TEST_F(IndexTest, DeletedItIsMadeAgainWithTheSameRows) {
  const JobPage before = index.query({}).value();
  Result<Index> again = reopen_after([&] {
    for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(file.string() + suffix);
  });
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->query({}).value().total, 0U);
  ASSERT_TRUE(again->synchronise(jobs).has_value());
  EXPECT_EQ(again->query({}).value().rows, before.rows);
  EXPECT_EQ(found(*again, "honey"), Titles{"How bees make honey"});
}

TEST_F(IndexTest, AnEmptyFileIsFilled) {
  Result<Index> again = reopen_after([&] { ASSERT_TRUE(save_file(file, "").has_value()); });
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->query({}).value().total, 0U);
}

TEST_F(IndexTest, AForeignFileIsMovedAside) {
  const std::vector<std::string> contents = {"this is not a database", std::string(8192, '\0')};
  Result<Index> again = reopen_after([] {});
  for (const std::string& content : contents) {
    { const Index closed = std::move(*again); }
    ASSERT_TRUE(save_file(file, content).has_value());
    again = Index::open(file);
    ASSERT_TRUE(again.has_value()) << again.error().message;
    EXPECT_EQ(read_file(temporary / "index.damaged.sqlite", 10'000).value(), content);
    ASSERT_TRUE(again->synchronise(jobs).has_value());
    EXPECT_EQ(again->query({}).value().total, 5U);
  }
}

TEST_F(IndexTest, AnotherVersionStartsAgain) {
  Result<Index> again = reopen_after([&] {
    // The version is the big-endian word at byte 60 of the header (sqlite.org/fileformat.html, 1.3).
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(63);
    stream.put(99);
  });
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->query({}).value().total, 0U);
  EXPECT_FALSE(fs::exists(temporary / "index.damaged.sqlite"));
  ASSERT_TRUE(again->synchronise(jobs).has_value());
  again = Index::open(file);
  EXPECT_EQ(again->query({}).value().total, 5U);
}

// Damage anywhere in the file, noticed at once or not: a rebuild always ends in the right rows.
TEST_F(IndexTest, RandomDamageNeverCrashesAndEndsInTheSameRows) {
  for (int number = 10; number < 300; ++number)
    jobs.push_back(sample_job("Lesson number " + std::to_string(number), number));
  ASSERT_TRUE(index.rebuild(jobs).has_value());
  const JobPage expected = index.query({.limit = 1000}).value();
  { const Index closed = std::move(index); }
  const std::string sound = read_file(file, 10 << 20).value();
  std::mt19937 random(7);
  int noticed = 0;
  for (int round = 0; round < 20; ++round) {
    std::string bytes = sound;
    if (round % 4 == 3) {
      bytes.resize(random() % bytes.size());
    } else {
      const std::size_t at = random() % bytes.size();
      const std::size_t count = std::min<std::size_t>(bytes.size() - at, round % 4 == 0 ? 16 : 4096);
      for (std::size_t i = 0; i < count; ++i) bytes[at + i] = static_cast<char>(random() & 0xffU);
    }
    ASSERT_TRUE(save_file(file, bytes).has_value());
    fs::remove(temporary / "index.damaged.sqlite");
    Result<Index> damaged = Index::open(file);
    ASSERT_TRUE(damaged.has_value()) << damaged.error().message;
    if (fs::exists(temporary / "index.damaged.sqlite")) ++noticed;
    EXPECT_TRUE(damaged->synchronise(jobs).has_value());
    ASSERT_TRUE(damaged->rebuild(jobs).has_value());
    EXPECT_EQ(damaged->query({.limit = 1000}).value().rows, expected.rows);
    EXPECT_EQ(found(*damaged, "honey"), Titles{"How bees make honey"});
  }
  EXPECT_GT(noticed, 8);
}

TEST_F(IndexTest, AFullDiskIsAnErrorAndLeavesWhatWasThere) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = ::signal(SIGXFSZ, SIG_IGN);
  std::vector<Job> more = jobs;
  for (int number = 10; number < 60; ++number)
    more.push_back(sample_job("Lesson " + std::to_string(number), number));
  int failures = 0;
  for (rlim_t bytes = 0;; bytes += 8 * 1024) {
    ASSERT_LT(bytes, 4U << 20U);
    const rlimit small{bytes, before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    const Result<void> stored = index.synchronise(more);
    ::setrlimit(RLIMIT_FSIZE, &before);
    if (stored) break;
    ++failures;
    EXPECT_TRUE(stored.error().code == "store.index_failed" || stored.error().code == "store.index_full")
        << stored.error().code;
    EXPECT_EQ(index.query({}).value().total, 5U);
  }
  ::signal(SIGXFSZ, handler);
  EXPECT_GT(failures, 0);
  EXPECT_EQ(index.query({}).value().total, more.size());
  Result<Index> again = reopen_after([] {});
  EXPECT_EQ(again->query({}).value().total, more.size());
}

TEST_F(IndexTest, AKilledProcessLosesNothingThatWasAcknowledged) {
  { const Index closed = std::move(index); }
  int acknowledged[2];
  ASSERT_EQ(::pipe(acknowledged), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    Result<Index> own = Index::open(file);
    for (int number = 100; own && own->upsert(sample_job("Killed " + std::to_string(number), number));
         ++number)
      if (::write(acknowledged[1], "x", 1) != 1) break;
    ::_exit(1);
  }
  ::close(acknowledged[1]);
  char byte = 0;
  std::uint64_t count = 0;
  while (count < 20 && ::read(acknowledged[0], &byte, 1) == 1) ++count;
  ASSERT_EQ(count, 20U);
  ::kill(child, SIGKILL);
  ASSERT_EQ(::waitpid(child, nullptr, 0), child);
  ::close(acknowledged[0]);
  const Result<Index> again = Index::open(file);
  ASSERT_TRUE(again.has_value());
  EXPECT_FALSE(fs::exists(temporary / "index.damaged.sqlite"));
  EXPECT_GE(again->query({}).value().total, 25U);
  EXPECT_GE(again->query({.search = "killed"}).value().total, 20U);
}

TEST_F(IndexTest, ReadersSeeWhatTheOwnerStoredAndCannotWrite) {
  Result<Index> reader = Index::open_for_reading(file);
  ASSERT_TRUE(reader.has_value()) << reader.error().message;
  EXPECT_EQ(reader->query({}).value().total, 5U);
  ASSERT_TRUE(index.upsert(sample_job("New", 9)).has_value());
  EXPECT_EQ(reader->query({.search = "new"}).value().total, 1U);
  EXPECT_EQ(reader->remove(jobs[0].id).error().code, "store.index_failed");
  EXPECT_FALSE(Index::open_for_reading(temporary / "none.sqlite").has_value());
  EXPECT_FALSE(fs::exists(temporary / "none.sqlite"));
}

TEST(IndexInMemory, AnswersLikeAFile) {
  Index index = Index::in_memory().value();
  ASSERT_TRUE(index.synchronise(sample_jobs()).has_value());
  EXPECT_EQ(found(index, "honey"), Titles{"How bees make honey"});
}

TEST(IndexOpen, AnUnusableFolderIsAnErrorNotDamage) {
  const TemporaryFolder temporary;
  EXPECT_EQ(Index::open(temporary / "none" / "index.sqlite").error().code, "store.index_failed");
  fs::create_directory(temporary / "index.sqlite");
  EXPECT_EQ(Index::open(temporary / "index.sqlite").error().code, "store.index_failed");
  EXPECT_TRUE(fs::is_directory(temporary / "index.sqlite"));
}

TEST_F(IndexTest, StageHistoryIsNewestFirstAndBounded) {
  ASSERT_TRUE(
      index.record_stage(Stage::render, {.quality = Quality::draft, .units = 7, .seconds = 1}).has_value());
  for (int i = 1; i <= 40; ++i)
    ASSERT_TRUE(index.record_stage(Stage::render, {.units = i, .seconds = i * 0.5}).has_value());
  ASSERT_TRUE(index.record_stage(Stage::voice, {.units = 3, .seconds = 1.5}).has_value());
  const StageHistory history = index.stage_history().value();
  const auto& render = history.samples[index_of(Stage::render)];
  ASSERT_EQ(render.size(), 33U);
  EXPECT_EQ(render.back().quality, Quality::draft);
  EXPECT_EQ(render.front().units, 40);
  EXPECT_EQ(render.front().seconds, 20.0);
  EXPECT_EQ(render[31].units, 9);
  EXPECT_EQ(history.samples[index_of(Stage::voice)].size(), 1U);
  EXPECT_TRUE(history.samples[index_of(Stage::script)].empty());
}

TEST_F(IndexTest, AnIndexWithoutHistoryLearnsItFromTheJobs) {
  StageState& voice = jobs[0].stage(Stage::voice);
  voice = {.status = StageStatus::done, .units_total = 6, .units_done = 6, .progress = 1, .work_ms = 3000};
  jobs[0].brief.quality = Quality::high;
  ASSERT_TRUE(index.rebuild(jobs).has_value());
  ASSERT_TRUE(index.synchronise(jobs).has_value());
  const StageHistory history = index.stage_history().value();
  ASSERT_EQ(history.samples[index_of(Stage::voice)].size(), 1U);
  EXPECT_EQ(history.samples[index_of(Stage::voice)][0].quality, Quality::high);
  EXPECT_EQ(history.samples[index_of(Stage::voice)][0].units, 6);
  EXPECT_EQ(history.samples[index_of(Stage::voice)][0].seconds, 3.0);
}

TEST_F(IndexTest, OfManyJobsTheNewestAreLearned) {
  std::vector<Job> many;
  for (int units = 1; units <= 40; ++units) {
    Job job = jobs[0];
    job.id += std::to_string(units);
    job.stage(Stage::voice) = {.status = StageStatus::done,
                               .units_total = units,
                               .units_done = units,
                               .progress = 1,
                               .work_ms = 3000};
    many.push_back(std::move(job));
  }
  ASSERT_TRUE(index.rebuild(many).has_value());
  const std::vector<StageSample> voice = index.stage_history()->samples[index_of(Stage::voice)];
  ASSERT_EQ(voice.size(), 32U);
  EXPECT_EQ(voice.front().units, 40);
  EXPECT_EQ(voice.back().units, 9);
}

TEST_F(IndexTest, JobsOfTheSameMillisecondAreFoundInOrderOfTheirIds) {
  std::vector<Job> same;
  for (const char* const name : {"a", "b", "c"}) {
    same.push_back(sample_job("Volcano", 20));
    same.back().id += name;
  }
  ASSERT_TRUE(index.upsert(std::array<const Job*, 3>{&same[2], &same[0], &same[1]}).has_value());
  const JobPage page = index.query({.search = "volcano", .order = HistoryOrder::oldest}).value();
  ASSERT_EQ(page.rows.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(page.rows[i].id, same[i].id);
}

TEST_F(IndexTest, IsCheckedBesideTheConnectionInUse) {
  std::atomic<bool> is_done = false;
  std::jthread writer([&] {
    do {
      ++jobs[0].revision;
      EXPECT_TRUE(index.upsert(jobs[0]).has_value());
    } while (!is_done);
  });
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(Index::is_sound(index.file(), {}));
  is_done = true;
  writer.join();
  EXPECT_TRUE(Index::is_sound(index.file() + ".not_there", {})) << "that is no damage";
}

TEST_F(IndexTest, ADamagedPageIsFoundUnlessTheCheckIsStopped) {
  Result<Index> damaged = [&] {
    { const Index closed = std::move(index); }
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(static_cast<std::streamoff>(fs::file_size(file) / 2 / 4096 * 4096));
    stream << std::string(4096, '\x5a');
    stream.close();
    return Index::open(file, Index::Soundness::checked_later);
  }();
  ASSERT_TRUE(damaged.has_value());
  EXPECT_FALSE(Index::is_sound(file, {}));
  std::stop_source stopped;
  stopped.request_stop();
  EXPECT_TRUE(Index::is_sound(file, stopped.get_token()));
}

// The check waits for no lock and takes none: with one of its own it could not tell here.
TEST_F(IndexTest, ATextIndexThatLacksAJobIsFoundWhileSomebodyWrites) {
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "DELETE FROM jobs_text_docsize WHERE id=(SELECT MIN(key) FROM jobs)", nullptr,
                         nullptr, nullptr),
            SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_FALSE(Index::is_sound(file, {}));
  EXPECT_EQ(sqlite3_close(other), SQLITE_OK);
}

TEST(IndexPlan, TenThousandJobsAreSearchedThroughTheTextIndex) {
  Index index = Index::in_memory().value();
  std::vector<Job> jobs;
  for (int number = 0; number < 10'000; ++number)
    jobs.push_back(sample_job(
        "Lesson " + std::to_string(number) + (number % 1000 == 0 ? " volcano" : " river"), number));
  ASSERT_TRUE(index.synchronise(jobs).has_value());
  EXPECT_EQ(index.query({.search = "volc"}).value().total, 10U);
  const auto plan_has = [&](const HistoryQuery& query, std::string_view part) {
    return std::ranges::any_of(index.explain(query).value(),
                               [&](const std::string& line) { return line.find(part) != std::string::npos; });
  };
  const HistoryQuery search{.search = "volc"};
  EXPECT_TRUE(plan_has(search, "SCAN jobs_text VIRTUAL TABLE INDEX"));
  EXPECT_TRUE(plan_has(search, "SEARCH jobs USING INTEGER PRIMARY KEY"));
  EXPECT_FALSE(plan_has(search, "TEMP B-TREE"));
  EXPECT_FALSE(plan_has(search, "SCAN jobs USING"));
  // A page of everything walks an index and sorts nothing.
  EXPECT_TRUE(plan_has({}, "jobs_by_time"));
  EXPECT_FALSE(plan_has({}, "TEMP B-TREE"));
  EXPECT_TRUE(plan_has({.status = JobStatus::failed}, "jobs_by_status"));
  EXPECT_FALSE(plan_has({.status = JobStatus::failed}, "TEMP B-TREE"));
}

}  // namespace
}  // namespace reelwright::store
