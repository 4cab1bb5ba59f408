// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/brief_json.h"

#include <limits>

namespace reelwright {
namespace json {

Output to_output(const Brief& brief) {
  Output out = Output::object();
  const auto put_text = [&](const char* key, const std::string& value) {
    if (!value.empty()) out[key] = value;
  };
  put_text("topic", brief.topic);
  put_text("source", brief.source);
  put_text("script", brief.script);
  put_text("audience", brief.audience);
  put_text("tone", brief.tone);
  out["lang"] = brief.lang;
  if (brief.duration_s) out["duration_s"] = *brief.duration_s;
  out["aspect"] = name_of(brief.aspect);
  out["quality"] = name_of(brief.quality);
  put_text("preset", brief.preset);
  out["theme"] = brief.theme;
  put_text("voice", brief.voice);
  out["speed"] = brief.speed;
  out["music"] = brief.music;
  out["captions"] = name_of(brief.captions);
  out["caption_style"] = brief.caption_style;
  put_text("media", brief.media);
  out["seed"] = brief.seed;
  return out;
}

void read(const Object& in, Brief& brief) {
  constexpr auto optional = Need::optional;
  in.text("topic", brief.topic, optional);
  in.text("source", brief.source, optional);
  in.text("script", brief.script, optional);
  in.text("audience", brief.audience, optional);
  in.text("tone", brief.tone, optional);
  in.text("lang", brief.lang, optional);
  if (in.has("duration_s")) in.number("duration_s", brief.duration_s.emplace());
  in.choice("aspect", brief.aspect, parse_aspect, optional);
  in.choice("quality", brief.quality, parse_quality, optional);
  in.text("preset", brief.preset, optional);
  in.text("theme", brief.theme, optional);
  in.text("voice", brief.voice, optional);
  in.number("speed", brief.speed, std::numeric_limits<double>::lowest(), std::numeric_limits<double>::max(),
            optional);
  in.text("music", brief.music, optional);
  in.choice("captions", brief.captions, parse_caption_mode, optional);
  in.text("caption_style", brief.caption_style, optional);
  in.text("media", brief.media, optional);
  in.integer("seed", brief.seed, std::numeric_limits<std::int64_t>::min(),
             std::numeric_limits<std::int64_t>::max(), optional);
}

}  // namespace json

std::string to_json(const Brief& brief) { return json::dump(json::to_output(brief)); }

Result<Brief> brief_from_json(std::string_view text) {
  const json::Subject subject{
      .name = "The brief",
      .code = "brief.bad_field",
      .newer_code = "",
      .hint = "Correct the brief file; its fields have the names of the options in snake case."};
  Brief brief;
  TRY(json::read_document(text, subject, [&](const json::Object& root, json::Reading&) {
    root.only("brief.unknown_field",
              {"topic", "source", "script", "audience", "tone", "lang", "duration_s", "aspect", "quality",
               "preset", "theme", "voice", "speed", "music", "captions", "caption_style", "media", "seed"});
    json::read(root, brief);
  }));
  return brief;
}

}  // namespace reelwright
