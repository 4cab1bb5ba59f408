// SPDX-License-Identifier: GPL-3.0-or-later
// What the script tests share: a folder of their own, scripts in one call. No test
// lives here.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "stages/remembering_reporter.h"
#include "stages/script/draft.h"
#include "stages/script/nouns.h"
#include "stages/script/script_stage.h"

namespace reelwright::stages::script_test {

/// Where Debian's wordnet-base puts it.
inline const ScriptResources resources{"/usr/share/wordnet"};

class ScriptTest : public testing::Test {
 protected:
  ScriptTest() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    std::string name = std::string(test->test_suite_name()) + "-" + test->name();
    for (char& c : name) c = c == '/' ? '-' : c;
    folder = std::filesystem::path(testing::TempDir()) / ("reelwright-" + name);
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
  }
  ~ScriptTest() override { std::filesystem::remove_all(folder); }

  std::string file(const std::string& name, std::string_view bytes) const {
    std::ofstream(folder / name, std::ios::binary) << bytes;
    return (folder / name).string();
  }
  Brief topic(std::string text, double duration_s = 60) const {
    Brief brief;
    brief.topic = std::move(text);
    brief.duration_s = duration_s;
    return brief;
  }
  Brief source(std::string_view text, double duration_s = 60) const {
    Brief brief;
    brief.source = file("notes-of-mine.md", text);
    brief.duration_s = duration_s;
    return brief;
  }
  Brief script(std::string_view text) const {
    Brief brief;
    brief.script = file("my-script.md", text);
    return brief;
  }
  Result<Script> try_write(const Brief& brief) { return write_script(brief, "job", available, report, {}); }
  Script write(const Brief& brief) {
    auto script = try_write(brief);
    EXPECT_TRUE(script.has_value()) << (script ? "" : script.error().message);
    return script ? *script : Script{};
  }

  std::filesystem::path folder;
  RememberingReporter report;
  ScriptResources available = resources;
};

/// The estimate that the writers work with, of a finished Script.
inline double estimated_seconds(const Script& script, const Brief& brief) {
  std::vector<DraftScene> scenes;
  for (const Scene& scene : script.scenes) {
    DraftScene draft;
    for (const Sentence& sentence : scene.sentences)
      draft.lines.push_back({sentence.text, false, 0, sentence.spoken});
    scenes.push_back(std::move(draft));
  }
  return Pace(brief).seconds(scenes);
}

inline std::string spoken_text(const Script& script) {
  std::string text;
  for (const Scene& scene : script.scenes) {
    for (const Sentence& sentence : scene.sentences) {
      if (sentence.spoken) text += (text.empty() ? "" : " ") + sentence.text;
    }
  }
  return text;
}

/// One dictionary for all tests: opening it takes a moment.
struct Dictionary {
  WordNet net = *WordNet::open(resources.wordnet);
  Nouns nouns{net};
};
inline const Dictionary& dictionary() {
  static const Dictionary shared;
  return shared;
}

}  // namespace reelwright::stages::script_test
