// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/index.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "store/index_schema.h"
#include "store/search_text.h"
#include "store/stage_samples.h"

namespace reelwright::store {
namespace {

constexpr int busy_ms = 2000;
constexpr const char* memory_name = ":memory:";

std::unexpected<Error> index_error(const SQLite::Exception& problem, std::source_location where) {
  switch (problem.getErrorCode()) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return fail("store.index_damaged", fmt::format("The index of the jobs is damaged: {}.", problem.what()),
                  "It is made again from the job folders at the next start; no job is lost.", where);
    case SQLITE_FULL:
      return fail("store.index_full", "There is no room on the disk for the index of the jobs.",
                  "Free some space; no job is lost.", where);
    default:
      return fail("store.index_failed",
                  fmt::format("The index of the jobs could not be used: {}.", problem.what()),
                  "Check that the data folder may be written to; no job is lost.", where);
  }
}

/// A disk or permission is at fault, not the file: making it anew would not help.
bool is_about_the_machine(const SQLite::Exception& problem) {
  switch (problem.getErrorCode()) {
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
      return true;
    default:
      return false;
  }
}

/// Runs `work`; SQLite's exceptions end here.
template <typename Work>
auto guarded(Work&& work, std::source_location where = std::source_location::current())
    -> Result<decltype(work())> {
  try {
    if constexpr (std::is_void_v<decltype(work())>) {
      work();
      return {};
    } else {
      return work();
    }
  } catch (const SQLite::Exception& problem) {
    return index_error(problem, where);
  }
}

std::int64_t integer_of(SQLite::Database& database, const std::string& sql) {
  return database.execAndGet(sql).getInt64();
}

/// FULL: a commit that was acknowledged outlives a power cut. No mmap: an I/O error must be an error, not a
/// SIGBUS.
void open_for_writing(std::optional<SQLite::Database>& opened, const std::string& file) {
  SQLite::Database& database = opened.emplace(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, busy_ms);
  database.exec("PRAGMA mmap_size=0");
  database.exec("PRAGMA cell_size_check=ON");
  database.exec("PRAGMA journal_mode=WAL");
  database.exec("PRAGMA synchronous=FULL");
}

void create_tables(SQLite::Database& database) {
  SQLite::Transaction transaction(database);
  database.exec(index_schema);
  database.exec(fmt::format("PRAGMA application_id={}", index_application_id));
  database.exec(fmt::format("PRAGMA user_version={}", index_version));
  transaction.commit();
}

bool is_ours(SQLite::Database& database) {
  return integer_of(database, "PRAGMA application_id") == index_application_id;
}

bool has_our_version(SQLite::Database& database) {
  return is_ours(database) && integer_of(database, "PRAGMA user_version") == index_version;
}

/// Every page, and every index against its table (quick_check would not).
bool has_whole_pages(SQLite::Database& database) {
  return database.execAndGet("PRAGMA integrity_check(1)").getString() == "ok";
}

/// As a reader can tell: the text index is about as many rows and can be read to its end, which throws
/// otherwise.
bool is_readable(SQLite::Database& database) {
  if (!has_whole_pages(database) ||
      integer_of(database, "SELECT (SELECT COUNT(*) FROM jobs) = (SELECT COUNT(*) FROM jobs_text_docsize)") ==
          0)
    return false;
  database.exec("PRAGMA temp_store=MEMORY");
  database.exec("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, jobs_text, row)");
  integer_of(database, "SELECT COALESCE(SUM(cnt), 0) FROM temp.vocabulary");
  return true;
}

/// The text index against its content as well; FTS5 takes the question as a write.
bool is_whole(SQLite::Database& database) {
  if (!has_whole_pages(database)) return false;
  database.exec("INSERT INTO jobs_text(jobs_text, rank) VALUES ('integrity-check', 1)");
  return true;
}

void remove_files(const std::string& file) {
  for (const char* suffix : {"", "-wal", "-shm"}) {
    std::error_code ignored;
    fs::remove(file + suffix, ignored);
  }
}

void move_aside(const fs::path& file) {
  for (const char* suffix : {"", "-wal", "-shm"}) {
    std::error_code ignored;
    fs::path aside = file;
    aside.replace_filename(file.stem().string() + ".damaged" + file.extension().string() + suffix);
    fs::rename(file.string() + suffix, aside, ignored);
  }
}

/// The key is the time of creation with room behind it for those of the same millisecond.
constexpr const char* put_sql = R"sql(
    INSERT INTO jobs(key, id, title, words, status, created_utc_ms, finished_utc_ms, video_duration_s, bytes, pinned,
                     revision)
    VALUES ((SELECT COALESCE(MAX(key) + 1, ?5 << 20) FROM jobs WHERE key >= ?5 << 20 AND key < (?5 + 1) << 20),
            ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
    ON CONFLICT(id) DO UPDATE SET title=excluded.title, words=excluded.words, status=excluded.status,
      created_utc_ms=excluded.created_utc_ms, finished_utc_ms=excluded.finished_utc_ms,
      video_duration_s=excluded.video_duration_s, bytes=excluded.bytes, pinned=excluded.pinned,
      revision=excluded.revision)sql";

void put_row(SQLite::Statement& put, const Job& job) {
  const HistoryRow row = history_row(job);
  put.bind(1, row.id);
  put.bind(2, row.title);
  put.bind(3, searchable(row.title + "\n" + job.brief.topic));
  put.bind(4, std::string(name_of(row.status)));
  put.bind(5, row.created_utc_ms);
  put.bind(6, row.finished_utc_ms);
  put.bind(7, row.video_duration_s);
  put.bind(8, static_cast<std::int64_t>(row.bytes));
  put.bind(9, row.pinned ? 1 : 0);
  put.bind(10, static_cast<std::int64_t>(job.revision));
  put.exec();
  put.reset();
}

/// Those of the same millisecond get their keys in order of their ids.
void put_rows(SQLite::Database& database, std::vector<const Job*> jobs) {
  if (jobs.empty()) return;
  std::ranges::sort(jobs, {}, &Job::id);
  SQLite::Statement put(database, put_sql);
  for (const Job* job : jobs) put_row(put, *job);
}

void remove_rows(SQLite::Database& database, std::span<const std::string> ids) {
  if (ids.empty()) return;
  SQLite::Statement remove(database, "DELETE FROM jobs WHERE id=?");
  for (const std::string& id : ids) {
    remove.bind(1, id);
    remove.exec();
    remove.reset();
  }
}

RememberedJobs read_remembered(SQLite::Database& database) {
  RememberedJobs jobs;
  SQLite::Statement rows(database, "SELECT id, revision, status FROM jobs ORDER BY id");
  while (rows.executeStep())
    jobs.emplace_hint(
        jobs.end(), rows.getColumn(0).getString(),
        RememberedJob{static_cast<std::uint64_t>(rows.getColumn(1).getInt64()),
                      parse_job_status(rows.getColumn(2).getString()).value_or(JobStatus::failed)});
  return jobs;
}

const char* order_by(HistoryOrder order) {
  switch (order) {
    case HistoryOrder::newest:
      return "created_utc_ms DESC, id DESC";
    case HistoryOrder::oldest:
      return "created_utc_ms, id";
    case HistoryOrder::title:
      return "title COLLATE NOCASE, id";
    case HistoryOrder::longest:
      return "video_duration_s DESC, id DESC";
    case HistoryOrder::largest:
      return "bytes DESC, id DESC";
  }
  return "id";
}

bool is_by_time(HistoryOrder order) { return order == HistoryOrder::newest || order == HistoryOrder::oldest; }

/// The WHERE clause of a query and what is bound to it: the same for the rows and for their number.
struct Filter {
  explicit Filter(const HistoryQuery& query) : search(search_expression(query.search)) {
    if (query.status) status = name_of(*query.status);
    // Typed, but without a word in it: nothing can match.
    if (search.empty() && !query.search.empty() &&
        query.search.find_first_not_of(" \t\r\n") != std::string::npos)
      search = "\"\"";
    if (!search.empty()) clauses = "key IN (SELECT rowid FROM jobs_text WHERE jobs_text MATCH :search)";
    if (!status.empty()) clauses += std::string(clauses.empty() ? "" : " AND ") + "status=:status";
  }
  [[nodiscard]] std::string sql(std::string_view selected, std::string_view tail) const {
    return fmt::format("SELECT {} FROM jobs{}{}{}", selected, clauses.empty() ? "" : " WHERE ", clauses,
                       tail);
  }
  /// A search in order of time: the text index has its rows in that order. The first page then costs the same
  /// whether ten or a hundred thousand match.
  [[nodiscard]] std::string searched_by_time(std::string_view selected, HistoryOrder order,
                                             std::string_view tail) const {
    return fmt::format(
        "SELECT {} FROM jobs_text JOIN jobs ON jobs.key=jobs_text.rowid WHERE jobs_text MATCH :search{} "
        "ORDER BY jobs_text.rowid{}{}",
        selected, status.empty() ? "" : " AND status=:status", order == HistoryOrder::newest ? " DESC" : "",
        tail);
  }
  [[nodiscard]] std::string count_sql() const {
    if (!search.empty() && status.empty())
      return "SELECT COUNT(*) FROM jobs_text WHERE jobs_text MATCH :search";
    return sql("COUNT(*)", "");
  }
  void bind(SQLite::Statement& statement) const {
    if (!search.empty()) statement.bind(":search", search);
    if (!status.empty()) statement.bind(":status", status);
  }

