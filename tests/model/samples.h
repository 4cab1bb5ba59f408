// SPDX-License-Identifier: GPL-3.0-or-later
// One full value of every stored kind, with every field away from its default, for the codec tests.
#pragma once

#include "model/job.h"
#include "model/narration.h"
#include "model/script.h"
#include "model/timeline.h"
#include "model/visual.h"

namespace reelwright::samples {

inline Brief brief() {
  return {.topic = "Wie Bienen \"Honig\" machen – kurz",
          .source = "source.md",
          .script = "script.md",
          .audience = "children",
          .tone = "friendly",
          .lang = "de-CH",
          .duration_s = 45.5,
          .aspect = Aspect::tall,
          .quality = Quality::high,
          .preset = "shorts",
          .theme = "ink",
          .voice = "espeak-de",
          .speed = 1.25,
          .music = "warm",
          .captions = CaptionMode::sidecar,
          .caption_style = "karaoke",
          .media = "pictures/of bees",
          .seed = -9'007'199'254'740'993};
}

inline Script script() {
  Script script{
      .title = "Bees", .lang = "de", .input_hash = "abc", .verbatim = true, .fitted = true, .scenes = {}};
  script.scenes.push_back(
      {.id = "01",
       .layout = Layout::bullets,
       .heading = "The hive",
       .display = "60 000 bees",
       .bullets = {{"Queen", 0}, {"Workers", 1}},
       .first_number = 5,
       .sentences = {{"A hive has a queen.", true, false, 0}, {"It has workers.", false, true, 7}},
       .icon = "hive",
       .keywords = {"hive", "bee"},
       .picture = "/pictures/hive.jpg",
       .locked = true,
       .edited = true});
  script.scenes.push_back({.id = "02",
                           .layout = Layout::recap,
                           .heading = "",
                           .display = "",
                           .bullets = {},
                           .sentences = {{"日本の蜂。", true, false, -3}},
                           .icon = "",
                           .keywords = {},
                           .picture = "",
                           .locked = false,
                           .edited = false});
  return script;
}

inline Narration narration() {
  return {.scene = "01",
          .input_hash = "ff00",
          .voice = "slt",
          .duration_s = 2.75,
          .words = {{"$500,", 0.1, 0.9, 0}, {"says", 0.9, 0.9, 0}, {"Ann.", 1.2, 2.7, 1}}};
}

inline SceneVisual visual() {
  return {.scene = "01",
          .input_hash = "0a0b",
          .layers = {{.image = "visuals/scene-01.png",
                      .image_hash = "h1",
                      .from = {-12.5, 3, 1.25},
                      .to = {0, 0, 1.1},
                      .opacity = 0.75,
                      .reveal = Reveal::at_sentence,
                      .sentence = 2,
                      .delay_s = 0.3,
                      .entrance = Entrance::rise},
                     {.image = "visuals/scene-01-clip.mp4",
                      .image_hash = "h2",
                      .from = {-4, 0, 0.5},
                      .to = {-4, 0, 0.5},
                      .kind = LayerKind::clip,
                      .clip = {.start_s = 1.5, .length_s = 8.04, .loops = false}}},
          .picture = "/p/bee.jpg",
          .credit = "Bee, by Ann, CC BY 4.0",
          .warnings = {"A picture was too small."}};
}

/// Three scenes of 90, 60 and 45 frames with overlaps of 15 and 10: 170 frames.
inline Timeline timeline() {
  const auto layer = [](const char* hash) {
    return Layer{
        .image = std::string("visuals/") + hash + ".png",
        .image_hash = hash,
        .keyframes = {{0, 0, 0, 1, 1, Easing::linear}, {30, -10.25, 4, 1.5, 0.5, Easing::ease_in_out}}};
  };
  Timeline timeline{.title = "Bees",
                    .lang = "en",
                    .description = "All about bees.",
                    .size = {1280, 720},
                    .frames_per_second = 30,
                    .frame_count = 170,
                    .scenes = {},
                    .burn_captions = true,
                    .captions_ass = "captions.ass",
                    .captions_style_hash = "style",
                    .captions = {{5, 40, "one"}, {42, 80, "two"}, {100, 160, "three\\Nfour"}},
                    .soft_subtitles = "captions.srt",
                    .audio = "mix.wav",
                    .audio_hash = "aa",
                    .chapters = {{0, "Start"}, {2500, "Hive"}},
                    .pause_factor = 1.25,
                    .encode = {.encoder = "libx264",
                               .preset = "medium",
                               .crf = 18.5,
                               .keyframe_frames_max = 30,
                               .audio_bit_rate = 128'000}};
  timeline.scenes = {{.id = "01",
                      .title = "Start",
                      .start_frame = 0,
                      .frame_count = 90,
                      .transition = TransitionKind::cut,
                      .transition_frames = 0,
                      .narration_start_frame = 10,
                      .layers = {layer("a"), layer("b")}},
                     {.id = "02",
                      .title = "Hive",
                      .start_frame = 75,
                      .frame_count = 60,
                      .transition = TransitionKind::crossfade,
                      .transition_frames = 15,
                      .narration_start_frame = 92,
                      .layers = {layer("c")}},
                     {.id = "03",
                      .title = "End",
                      .start_frame = 125,
                      .frame_count = 45,
                      .transition = TransitionKind::wipe,
                      .transition_frames = 10,
                      .narration_start_frame = 136,
                      .layers = {layer("d")}}};
  timeline.scenes[2].layers[0].kind = LayerKind::clip;
  timeline.scenes[2].layers[0].clip = {.start_s = 0.5, .length_s = 2.125, .loops = true};
  return timeline;
}

inline Job job() {
  Job job;
  job.id = "20261122-143005-water-cycle-7f3a";
  job.title = "The water cycle";
  job.brief = brief();
  job.status = JobStatus::failed;
  job.stages[0] = {StageStatus::done, 1, 1, 1.0, 1234, 0};
  job.stages[1] = {StageStatus::skipped, 8, 8, 1.0, 12, 8};
  job.stages[2] = {StageStatus::failed, 8, 3, 0.4375, 999, 2};
  job.units = {{Stage::voice, UnitStatus::reused, "scene 1", 100, 100},
               {Stage::visuals, UnitStatus::failed, "scene 2", 120, 999}};
  job.work_ms = 1'024;
  job.percent = 37.25;
  job.artifacts = {{"script.json", ArtifactKind::script, 100},
                   {"voice/scene-01.wav", ArtifactKind::narration, 1ULL << 33}};
  job.warnings = {"Nothing is known about \"x\"."};
  job.error = JobError{"visuals.picture", "The picture is broken.", "Remove it.", Stage::visuals};
  job.video = VideoFacts{45.0333, 1920, 1080, 1351};
  job.attempt = 3;
  job.created_utc_ms = 1'795'357'805'123;
  job.started_utc_ms = 1'795'357'806'000;
  job.finished_utc_ms = 1'795'357'900'999;
  job.stop_after = Stage::compose;
  job.pinned = true;
  job.revision = 42;
  return job;
}

}  // namespace reelwright::samples
