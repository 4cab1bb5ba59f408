// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/job.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/clock.h"
#include "base/utf8.h"
#include "model/names.h"

namespace reelwright {
namespace {

constexpr Names<ArtifactKind, 10> artifact_kind_names{{"script", "narration", "visual", "timeline",
                                                       "captions", "thumbnail", "chapters", "credits",
                                                       "video", "log"}};
constexpr Names<UnitStatus, 5> unit_status_names{{"active", "done", "reused", "failed", "stopped"}};

constexpr std::size_t id_bytes_max = 64;
constexpr std::size_t slug_bytes_max = 40;
constexpr std::size_t stem_bytes_max = 80;
constexpr std::string_view fallback_name = "video";

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_hex_digit(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }
constexpr bool is_slug_character(char c) { return is_digit(c) || (c >= 'a' && c <= 'z'); }

struct Transliteration {
  char32_t first;
  char32_t last;
  std::string_view latin;
};
/// Lower-case ASCII for Latin-1 Supplement and Latin Extended-A (Unicode code charts U+0080, U+0100), both
/// cases.
constexpr Transliteration transliterations[] = {
    {0xc0, 0xc3, "a"},   {0xc4, 0xc4, "ae"},   {0xc5, 0xc5, "a"},    {0xc6, 0xc6, "ae"},  {0xc7, 0xc7, "c"},
    {0xc8, 0xcb, "e"},   {0xcc, 0xcf, "i"},    {0xd0, 0xd0, "d"},    {0xd1, 0xd1, "n"},   {0xd2, 0xd5, "o"},
    {0xd6, 0xd6, "oe"},  {0xd8, 0xd8, "o"},    {0xd9, 0xdb, "u"},    {0xdc, 0xdc, "ue"},  {0xdd, 0xdd, "y"},
    {0xde, 0xde, "th"},  {0xdf, 0xdf, "ss"},   {0xe0, 0xe3, "a"},    {0xe4, 0xe4, "ae"},  {0xe5, 0xe5, "a"},
    {0xe6, 0xe6, "ae"},  {0xe7, 0xe7, "c"},    {0xe8, 0xeb, "e"},    {0xec, 0xef, "i"},   {0xf0, 0xf0, "d"},
    {0xf1, 0xf1, "n"},   {0xf2, 0xf5, "o"},    {0xf6, 0xf6, "oe"},   {0xf8, 0xf8, "o"},   {0xf9, 0xfb, "u"},
    {0xfc, 0xfc, "ue"},  {0xfd, 0xfd, "y"},    {0xfe, 0xfe, "th"},   {0xff, 0xff, "y"},   {0x100, 0x105, "a"},
    {0x106, 0x10d, "c"}, {0x10e, 0x111, "d"},  {0x112, 0x11b, "e"},  {0x11c, 0x123, "g"}, {0x124, 0x127, "h"},
    {0x128, 0x131, "i"}, {0x132, 0x133, "ij"}, {0x134, 0x135, "j"},  {0x136, 0x138, "k"}, {0x139, 0x142, "l"},
    {0x143, 0x14b, "n"}, {0x14c, 0x151, "o"},  {0x152, 0x153, "oe"}, {0x154, 0x159, "r"}, {0x15a, 0x161, "s"},
    {0x162, 0x167, "t"}, {0x168, 0x173, "u"},  {0x174, 0x175, "w"},  {0x176, 0x178, "y"}, {0x179, 0x17e, "z"},
    {0x218, 0x219, "s"}, {0x21a, 0x21b, "t"},
};

std::string_view transliterated(char32_t code_point) {
  for (const auto& [first, last, latin] : transliterations)
    if (code_point >= first && code_point <= last) return latin;
  return {};
}

/// [a-z0-9] words joined by single hyphens, cut between words where possible; "video" when nothing is left.
std::string slug_of(std::string_view title) {
  std::string slug;
  for (std::size_t at = 0; at < title.size();) {
    const char32_t code_point = utf8_next(title, at);
    if (code_point == U'\'' || code_point == 0x2019) continue;
    if (code_point < 0x80) {
      const char c =
          static_cast<char>(code_point >= 'A' && code_point <= 'Z' ? code_point - 'A' + 'a' : code_point);
      if (is_slug_character(c))
        slug += c;
      else if (!slug.empty() && slug.back() != '-')
        slug += '-';
    } else {
      slug += transliterated(code_point);
    }
  }
  if (slug.size() > slug_bytes_max) {
    const std::size_t cut = slug.rfind('-', slug_bytes_max);
    slug.resize(cut != std::string::npos && cut >= slug_bytes_max / 2 ? cut : slug_bytes_max);
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug.empty() ? std::string(fallback_name) : slug;
}

struct Range {
  char32_t first;
  char32_t last;
};
/// Beyond ASCII: what is not a letter, mark or digit of a script (blocks of punctuation, symbols, controls,
/// private use, emoji).
constexpr Range not_letters[] = {
    {0x80, 0xa9},     {0xab, 0xb4},       {0xb6, 0xb9},        {0xbb, 0xbf},     {0xd7, 0xd7},
    {0xf7, 0xf7},     {0x2000, 0x206f},   {0x20a0, 0x20cf},    {0x2100, 0x2bff}, {0x2e00, 0x2e7f},
    {0x3000, 0x3004}, {0x3008, 0x3020},   {0x3030, 0x3030},    {0xd800, 0xf8ff}, {0xfe00, 0xfe0f},
    {0xfe10, 0xfe6f}, {0xff00, 0xff0f},   {0xff1a, 0xff20},    {0xff3b, 0xff40}, {0xff5b, 0xff65},
    {0xffe0, 0xffff}, {0x1f000, 0x1faff}, {0xe0000, 0x10ffff},
};

bool is_letter_or_digit(char32_t code_point) {
  if (code_point < 0x80)
    return (code_point >= 'a' && code_point <= 'z') || (code_point >= 'A' && code_point <= 'Z') ||
           (code_point >= '0' && code_point <= '9');
  return std::ranges::none_of(not_letters,
                              [&](Range r) { return code_point >= r.first && code_point <= r.last; });
}

}  // namespace

JobError job_error_of(const Error& error) {
  return {.code = error.code, .message = error.message, .hint = error.hint, .stage = std::nullopt};
}

std::string_view name_of(UnitStatus status) { return unit_status_names.of(status); }
std::optional<UnitStatus> parse_unit_status(std::string_view name) { return unit_status_names.parse(name); }

std::string_view name_of(ArtifactKind kind) { return artifact_kind_names.of(kind); }
std::optional<ArtifactKind> parse_artifact_kind(std::string_view name) {
  return artifact_kind_names.parse(name);
}

std::string make_job_id(std::int64_t utc_ms, std::string_view title, std::uint16_t random) {
  const std::string slug = is_valid_utf8(title) ? slug_of(title) : std::string(fallback_name);
  return fmt::format("{}-{}-{:04x}", format_utc_compact(utc_ms), slug, random);
}

bool is_valid_job_id(std::string_view id) {
  constexpr std::size_t stamp_bytes = 16;  // "20261122-143005-"
  constexpr std::size_t random_bytes = 5;  // "-7f3a"
  if (id.size() <= stamp_bytes + random_bytes || id.size() > id_bytes_max) return false;
  for (std::size_t i = 0; i < stamp_bytes; ++i)
    if (i == 8 || i == 15 ? id[i] != '-' : !is_digit(id[i])) return false;
  const std::string_view random = id.substr(id.size() - random_bytes);
  if (random.front() != '-' || !std::ranges::all_of(random.substr(1), is_hex_digit)) return false;
  const std::string_view slug = id.substr(stamp_bytes, id.size() - stamp_bytes - random_bytes);
  return slug.front() != '-' && slug.back() != '-' && slug.find("--") == std::string_view::npos &&
         std::ranges::all_of(slug, [](char c) { return is_slug_character(c) || c == '-'; });
}

std::string file_stem_for(std::string_view title) {
  if (!is_valid_utf8(title)) return std::string(fallback_name);
  std::string stem;
  for (std::size_t at = 0; at < title.size();) {
    const char32_t code_point = utf8_next(title, at);
    const bool is_blank = code_point == ' ' || (code_point >= '\t' && code_point <= '\r') ||
                          code_point == 0xa0 || code_point == 0x3000;
    if (is_blank && !stem.empty() && stem.back() != ' ') stem += ' ';
    if ((code_point == '-' && !stem.empty()) || is_letter_or_digit(code_point)) append_utf8(stem, code_point);
  }
  stem.resize(utf8_prefix(stem, stem_bytes_max).size());
  while (!stem.empty() && (stem.back() == ' ' || stem.back() == '-')) stem.pop_back();
  return stem.empty() ? std::string(fallback_name) : stem;
}

}  // namespace reelwright
