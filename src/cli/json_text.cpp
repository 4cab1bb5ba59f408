// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/json_text.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "base/utf8.h"

namespace reelwright::cli {

JsonText& JsonText::key(std::string_view name) {
  begin_value();
  append_quoted(name);
  text_ += ": ";
  after_key_ = true;
  return *this;
}

JsonText& JsonText::value(std::string_view text) {
  begin_value();
  append_quoted(text);
  return *this;
}

JsonText& JsonText::value(bool flag) { return raw(flag ? "true" : "false"); }

JsonText& JsonText::value(double number) {
  return std::isfinite(number) ? raw(fmt::format("{}", number)) : null();
}

std::string JsonText::take() {
  text_ += '\n';
  return std::exchange(text_, {});
}

JsonText& JsonText::open(char bracket) {
  begin_value();
  text_ += bracket;
  ++depth_;
  first_ = true;
  return *this;
}

JsonText& JsonText::close(char bracket) {
  --depth_;
  if (!first_) new_line();
  text_ += bracket;
  first_ = false;
  return *this;
}

JsonText& JsonText::raw(std::string_view text) {
  begin_value();
  text_ += text;
  return *this;
}

void JsonText::begin_value() {
  if (std::exchange(after_key_, false)) return;
  if (!first_) text_ += ',';
  if (depth_ > 0) new_line();
  first_ = false;
}

void JsonText::new_line() {
  text_ += '\n';
  text_.append(2 * depth_, ' ');
}

void JsonText::append_quoted(std::string_view text) {
  text_ += '"';
  std::size_t offset = 0;
  while (offset < text.size()) {
    const char c = text[offset];
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      text_ += '\\';
      text_ += c;
      ++offset;
    } else if (c == '\n') {
      text_ += "\\n";
      ++offset;
    } else if (byte < 0x20 || byte == 0x7f) {
      text_ += fmt::format("\\u{:04x}", byte);
      ++offset;
    } else if (byte < 0x80) {
      text_ += c;
      ++offset;
    } else {
      // File names may hold any bytes; a document may not.
      std::size_t length = 1;
      while (length < 4 && offset + length < text.size() && !is_valid_utf8(text.substr(offset, length)))
        ++length;
      const std::string_view character = text.substr(offset, length);
      if (is_valid_utf8(character)) {
        text_ += character;
        offset += length;
      } else {
        text_ += "\xEF\xBF\xBD";
        ++offset;
      }
    }
  }
  text_ += '"';
}

}  // namespace reelwright::cli
