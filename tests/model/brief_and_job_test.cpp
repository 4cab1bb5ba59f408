// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "model/limits.h"
#include "samples.h"

namespace reelwright {
namespace {

template <typename Enum, typename Parse>
void expect_names(std::initializer_list<std::pair<Enum, std::string_view>> names, const Parse& parse) {
  for (const auto& [value, name] : names) {
    EXPECT_EQ(name_of(value), name);
    EXPECT_EQ(parse(name), value);
  }
  EXPECT_EQ(parse(""), std::nullopt);
  EXPECT_EQ(parse("nonsense"), std::nullopt);
}

TEST(Names, AreStableInBothDirections) {
  expect_names<Stage>({{Stage::script, "script"},
                       {Stage::voice, "voice"},
                       {Stage::visuals, "visuals"},
                       {Stage::compose, "compose"},
                       {Stage::render, "render"},
                       {Stage::complete, "complete"}},
                      parse_stage);
  expect_names<StageStatus>({{StageStatus::queued, "queued"},
                             {StageStatus::active, "active"},
                             {StageStatus::done, "done"},
                             {StageStatus::failed, "failed"},
                             {StageStatus::skipped, "skipped"}},
                            parse_stage_status);
  expect_names<JobStatus>({{JobStatus::queued, "queued"},
                           {JobStatus::running, "running"},
                           {JobStatus::paused, "paused"},
                           {JobStatus::done, "done"},
                           {JobStatus::failed, "failed"},
                           {JobStatus::canceled, "canceled"},
                           {JobStatus::interrupted, "interrupted"}},
                          parse_job_status);
  expect_names<Aspect>({{Aspect::wide, "16:9"}, {Aspect::tall, "9:16"}, {Aspect::square, "1:1"}},
                       parse_aspect);
  expect_names<Quality>({{Quality::draft, "draft"}, {Quality::standard, "standard"}, {Quality::high, "high"}},
                        parse_quality);
  expect_names<CaptionMode>({{CaptionMode::burn, "burn"},
                             {CaptionMode::sidecar, "sidecar"},
                             {CaptionMode::both, "both"},
                             {CaptionMode::none, "none"}},
                            parse_caption_mode);
  expect_names<ArtifactKind>({{ArtifactKind::script, "script"},
                              {ArtifactKind::narration, "narration"},
                              {ArtifactKind::visual, "visual"},
                              {ArtifactKind::timeline, "timeline"},
                              {ArtifactKind::captions, "captions"},
                              {ArtifactKind::thumbnail, "thumbnail"},
                              {ArtifactKind::chapters, "chapters"},
                              {ArtifactKind::credits, "credits"},
                              {ArtifactKind::video, "video"},
                              {ArtifactKind::log, "log"}},
                             parse_artifact_kind);
  expect_names<Layout>({{Layout::title, "title"},
                        {Layout::statement, "statement"},
                        {Layout::bullets, "bullets"},
                        {Layout::picture, "picture"},
                        {Layout::recap, "recap"}},
                       parse_layout);
  expect_names<UnitStatus>({{UnitStatus::active, "active"},
                            {UnitStatus::done, "done"},
                            {UnitStatus::reused, "reused"},
                            {UnitStatus::failed, "failed"},
                            {UnitStatus::stopped, "stopped"}},
                           parse_unit_status);
  EXPECT_EQ(title_of(Stage::visuals), "Visuals");
}

TEST(FrameSizes, AreEvenAndHaveTheAskedShape) {
  EXPECT_EQ(frame_size(Aspect::wide, Quality::standard), (FrameSize{1920, 1080}));
  EXPECT_EQ(frame_size(Aspect::tall, Quality::high), (FrameSize{1080, 1920}));
  EXPECT_EQ(frame_size(Aspect::square, Quality::standard), (FrameSize{1080, 1080}));
  EXPECT_EQ(frame_size(Aspect::wide, Quality::draft), (FrameSize{960, 540}));
  EXPECT_EQ(frame_size(Aspect::tall, Quality::draft), (FrameSize{540, 960}));
}

std::string code_of(Brief brief) {
  const auto result = validate(brief);
  return result ? "" : result.error().code;
}

TEST(Validate, TellsWhatCannotBeMade) {
  const auto with = [](auto change) {
    Brief brief;
    brief.topic = "Bees";
    change(brief);
    return code_of(brief);
  };
  EXPECT_EQ(with([](Brief&) {}), "");
  EXPECT_EQ(with([](Brief& b) { b.topic = " \n\t"; }), "brief.empty");
  EXPECT_EQ(with([](Brief& b) {
              b.topic = "";
              b.script = "x.md";
            }),
            "");
  EXPECT_EQ(with([](Brief& b) { b.topic = std::string(limits::topic_bytes_max + 1, 'x'); }),
            "brief.topic_too_long");
  EXPECT_EQ(with([](Brief& b) { b.topic = "\xff\xfe"; }), "brief.not_text");
  EXPECT_EQ(with([](Brief& b) { b.tone = std::string("a\0b", 3); }), "brief.not_text");
  EXPECT_EQ(with([](Brief& b) { b.audience = std::string(5000, 'x'); }), "brief.bad_field");
  for (const double s : {0.0, -5.0, 14.9, 600.1, 100'000.0, std::numeric_limits<double>::quiet_NaN()})
    EXPECT_EQ(with([&](Brief& b) { b.duration_s = s; }), "brief.duration") << s;
  for (const double s : {15.0, 600.0}) EXPECT_EQ(with([&](Brief& b) { b.duration_s = s; }), "");
  for (const double speed : {0.0, 0.49, 2.01, std::numeric_limits<double>::quiet_NaN()})
    EXPECT_EQ(with([&](Brief& b) { b.speed = speed; }), "brief.speed") << speed;
  for (const char* lang : {"", "e", "1", "en_US", "en-", "-en", "toolonglanguage", "e n"})
    EXPECT_EQ(with([&](Brief& b) { b.lang = lang; }), "brief.lang") << lang;
  for (const char* lang : {"en", "pt-BR", "zh-Hant-TW", "gsw"})
    EXPECT_EQ(with([&](Brief& b) { b.lang = lang; }), "") << lang;
  EXPECT_EQ(with([](Brief& b) { b.caption_style = "neon"; }), "brief.caption_style");
}

TEST(JobIds, SortByTimeAndAreReadable) {
  constexpr std::int64_t utc_ms = 1'795'357'805'123;  // 2026-11-22 14:30:05
  EXPECT_EQ(make_job_id(utc_ms, "The Water Cycle!", 0x7f3a), "20261122-143005-the-water-cycle-7f3a");
  EXPECT_EQ(make_job_id(utc_ms, "Über Löwen & Straßen", 1), "20261122-143005-ueber-loewen-strassen-0001");
  EXPECT_EQ(make_job_id(utc_ms, "Český Łódź naïve", 0), "20261122-143005-cesky-lodz-naive-0000");
  EXPECT_EQ(make_job_id(utc_ms, "What's it?", 0), "20261122-143005-whats-it-0000");
  for (const char* title : {"", "日本", "---", "\xff", "🐝"})
    EXPECT_EQ(make_job_id(utc_ms, title, 0xffff), "20261122-143005-video-ffff");
}

TEST(JobIds, EveryMadeIdIsValidAndShort) {
  for (const std::string& title :
       {std::string(500, 'x'), std::string("a ") + std::string(60, 'b'), std::string("x"),
        std::string("one two three four five six seven eight nine ten eleven")}) {
    const std::string id = make_job_id(0, title, 0x00ab);
    EXPECT_TRUE(is_valid_job_id(id)) << id;
    EXPECT_LE(id.size(), 64U);
  }
}

TEST(JobIds, NothingElseIsValid) {
  ASSERT_TRUE(is_valid_job_id("20261122-143005-water-cycle-7f3a"));
  for (const char* id :
       {"", "..", "20261122-143005-../../x-7f3a", "20261122-143005-a/b-7f3a", "20261122-143005--7f3a",
        "20261122-143005-7f3a", "20261122-143005-Water-7f3a", "20261122-143005-water-7F3A",
        "20261122-143005-water-7f3a ", "20261122-143005-water--cycle-7f3a", "2026112-143005-water-7f3a",
        "20261122-143005-water-7f3a/", "20261122-143005-w\n-7f3a"})
    EXPECT_FALSE(is_valid_job_id(id)) << id;
  EXPECT_FALSE(is_valid_job_id("20261122-143005-" + std::string(60, 'a') + "-7f3a"));
}

TEST(FileStem, KeepsLettersOfEveryScript) {
  EXPECT_EQ(file_stem_for("How Bees Make Honey: Part 1/2"), "How Bees Make Honey Part 12");
  EXPECT_EQ(file_stem_for("Wie Straßen – 100 % gut"), "Wie Straßen 100 gut");
  EXPECT_EQ(file_stem_for("日本の「蜂」"), "日本の蜂");
  EXPECT_EQ(file_stem_for("नमस्ते"), "नमस्ते");
  EXPECT_EQ(file_stem_for("well-being"), "well-being");
  for (const char* title : {"", "..", "🐝", "///", "\xff", "- -"})
    EXPECT_EQ(file_stem_for(title), "video") << title;
  std::string long_title;
  for (int i = 0; i < 100; ++i) long_title += "ä";
  EXPECT_EQ(file_stem_for(long_title).size(), 80U);
  EXPECT_TRUE(is_valid_utf8(file_stem_for("x" + long_title)));
}

TEST(JobDocument, IsTheContractOfTheCommandLine) {
  const auto document =
      nlohmann::ordered_json::parse(job_document(samples::job(), "/v/out.mp4", "/data/jobs/x"));
  std::vector<std::string> keys;
  for (const auto& [key, value] : document.items()) keys.push_back(key);
  EXPECT_EQ(keys,
            (std::vector<std::string>{"id", "status", "output", "duration_s", "width", "height", "frames",
                                      "stages", "artifacts", "warnings", "error", "revision"}));
  EXPECT_EQ(document["status"], "failed");
  EXPECT_EQ(document["output"], "/v/out.mp4");
  EXPECT_EQ(document["duration_s"], 45.033);
  EXPECT_EQ(document["width"], 1920);
  EXPECT_EQ(document["frames"], 1351);
  ASSERT_EQ(document["stages"].size(), stage_count);
  EXPECT_EQ(document["stages"][0].dump(), R"({"stage":"script","status":"done","seconds":1.234})");
  EXPECT_EQ(document["artifacts"][1].dump(),
            R"({"path":"/data/jobs/x/voice/scene-01.wav","kind":"narration","bytes":8589934592})");
  EXPECT_EQ(
      document["error"].dump(),
      R"({"code":"visuals.picture","message":"The picture is broken.","hint":"Remove it.","stage":"visuals"})");
  EXPECT_EQ(document["revision"], 42);
}

TEST(JobJson, OfBeforeUnitsWereRecordedStillLoads) {
  auto document = nlohmann::json::parse(to_json(samples::job()));
  document.erase("units");
  document.erase("work_ms");
  const Result<Job> job = job_from_json(document.dump());
  ASSERT_TRUE(job) << job.error().message;
  EXPECT_TRUE(job->units.empty());
  EXPECT_EQ(job->work_ms, 0);
}

TEST(JobDocument, LeavesUnknownThingsNull) {
  const auto document = nlohmann::json::parse(job_document(Job{}, "", "/x"));
  for (const char* key : {"output", "duration_s", "width", "height", "frames", "error"})
    EXPECT_TRUE(document.at(key).is_null()) << key;
  EXPECT_EQ(document["warnings"], nlohmann::json::array());
}

}  // namespace
}  // namespace reelwright
