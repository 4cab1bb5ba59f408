// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/compose/music.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "stages/compose/sound_mix.h"

namespace reelwright::stages {
namespace {

constexpr std::size_t second = 48'000;

double rms(const AudioClip& clip, std::size_t begin, std::size_t end) {
  double sum = 0;
  for (std::size_t i = begin * 2; i < end * 2; ++i)
    sum += static_cast<double>(clip.samples[i]) * clip.samples[i];
  return std::sqrt(sum / static_cast<double>((end - begin) * 2));
}

TEST(Music, EveryMoodSoundsAllTheWayThrough) {
  for (const std::string_view mood : music_moods()) {
    const auto clip = generate_music(mood, 1, 20 * second, {});
    ASSERT_TRUE(clip);
    ASSERT_EQ(clip->frame_count(), 20 * second);
    for (std::size_t s = 2; s < 19; ++s)
      EXPECT_GT(rms(*clip, s * second, (s + 1) * second), 0.005) << mood << " at " << s;
    EXPECT_LE(*std::ranges::max_element(clip->samples), 0.5001F);
  }
}

TEST(Music, SeedAndMoodChangeItAndRepeatingThemDoesNot) {
  const auto a = generate_music("calm", 1, 5 * second, {});
  EXPECT_EQ(a->samples, generate_music("calm", 1, 5 * second, {})->samples);
  EXPECT_NE(a->samples, generate_music("calm", 2, 5 * second, {})->samples);
  EXPECT_NE(a->samples, generate_music("warm", 1, 5 * second, {})->samples);
}

TEST(Music, AnUnknownMoodIsRefusedByName) {
  const auto clip = generate_music("loud", 1, second, {});
  ASSERT_FALSE(clip);
  EXPECT_EQ(clip.error().code, "music.unknown_mood");
  EXPECT_NE(clip.error().message.find("loud"), std::string::npos);
}

TEST(Music, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_TRUE(is_canceled(generate_music("calm", 1, 600 * second, stop.get_token()).error()));
}

TEST(Ducking, LowersTheBedFromBeforeTheFirstWordAndFadesBothEnds) {
  AudioClip bed{.sample_rate = 48'000, .channels = 2, .samples = std::vector<float>(20 * second * 2, 0.5F)};
  duck(bed, {{6 * second, 10 * second}});
  EXPECT_LT(bed.samples[0], 0.01F);
  EXPECT_LT(bed.samples.back(), 0.01F);
  EXPECT_FLOAT_EQ(bed.samples[4 * second * 2], 0.5F);
  const float ducked = 0.5F * std::pow(10.0F, -8.0F / 20.0F);
  EXPECT_NEAR(bed.samples[6 * second * 2], ducked, 1e-3);
  EXPECT_NEAR(bed.samples[8 * second * 2], ducked, 1e-3);
  EXPECT_LT(bed.samples[(6 * second - 4800) * 2],
            0.45F);  // 100 ms before the first word it is already going down
  EXPECT_FLOAT_EQ(bed.samples[12 * second * 2], 0.5F);
}

}  // namespace
}  // namespace reelwright::stages
