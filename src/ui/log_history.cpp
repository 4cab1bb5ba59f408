// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log_history.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"

namespace reelwright::ui {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool contains(std::string_view text, std::string_view wanted) {
  return wanted.empty() || find_ignoring_case(text, wanted) != std::string_view::npos;
}

}  // namespace

std::size_t find_ignoring_case(std::string_view text, std::string_view wanted, std::size_t from) {
  if (wanted.empty() || wanted.size() > text.size()) return std::string_view::npos;
  const char first = lower(wanted[0]);
  for (std::size_t i = from; i + wanted.size() <= text.size(); ++i) {
    if (lower(text[i]) != first) continue;
    std::size_t k = 1;
    while (k < wanted.size() && lower(text[i + k]) == lower(wanted[k])) ++k;
    if (k == wanted.size()) return i;
  }
  return std::string_view::npos;
}

LogHistory::LogHistory(std::size_t lines_max, std::size_t text_bytes_max)
    : lines_max_(lines_max),
      ring_bytes_(text_bytes_max),
      ring_(std::make_unique_for_overwrite<char[]>(text_bytes_max)) {
  CHECK(lines_max > 0 && text_bytes_max >= 2 * LogLine::text_bytes_max);
}

void LogHistory::add(const LogLine& added) {
  const std::string_view text = added.text();
  // A line that would reach over the ring's end starts at its beginning.
  if (text_end_ % ring_bytes_ + text.size() > ring_bytes_) text_end_ += ring_bytes_ - text_end_ % ring_bytes_;
  const std::uint64_t end = text_end_ + text.size();
  while (!lines_.empty() && (lines_.size() >= lines_max_ || lines_.front().text_at + ring_bytes_ < end))
    drop_oldest();
  std::memcpy(ring_.get() + text_end_ % ring_bytes_, text.data(), text.size());

  const std::uint32_t source = source_of(added.job());
  ++sources_[source].lines;
  lines_.push_back({added.utc_ms, text_end_, added.text_size, added.level, added.stage, source});
  text_end_ = end;
  longest_ = std::max(longest_, text.size());
  const Line& line = lines_.back();
  const std::uint64_t number = total() - 1;
  if (passes(line, filter_)) shown_.push_back(number);
  if (line.level == LogLevel::error) errors_.push_back(number);
  if (is_watched(line)) {
    if (tail_.size() == tail_lines_max) tail_.pop_front();
    tail_.push_back(number);
  }
}

void LogHistory::filter(const LogFilter& filter) {
  if (filter == filter_) return;
  filter_ = filter;
  shown_.clear();
  scanned_from_ = total();
  scan();
}

bool LogHistory::scan(std::size_t lines) {
  const std::uint64_t until = scanned_from_ - std::min<std::uint64_t>(lines, scanned_from_ - first_);
  while (scanned_from_ > until) {
    --scanned_from_;
    if (!passes(at(scanned_from_), filter_)) continue;
    shown_.push_front(scanned_from_);
    --front_;
  }
  return scanned_from_ == first_;
}

std::string_view LogHistory::text(const Line& line) const {
  return {ring_.get() + line.text_at % ring_bytes_, line.text_bytes};
}

std::size_t LogHistory::index_of(std::uint64_t number) const {
  return static_cast<std::size_t>(std::distance(shown_.begin(), std::ranges::lower_bound(shown_, number)));
}

std::optional<std::size_t> LogHistory::next_error(std::uint64_t after) const {
  std::optional<std::size_t> first;
  for (const std::uint64_t number : errors_) {
    const std::size_t index = index_of(number);
    if (index == size() || shown_[index] != number) continue;
    if (number > after) return index;
    if (!first) first = index;
  }
  return first;
}

bool LogHistory::passes(const Line& line, const LogFilter& filter) const {
  return line.level >= filter.level_min &&
         (!filter.stage || line.stage == reelwright::index_of(*filter.stage)) &&
         (filter.job.empty() || job(line) == filter.job) && contains(text(line), filter.unit) &&
         contains(text(line), filter.search);
}

void LogHistory::watch(std::string_view job) {
  if (job == watched_) return;
  watched_ = job;
  tail_.clear();
  for (std::uint64_t number = total(); number-- > first_ && tail_.size() < tail_lines_max;)
    if (is_watched(at(number))) tail_.push_front(number);
}

bool LogHistory::is_watched(const Line& line) const {
  return !watched_.empty() && line.level >= LogLevel::info && job(line) == watched_;
}

std::uint32_t LogHistory::source_of(std::string_view job) {
  if (newest_source_ < sources_.size() && sources_[newest_source_].job == job) return newest_source_;
  auto found = std::ranges::find(sources_, job, &Source::job);
  if (found == sources_.end()) {
    found = std::ranges::find(sources_, 0U, &Source::lines);
    if (found == sources_.end()) found = sources_.insert(found, Source());
    found->job = job;
  }
  return newest_source_ = static_cast<std::uint32_t>(found - sources_.begin());
}

void LogHistory::drop_oldest() {
  for (std::deque<std::uint64_t>* const each : {&errors_, &tail_})
    if (!each->empty() && each->front() == first_) each->pop_front();
  if (!shown_.empty() && shown_.front() == first_) {
    shown_.pop_front();
    ++front_;
  }
  --sources_[lines_.front().job].lines;
  lines_.pop_front();
  ++first_;
  scanned_from_ = std::max(scanned_from_, first_);
}

}  // namespace reelwright::ui
