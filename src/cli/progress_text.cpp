// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/progress_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "base/utf8.h"
#include "model/words_for_people.h"

namespace reelwright::cli {
namespace {

constexpr std::string_view reset = "\x1b[0m";

struct Look {
  std::string_view mark;
  std::string_view colour;
};

Look look_of(StageStatus status) {
  switch (status) {
    case StageStatus::queued:
      return {"·", "\x1b[90m"};
    case StageStatus::active:
      return {"●", "\x1b[1;34m"};
    case StageStatus::done:
      return {"✓", "\x1b[32m"};
    case StageStatus::failed:
      return {"✗", "\x1b[31m"};
    case StageStatus::skipped:
      return {"–", "\x1b[33m"};
  }
  return {"·", ""};
}

std::string cut(std::string_view text, int columns) {
  std::string out;
  std::size_t offset = 0;
  for (int used = 0; offset < text.size() && used < columns; ++used) {
    std::size_t next = offset;
    const char32_t character = utf8_next(text, next);
    if (used + 1 == columns && next < text.size()) {
      append_utf8(out, U'…');
      break;
    }
    append_utf8(out, character);
    offset = next;
  }
  return out;
}

std::string bar(double progress, int cells) {
  const int full = static_cast<int>(std::lround(std::clamp(progress, 0.0, 1.0) * cells));
  std::string text;
  for (int i = 0; i < cells; ++i) text += i < full ? "━" : "─";
  return text;
}

double seconds_of(const StageState& state) { return static_cast<double>(state.work_ms) / 1000.0; }

std::string detail_of(const StageState& state) {
  switch (state.status) {
    case StageStatus::queued:
      return {};
    case StageStatus::active:
      if (state.units_total == 0) return "…";
      return fmt::format("{:<16} {} of {}", bar(state.progress, 16), state.units_done, state.units_total);
    case StageStatus::done:
      return std::string(std::string_view(duration_text(seconds_of(state))));
    case StageStatus::failed:
      return "failed";
    case StageStatus::skipped:
      return "already there";
  }
  return {};
}

std::string head_of(const Job& job) {
  std::string_view state;
  if (job.stopping)
    state = "stopping";
  else if (job.status != JobStatus::running)
    state = name_of(job.status);
  std::string text = fmt::format("{:3.0f} %", std::floor(job.percent));
  if (!state.empty()) text += fmt::format("  {}", state);
  if (state.empty() && job.eta) text += fmt::format("  {}", std::string_view(eta_text(job)));
  return text;
}

void add_stage_lines(Stage stage, const StageState& before, const StageState& after,
                     std::vector<std::string>& lines) {
  const std::string_view title = title_of(stage);
  if (before.status != after.status) {
    switch (after.status) {
      case StageStatus::queued:
        break;
      case StageStatus::active:
        lines.push_back(fmt::format("{} ...", title));
        break;
      case StageStatus::done:
        lines.push_back(
            fmt::format("{}: done, {}", title, std::string_view(duration_text(seconds_of(after)))));
        break;
      case StageStatus::skipped:
        lines.push_back(fmt::format("{}: already there", title));
        break;
      case StageStatus::failed:
        lines.push_back(fmt::format("{}: failed", title));
        break;
    }
    return;
  }
  const auto quarter = [](const StageState& state) { return std::floor(state.progress * 4); };
  if (after.status == StageStatus::active && after.units_total > 1 && quarter(after) > quarter(before))
    lines.push_back(fmt::format("{}: {:.0f} %", title, quarter(after) * 25));
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : '\0');
    const bool is_c1 = byte == 0xC2 && next >= 0x80 && next < 0xA0;
    if (is_c1) ++i;
    out += is_c1 || byte < 0x20 || byte == 0x7F ? ' ' : static_cast<char>(byte);
  }
  return out;
}

std::vector<std::string> live_lines(const Job& job, int columns, bool colour) {
  std::vector<std::string> lines;
  const std::string head = head_of(job);
  const int title_columns = std::max(columns - static_cast<int>(utf8_length(head)) - 2, 8);
  lines.push_back(cut(fmt::format("{}  {}", cut(printable(job.title), title_columns), head), columns));
  for (const Stage stage : all_stages) {
    const StageState& state = job.stage(stage);
    const Look look = look_of(state.status);
    const std::string text =
        cut(fmt::format("  {} {:<9} {}", look.mark, title_of(stage), detail_of(state)), columns);
    lines.push_back(colour ? fmt::format("{}{}{}", look.colour, text, reset) : text);
  }
  return lines;
}

std::vector<std::string> plain_lines(const Job& before, const Job& after) {
  std::vector<std::string> lines;
  for (const Stage stage : all_stages) add_stage_lines(stage, before.stage(stage), after.stage(stage), lines);
  for (std::size_t i = before.warnings.size(); i < after.warnings.size(); ++i)
    lines.push_back(fmt::format("warning: {}", printable(after.warnings[i])));
  if (after.stopping && !before.stopping) lines.push_back("Stopping ...");
  return lines;
}

}  // namespace reelwright::cli
