// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the small JSON documents of the command line (lists of voices, jobs, checks). Documents that are
// stored or read back are the model's codecs' business.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace reelwright::cli {

/// Appends values in document order; keeps count of commas and indentation. A caller that closes what it
/// opens gets valid JSON. One thread.
class JsonText {
 public:
  JsonText& open_object() { return open('{'); }
  JsonText& close_object() { return close('}'); }
  JsonText& open_array() { return open('['); }
  JsonText& close_array() { return close(']'); }
  JsonText& key(std::string_view name);

  JsonText& value(std::string_view text);
  JsonText& value(const char* text) { return value(std::string_view(text)); }
  JsonText& value(bool flag);
  JsonText& value(double number);
  template <std::integral Integer>
  JsonText& value(Integer number) {
    return raw(std::to_string(number));
  }
  JsonText& null() { return raw("null"); }

  template <typename T>
  JsonText& field(std::string_view name, const T& content) {
    return key(name).value(content);
  }

  /// With a newline at the end.
  [[nodiscard]] std::string take();

 private:
  JsonText& open(char bracket);
  JsonText& close(char bracket);
  JsonText& raw(std::string_view text);
  void begin_value();
  void new_line();
  void append_quoted(std::string_view text);

  std::string text_;
  std::size_t depth_ = 0;
  bool first_ = true;  ///< nothing in the innermost bracket yet
  bool after_key_ = false;
};

}  // namespace reelwright::cli
