// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/text_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <system_error>

#include "base/file.h"
#include "base/utf8.h"
#include "model/limits.h"
#include "stages/script/html_text.h"

namespace reelwright::stages {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr const char* text_hint =
    "Give Markdown or plain text; open the document in its own program and save it as text.";

std::unexpected<Error> too_large(std::string_view name, std::uint64_t bytes) {
  return fail("source.too_large",
              fmt::format("{} is too large: {:.1f} MB of text, at most {} MB can be used.", name,
                          static_cast<double>(bytes) / 1e6, limits::source_bytes_max >> 20),
              "Give the part that the video is about.");
}

/// Formats that people take for text, by their first bytes.
std::optional<std::string_view> known_format(std::string_view bytes) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> formats{
      {{"%PDF-", "a PDF document"},
       {"PK\x03\x04", "a packed document (docx, odt, epub or zip)"},
       {"{\\rtf", "an RTF document"},
       {"\xD0\xCF\x11\xE0", "an old Office document"},
       {"\x89PNG", "a PNG picture"},
       {"\xFF\xD8\xFF", "a JPEG picture"},
       {"GIF8", "a GIF picture"},
       {"\x1F\x8B", "a gzip archive"},
       {"\x7F"
        "ELF",
        "a program"}}};
  for (const auto& [magic, name] : formats) {
    if (bytes.starts_with(magic)) return name;
  }
  return std::nullopt;
}

/// nullopt when it is not valid UTF-16.
std::optional<std::string> from_utf16(std::string_view bytes, bool big_endian) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  const auto unit = [&](std::size_t i) {
    const auto a = static_cast<unsigned char>(bytes[i]);
    const auto b = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<char32_t>(big_endian ? (a << 8) | b : (b << 8) | a);
  };
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    char32_t point = unit(i);
    if (point >= 0xDC00 && point <= 0xDFFF) return std::nullopt;
    if (point >= 0xD800 && point <= 0xDBFF) {
      if (i + 3 >= bytes.size()) return std::nullopt;
      const char32_t low = unit(i + 2);
      if (low < 0xDC00 || low > 0xDFFF) return std::nullopt;
      point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
      i += 2;
    }
    append_utf8(text, point);
  }
  return text;
}

bool is_blank(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8_next(text, at);
    const bool blank = c <= 0x20 || c == 0x7f || c == 0xA0 || c == 0xAD || (c >= 0x2000 && c <= 0x200F) ||
                       (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x206F) || c == 0x3000 ||
                       c == 0xFEFF;
    if (!blank) return false;
  }
  return true;
}

/// Line ends become '\n'; other control characters become blanks (form feeds in old text files) or vanish.
std::string with_plain_lines(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\r') {
      if (i + 1 == text.size() || text[i + 1] != '\n') out += '\n';
    } else if (c == '\f' || c == '\v') {
      out += '\n';
    } else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') {
      if (c != 0x7f) out += c;
    }
  }
  return out;
}

}  // namespace

Result<std::string> check_text(std::string_view bytes, std::string_view name) {
  if (bytes.size() > limits::source_bytes_max) return too_large(name, bytes.size());
  if (const auto format = known_format(bytes)) {
    return fail("source.not_text", fmt::format("{} is {}, not text.", name, *format), text_hint);
  }
  std::string converted;
  if (bytes.starts_with(utf8_mark)) {
    bytes.remove_prefix(utf8_mark.size());
  } else if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    auto text = from_utf16(bytes.substr(2), bytes.front() == '\xFE');
    if (!text || text->find('\0') != std::string::npos) {
      return fail("source.not_utf8",
                  fmt::format("{} starts as UTF-16 text but is damaged or of another encoding.", name),
                  "Save it as UTF-8.");
    }
    converted = std::move(*text);
    bytes = converted;
  }
  const auto odd = static_cast<std::size_t>(std::ranges::count_if(bytes, [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && (c < '\t' || c > '\r') && c != 0x1b;
  }));
  if (bytes.find('\0') != std::string_view::npos || odd * 50 > bytes.size()) {
    return fail("source.not_text", fmt::format("{} is not text: it holds binary data.", name), text_hint);
  }
  if (!is_valid_utf8(bytes)) {
    return fail("source.not_utf8", fmt::format("{} is not UTF-8 text.", name),
                "Save it as UTF-8 (for example: iconv -f WINDOWS-1252 -t UTF-8 old.txt > new.txt).");
  }
  if (is_blank(bytes)) {
    return fail("source.empty", fmt::format("{} is empty: there is nothing to tell.", name),
                "Write or paste the text first.");
  }
  return with_plain_lines(bytes);
}

Result<std::string> read_text(const std::filesystem::path& path) {
  const std::string name = path.string();
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) {
    return fail("source.missing", fmt::format("{} does not exist.", name), "Check the path and the name.");
  }
  if (std::filesystem::is_directory(status)) {
    return fail("source.is_folder", fmt::format("{} is a folder, not a text file.", name),
                "Name the file inside it.");
  }
  if (std::filesystem::is_regular_file(status)) {
    const auto bytes = std::filesystem::file_size(path, error);
    if (!error && bytes > limits::source_bytes_max) return too_large(name, bytes);
  }
  const auto bytes = read_file(path, limits::source_bytes_max);
  if (!bytes) {
    if (bytes.error().code == "file.too_large") return too_large(name, limits::source_bytes_max + 1);
    return fail("source.unreadable", fmt::format("{} cannot be read: {}", name, bytes.error().message),
                bytes.error().hint.empty() ? "Check who may read it." : bytes.error().hint);
  }
  return check_text(*bytes, name);
}

std::string topic_text(const Brief& brief) {
  std::string topic = without_tags(brief.topic);
  return is_blank(topic) ? std::string() : topic;
}

std::string with_absolute_pictures(std::string_view markdown, const std::filesystem::path& folder) {
  std::string out;
  std::size_t done = 0;
  for (std::size_t mark = markdown.find("!["); mark != std::string_view::npos;
       mark = markdown.find("![", mark + 2)) {
    const std::size_t open = markdown.find("](", mark);
    if (open == std::string_view::npos) break;
    const std::size_t newline = markdown.find('\n', mark);
    if (newline < open) continue;
    std::size_t begin = open + 2;
    const bool pointed = begin < markdown.size() && markdown[begin] == '<';
    if (pointed) ++begin;
    const std::size_t end = markdown.find_first_of(pointed ? ">\n" : ") \t\n", begin);
    if (end == std::string_view::npos || end == begin || markdown[end] == '\n') continue;
    const std::filesystem::path link{std::string(markdown.substr(begin, end - begin))};
    std::error_code error;
    if (link.is_absolute() || !std::filesystem::is_regular_file(folder / link, error)) continue;
    const auto target =
        std::filesystem::weakly_canonical(std::filesystem::absolute(folder / link, error), error);
    const std::string text = target.string();
    if (error || text.find_first_of("<>\n") != std::string::npos) continue;
    out += markdown.substr(done, (pointed ? begin - 1 : begin) - done);
    out += '<';
    out += text;
    out += '>';
    done = pointed ? end + 1 : end;
  }
  out += markdown.substr(done);
  return out;
}

}  // namespace reelwright::stages
