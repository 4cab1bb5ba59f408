// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/timeline.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <map>
#include <set>

#include "model/limits.h"
#include "samples.h"

namespace reelwright {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

using Change = std::function<void(Timeline&)>;

Timeline changed(const Change& change) {
  Timeline timeline = samples::timeline();
  change(timeline);
  return timeline;
}

TEST(TimelineJson, RefusesImpossibleValues) {
  const std::map<std::string, Change> changes = {
      {"odd width", [](Timeline& t) { t.size.width = 1281; }},
      {"tiny height", [](Timeline& t) { t.size.height = 14; }},
      {"huge width", [](Timeline& t) { t.size.width = 8194; }},
      {"no frame rate", [](Timeline& t) { t.frames_per_second = 0; }},
      {"121 fps", [](Timeline& t) { t.frames_per_second = 121; }},
      {"endless", [](Timeline& t) { t.frame_count = limits::timeline_frames_max + 1; }},
      {"count is not the end", [](Timeline& t) { t.frame_count = 171; }},
      {"no scene", [](Timeline& t) { t.scenes.clear(); }},
      {"gap", [](Timeline& t) { t.scenes[1].start_frame = 76; }},
      {"overlap without transition", [](Timeline& t) { t.scenes[1].start_frame = 70; }},
      {"cut with overlap", [](Timeline& t) { t.scenes[1].transition = TransitionKind::cut; }},
      {"first scene with transition",
       [](Timeline& t) {
         t.scenes[0].transition = TransitionKind::wipe;
         t.scenes[0].transition_frames = 5;
       }},
      {"empty scene", [](Timeline& t) { t.scenes[2].frame_count = 0; }},
      {"transitions meet",
       [](Timeline& t) {
         t.scenes[2].transition_frames = 50;
         t.scenes[2].start_frame = 85;
         t.frame_count = 130;
         t.captions.clear();
       }},
      {"same id", [](Timeline& t) { t.scenes[1].id = "01"; }},
      {"no layer", [](Timeline& t) { t.scenes[1].layers.clear(); }},
      {"no keyframe", [](Timeline& t) { t.scenes[1].layers[0].keyframes.clear(); }},
      {"keyframes out of order", [](Timeline& t) { t.scenes[1].layers[0].keyframes[1].frame = 0; }},
      {"infinite place", [](Timeline& t) { t.scenes[1].layers[0].keyframes[1].x_px = infinity; }},
      {"far place", [](Timeline& t) { t.scenes[1].layers[0].keyframes[1].y_px = 1e9; }},
      {"no scale", [](Timeline& t) { t.scenes[1].layers[0].keyframes[1].scale = 0; }},
      {"negative scale", [](Timeline& t) { t.scenes[1].layers[0].keyframes[1].scale = -1; }},
      {"opaque beyond 1", [](Timeline& t) { t.scenes[1].layers[0].keyframes[1].opacity = 1.01; }},
      {"clip without length", [](Timeline& t) { t.scenes[2].layers[0].clip.length_s = 0; }},
      {"clip from behind its end", [](Timeline& t) { t.scenes[2].layers[0].clip.start_s = 2.125; }},
      {"clip from before its start", [](Timeline& t) { t.scenes[2].layers[0].clip.start_s = -1; }},
      {"endless clip", [](Timeline& t) { t.scenes[2].layers[0].clip.length_s = infinity; }},
      {"image outside", [](Timeline& t) { t.scenes[1].layers[0].image = "../../secret.png"; }},
      {"absolute audio", [](Timeline& t) { t.audio = "/dev/zero"; }},
      {"captions outside", [](Timeline& t) { t.captions_ass = "x/../../y.ass"; }},
      {"burned captions without file", [](Timeline& t) { t.captions_ass = ""; }},
      {"caption without extent", [](Timeline& t) { t.captions[0].end_frame = 5; }},
      {"captions overlap", [](Timeline& t) { t.captions[1].start_frame = 39; }},
      {"caption after the end", [](Timeline& t) { t.captions[2].end_frame = 171; }},
      {"chapters out of order", [](Timeline& t) { t.chapters[1].start_ms = 0; }},
      {"bad quality", [](Timeline& t) { t.encode.crf = 64; }},
      {"encoder with options", [](Timeline& t) { t.encode.encoder = "libx264 -y"; }},
      {"no keyframes", [](Timeline& t) { t.encode.keyframe_frames_max = 0; }},
  };
  ASSERT_TRUE(timeline_from_json(to_json(samples::timeline())));
  for (const auto& [name, change] : changes) {
    const auto result = timeline_from_json(to_json(changed(change)));
    ASSERT_FALSE(result) << name;
    EXPECT_EQ(result.error().code, "timeline.damaged") << name;
  }
}

TEST(TimelineJson, LayersWithoutAKindArePictures) {
  Timeline pictures = samples::timeline();
  pictures.scenes[2].layers[0].kind = LayerKind::picture;
  pictures.scenes[2].layers[0].clip = {};
  std::string text = to_json(pictures);
  const std::string kind = "\"kind\": \"picture\",";
  for (std::size_t at = text.find(kind); at != std::string::npos; at = text.find(kind))
    text.erase(at, kind.size());
  const auto read = timeline_from_json(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, pictures);
}

TEST(LayerState, HoldsBeforeAndAfterAndMovesBetween) {
  Layer layer;
  layer.keyframes = {{10, 0, 100, 1, 0, Easing::linear},
                     {20, 10, 0, 2, 1, Easing::linear},
                     {30, 20, 0, 2, 1, Easing::ease_out}};
  EXPECT_EQ(layer_state(layer, 0).x_px, 0);
  EXPECT_EQ(layer_state(layer, 0).opacity, 0);
  EXPECT_DOUBLE_EQ(layer_state(layer, 15).x_px, 5);
  EXPECT_DOUBLE_EQ(layer_state(layer, 15).y_px, 50);
  EXPECT_DOUBLE_EQ(layer_state(layer, 15).scale, 1.5);
  EXPECT_DOUBLE_EQ(layer_state(layer, 15).opacity, 0.5);
  EXPECT_EQ(layer_state(layer, 20).x_px, 10);
  EXPECT_DOUBLE_EQ(layer_state(layer, 25).x_px, 18.75);  // 1 - (1 - 0.5)^3 of the way
  EXPECT_EQ(layer_state(layer, 1000).x_px, 20);
  EXPECT_EQ(layer_state(layer, 15).frame, 15);
}

TEST(FrameTime, EventsShowInTheFramesWhoseTimeTheyContain) {
  for (const int fps : {1, 24, 25, 30, 50, 60, 120})
    for (std::int64_t ms = 0; ms < 3000; ms += 10) {
      const std::int64_t frame = first_frame_at(ms, fps);
      EXPECT_GE(frame_time_ms(frame, fps), ms);
      if (frame > 0) {
        EXPECT_LT(frame_time_ms(frame - 1, fps), ms);
      }
    }
}

TEST(TimelineCaptions, LeaveOutWhatNoFrameShows) {
  const std::vector<AssEvent> events = {
      {0, 100, "a"}, {101, 103, "between"}, {150, 153, "b"}, {290, 500, "c"}, {600, 700, "d"}};
  const std::vector<TimelineCaption> expected = {{0, 25, "a"}, {38, 39, "b"}, {73, 80, "c"}};
  EXPECT_EQ(timeline_captions(events, 25, 80), expected);
}

TEST(Segments, CoverEveryFrameOnceInOrder) {
  for (const std::int64_t frames_max : {1, 7, 30, 1000}) {
    std::int64_t next = 0;
    for (const Segment& segment : cut_segments(samples::timeline(), frames_max)) {
      EXPECT_EQ(segment.start_frame, next);
      EXPECT_GT(segment.frame_count, 0);
      if (!segment.is_transition) {
        EXPECT_LE(segment.frame_count, frames_max);
      }
      next += segment.frame_count;
    }
    EXPECT_EQ(next, 170);
  }
}

TEST(Segments, PiecesAreAboutEqualAndEndWhereAKeyframeIsDue) {
  Timeline timeline = samples::timeline();
  timeline.scenes.resize(1);
  const auto counts = [&](std::int64_t frames, std::int64_t keyframes, std::int64_t frames_max) {
    timeline.scenes[0].frame_count = frames;
    timeline.encode.keyframe_frames_max = keyframes;
    std::vector<std::int64_t> found;
    for (const Segment& segment : cut_segments(timeline, frames_max)) found.push_back(segment.frame_count);
    return found;
  };
  using Counts = std::vector<std::int64_t>;
  EXPECT_EQ(counts(285, 60, 180), (Counts{180, 105}));
  EXPECT_EQ(counts(400, 60, 180), (Counts{180, 180, 40}));
  EXPECT_EQ(counts(190, 60, 180), (Counts{120, 70}));
  EXPECT_EQ(counts(180, 60, 180), (Counts{180}));
  EXPECT_EQ(counts(100, 60, 50), (Counts{50, 50}));  // pieces shorter than a group of pictures
}

TEST(Segments, AreWorkedOnInOrderAndTheLastOnesLongestFirst) {
  std::vector<Segment> segments(40);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    segments[i].start_frame = static_cast<std::int64_t>(i);
    segments[i].frame_count = static_cast<std::int64_t>(i % 7 + 1);
  }
  const std::vector<Segment> work = in_work_order(segments);
  EXPECT_TRUE(std::equal(work.begin(), work.begin() + 24, segments.begin()));
  EXPECT_TRUE(std::is_permutation(work.begin(), work.end(), segments.begin()));
  EXPECT_TRUE(
      std::ranges::is_sorted(work.begin() + 24, work.end(), std::ranges::greater{}, &Segment::frame_count));
  EXPECT_EQ(in_work_order({segments[3]}).size(), 1U);
}

