// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "model/limits.h"
#include "samples.h"

namespace reelwright {
namespace {

/// A codec whose value type is hidden: text in, canonical text or error code out.
struct Codec {
  std::string name;
  std::string sample;
  std::string damaged_code;
  std::function<Result<std::string>(std::string_view)> rewrite;
};

template <typename Value>
Codec codec(std::string name, const Value& sample, std::string damaged_code,
            Result<Value> (*parse)(std::string_view)) {
  return {std::move(name), to_json(sample), std::move(damaged_code),
          [parse](std::string_view text) -> Result<std::string> { return to_json(TRY(parse(text))); }};
}

std::vector<Codec> all_codecs() {
  return {codec("brief", samples::brief(), "brief.bad_field", brief_from_json),
          codec("script", samples::script(), "script.damaged", script_from_json),
          codec("narration", samples::narration(), "narration.damaged", narration_from_json),
          codec("visual", samples::visual(), "visual.damaged", visual_from_json),
          codec("timeline", samples::timeline(), "timeline.damaged", timeline_from_json),
          codec("job", samples::job(), "job.damaged", job_from_json)};
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

TEST(Codecs, RoundTripKeepsEveryField) {
  EXPECT_EQ(brief_from_json(to_json(samples::brief())).value(), samples::brief());
  EXPECT_EQ(brief_from_json(to_json(Brief{})).value(), Brief{});
  EXPECT_EQ(script_from_json(to_json(samples::script())).value(), samples::script());
  EXPECT_EQ(narration_from_json(to_json(samples::narration())).value(), samples::narration());
  EXPECT_EQ(visual_from_json(to_json(samples::visual())).value(), samples::visual());
  EXPECT_EQ(timeline_from_json(to_json(samples::timeline())).value(), samples::timeline());
  EXPECT_EQ(job_from_json(to_json(samples::job())).value(), samples::job());
}

TEST(Codecs, TextIsIndentedUtf8WithANewlineAtTheEnd) {
  for (const Codec& each : all_codecs()) {
    EXPECT_TRUE(each.sample.starts_with("{\n  \"")) << each.name;
    EXPECT_TRUE(each.sample.ends_with("}\n")) << each.name;
    EXPECT_TRUE(is_valid_utf8(each.sample)) << each.name;
  }
  Brief broken;
  broken.topic = "caf\xe9";
  EXPECT_TRUE(is_valid_utf8(to_json(broken)));
}

TEST(Codecs, EveryPrefixIsRefused) {
  for (const Codec& each : all_codecs())
    for (std::size_t size = 0; size + 2 < each.sample.size(); ++size) {
      const auto result = each.rewrite(std::string_view(each.sample).substr(0, size));
      ASSERT_FALSE(result) << each.name << " " << size;
      ASSERT_EQ(result.error().code, each.damaged_code);
    }
}

TEST(Codecs, FlippedBytesNeverCrashAndWhatIsAcceptedIsStable) {
  std::mt19937 random(7);
  for (const Codec& each : all_codecs()) {
    for (int round = 0; round < 3'000; ++round) {
      std::string text = each.sample;
      for (int flips = 1 + static_cast<int>(random() % 3); flips > 0; --flips)
        text[random() % text.size()] = static_cast<char>(random() % 256);
      const auto once = each.rewrite(text);
      if (!once) {
        ASSERT_FALSE(once.error().message.empty());
        continue;
      }
      ASSERT_EQ(each.rewrite(*once).value(), *once) << each.name;
    }
  }
}

TEST(Codecs, DeepNestingIsRefusedBeforeItIsBuilt) {
  for (const Codec& each : all_codecs()) {
    const std::string deep = "{\"x\":" + std::string(2'000'000, '[') + std::string(2'000'000, ']') + "}";
    const auto result = each.rewrite(deep);
    ASSERT_FALSE(result) << each.name;
    EXPECT_NE(result.error().message.find("nested deeper"), std::string::npos) << result.error().message;
  }
}

TEST(Codecs, NestingUpToTheLimitIsRead) {
  const auto nested = [](std::size_t depth) {
    return replaced(to_json(samples::script()), "{\n",
                    "{\n\"later\": " + std::string(depth, '[') + std::string(depth, ']') + ",");
  };
  EXPECT_TRUE(script_from_json(nested(limits::json_depth_max - 1)));
  EXPECT_FALSE(script_from_json(nested(limits::json_depth_max)));
}

TEST(Codecs, TextBeyondTheSizeLimitIsRefused) {
  const std::string large = to_json(samples::script()) + std::string(limits::json_bytes_max, ' ');
  const auto result = script_from_json(large);
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().message.find("larger than"), std::string::npos);
}

TEST(Codecs, OtherJsonThanAnObjectIsRefused) {
  for (const Codec& each : all_codecs())
    for (const char* text : {"", " ", "null", "[]", "7", "\"x\"", "{} {}", "{}x", "\xff", "{\"a\":1,}",
                             "{\"a\":1e999}", "{\"a\":NaN}"})
      EXPECT_FALSE(each.rewrite(text)) << each.name << " " << text;
}

TEST(Codecs, UnknownFieldsAreRefusedInBriefsOnly) {
  const auto result = brief_from_json(R"({"topic": "Bees", "duration": 30})");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "brief.unknown_field");
  EXPECT_NE(result.error().message.find("\"duration\""), std::string::npos);
  for (const Codec& each : all_codecs())
    if (each.name != "brief") {
      EXPECT_EQ(each.rewrite(replaced(each.sample, "{\n", "{\n\"from_the_future\": {\"a\": [1]},")).value(),
                each.sample);
    }
}

TEST(Codecs, NewerSchemaIsTold) {
  const auto newer = [](const std::string& text) {
    return replaced(text, "\"schema_version\": 1", "\"schema_version\": 2");
  };
  EXPECT_EQ(job_from_json(newer(to_json(samples::job()))).error().code, "job.newer_version");
  EXPECT_EQ(timeline_from_json(newer(to_json(samples::timeline()))).error().code, "timeline.newer_version");
  EXPECT_EQ(script_from_json(newer(to_json(samples::script()))).error().code, "script.damaged");
  EXPECT_FALSE(
      job_from_json(replaced(to_json(samples::job()), "\"schema_version\": 1", "\"schema_version\": 0")));
}

TEST(Codecs, WrongTypesAreNamedWithTheirField) {
  const auto message = [](const auto& result) {
    return result ? std::string("accepted") : result.error().message;
  };
  EXPECT_EQ(message(brief_from_json(R"({"duration_s": "60"})")),
            "The brief cannot be used: duration_s must be a number.");
  EXPECT_EQ(message(brief_from_json(R"({"seed": 1.5})")),
            "The brief cannot be used: seed must be a whole number.");
  EXPECT_EQ(message(brief_from_json(R"({"topic": ["x"]})")),
            "The brief cannot be used: topic must be a text.");
  EXPECT_EQ(message(brief_from_json(R"({"topic": "a\u0000b"})")),
            "The brief cannot be used: topic must not contain a zero character.");
  EXPECT_EQ(message(timeline_from_json(
                replaced(to_json(samples::timeline()), "\"frame_count\": 60", "\"frame_count\": 6e1"))),
            "The timeline cannot be used: scenes[1].frame_count must be a whole number.");
  EXPECT_EQ(message(script_from_json("{\n\n \"title\": }")),
            "script.json cannot be used: it is not valid JSON (line 3).");
}

TEST(Codecs, BriefTakesNullAsUnsetAndIncompleteBriefs) {
  const Brief brief = brief_from_json(R"({"duration_s": null, "voice": "rms"})").value();
  EXPECT_FALSE(brief.duration_s);
  EXPECT_EQ(brief.voice, "rms");
  EXPECT_EQ(brief.theme, Brief{}.theme);
  EXPECT_EQ(brief_from_json(R"({"aspect": "4:3"})").error().code, "brief.bad_field");
  EXPECT_EQ(brief_from_json(R"({"seed": 9223372036854775808})").error().code, "brief.bad_field");
}

TEST(ScriptJson, RefusesScenesThatCannotBeMade) {
  Script script = samples::script();
  script.scenes[1].id = "01";
  EXPECT_EQ(script_from_json(to_json(script)).error().code, "script.duplicate_scene");
  script = samples::script();
  script.scenes[0].sentences[0].spoken = false;
  EXPECT_EQ(script_from_json(to_json(script)).error().code, "script.empty_scene");
  script = samples::script();
  script.scenes.resize(limits::scenes_max + 1, script.scenes[0]);
  EXPECT_EQ(script_from_json(to_json(script)).error().code, "script.too_many_scenes");
  for (const char* id : {"", "../x", "a/b", "a b"}) {
    script = samples::script();
    script.scenes[0].id = id;
    EXPECT_EQ(script_from_json(to_json(script)).error().code, "script.damaged") << id;
  }
  script = samples::script();
  script.scenes[0].bullets[1].sentence = 2;
  EXPECT_EQ(script_from_json(to_json(script)).error().code, "script.damaged");
}

TEST(NarrationJson, RefusesWordsOutOfOrder) {
  Narration narration = samples::narration();
  narration.words[1].start_s = 0.5;
  EXPECT_FALSE(narration_from_json(to_json(narration)));
  narration = samples::narration();
  narration.words[2].end_s = 1.0;
  EXPECT_FALSE(narration_from_json(to_json(narration)));
}

TEST(JobJson, RefusesWhatWouldLeadOutOfItsFolder) {
  Job job = samples::job();
  job.id = "../../etc";
  EXPECT_EQ(job_from_json(to_json(job)).error().code, "job.damaged");
  for (const char* path : {"/etc/passwd", "../x", "a/../b", "a//b", "./a", "a\\b", "", "a/"}) {
    job = samples::job();
    job.artifacts[0].path = path;
    EXPECT_EQ(job_from_json(to_json(job)).error().code, "job.damaged") << path;
  }
}

}  // namespace
}  // namespace reelwright
