// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log_history.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"

namespace reelwright::ui {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool contains(std::string_view text, std::string_view wanted) {
  const auto found = std::search(text.begin(), text.end(), wanted.begin(), wanted.end(),
                                 [](char a, char b) { return lower(a) == lower(b); });
  return found != text.end() || wanted.empty();
}

}  // namespace

LogHistory::LogHistory(std::size_t lines_max, std::size_t text_bytes_max)
    : lines_max_(lines_max), ring_(text_bytes_max) {
  CHECK(lines_max > 0 && text_bytes_max >= 2 * LogLine::text_bytes_max);
}

void LogHistory::add(const LogLine& added) {
  const std::string_view text = added.text();
  // A line that would reach over the ring's end starts at its beginning.
  if (text_end_ % ring_.size() + text.size() > ring_.size())
    text_end_ += ring_.size() - text_end_ % ring_.size();
  const std::uint64_t end = text_end_ + text.size();
  while (!lines_.empty() && (lines_.size() >= lines_max_ || lines_.front().text_at + ring_.size() < end))
    drop_oldest();
  std::memcpy(ring_.data() + text_end_ % ring_.size(), text.data(), text.size());

  lines_.push_back(
      {added.utc_ms, text_end_, added.text_size, added.level, added.stage, number_of(added.job())});
  text_end_ = end;
  if (passes(lines_.back())) shown_.push_back(first_ + lines_.size() - 1);
}

void LogHistory::filter(const LogFilter& filter) {
  if (filter == filter_) return;
  filter_ = filter;
  shown_.clear();
  for (std::size_t i = 0; i < lines_.size(); ++i)
    if (passes(lines_[i])) shown_.push_back(first_ + i);
}

const LogHistory::Line& LogHistory::line(std::size_t index) const {
  return lines_[static_cast<std::size_t>(shown_[index] - first_)];
}

std::string_view LogHistory::text(const Line& line) const {
  return {ring_.data() + line.text_at % ring_.size(), line.text_bytes};
}

std::uint32_t LogHistory::number_of(std::string_view job) {
  // The newest jobs are the likely ones.
  const auto known = std::find(jobs_.rbegin(), jobs_.rend(), job);
  if (known != jobs_.rend()) return static_cast<std::uint32_t>(std::distance(known, jobs_.rend()) - 1);
  jobs_.emplace_back(job);
  return static_cast<std::uint32_t>(jobs_.size() - 1);
}

bool LogHistory::passes(const Line& line) const {
  return line.level >= filter_.level_min && (filter_.job.empty() || jobs_[line.job] == filter_.job) &&
         contains(text(line), filter_.search);
}

void LogHistory::drop_oldest() {
  if (!shown_.empty() && shown_.front() == first_) shown_.pop_front();
  lines_.pop_front();
  ++first_;
}

}  // namespace reelwright::ui
