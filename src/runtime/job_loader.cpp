// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/job_loader.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "store/index.h"

namespace reelwright::runtime {
namespace {

/// So that the studio is at a piece for a millisecond or two; where rows or folders have to be changed, for
/// as long as the disk takes to acknowledge that once, or once a leftover.
constexpr std::size_t jobs_per_piece = 64;
constexpr std::size_t removals_per_piece = 16;

store::RememberedJobs remembered_by(const std::string& index_file) {
  const Result<store::Index> index = store::Index::open_for_reading(index_file);
  if (!index) return {};
  return index->remembered().value_or(store::RememberedJobs());
}

class Loading {
 public:
  Loading(const store::JobStore& store, store::RememberedJobs remembered, std::stop_token stop,
          const std::function<bool(LoadPiece)>& hand_over)
      : store_(store), remembered_(std::move(remembered)), stop_(std::move(stop)), hand_over_(hand_over) {}

  void run(store::FoundFolders found) {
    std::vector<std::string> without_folder;
    for (const auto& [id, row] : remembered_)
      if (!std::ranges::binary_search(found.ids, id)) without_folder.push_back(id);

    const auto others = std::ranges::stable_partition(
        found.ids, [&](const std::string& id) { return waits_as_far_as_known(id); });
    LoadPiece waiting;
    waiting.queue_is_known = !remembered_.empty() || found.ids.empty();
    for (auto id = found.ids.begin(); id != others.begin(); ++id) {
      if (stop_.stop_requested()) return;
      read(*id, waiting);
      if (waiting.error) return end_with(std::move(waiting));
    }
    if (!hand_over_(std::move(waiting))) return;
    std::ranges::reverse(others);
    LoadPiece last;
    LoadPiece piece;
    for (const std::string& id : others) {
      if (stop_.stop_requested()) return;
      read(id, piece);
      if (piece.error) {
        std::ranges::move(last.jobs, std::back_inserter(piece.jobs));
        piece.not_indexed.merge(last.not_indexed);
        return end_with(std::move(piece));
      }
      if (!piece.jobs.empty() && !is_settled(piece.jobs.back().status)) {
        last.not_indexed.insert(id);
        last.jobs.push_back(std::move(piece.jobs.back()));
        piece.jobs.pop_back();
      }
      if (piece.jobs.size() + piece.to_recover.size() < jobs_per_piece) continue;
      if (!hand_over_(std::exchange(piece, {}))) return;
    }
    if (!hand_over_(std::move(piece)) || !hand_over_names(found.leftovers, &LoadPiece::leftovers) ||
        !hand_over_names(without_folder, &LoadPiece::without_folder))
      return;
    last.queue_is_known = last.is_last = true;
    static_cast<void>(hand_over_(std::move(last)));
  }

 private:
  bool waits_as_far_as_known(const std::string& id) const {
    const auto row = remembered_.find(id);
    return row != remembered_.end() && !is_settled(row->second.status);
  }

  bool hand_over_names(const std::vector<std::string>& names, std::vector<std::string> LoadPiece::*list) {
    LoadPiece piece;
    for (const std::string& name : names) {
      (piece.*list).push_back(name);
      if ((piece.*list).size() == removals_per_piece && !hand_over_(std::exchange(piece, {}))) return false;
    }
    return (piece.*list).empty() || hand_over_(std::move(piece));
  }

  /// The disk is gone: what has not been read is not known to be there or not.
  void end_with(LoadPiece piece) {
    piece.queue_is_known = piece.is_last = true;
    static_cast<void>(hand_over_(std::move(piece)));
  }

  void read(const std::string& id, LoadPiece& piece) {
    Result<Job> job = store_.load(id);
    if (!job && job.error().code == "store.folder_missing") {
      piece.error = std::move(job.error());
      return;
    }
    if (job ? store::is_as_a_crash_left_it(*job) : job.error().code == "store.unreadable_job")
      return piece.to_recover.push_back(id);
    if (!job) return;
    const auto row = remembered_.find(id);
    if (row == remembered_.end() || row->second.revision != job->revision) piece.not_indexed.insert(id);
    piece.jobs.push_back(*std::move(job));
  }

  const store::JobStore& store_;
  const store::RememberedJobs remembered_;
  const std::stop_token stop_;
  const std::function<bool(LoadPiece)>& hand_over_;
};

}  // namespace

void load_jobs(const store::JobStore& store, const std::string& index_file, std::stop_token stop,
               const std::function<bool(LoadPiece)>& hand_over) {
  const bool is_sound = store::Index::is_sound(index_file, stop);
  LoadPiece piece;
  piece.index_is_damaged = !is_sound;
  if (!is_sound && !hand_over(std::exchange(piece, {}))) return;
  Result<store::FoundFolders> found = store.look_around();
  if (found)
    return Loading(store, is_sound ? remembered_by(index_file) : store::RememberedJobs(), stop, hand_over)
        .run(*std::move(found));
  piece.error = std::move(found.error());
  piece.queue_is_known = piece.is_last = true;
  static_cast<void>(hand_over(std::move(piece)));
}

}  // namespace reelwright::runtime
