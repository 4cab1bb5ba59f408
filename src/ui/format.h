// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as people read them, written into a fixed buffer: a frame allocates nothing for them.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "model/job.h"

namespace reelwright::ui {

/// A short text with a NUL behind it; what does not fit is cut.
class ShortText {
 public:
  template <typename... Args>
  explicit ShortText(fmt::format_string<Args...> pattern, Args&&... args) {
    const auto result =
        fmt::format_to_n(bytes_.data(), bytes_.size() - 1, pattern, std::forward<Args>(args)...);
    size_ = std::min(result.size, bytes_.size() - 1);
    bytes_[size_] = '\0';
  }
  [[nodiscard]] const char* c_str() const { return bytes_.data(); }
  operator std::string_view() const { return {bytes_.data(), size_}; }  // NOLINT: it is a text

 private:
  std::array<char, 160> bytes_{};
  std::size_t size_ = 0;
};

/// "0:42", "1:02:03".
[[nodiscard]] ShortText clock_text(double seconds);
/// "3.2 s", "1 min 05 s".
[[nodiscard]] ShortText duration_text(double seconds);
/// "about 40-55 s left", "about 3-4 min left"; "" when nothing is known.
[[nodiscard]] ShortText eta_text(const Job& job);
/// "about 40-55 s", "about 3-4 min".
[[nodiscard]] ShortText range_text(double low_s, double high_s);
/// "12.4 MB".
[[nodiscard]] ShortText bytes_text(std::uint64_t bytes);
/// "just now", "5 min ago", "3 h ago", "yesterday", "2026-11-20".
[[nodiscard]] ShortText ago_text(std::int64_t utc_ms, std::int64_t now_utc_ms);

/// For people: "Done", "Interrupted", ...
[[nodiscard]] std::string_view title_of(JobStatus status);

}  // namespace reelwright::ui
