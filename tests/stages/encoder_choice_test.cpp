// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <latch>
#include <string>
#include <thread>
#include <vector>

#include "stages/encoder_choice.h"

namespace reelwright::stages {
namespace {

struct EncoderChoiceTest : testing::Test {
  std::vector<std::string> tried;
  std::string working = "h264_vaapi";
  EncoderChoice choice{[this](std::string_view encoder, const std::stop_token&) {
    tried.emplace_back(encoder);
    return encoder == working;
  }};
  const EncodeSettings h264{.preset = "medium", .crf = 18};
};

TEST_F(EncoderChoiceTest, NothingIsTriedUnlessItIsAskedFor) {
  EXPECT_EQ(choice.choose(h264, {}).settings, h264);
  choice.ask_for("auto");
  EncodeSettings av1 = h264;
  av1.encoder = "libsvtav1";
  EXPECT_EQ(choice.choose(av1, {}).settings, av1) << "the preset asks for another format";
  EXPECT_TRUE(tried.empty());
}

TEST_F(EncoderChoiceTest, AutomaticTakesTheFirstThatWorksAndTriesOnce) {
  choice.ask_for("auto");
  for (int i = 0; i < 2; ++i) {
    const EncoderChoice::Chosen chosen = choice.choose(h264, {});
    EXPECT_EQ(chosen.settings.encoder, "h264_vaapi");
    EXPECT_EQ(chosen.warning, "");
    EXPECT_EQ(on_the_processor(chosen.settings), h264);
  }
  EXPECT_EQ(tried, (std::vector<std::string>{"h264_nvenc", "h264_qsv", "h264_vaapi"}));
}

TEST_F(EncoderChoiceTest, OneThatWasAskedForAndFailsIsToldOf) {
  choice.ask_for("nvenc");
  const EncoderChoice::Chosen chosen = choice.choose(h264, {});
  EXPECT_EQ(chosen.settings, h264);
  EXPECT_NE(chosen.warning.find("NVIDIA"), std::string::npos) << chosen.warning;
  working = "";
  choice.ask_for("auto");
  EXPECT_EQ(choice.choose(h264, {}).settings, h264);
  EXPECT_EQ(choice.choose(h264, {}).warning, "") << "the processor is what automatic means then";
}

TEST_F(EncoderChoiceTest, AStoppedTrialHasFoundOutNothing) {
  std::stop_source stop;
  stop.request_stop();
  choice.ask_for("nvenc");
  static_cast<void>(choice.choose(h264, stop.get_token()));
  working = "h264_nvenc";
  EXPECT_EQ(choice.choose(h264, {}).settings.encoder, "h264_nvenc");
}

TEST_F(EncoderChoiceTest, OneThatFailedAJobIsNotChosenAgain) {
  choice.ask_for("auto");
  EXPECT_EQ(choice.choose(h264, {}).settings.encoder, "h264_vaapi");
  choice.note_failure("h264_vaapi");
  EXPECT_EQ(choice.choose(h264, {}).settings, h264);
  EXPECT_TRUE(choice.working({}).empty());
  choice.ask_for("vaapi");
  EXPECT_NE(choice.choose(h264, {}).warning, "");
}

TEST(EncoderChoiceTrial, KeepsNobodyWaitingButThoseWhoNeedItsAnswer) {
  std::latch begun(1);
  std::latch answer(1);
  int trials = 0;
  EncoderChoice choice([&](std::string_view, const std::stop_token&) {
    ++trials;
    begun.count_down();
    answer.wait();
    return true;
  });
  const EncodeSettings h264{.preset = "medium", .crf = 18};
  choice.ask_for("nvenc");
  std::string chosen;
  std::string chosen_too;
  std::jthread first([&] { chosen = choice.choose(h264, {}).settings.encoder; });
  begun.wait();
  std::stop_source stop;
  std::jthread stopped([&] { EXPECT_EQ(choice.choose(h264, stop.get_token()).settings, h264); });
  stop.request_stop();
  stopped.join();
  std::jthread second([&] { chosen_too = choice.choose(h264, {}).settings.encoder; });
  choice.ask_for("auto");
  choice.note_failure("h264_amf");
  answer.count_down();
  first.join();
  second.join();
  EXPECT_EQ(chosen, "h264_nvenc");
  EXPECT_EQ(chosen_too, "h264_nvenc");
  EXPECT_EQ(trials, 1) << "nobody tries what is being tried";
}

TEST_F(EncoderChoiceTest, AllThatWorkAreListed) {
  const std::vector<HardwareEncoder> found = choice.working({});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].setting, "vaapi");
  EXPECT_EQ(tried.size(), hardware_encoders.size());
}

}  // namespace
}  // namespace reelwright::stages
