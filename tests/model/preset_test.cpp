// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/preset.h"

#include <gtest/gtest.h>

#include <string>

namespace reelwright {
namespace {

const std::string whole =
    R"({"name": "site", "title": "Site", "description": "For a site.", "order": 3, "quality": "high",
        "aspect": "9:16", "encoder": "libsvtav1", "speed": "8", "crf": 55, "keyframe_s": 1.5,
        "audio_bit_rate": 96000})";

std::string with(const std::string& from, const std::string& to) {
  std::string text = whole;
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Preset, SaysHowToEncode) {
  const auto preset = preset_from_json(whole);
  ASSERT_TRUE(preset) << preset.error().message;
  EXPECT_EQ(preset->aspect, Aspect::tall);
  EXPECT_EQ(encode_settings(*preset, 30), (EncodeSettings{.encoder = "libsvtav1",
                                                          .preset = "8",
                                                          .crf = 55,
                                                          .keyframe_frames_max = 45,
                                                          .audio_bit_rate = 96'000}));
  EXPECT_EQ(encode_settings(*preset, 24).keyframe_frames_max, 36);
}

TEST(Preset, DecidesAboutQualityAndAboutShapeWhereItHasOne) {
  const Preset tall = *preset_from_json(whole);
  Brief brief;
  EXPECT_EQ(preset_name(brief), "standard");
  apply_preset(tall, brief);
  EXPECT_EQ(preset_name(brief), "site");
  EXPECT_EQ(brief.quality, Quality::high);
  EXPECT_EQ(brief.aspect, Aspect::tall);

  Preset any = tall;
  any.aspect.reset();
  brief.aspect = Aspect::square;
  apply_preset(any, brief);
  EXPECT_EQ(brief.aspect, Aspect::square);
}

TEST(Preset, AMistakeIsToldWithItsField) {
  const struct {
    const char* from;
    const char* to;
    const char* told;
  } cases[] = {
      {R"("encoder": "libsvtav1")", R"("encoder": "libaom-av1")", "encoder must be one of libx264"},
      {R"("speed": "8")", R"("speed": "fast")", "speed is not one that libsvtav1 has"},
      {R"("speed": "8")", R"("speed": "14")", "speed is not one"},
      {R"("speed": "8")", R"("speed": 8)", "speed"},
      {R"("crf": 55)", R"("crf": 64)", "crf"},
      {R"("crf": 55)", R"("crf": 0)", "crf"},
      {R"("keyframe_s": 1.5)", R"("keyframe_s": 0)", "keyframe_s"},
      {R"("audio_bit_rate": 96000)", R"("audio_bit_rate": 96)", "audio_bit_rate"},
      {R"("aspect": "9:16")", R"("aspect": "4:3")", "aspect"},
      {R"("quality": "high")", R"("quality": "best")", "quality"},
      {R"("order": 3)", R"("ordre": 3)", "did you mean \"order\""},
      {R"("name": "site")", R"("name": "../site")", "name"},
      {R"("title": "Site", )", "", "title"},
  };
  for (const auto& each : cases) {
    const auto preset = preset_from_json(with(each.from, each.to));
    ASSERT_FALSE(preset) << each.to;
    EXPECT_EQ(preset.error().code, "preset.damaged");
    EXPECT_NE(preset.error().message.find(each.told), std::string::npos) << preset.error().message;
  }
  const std::string x264 = R"("encoder": "libx264", "speed": "veryfast", "crf": 52)";
  EXPECT_FALSE(preset_from_json(with(R"("encoder": "libsvtav1", "speed": "8", "crf": 55)", x264)))
      << "each encoder has its own scale";
  EXPECT_FALSE(preset_from_json("[]"));
}

}  // namespace
}  // namespace reelwright
