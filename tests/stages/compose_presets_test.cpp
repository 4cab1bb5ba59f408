// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/file.h"
#include "base/temporary_folder.h"
#include "stages/compose/presets.h"

namespace reelwright::stages {
namespace {

EncodeSettings settings_of(std::string_view name, int frames_per_second = 30) {
  const auto preset = load_preset(REELWRIGHT_ASSETS_DIR, name);
  EXPECT_TRUE(preset) << preset.error().message;
  return preset ? encode_settings(*preset, frames_per_second) : EncodeSettings{};
}

TEST(Presets, QualitiesAreWhatTheyHaveAlwaysBeen) {
  EXPECT_EQ(settings_of("draft"), (EncodeSettings{.encoder = "libx264",
                                                  .preset = "superfast",
                                                  .crf = 27,
                                                  .keyframe_frames_max = 30,
                                                  .audio_bit_rate = 160'000}));
  EXPECT_EQ(settings_of("standard"), (EncodeSettings{.encoder = "libx264",
                                                     .preset = "veryfast",
                                                     .crf = 21,
                                                     .keyframe_frames_max = 60,
                                                     .audio_bit_rate = 192'000}));
  EXPECT_EQ(settings_of("standard"), EncodeSettings{});
  EXPECT_EQ(settings_of("high", 25), (EncodeSettings{.encoder = "libx264",
                                                     .preset = "medium",
                                                     .crf = 17,
                                                     .keyframe_frames_max = 50,
                                                     .audio_bit_rate = 256'000}));
}

TEST(Presets, EachFileIsWholeAndEveryQualityHasItsOwn) {
  const auto presets = list_presets(REELWRIGHT_ASSETS_DIR);
  ASSERT_TRUE(presets) << presets.error().message;
  std::set<std::string> titles;
  std::set<int> orders;
  for (const Preset& preset : *presets) {
    titles.insert(preset.title);
    orders.insert(preset.order);
    EXPECT_FALSE(preset.description.empty()) << preset.name;
    EXPECT_EQ(*load_preset(REELWRIGHT_ASSETS_DIR, preset.name), preset);
    EXPECT_LE(preset.keyframe_s, 2) << preset.name << ": seeking stays instant";
  }
  EXPECT_EQ(titles.size(), presets->size());
  EXPECT_EQ(orders.size(), presets->size());
  for (const Quality quality : {Quality::draft, Quality::standard, Quality::high}) {
    const auto preset = load_preset(REELWRIGHT_ASSETS_DIR, name_of(quality));
    ASSERT_TRUE(preset);
    EXPECT_EQ(preset->quality, quality);
    EXPECT_FALSE(preset->aspect);
  }
}

TEST(Presets, PlatformsHaveTheirShapes) {
  const auto size = [](std::string_view name) {
    Brief brief;
    apply_preset(load_preset(REELWRIGHT_ASSETS_DIR, name).value(), brief);
    return frame_size(brief.aspect, brief.quality);
  };
  EXPECT_EQ(size("youtube"), (FrameSize{1920, 1080}));
  EXPECT_EQ(size("shorts"), (FrameSize{1080, 1920}));
  EXPECT_EQ(size("square"), (FrameSize{1080, 1080}));
}

TEST(Presets, AnUnknownNameIsRefusedWithTheOneThatWasMeant) {
  const auto preset = load_preset(REELWRIGHT_ASSETS_DIR, "yuotube");
  ASSERT_FALSE(preset);
  EXPECT_EQ(preset.error().code, "preset.unknown");
  EXPECT_NE(preset.error().hint.find("Did you mean youtube?"), std::string::npos) << preset.error().hint;
  EXPECT_EQ(load_preset(REELWRIGHT_ASSETS_DIR, "../presets/draft").error().code, "preset.unknown");
}

TEST(Presets, ADamagedFileIsNamed) {
  const test::TemporaryFolder folder;
  std::filesystem::create_directories(folder / "presets");
  EXPECT_EQ(list_presets(folder.path()).error().code, "preset.none");
  ASSERT_TRUE(save_file(folder / "presets" / "own.json", "{}"));
  const auto damaged = list_presets(folder.path());
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().code, "preset.damaged");
  EXPECT_NE(damaged.error().message.find("own.json"), std::string::npos);
  EXPECT_NE(damaged.error().message.find("name"), std::string::npos) << damaged.error().message;
  std::filesystem::copy_file(std::filesystem::path(REELWRIGHT_ASSETS_DIR) / "presets" / "draft.json",
                             folder / "presets" / "own.json",
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_NE(list_presets(folder.path()).error().message.find("file's name"), std::string::npos);
}

}  // namespace
}  // namespace reelwright::stages