TEST(Segments, BodiesExcludeTransitions) {
  const std::vector<Segment> segments = cut_segments(samples::timeline(), 1000);
  ASSERT_EQ(segments.size(), 5U);
  EXPECT_EQ(segments[0].frame_count, 75);
  EXPECT_TRUE(segments[1].is_transition);
  EXPECT_EQ(segments[1].scene, 1U);
  EXPECT_EQ(segments[1].start_frame, 75);
  EXPECT_EQ(segments[2].start_frame, 90);
  EXPECT_EQ(segments[2].frame_count, 35);
  EXPECT_EQ(segments[4].frame_count, 35);
  std::set<std::string> keys;
  for (const Segment& segment : segments) keys.insert(segment.key);
  EXPECT_EQ(keys.size(), segments.size());
}

/// Which of the five segments (body, transition, body, transition, body) get another key.
std::string changed_keys(const Change& change) {
  const auto before = cut_segments(samples::timeline(), 1000);
  const auto after = cut_segments(changed(change), 1000);
  EXPECT_EQ(before.size(), after.size());
  std::string marks;
  for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i)
    marks += before[i].key == after[i].key ? '.' : 'x';
  return marks;
}

TEST(Segments, KeysFollowExactlyWhatChangesThePixels) {
  EXPECT_EQ(changed_keys([](Timeline&) {}), ".....");
  EXPECT_EQ(changed_keys([](Timeline& t) {
              t.title = t.description = t.audio = t.audio_hash = t.soft_subtitles =
                  t.captions_ass = "other";
              t.chapters.clear();
              t.pause_factor = 1.5;
              t.encode.audio_bit_rate = 64'000;
              t.scenes[1].title = "other";
              t.scenes[1].narration_start_frame += 3;
              t.scenes[1].layers[0].image = "renamed.png";
            }),
            ".....");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.size.width += 2; }), "xxxxx");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.size.height += 2; }), "xxxxx");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.frames_per_second = 25; }), "xxxxx");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.encode.encoder = "h264_vaapi"; }), "xxxxx");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.encode.preset = "fast"; }), "xxxxx");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.encode.crf = 19; }), "xxxxx");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.encode.keyframe_frames_max = 31; }), "xxxxx");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.scenes[0].layers[1].image_hash = "z"; }), "xx...");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.scenes[1].layers[0].keyframes[1].opacity = 0.4; }), ".xxx.");
  EXPECT_EQ(changed_keys([](Timeline& t) { ++t.scenes[1].layers[0].keyframes[1].frame; }), ".xxx.");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.scenes[1].layers[0].keyframes[1].x_px += 1; }), ".xxx.");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.scenes[1].layers[0].keyframes[1].y_px += 1; }), ".xxx.");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.scenes[1].layers[0].keyframes[1].scale += 0.01; }), ".xxx.");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.scenes[2].layers[0].keyframes[1].easing = Easing::linear; }),
            "...xx");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.scenes[1].transition = TransitionKind::slide; }), ".x...");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.scenes[2].layers[0].clip.start_s = 0.25; }), "...xx");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.scenes[2].layers[0].clip.length_s = 3; }), "...xx");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.scenes[2].layers[0].clip.loops = false; }), "...xx");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.scenes[2].layers[0].kind = LayerKind::picture; }), "...xx");
}

