// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/progress_view.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "cli/progress_text.h"

namespace reelwright::cli {
namespace {

class QuietView final : public ProgressView {
 public:
  void show(const Job&) override {}
};

class PlainView final : public ProgressView {
 public:
  explicit PlainView(std::ostream& err) : err_(err) {}
  void show(const Job& job) override {
    for (const std::string& line : plain_lines(shown_, job)) err_ << line << '\n';
    err_.flush();
    shown_ = job;
  }

 private:
  std::ostream& err_;
  Job shown_;
};

class LiveView final : public ProgressView {
 public:
  LiveView(std::ostream& err, const Terminal& terminal) : err_(err), terminal_(terminal) {}

  void show(const Job& job) override {
    std::string frame = back_to_top();
    if (warnings_shown_ < job.warnings.size()) frame += "\x1b[J";
    for (; warnings_shown_ < job.warnings.size(); ++warnings_shown_)
      frame += fmt::format("warning: {}\n", printable(job.warnings[warnings_shown_]));
    // Without automatic wrapping a line stays one line, also with characters that are wider than we think.
    frame += "\x1b[?7l";
    const std::vector<std::string> lines = live_lines(job, terminal_.columns(), terminal_.colour);
    for (const std::string& line : lines) frame += fmt::format("\x1b[K{}\n", line);
    frame += "\x1b[J\x1b[?7h";
    lines_drawn_ = lines.size();
    err_ << frame << std::flush;
  }

 private:
  [[nodiscard]] std::string back_to_top() const {
    return lines_drawn_ == 0 ? std::string() : fmt::format("\x1b[{}F", lines_drawn_);
  }

  std::ostream& err_;
  const Terminal& terminal_;
  std::size_t lines_drawn_ = 0;
  std::size_t warnings_shown_ = 0;
};

}  // namespace

std::unique_ptr<ProgressView> make_progress_view(const Environment& environment, bool quiet) {
  if (quiet) return std::make_unique<QuietView>();
  if (environment.terminal.live) return std::make_unique<LiveView>(environment.err, environment.terminal);
  return std::make_unique<PlainView>(environment.err);
}

}  // namespace reelwright::cli
