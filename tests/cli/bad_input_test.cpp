// SPDX-License-Identifier: GPL-3.0-or-later
// What cannot work is refused with a sentence before anything is written.
#include <nlohmann/json.hpp>

#include "cli/cli_fixture.h"

namespace reelwright::cli {
namespace {

struct BadInputTest : CliTest {
  BadInputTest() {
    write("empty.md", "");
    write("blank.md", " \n\t\n");
    write("binary.md", std::string("PNG\0\0\1\2\3\0", 9));
    write("latin1.md", "caf\xE9 au lait");
    write("huge.md", "x");
    fs::resize_file(folder / "huge.md", 50U << 20);
    write("good.md", "# Bees\n\nBees make honey.\n");
    write("unknown.json", R"({"topic": "Bees", "colour": "red"})");
    write("wrong_type.json", R"({"topic": 5})");
    write("broken.json", R"({"topic": )");
    write("damaged/timeline.json", R"({"schema_version": 1, "scenes": "none"})");
    write("not_json/timeline.json", "hello");
  }

  void expect_refused(const std::vector<std::string>& arguments, const std::vector<std::string>& said,
                      int code = exit_bad_input) {
    SCOPED_TRACE(testing::PrintToString(arguments));
    EXPECT_EQ(run(arguments), code);
    EXPECT_EQ(out.str(), "");
    for (const std::string& part : said)
      EXPECT_NE(err.str().find(part), std::string::npos) << part << "\nin: " << err.str();
    EXPECT_TRUE(err.str().starts_with("reelwright: ")) << err.str();
    EXPECT_TRUE(job_folders().empty());
  }
};

TEST_F(BadInputTest, NothingToMakeAVideoAbout) {
  expect_refused({"generate"}, {"topic is empty"});
  expect_refused({"generate", "--topic", ""}, {"topic is empty"});
  expect_refused({"generate", "--topic", "  \n "}, {"topic is empty"});
  expect_refused({"generate", "--topic="}, {"--topic needs a value"});
}

TEST_F(BadInputTest, OptionsBeforeTheCommandAreSentBehindIt) {
  expect_refused({"--data-dir", "elsewhere", "presets"},
                 {"\"--data-dir\" stands before the command", "behind \"reelwright presets\""});
}

TEST_F(BadInputTest, AskedForJsonTheRefusalIsOneDocument) {
  EXPECT_EQ(run({"generate", "--topic", "Bees", "--theme", "nope", "--json"}), exit_bad_input);
  EXPECT_TRUE(err.str().starts_with("reelwright: ")) << err.str();
  const nlohmann::json document = nlohmann::json::parse(out.str());
  EXPECT_EQ(document.at("error").at("code"), "theme.unknown");
  EXPECT_NE(document.at("error").at("message").get<std::string>().find("nope"), std::string::npos);
  EXPECT_EQ(run({"jobs", "show", "../x", "--json"}), exit_bad_input);
  EXPECT_TRUE(nlohmann::json::parse(out.str()).contains("error"));
  EXPECT_EQ(run({"generate", "--nope", "--json"}), exit_bad_input);
  EXPECT_EQ(nlohmann::json::parse(out.str()).at("error").at("code"), "usage");
}

TEST_F(BadInputTest, TextsThatAreNone) {
  for (const char* option : {"--source", "--script"}) {
    expect_refused({"generate", option, "missing.md"}, {"missing.md"});
    expect_refused({"generate", option, "empty.md"}, {"empty"});
    expect_refused({"generate", option, "blank.md"}, {"empty"});
    expect_refused({"generate", option, "binary.md"}, {"binary.md"});
    expect_refused({"generate", option, "latin1.md"}, {"UTF-8"});
    expect_refused({"generate", option, "huge.md"}, {"huge.md"});
    expect_refused({"generate", option, "."}, {"folder"});
  }
  in.str("");
  expect_refused({"generate", "--source", "-"}, {"standard input"});
  expect_refused({"generate", "--script", "-"}, {"standard input"});
}

TEST_F(BadInputTest, NamesThatDoNotExistComeWithTheNearestOne) {
  expect_refused({"generate", "--topic", "Bees", "--aspect", "19:6"},
                 {"19:6", "--aspect", "16:9, 9:16, 1:1"});
  expect_refused({"generate", "--topic", "Bees", "--aspect", "16:10"}, {"Did you mean 16:9?"});
  expect_refused({"generate", "--topic", "Bees", "--quality", "standart"}, {"Did you mean standard?"});
  expect_refused({"generate", "--topic", "Bees", "--captions", "brun"}, {"Did you mean burn?"});
  expect_refused({"generate", "--topic", "Bees", "--caption-style", "boxes"}, {"Did you mean boxed?"});
  expect_refused({"generate", "--topic", "Bees", "--stop-after", "scirpt"}, {"Did you mean script?"});
  expect_refused({"generate", "--topic", "Bees", "--theme", "no-such-theme"}, {"no-such-theme", "dawn"});
  expect_refused({"generate", "--topic", "Bees", "--theme", "../themes/dawn"}, {"theme"});
  expect_refused({"generate", "--topic", "Bees", "--theme", "mindnight"}, {"Did you mean midnight?"});
  expect_refused({"generate", "--topic", "Bees", "--preset", "yuotube"}, {"Did you mean youtube?", "shorts"});
  expect_refused({"generate", "--topic", "Bees", "--preset", "shorts", "--aspect", "1:1"},
                 {"shorts is for aspect 9:16", "--aspect"});
  expect_refused({"generate", "--topic", "Bees", "--preset", "shorts", "--quality", "draft"},
                 {"shorts is for quality high", "--quality"});
  expect_refused({"generate", "--topic", "Bees", "--voice", "no-such-voice"}, {"no-such-voice"});
  expect_refused({"generate", "--topic", "Bees", "--music", "polka"}, {"polka", "calm"});
  expect_refused({"generate", "--topic", "Bees", "--music", "good.md"}, {"good.md"});
  expect_refused({"generate", "--topic", "Bees", "--lang", "not a language"}, {"language"});
}

TEST_F(BadInputTest, NumbersOutOfRange) {
  for (const char* seconds : {"0", "-5", "100000", "14.9", "nan", "1e999", "abc", "60s", ""})
    expect_refused({"generate", "--topic", "Bees", "--duration", seconds}, {"15", "600"});
  for (const char* speed : {"0", "3", "-1", "fast"})
    expect_refused({"generate", "--topic", "Bees", "--speed", speed}, {"0.5"});
  expect_refused({"generate", "--topic", "Bees", "--seed", "1.5"}, {"whole number"});
  expect_refused({"generate", "--topic", "Bees", "--workers", "0"}, {"whole number"});
}

TEST_F(BadInputTest, BriefFilesThatCannotBeUsed) {
  expect_refused({"generate", "--brief", "missing.json"}, {"missing.json"});
  expect_refused({"generate", "--brief", "unknown.json"}, {"colour"});
  expect_refused({"generate", "--brief", "wrong_type.json"}, {"topic"});
  expect_refused({"generate", "--brief", "broken.json"}, {"brief"});
}

TEST_F(BadInputTest, PlacesThatCannotBeUsed) {
  expect_refused({"generate", "--topic", "Bees", "--media", "nowhere"}, {"nowhere"});
  expect_refused({"generate", "--topic", "Bees", "--media", "good.md"}, {"good.md"});
  expect_refused({"generate", "--topic", "Bees", "--output", folder.path().string()}, {"is a folder"});
  expect_refused({"generate", "--topic", "Bees", "--output", "nowhere/video.mp4"}, {"nowhere"});
  expect_refused({"generate", "--topic", "Bees", "--data-dir", "good.md"}, {"good.md"}, exit_failed);
}

TEST_F(BadInputTest, DiskThatIsTooSmallIsKnownBeforehand) {
  free = 5'000'000;
  expect_refused({"generate", "--topic", "Bees"}, {"5 MB left", "--data-dir"}, exit_failed);
  EXPECT_FALSE(fs::exists(data));
}

TEST_F(BadInputTest, MistypedCommandsAndOptions) {
  expect_refused({}, {"needs to know what to do", "generate"});
  expect_refused({"genrate"}, {"genrate", "Did you mean generate?"});
  expect_refused({"jobs"}, {"list, show, resume, delete"});
  expect_refused({"jobs", "lst"}, {"Did you mean list?"});
  expect_refused({"--jsno"}, {"--jsno"});
  expect_refused({"generate", "--topik", "Bees"}, {"--topik", "Did you mean --topic?"});
  expect_refused({"generate", "--topic"}, {"--topic needs a value"});
  expect_refused({"generate", "--topic", "a", "--topic", "b"}, {"more than once"});
  expect_refused({"generate", "--topic", "how", "bees"}, {"\"bees\"", "quotes"});
  expect_refused({"jobs", "show"}, {"ID is missing"});
  expect_refused({"render", "timeline.json"}, {"--output is missing"});
  expect_refused({"render", "--output", "a.mp4"}, {"TIMELINE.json is missing"});
}

TEST_F(BadInputTest, DamagedTimelines) {
  expect_refused({"render", "missing.json", "--output", "a.mp4"}, {"missing.json"});
  expect_refused({"render", "damaged/timeline.json", "--output", "a.mp4"}, {"timeline"});
  expect_refused({"render", "not_json/timeline.json", "--output", "a.mp4"}, {"timeline"});
  EXPECT_FALSE(fs::exists(folder / "a.mp4"));
  for (const auto& entry : fs::directory_iterator(folder.path()))
    EXPECT_FALSE(entry.path().filename().string().starts_with(".")) << entry.path();
}

TEST_F(BadInputTest, JobsThatAreNone) {
  ASSERT_EQ(run({"reindex"}), exit_done);
  write("data/secret/job.json", "{}");
  for (const char* id : {"20261122-143005-none-7f3a", "../secret", "..", "", "a/b"}) {
    expect_refused({"jobs", "show", id}, {"There is no job"});
    expect_refused({"jobs", "delete", id}, {"There is no job"});
  }
  EXPECT_TRUE(fs::exists(data / "secret" / "job.json"));
  expect_refused({"jobs", "list", "--status", "dnoe"}, {"Did you mean done?"});
  expect_refused({"jobs", "list", "--limit", "many"}, {"--limit"});
}

}  // namespace
}  // namespace reelwright::cli
