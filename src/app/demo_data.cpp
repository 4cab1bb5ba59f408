// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo_data.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace reelwright::app {
namespace {

constexpr std::int64_t now_utc_ms = 1'795'357'290'000;  // 2026-11-22 14:21:30
constexpr std::int64_t minute_ms = 60'000;

struct Title {
  const char* id;
  const char* title;
  JobStatus status;
  double duration_s;
  std::uint64_t bytes;
  std::int64_t minutes_ago;
};
constexpr std::array<Title, 11> titles = {{
    {demo_job_at_work, "Tides and the Moon", JobStatus::running, 0, 0, 0},
    {"20261122-142045-photosynthesis-in-a-minute-0b9d", "Photosynthesis in a minute", JobStatus::queued, 0, 0,
     1},
    {demo_job_done, "The water cycle", JobStatus::done, 50.1, 9'412'000, 11},
    {"20261122-130210-how-bees-make-honey-a1e4", "How bees make honey", JobStatus::done, 45.0, 7'930'000, 79},
    {"20261122-094512-onboarding-first-week-77d0", "Onboarding: your first week", JobStatus::paused, 0, 0,
     276},
    {"20261121-161133-quarterly-update-c38f", "Quarterly update", JobStatus::done, 92.4, 21'300'000, 1330},
    {"20261121-101902-volcanoes-2d10", "Volcanoes", JobStatus::done, 60.0, 12'100'000, 1682},
    {"20261120-183000-wasser-ist-leben-90ab", "Wasser ist Leben", JobStatus::done, 38.2, 6'610'000, 2631},
    {"20261120-120500-market-day-recipes-5ce2", "Market day recipes", JobStatus::failed, 0, 1'200'000, 3016},
    {"20261119-150000-safety-in-the-workshop-e6f1", "Safety in the workshop", JobStatus::done, 118.0,
     26'900'000, 4281},
    {"20261119-091500-how-a-clock-keeps-time-13bb", "How a clock keeps time", JobStatus::canceled, 0, 800'000,
     4626},
}};

Job job_of(const Title& title) {
  Job job;
  job.id = title.id;
  job.title = title.title;
  job.brief.topic = title.title;
  job.status = title.status;
  job.created_utc_ms = now_utc_ms - title.minutes_ago * minute_ms;
  return job;
}

StageState stage_done(int units, std::int64_t work_ms) {
  return {.status = StageStatus::done,
          .units_total = units,
          .units_done = units,
          .progress = 1,
          .work_ms = work_ms,
          .units_reused = 0};
}

void add_unit(Job& job, Stage stage, std::string name, std::int64_t begin_ms, std::int64_t length_ms,
              UnitStatus status = UnitStatus::done) {
  job.units.push_back({.stage = stage,
                       .status = status,
                       .name = std::move(name),
                       .begin_ms = begin_ms,
                       .end_ms = status == UnitStatus::active ? begin_ms : begin_ms + length_ms});
}

/// Voice and Visuals side by side, scene by scene, then the segments on two cores.
void add_units(Job& job, int scenes, int segments, int segments_done) {
  add_unit(job, Stage::script, "script", 0, 240);
  for (int i = 0; i < scenes; ++i) {
    const std::string name = fmt::format("scene {:02}", i + 1);
    add_unit(job, Stage::voice, name, 250 + i * 150, 140);
    add_unit(job, Stage::visuals, name, 260 + i * 330, 320);
  }
  const std::int64_t composed = 300 + scenes * 330 + 900;
  add_unit(job, Stage::compose, "sound", composed - 880, 860);
  for (int i = 0; i < segments; ++i) {
    const std::int64_t length_ms = 1500 + i * 37 % 5 * 180;
    const std::int64_t begin_ms = composed + i / 2 * 2400 + i % 2 * 60;
    if (i >= segments_done + 2) continue;
    add_unit(job, Stage::render, fmt::format("frames {}-{}", i * 120, i * 120 + 119), begin_ms, length_ms,
             i < segments_done ? UnitStatus::done : UnitStatus::active);
  }
}

Job job_at_work() {
  Job job = job_of(titles[0]);
  job.started_utc_ms = now_utc_ms - 13'000;
  job.stage(Stage::script) = stage_done(1, 240);
  job.stage(Stage::voice) = stage_done(8, 1'180);
  job.stage(Stage::visuals) = stage_done(8, 2'640);
  job.stage(Stage::compose) = stage_done(1, 860);
  job.stage(Stage::render) = {.status = StageStatus::active,
                              .units_total = 14,
                              .units_done = 6,
                              .progress = 0.47,
                              .work_ms = 8'050,
                              .units_reused = 0};
  job.percent = 62.4;
  job.work_ms = 13'000;
  job.eta = EtaRange{8, 11};
  job.warnings = {"Tides: told in its meaning \"the periodic rise and fall of the sea level\"."};
  add_units(job, 8, 14, 6);
  return job;
}

Job job_done() {
  Job job = job_of(titles[2]);
  job.finished_utc_ms = job.created_utc_ms + 21'000;
  job.started_utc_ms = job.created_utc_ms;
  job.percent = 100;
  job.work_ms = 21'000;
  job.stage(Stage::script) = stage_done(1, 240);
  job.stage(Stage::voice) = stage_done(7, 1'030);
  job.stage(Stage::visuals) = stage_done(7, 2'310);
  job.stage(Stage::compose) = stage_done(1, 860);
  job.stage(Stage::render) = stage_done(13, 11'900);
  job.stage(Stage::complete) = stage_done(1, 4'300);
  job.video = VideoFacts{50.133, 1920, 1080, 1504};
  job.artifacts = {{"The water cycle.mp4", ArtifactKind::video, 9'412'000},
                   {"captions.srt", ArtifactKind::captions, 2'113},
                   {"thumbnail.jpg", ArtifactKind::thumbnail, 84'220},
                   {"chapters.txt", ArtifactKind::chapters, 168}};
  add_units(job, 7, 13, 13);
  add_unit(job, Stage::complete, "check", 21'300, 4'300);
  return job;
}

Scene scene_of(const char* id, Layout layout, const char* heading,
               std::initializer_list<const char*> sentences) {
  Scene scene;
  scene.id = id;
  scene.layout = layout;
  scene.heading = heading;
  for (const char* const text : sentences) scene.sentences.push_back({.text = text});
  return scene;
}

Script demo_script() {
  Script script;
  script.title = "The water cycle";
  script.scenes = {
      scene_of("01", Layout::title, "The water cycle",
               {"Every drop you drink has travelled further than you ever will."}),
      scene_of("02", Layout::statement, "The sun lifts it up",
               {"The sun warms seas and lakes.", "Water leaves them as vapour that nobody sees."}),
      scene_of("03", Layout::bullets, "From vapour to cloud",
               {"High up the air is cold.", "The vapour becomes tiny drops.", "Many of them are a cloud."}),
      scene_of("04", Layout::statement, "Rain, snow and hail",
               {"When the drops grow heavy, they fall.", "On cold days they come as snow."}),
      scene_of("05", Layout::bullets, "The way back",
               {"Rivers carry it to the sea.", "Some of it sinks into the ground.",
                "Plants drink the rest and breathe it out again."}),
      scene_of("06", Layout::recap, "In short",
               {"Water rises, gathers, falls and flows.", "Then it begins again."})};
  script.scenes[2].bullets = {{"Cold air", 0}, {"Tiny drops", 1}, {"A cloud", 2}};
  script.scenes[4].bullets = {{"Rivers", 0}, {"Ground water", 1}, {"Plants", 2}};
  script.scenes[1].locked = true;
  return script;
}

PlayerStatus player_status(const Script& script) {
  PlayerStatus status;
  status.state = PlayerState::ready;
  status.job = demo_job_done;
  status.width = 1920;
  status.height = 1080;
  status.frame_count = 1504;
  status.frame = 96;
  status.volume = 0.8;
  status.can_switch_captions = true;
  for (std::size_t i = 0; i < script.scenes.size(); ++i)
    status.scenes.push_back({static_cast<std::int64_t>(i) * 251, script.scenes[i].heading});
  for (int i = 0; i < 1200; ++i) {
    const double sentence = std::abs(std::sin(i * 0.021)) * (std::sin(i * 0.0045) > -0.92 ? 1 : 0.1);
    const double syllables = 0.55 + 0.45 * std::sin(i * 1.7) * std::sin(i * 0.37);
    status.waveform.push_back(static_cast<std::uint8_t>(210 * sentence * syllables));
  }
  return status;
}

std::vector<LogLine> demo_log() {
  struct Line {
    std::int64_t ms;
    LogLevel level;
    Stage stage;
    const char* text;
  };
  constexpr std::array<Line, 14> lines = {{
      {-13'000, LogLevel::info, Stage::script, "Started: Tides and the Moon."},
      {-12'800, LogLevel::info, Stage::script, "8 scenes, 131 words, about 58 s."},
      {-12'790, LogLevel::warning, Stage::script,
       "Tides: told in its meaning \"the periodic rise and fall of the sea level\"."},
      {-12'700, LogLevel::info, Stage::voice, "8 scenes, voice SLT."},
      {-12'700, LogLevel::info, Stage::visuals, "8 scenes, theme Dawn."},
      {-11'600, LogLevel::info, Stage::voice, "Spoken: 57.2 s of 60.0 s asked for."},
      {-10'100, LogLevel::info, Stage::visuals, "Drawn: 8 scenes, 31 layers."},
      {-9'200, LogLevel::info, Stage::compose, "Mixed to -14.0 LUFS, true peak -1.6 dBTP."},
      {-9'100, LogLevel::info, Stage::compose, "8 scenes, 1798 frames, 59.9 s."},
      {-9'050, LogLevel::info, Stage::render, "14 segments, libx264 veryfast, crf 21."},
      {-7'300, LogLevel::info, Stage::render, "frames 0-119: 1.6 s."},
      {-5'500, LogLevel::info, Stage::render, "frames 120-239: 1.8 s."},
      {-3'100, LogLevel::info, Stage::render, "frames 240-359: 1.7 s."},
      {-900, LogLevel::info, Stage::render, "frames 480-599: 1.9 s."},
  }};
  std::vector<LogLine> log;
  for (const Line& line : lines) {
    LogLine each{.sequence = log.size() + 1,
                 .utc_ms = now_utc_ms + line.ms,
                 .level = line.level,
                 .stage = static_cast<std::uint8_t>(line.stage)};
    each.set_job(demo_job_at_work);
    each.set_text(line.text);
    log.push_back(each);
  }
  return log;
}

}  // namespace

DemoData make_demo_data() {
  DemoData data;
  data.utc_ms = now_utc_ms;
  data.snapshot.revision = 4711;
  data.snapshot.active = {job_at_work(), job_of(titles[1])};
  data.snapshot.shown = job_done();
  for (const Title& title : titles)
    data.snapshot.history.push_back(
        {.id = title.id,
         .title = title.title,
         .status = title.status,
         .created_utc_ms = now_utc_ms - title.minutes_ago * minute_ms,
         .finished_utc_ms = title.status == JobStatus::done ? now_utc_ms - title.minutes_ago * minute_ms : 0,
         .video_duration_s = title.duration_s,
         .bytes = title.bytes,
         .pinned = std::string_view(title.title) == "Quarterly update"});
  data.snapshot.history_total = data.snapshot.jobs_total = titles.size();
  data.script = demo_script();
  data.player = player_status(data.script);
  data.log = demo_log();
  return data;
}

ui::Draft demo_draft() {
  ui::Draft draft;
  draft.topic = "The water cycle";
  draft.brief.audience = "children";
  draft.brief.tone = "friendly";
  draft.brief.duration_s = 60;
  draft.brief.theme = "dawn";
  return draft;
}

std::vector<ui::HealthLine> demo_health() {
  return {{"Data folder", true, "61 GB free.", ""},
          {"Voices", true, "3 English voices, 127 of other languages.", ""},
          {"Dictionary", true, "WordNet 3.0: topics alone become scripts.", ""},
          {"Fonts", true,
           "Text in Latin, Greek, Cyrillic, Arabic, Hebrew, Devanagari, Chinese, Japanese, Korean.", ""},
          {"Encoder", true, "libx264 encoded a test of 30 frames.", ""},
          {"Sound", false, "No sound server was found: the preview is silent.",
           "Start PipeWire or PulseAudio, then check again."}};
}

}  // namespace reelwright::app
