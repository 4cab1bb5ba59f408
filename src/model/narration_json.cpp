// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include "model/json_reader.h"
#include "model/limits.h"
#include "model/narration.h"

namespace reelwright {
namespace {

using json::Object;
using json::Output;

constexpr int newest_schema = 1;
constexpr double narration_s_max = 6 * 3600.0;
constexpr std::size_t words_max = 100'000;

}  // namespace

std::string to_json(const Narration& narration) {
  Output out = {{"schema_version", newest_schema},
                {"scene", narration.scene},
                {"input_hash", narration.input_hash},
                {"voice", narration.voice},
                {"duration_s", narration.duration_s}};
  out["words"] = Output::array();
  for (const WordTime& word : narration.words)
    out["words"].push_back(
        {{"text", word.text}, {"start_s", word.start_s}, {"end_s", word.end_s}, {"sentence", word.sentence}});
  return json::dump(out);
}

Result<Narration> narration_from_json(std::string_view text) {
  const json::Subject subject{.name = "A narration's description",
                              .code = "narration.damaged",
                              .newer_code = "",
                              .hint = "Delete the job's voice folder and start the job again."};
  Narration narration;
  TRY(json::read_document(text, subject, [&](const Object& root, json::Reading&) {
    root.schema_version(newest_schema);
    root.text("scene", narration.scene);
    root.text("input_hash", narration.input_hash);
    root.text("voice", narration.voice);
    root.number("duration_s", narration.duration_s, 0, narration_s_max);
    double previous_end_s = 0;
    root.list("words", words_max, narration.words, [&](const Object& item, WordTime& word) {
      item.text("text", word.text);
      item.number("start_s", word.start_s, previous_end_s, narration_s_max);
      item.number("end_s", word.end_s, word.start_s, narration_s_max);
      item.integer("sentence", word.sentence, 0,
                   static_cast<std::int64_t>(limits::sentences_per_scene_max) - 1);
      previous_end_s = word.end_s;
    });
  }));
  return narration;
}

}  // namespace reelwright
