// SPDX-License-Identifier: GPL-3.0-or-later
// A text in a fixed buffer: what is written anew in every frame takes no memory from the heap.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace reelwright {

/// A short text with a NUL behind it; what does not fit is cut. A value.
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
  friend bool operator==(const ShortText& text, std::string_view other) {
    return std::string_view(text) == other;
  }

 private:
  std::array<char, 160> bytes_{};
  std::size_t size_ = 0;
};

}  // namespace reelwright
