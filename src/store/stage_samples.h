// SPDX-License-Identifier: GPL-3.0-or-later
// How long stages took, as rows of the index. Internal to store/; SQLite's exceptions pass through.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <span>

#include "model/eta.h"
#include "model/job.h"

namespace reelwright::store {

/// Keeps the newest of each stage and quality. Within a transaction of the caller.
void add_sample(SQLite::Database& database, Stage stage, const StageSample& sample);
/// Into an index without any sample: what the jobs themselves, oldest first, tell. Within a transaction of
/// the caller.
void learn_samples(SQLite::Database& database, std::span<const Job* const> jobs);
[[nodiscard]] StageHistory read_samples(SQLite::Database& database);

}  // namespace reelwright::store