  std::string search;
  std::string status;
  std::string clauses;
};

std::string page_sql(const HistoryQuery& query, const Filter& filter) {
  constexpr std::string_view columns =
      "id, title, status, created_utc_ms, finished_utc_ms, video_duration_s, bytes, pinned";
  const std::string page =
      fmt::format(" LIMIT {} OFFSET {}", query.limit, std::min<std::uint64_t>(query.offset, INT64_MAX));
  if (!filter.search.empty() && is_by_time(query.order))
    return filter.searched_by_time(columns, query.order, page);
  return filter.sql(columns, fmt::format(" ORDER BY {}{}", order_by(query.order), page));
}

HistoryRow row_of(SQLite::Statement& statement) {
  HistoryRow row;
  row.id = statement.getColumn(0).getString();
  row.title = statement.getColumn(1).getString();
  row.status = parse_job_status(statement.getColumn(2).getString()).value_or(JobStatus::failed);
  row.created_utc_ms = statement.getColumn(3).getInt64();
  row.finished_utc_ms = statement.getColumn(4).getInt64();
  row.video_duration_s = statement.getColumn(5).getDouble();
  row.bytes = static_cast<std::uint64_t>(statement.getColumn(6).getInt64());
  row.pinned = statement.getColumn(7).getInt() != 0;
  return row;
}

}  // namespace

