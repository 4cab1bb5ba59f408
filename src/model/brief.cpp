// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/brief.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/utf8.h"
#include "model/limits.h"
#include "model/names.h"

namespace reelwright {
namespace {

constexpr Names<Aspect, 3> aspect_names{{"16:9", "9:16", "1:1"}};
constexpr Names<Quality, 3> quality_names{{"draft", "standard", "high"}};
constexpr Names<CaptionMode, 4> caption_mode_names{{"burn", "sidecar", "both", "none"}};

constexpr bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

/// The shape of BCP 47 (RFC 5646, section 2.1): a language of 2 to 8 letters, then subtags of 1 to 8 letters
/// or digits.
bool looks_like_language(std::string_view tag) {
  if (tag.empty() || tag.size() > 35) return false;
  bool is_first = true;
  while (true) {
    const std::string_view subtag = tag.substr(0, tag.find('-'));
    if (subtag.empty() || subtag.size() > 8) return false;
    if (is_first && (subtag.size() < 2 || !std::ranges::all_of(subtag, is_ascii_letter))) return false;
    if (!std::ranges::all_of(subtag, [](char c) { return is_ascii_letter(c) || is_ascii_digit(c); }))
      return false;
    if (subtag.size() == tag.size()) return true;
    tag.remove_prefix(subtag.size() + 1);
    is_first = false;
  }
}

/// Valid UTF-8 without control characters other than white space.
bool is_plain_text(std::string_view text) {
  return is_valid_utf8(text) && std::ranges::none_of(text, [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return (byte < 0x20 && c != '\n' && c != '\t' && c != '\r') || byte == 0x7f;
         });
}

/// Everything else is a name, a path or a few words.
constexpr std::size_t short_text_bytes_max = 4096;

}  // namespace

std::string_view name_of(Aspect aspect) { return aspect_names.of(aspect); }
std::string_view name_of(Quality quality) { return quality_names.of(quality); }
std::string_view name_of(CaptionMode mode) { return caption_mode_names.of(mode); }
std::optional<Aspect> parse_aspect(std::string_view name) { return aspect_names.parse(name); }
std::optional<Quality> parse_quality(std::string_view name) { return quality_names.parse(name); }
std::optional<CaptionMode> parse_caption_mode(std::string_view name) {
  return caption_mode_names.parse(name);
}

Result<void> validate(const Brief& brief) {
  const std::array<std::pair<std::string_view, const std::string*>, 11> texts = {
      {{"topic", &brief.topic},
       {"source", &brief.source},
       {"script", &brief.script},
       {"audience", &brief.audience},
       {"tone", &brief.tone},
       {"lang", &brief.lang},
       {"preset", &brief.preset},
       {"theme", &brief.theme},
       {"voice", &brief.voice},
       {"music", &brief.music},
       {"media", &brief.media}}};
  for (const auto& [name, text] : texts) {
    if (!is_plain_text(*text))
      return fail("brief.not_text", fmt::format("The {} is not readable text.", name),
                  "Use UTF-8 text without control characters.");
    if (text != &brief.topic && text->size() > short_text_bytes_max)
      return fail("brief.bad_field",
                  fmt::format("The {} is longer than {} bytes.", name, short_text_bytes_max),
                  "Make it shorter.");
  }
  if (trim(brief.topic).empty() && brief.source.empty() && brief.script.empty())
    return fail("brief.empty", "There is nothing to make a video about: the topic is empty.",
                "Give a topic, notes or an article (source), or a finished script.");
  if (brief.topic.size() > limits::topic_bytes_max)
    return fail("brief.topic_too_long",
                fmt::format("The topic is longer than {} bytes.", limits::topic_bytes_max),
                "Give longer texts as a source file.");
  if (brief.duration_s &&
      !(*brief.duration_s >= limits::duration_s_min && *brief.duration_s <= limits::duration_s_max))
    return fail(
        "brief.duration", fmt::format("A duration of {} seconds is not possible.", *brief.duration_s),
        fmt::format("Choose between {} and {} seconds.", limits::duration_s_min, limits::duration_s_max));
  if (!(brief.speed >= limits::speed_min && brief.speed <= limits::speed_max))
    return fail("brief.speed", fmt::format("A voice speed of {} is not possible.", brief.speed),
                fmt::format("Choose between {} and {}; 1 is normal.", limits::speed_min, limits::speed_max));
  if (!looks_like_language(brief.lang))
    return fail("brief.lang", fmt::format("\"{}\" is not a language tag.", brief.lang),
                "Use a tag such as en, de or pt-BR.");
  if (std::ranges::find(caption_styles, brief.caption_style) == caption_styles.end())
    return fail("brief.caption_style", "This caption style is not known.",
                fmt::format("Choose one of: {}.", fmt::join(caption_styles, ", ")));
  return {};
}

FrameSize frame_size(Aspect aspect, Quality quality) {
  const int short_side = quality == Quality::draft ? 540 : 1080;
  const int long_side = short_side * 16 / 9;
  switch (aspect) {
    case Aspect::wide:
      return {long_side, short_side};
    case Aspect::tall:
      return {short_side, long_side};
    case Aspect::square:
      return {short_side, short_side};
  }
  CHECK(false);
  std::unreachable();
}

}  // namespace reelwright
