// SPDX-License-Identifier: GPL-3.0-or-later
// The index's tables. Any change needs a new version: an index of another version is thrown away and filled
// again.
#pragma once

namespace reelwright::store {

inline constexpr int index_version = 3;
inline constexpr int index_application_id = 0x5265656c;  ///< "Reel": what `file` and we recognise

/// key grows with the time of creation (see put_row), so that a search in order of time walks the text index
/// and sorts nothing. jobs_text is an external-content FTS5 table over jobs.words; the triggers keep the two together.
inline constexpr const char* index_schema = R"sql(
CREATE TABLE jobs(
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  words TEXT NOT NULL,
  status TEXT NOT NULL,
  created_utc_ms INTEGER NOT NULL,
  finished_utc_ms INTEGER NOT NULL,
  video_duration_s REAL NOT NULL,
  bytes INTEGER NOT NULL,
  pinned INTEGER NOT NULL,
  revision INTEGER NOT NULL
) STRICT;
CREATE INDEX jobs_by_time ON jobs(created_utc_ms, id);
CREATE INDEX jobs_by_status ON jobs(status, created_utc_ms, id);

CREATE VIRTUAL TABLE jobs_text USING fts5(
  words, content='jobs', content_rowid='key', tokenize="unicode61 remove_diacritics 2", prefix='1 2 3');
CREATE TRIGGER jobs_inserted AFTER INSERT ON jobs BEGIN
  INSERT INTO jobs_text(rowid, words) VALUES (new.key, new.words);
END;
CREATE TRIGGER jobs_deleted AFTER DELETE ON jobs BEGIN
  INSERT INTO jobs_text(jobs_text, rowid, words) VALUES ('delete', old.key, old.words);
END;
CREATE TRIGGER jobs_updated AFTER UPDATE OF words ON jobs WHEN old.words IS NOT new.words BEGIN
  INSERT INTO jobs_text(jobs_text, rowid, words) VALUES ('delete', old.key, old.words);
  INSERT INTO jobs_text(rowid, words) VALUES (new.key, new.words);
END;

CREATE TABLE stage_samples(
  key INTEGER PRIMARY KEY,
  stage TEXT NOT NULL,
  quality TEXT NOT NULL,
  units INTEGER NOT NULL,
  seconds REAL NOT NULL
) STRICT;
CREATE INDEX stage_samples_by_stage ON stage_samples(stage, quality, key);
)sql";

}  // namespace reelwright::store