TEST(Segments, EqualPiecesOfAMovingBodyHaveKeysOfTheirOwn) {
  Timeline timeline = samples::timeline();
  timeline.captions.clear();
  timeline.encode.keyframe_frames_max = 10;
  const std::vector<Segment> segments = cut_segments(timeline, 10);
  std::set<std::string> keys;
  for (const Segment& segment : segments) keys.insert(segment.key);
  EXPECT_EQ(keys.size(), segments.size());
}

TEST(Segments, ATransitionsKeyFollowsWhereTheSceneBeforeStands) {
  const Timeline timeline = samples::timeline();
  Timeline longer = timeline;
  longer.scenes[0].frame_count += 10;
  for (std::size_t i = 1; i < longer.scenes.size(); ++i) longer.scenes[i].start_frame += 10;
  longer.frame_count += 10;
  longer.burn_captions = false;
  const Timeline plain = changed([](Timeline& t) { t.burn_captions = false; });
  EXPECT_NE(cut_segments(plain, 1000)[1].key, cut_segments(longer, 1000)[1].key);
}

TEST(Segments, ASceneThatIsAllTransitionHasNoBody) {
  Timeline timeline;
  for (int i = 0; i < 3; ++i) {
    TimelineScene scene;
    scene.start_frame = i * 6;
    scene.frame_count = i == 1 ? 12 : 12 + 24 * (i == 2);
    scene.transition_frames = i == 0 ? 0 : 6;
    timeline.scenes.push_back(scene);
  }
  const std::vector<Segment> segments = cut_segments(timeline, 120);
  std::vector<std::int64_t> lengths;
  for (const Segment& segment : segments) lengths.push_back(segment.frame_count);
  EXPECT_EQ(lengths, (std::vector<std::int64_t>{6, 6, 6, 30}));
}