struct Index::Connection {
  std::string file;  ///< or memory_name
  std::optional<SQLite::Database> opened;

  SQLite::Database& database() {
    if (!opened) throw SQLite::Exception("it is closed", SQLITE_MISUSE);
    return *opened;
  }
};

HistoryRow history_row(const Job& job) {
  HistoryRow row;
  row.id = job.id;
  row.title = job.title;
  row.status = job.status;
  row.created_utc_ms = job.created_utc_ms;
  row.finished_utc_ms = job.finished_utc_ms;
  row.video_duration_s = job.video ? job.video->duration_s : 0;
  for (const Artifact& artifact : job.artifacts) row.bytes += artifact.bytes;
  row.pinned = job.pinned;
  return row;
}

Index::Index(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Index::Index(Index&& other) noexcept = default;
Index& Index::operator=(Index&& other) noexcept = default;
Index::~Index() = default;

const std::string& Index::file() const { return connection_->file; }

Result<Index> Index::open(const fs::path& file, Soundness soundness) {
  auto connection = std::make_unique<Connection>(Connection{.file = file.string(), .opened = std::nullopt});
  std::error_code error;
  bool is_other_version = false;
  if (fs::file_size(file, error) > 0 && !error) {
    try {
      open_for_writing(connection->opened, connection->file);
      is_other_version = !has_our_version(*connection->opened) && is_ours(*connection->opened);
      if (has_our_version(*connection->opened) &&
          (soundness == Soundness::checked_later || is_whole(*connection->opened)))
        return Index(std::move(connection));
    } catch (const SQLite::Exception& problem) {
      if (is_about_the_machine(problem)) return index_error(problem, std::source_location::current());
    }
    connection->opened.reset();
    is_other_version ? remove_files(connection->file) : move_aside(file);
  }
  return guarded([&] {
    open_for_writing(connection->opened, connection->file);
    create_tables(*connection->opened);
    return Index(std::move(connection));
  });
}

bool Index::is_sound(const fs::path& file, std::stop_token stop) {
  if (stop.stop_requested()) return true;
  try {
    SQLite::Database database(file.string(), SQLite::OPEN_READONLY, busy_ms);
    database.exec("PRAGMA mmap_size=0");
    // An interrupt is forgotten where it comes between two statements; inside one it comes sooner.
    sqlite3_progress_handler(
        database.getHandle(), 1000,
        [](void* token) { return static_cast<int>(static_cast<std::stop_token*>(token)->stop_requested()); },
        &stop);
    const std::stop_callback interrupt(stop, [&] { sqlite3_interrupt(database.getHandle()); });
    return is_readable(database) || stop.stop_requested();
  } catch (const SQLite::Exception& problem) {
    return stop.stop_requested() || is_about_the_machine(problem);
  }
}

Result<void> Index::start_again() {
  return guarded([&] {
    connection_->opened.reset();
    if (connection_->file != memory_name) move_aside(connection_->file);
    open_for_writing(connection_->opened, connection_->file);
    create_tables(*connection_->opened);
  });
}

Result<Index> Index::open_for_reading(const fs::path& file) {
  return guarded([&] {
    auto connection = std::make_unique<Connection>(Connection{.file = file.string(), .opened = std::nullopt});
    SQLite::Database& database = connection->opened.emplace(connection->file, SQLite::OPEN_READONLY, busy_ms);
    database.exec("PRAGMA mmap_size=0");
    if (!has_our_version(database)) throw SQLite::Exception("it is of another version", SQLITE_NOTADB);
    return Index(std::move(connection));
  });
}

Result<Index> Index::in_memory() {
  Index index(std::make_unique<Connection>(Connection{.file = memory_name, .opened = std::nullopt}));
  TRY(index.rebuild({}));
  return index;
}

Result<void> Index::synchronise(std::span<const Job> jobs) {
  return guarded([&] {
    SQLite::Database& database = connection_->database();
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    RememberedJobs rows = read_remembered(database);
    std::vector<const Job*> all;
    std::vector<const Job*> changed;
    for (const Job& job : jobs) {
      all.push_back(&job);
      const auto row = rows.find(job.id);
      if (row == rows.end() || row->second.revision != job.revision) changed.push_back(&job);
      if (row != rows.end()) rows.erase(row);
    }
    put_rows(database, std::move(changed));
    std::vector<std::string> gone;
    for (const auto& [id, row] : rows) gone.push_back(id);
    remove_rows(database, gone);
    learn_samples(database, all);
    transaction.commit();
  });
}

Result<void> Index::rebuild(std::span<const Job> jobs) {
  TRY(guarded([&] {
    connection_->opened.reset();
    if (connection_->file != memory_name) remove_files(connection_->file);
    open_for_writing(connection_->opened, connection_->file);
    create_tables(*connection_->opened);
  }));
  return synchronise(jobs);
}

Result<RememberedJobs> Index::remembered() const {
  return guarded([&] { return read_remembered(connection_->database()); });
}

Result<void> Index::upsert(std::span<const Job* const> jobs) {
  return guarded([&] {
    SQLite::Database& database = connection_->database();
    SQLite::Statement row(database, "SELECT 1 FROM jobs WHERE id=? AND revision=?");
    std::vector<const Job*> changed;
    for (const Job* job : jobs) {
      row.bind(1, job->id);
      row.bind(2, static_cast<std::int64_t>(job->revision));
      if (!row.executeStep()) changed.push_back(job);
      row.reset();
    }
    if (changed.empty()) return;
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    put_rows(database, std::move(changed));
    transaction.commit();
  });
}

Result<void> Index::remove(std::span<const std::string> ids) {
  return guarded([&] {
    SQLite::Transaction transaction(connection_->database(), SQLite::TransactionBehavior::IMMEDIATE);
    remove_rows(connection_->database(), ids);
    transaction.commit();
  });
}

Result<void> Index::learn_stage_history(std::span<const Job* const> jobs) {
  return guarded([&] {
    SQLite::Transaction transaction(connection_->database(), SQLite::TransactionBehavior::IMMEDIATE);
    learn_samples(connection_->database(), jobs);
    transaction.commit();
  });
}

Result<void> Index::upsert(const Job& job) {
  return guarded([&] { put_rows(connection_->database(), {&job}); });
}

Result<void> Index::remove(const std::string& id) { return remove(std::span(&id, 1)); }

Result<JobPage> Index::query(const HistoryQuery& query) const {
  return guarded([&] {
    SQLite::Database& database = connection_->database();
    const Filter filter(query);
    JobPage page;
    // One transaction, so that the number and the rows are of the same moment.
    SQLite::Transaction transaction(database);
    SQLite::Statement count(database, filter.count_sql());
    filter.bind(count);
    count.executeStep();
    page.total = static_cast<std::uint64_t>(count.getColumn(0).getInt64());
    SQLite::Statement rows(database, page_sql(query, filter));
    filter.bind(rows);
    while (rows.executeStep()) page.rows.push_back(row_of(rows));
    return page;
  });
}

Result<void> Index::record_stage(Stage stage, const StageSample& sample) {
  return guarded([&] {
    SQLite::Transaction transaction(connection_->database(), SQLite::TransactionBehavior::IMMEDIATE);
    add_sample(connection_->database(), stage, sample);
    transaction.commit();
  });
}

Result<StageHistory> Index::stage_history() const {
  return guarded([&] { return read_samples(connection_->database()); });
}

Result<std::vector<std::string>> Index::explain(const HistoryQuery& query) const {
  return guarded([&] {
    const Filter filter(query);
    SQLite::Statement plan(connection_->database(), "EXPLAIN QUERY PLAN " + page_sql(query, filter));
    filter.bind(plan);
    std::vector<std::string> lines;
    while (plan.executeStep()) lines.push_back(plan.getColumn(3).getString());
    return lines;
  });
}

}  // namespace reelwright::store
