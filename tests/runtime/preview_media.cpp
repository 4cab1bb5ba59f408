// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/preview_media.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/file.h"
#include "media/encode.h"
#include "media/libraries.h"
#include "media/picture.h"
#include "media/plane.h"
#include "media/sound.h"
#include "model/narration.h"
#include "model/script.h"
#include "model/timeline.h"
#include "model/visual.h"
#include "stages/compose/timeline_scenes.h"

namespace reelwright::test {
namespace {

class QuietLibraries final : public testing::Environment {
 public:
  void SetUp() override { media::quiet_libraries(); }
};
const testing::Environment* const quiet = testing::AddGlobalTestEnvironment(new QuietLibraries);

constexpr int bits = 12;
constexpr double scene_s = 1;

void draw_number(std::int64_t number, const media::YuvView& out) {
  for (int index = 0; index < 3; ++index) {
    const media::PlaneTarget plane = media::plane_of(out, index);
    for (int y = 0; y < plane.height; ++y)
      for (int x = 0; x < plane.width; ++x)
        plane.row(y)[x] = static_cast<std::uint8_t>(index > 0                                         ? 128
                                                    : ((number >> (x * bits / plane.width)) & 1) != 0 ? 210
                                                                                                      : 40);
  }
}

}  // namespace

AudioClip tone(double hertz, double seconds, double amplitude, int channels) {
  AudioClip clip{48'000, channels, {}};
  const auto frames = static_cast<std::size_t>(std::llround(seconds * 48'000));
  for (std::size_t i = 0; i < frames; ++i)
    clip.samples.insert(clip.samples.end(), static_cast<std::size_t>(channels),
                        static_cast<float>(amplitude * std::sin(2 * std::numbers::pi * hertz *
                                                                static_cast<double>(i) / 48'000)));
  return clip;
}

void make_film(const std::filesystem::path& path, const FilmWish& wish) {
  Timeline timeline;
  timeline.title = "A film";
  timeline.size = {wish.width, wish.height};
  timeline.frame_count = wish.frames;
  timeline.encode = {"libx264", "veryfast", 18, wish.keyframes, 128'000};
  TimelineScene scene;
  scene.id = "01";
  scene.title = "All of it";
  scene.frame_count = wish.frames;
  timeline.scenes.push_back(scene);
  const std::filesystem::path folder = path.parent_path();
  if (wish.has_sound) {
    timeline.audio = "tone.wav";
    const AudioClip clip = tone(440, timeline.duration_s(), 0.5, 2);
    ASSERT_TRUE(media::write_wav(clip, folder / timeline.audio, media::WavFormat::pcm16).has_value());
  }
  media::EncodedParts parts{.segments = {folder / "segment.mp4"}, .sound = {}};
  const auto encoded =
      media::encode_segment(timeline, 0, wish.frames,
                            [](std::int64_t frame, const media::YuvView& out) -> Result<void> {
                              draw_number(frame, out);
                              return {};
                            },
                            parts.segments[0], {}, {});
  ASSERT_TRUE(encoded.has_value()) << encoded.error().message;
  if (wish.has_sound) {
    parts.sound = folder / "sound.mp4";
    ASSERT_TRUE(media::encode_sound(timeline, folder, parts.sound, {}, {}).has_value());
  }
  const auto joined = media::join_parts(timeline, folder, parts, path, {}, {});
  ASSERT_TRUE(joined.has_value()) << joined.error().message;
}

std::int64_t number_in(const YuvPicture& picture) {
  std::int64_t number = 0;
  for (int bit = 0; bit < bits; ++bit) {
    const int x = picture.width * (2 * bit + 1) / (2 * bits);
    if (picture.planes[0][picture.height / 2 * picture.strides[0] + x] > 125) number |= 1LL << bit;
  }
  return number;
}

JobOfScenes::JobOfScenes(store::JobPaths paths, int scenes) : paths_(std::move(paths)), scenes_(scenes) {
  job.id = paths_.folder().filename().string();
  job.status = JobStatus::running;
  job.brief.topic = "Scenes";
  job.brief.quality = Quality::draft;
  job.brief.captions = CaptionMode::burn;
  for (const auto& folder : {paths_.voice_folder(), paths_.visuals_folder(), paths_.render_folder()})
    EXPECT_TRUE(make_folder(folder).has_value());
}

std::string JobOfScenes::id_of(int scene) { return "0" + std::to_string(scene + 1); }
int JobOfScenes::luma_of(int scene) { return 60 + 40 * scene; }

void JobOfScenes::write_script() const {
  Script script;
  script.title = "Scenes";
  for (int i = 0; i < scenes_; ++i) {
    Scene scene;
    scene.id = id_of(i);
    scene.heading = "Scene " + id_of(i);
    scene.sentences.push_back({.text = "It is said."});
    script.scenes.push_back(scene);
  }
  ASSERT_TRUE(save_file(paths_.script_json(), to_json(script)).has_value());
}

void JobOfScenes::write_voice(int scene) const {
  const Narration narration{
      .scene = id_of(scene), .input_hash = "v", .voice = "test", .duration_s = scene_s, .words = {}};
  const AudioClip clip = tone(440, scene_s, 0.5, 1);
  ASSERT_TRUE(media::write_wav(clip, paths_.voice_wav(id_of(scene)), media::WavFormat::pcm16).has_value());
  ASSERT_TRUE(save_file(paths_.voice_json(id_of(scene)), to_json(narration)).has_value());
}

void JobOfScenes::write_visual(int scene) const {
  const FrameSize size = frame_size(job.brief.aspect, job.brief.quality);
  RgbaImage image(size.width, size.height);
  // Grey of that luma, in limited range.
  const auto grey = static_cast<std::uint8_t>(std::lround((luma_of(scene) - 16) * 255.0 / 219));
  std::ranges::fill(image.pixels, grey);
  for (std::size_t i = 3; i < image.pixels.size(); i += 4) image.pixels[i] = 255;
  const auto picture = paths_.visual_picture(id_of(scene), "", "png");
  ASSERT_TRUE(media::write_png(image, picture).has_value());
  SceneVisual visual;
  visual.scene = id_of(scene);
  visual.input_hash = "p";
  VisualLayer layer;
  layer.image = picture.lexically_relative(paths_.folder()).string();
  layer.image_hash = "p";
  visual.layers.push_back(layer);
  ASSERT_TRUE(save_file(paths_.visual_json(id_of(scene)), to_json(visual)).has_value());
}

void JobOfScenes::write_timeline() const {
  auto first = stages::read_first_scenes(paths_, job.brief);
  ASSERT_TRUE(first.has_value());
  Timeline timeline = first->timeline;
  timeline.burn_captions = true;
  timeline.captions_ass = "captions.ass";
  timeline.captions_style_hash = "c";
  timeline.audio = "render/sound.wav";
  timeline.audio_hash = "s";
  ASSERT_TRUE(media::write_wav(tone(440, timeline.duration_s(), 0.5, 2), paths_.folder() / timeline.audio,
                               media::WavFormat::pcm16)
                  .has_value());
  const std::string style =
      "[Script Info]\nScriptType: v4.00+\nPlayResX: 640\nPlayResY: 360\n\n[V4+ Styles]\nFormat: Name, "
      "Fontname, Fontsize, PrimaryColour, OutlineColour, Alignment, MarginL, MarginR, MarginV, BorderStyle, "
      "Outline\nStyle: Default,Inter,60,&H00FFFFFF,&H00FFFFFF,5,0,0,0,1,8\n\n[Events]\nFormat: Layer, Start, "
      "End, Style, Text\nDialogue: 0,0:00:00.00,0:10:00.00,Default,MMMMMMMM\n";
  ASSERT_TRUE(save_file(paths_.captions_ass(), style).has_value());
  ASSERT_TRUE(save_file(paths_.timeline_json(), to_json(timeline)).has_value());
}

}  // namespace reelwright::test