TEST(Segments, TheSoundsKeyFollowsWhatItIsEncodedFrom) {
  const Timeline timeline = samples::timeline();
  const auto follows = [&](const Change& change) {
    return sound_key(changed(change)) != sound_key(timeline);
  };
  EXPECT_TRUE(follows([](Timeline& t) { t.audio_hash = "other"; }));
  EXPECT_TRUE(follows([](Timeline& t) { t.audio = "other.wav"; }));
  EXPECT_TRUE(follows([](Timeline& t) { ++t.frame_count; }));
  EXPECT_TRUE(follows([](Timeline& t) { t.frames_per_second = 25; }));
  EXPECT_TRUE(follows([](Timeline& t) { t.encode.audio_bit_rate = 64'000; }));
  EXPECT_FALSE(follows([](Timeline& t) { t.encode.crf = 30; }));
}

TEST(Segments, KeysFollowBurnedCaptionsOnly) {
  // "one" is in the first body, "two" crosses into the transition, "three" runs from the second body to the
  // last.
  EXPECT_EQ(changed_keys([](Timeline& t) { t.captions[0].text = "1"; }), "x....");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.captions[1].text = "2"; }), "xx...");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.captions[2].text = "3"; }), "..xxx");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.captions[2].start_frame = 99; }), "..x..");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.captions[2].end_frame = 161; }), "....x");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.captions_style_hash = "other"; }), "xxxxx");
  EXPECT_EQ(changed_keys([](Timeline& t) { t.burn_captions = false; }), "xxxxx");
  const Change not_burned = [](Timeline& t) { t.burn_captions = false; };
  const auto with = cut_segments(changed(not_burned), 1000);
  const auto without = cut_segments(changed([&](Timeline& t) {
                                      not_burned(t);
                                      t.captions.clear();
                                      t.captions_style_hash = "other";
                                    }),
                                    1000);
  EXPECT_EQ(with, without);
}

TEST(Segments, AMovedSceneKeepsItsKeys) {
  const Timeline before = samples::timeline();
  Timeline after = before;
  after.scenes[0].frame_count += 33;
  after.frame_count += 33;
  for (std::size_t i = 1; i < after.scenes.size(); ++i) {
    after.scenes[i].start_frame += 33;
    after.scenes[i].narration_start_frame += 33;
  }
  after.captions[2].start_frame += 33;
  after.captions[2].end_frame += 33;
  const auto old_segments = cut_segments(before, 20);
  const auto new_segments = cut_segments(after, 20);
  std::set<std::string> new_keys;
  for (const Segment& segment : new_segments) new_keys.insert(segment.key);
  for (const Segment& segment : old_segments)
    if (segment.start_frame >= 90) {
      EXPECT_TRUE(new_keys.contains(segment.key)) << segment.start_frame;
    }
}

}  // namespace
}  // namespace reelwright
