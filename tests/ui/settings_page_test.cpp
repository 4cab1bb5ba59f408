// SPDX-License-Identifier: GPL-3.0-or-later
// The Settings page, used as a person uses it.
#include "ui/driver.h"
#include "ui/sample_job.h"

namespace reelwright::ui {
namespace {

struct SettingsPage : testing::Test {
  Driver window;

  SettingsPage() {
    window.view.page = Page::settings;
    window.view.log.is_open = false;
    window.machine.data_folder = "/films";
    window.machine.cores = 8;
    window.machine.voices = {
        {"", "The language's own", {}}, {"slt", "Clara", "en"}, {"espeak-de", "German", "de"}};
  }
  /// The settings of the only change that was asked for.
  Settings changed() {
    const auto changes = window.take<intent::ChangeSettings>();
    EXPECT_EQ(changes.size(), 1U);
    return changes.empty() ? Settings() : changes.front().settings;
  }
};

TEST_F(SettingsPage, SaysNothingWhileNothingChanges) {
  window.frame(20);
  EXPECT_TRUE(window.take<intent::ChangeSettings>().empty());
}

TEST_F(SettingsPage, RetentionIsChosen) {
  window.click("250");
  EXPECT_EQ(changed().jobs_kept, 250U);
  window.click("All");
  EXPECT_EQ(changed().jobs_kept, 0U);
  EXPECT_EQ(window.view.settings.jobs_kept, 0U);
}

TEST_F(SettingsPage, TheFolderIsChosenInADialogAndOpened) {
  window.click("Change...");
  const auto wishes = window.take<intent::ChooseFiles>();
  ASSERT_EQ(wishes.size(), 1U);
  EXPECT_EQ(wishes[0].purpose, FilePurpose::storage_folder);
  window.click("Open");
  EXPECT_EQ(window.take<intent::OpenFolder>().size(), 1U);
  EXPECT_FALSE(window.shows("Use the usual folder"));
  window.view.settings.storage_folder = "/elsewhere";
  window.click("Use the usual folder");
  EXPECT_EQ(changed().storage_folder, "");
}

TEST_F(SettingsPage, WorkersAreAllCoresOrFewer) {
  window.click("Use all processor cores");
  EXPECT_EQ(changed().workers, 4U);
  window.click("Use all processor cores");
  EXPECT_EQ(changed().workers, 0U);
}

TEST_F(SettingsPage, EncodersThatWorkAreOffered) {
  window.settle();
  EXPECT_FALSE(window.take<intent::CheckHealth>().empty()) << "what works is asked for";
  EXPECT_FALSE(window.shows("NVIDIA (NVENC)"));
  window.machine.health = {{"Encoder", true, "It works.", ""}};
  window.machine.encoders = {hardware_encoders[0]};
  window.click("NVIDIA (NVENC)");
  EXPECT_EQ(changed().encoder, "nvenc");
  EXPECT_FALSE(window.shows("VA-API"));
  window.click("Automatic");
  EXPECT_EQ(changed().encoder, "auto");
  window.click("Processor");
  EXPECT_EQ(changed().encoder, "libx264");
}

TEST_F(SettingsPage, ColoursAndMotionCountAtOnce) {
  window.click("Light");
  EXPECT_EQ(changed().appearance, Appearance::light);
  EXPECT_TRUE(is_light(window.view.settings, window.machine));
  window.click("As the desktop");
  EXPECT_EQ(changed().appearance, Appearance::system);
  EXPECT_FALSE(is_light(window.view.settings, window.machine));
  window.machine.prefers_light = true;
  EXPECT_TRUE(is_light(window.view.settings, window.machine));
  // What is not there is looked for down to the end of the page.
  EXPECT_EQ(window.find("the end"), nullptr);
  window.click("Reduced motion");
  EXPECT_TRUE(changed().reduced_motion);
}

TEST_F(SettingsPage, ScaleChangesWhenTheSliderIsLetGo) {
  window.click("Follow the screen");
  EXPECT_EQ(changed().ui_scale, 1.0);
  const ItemRegistry::Item* const slider = window.find("##Scale");
  ASSERT_NE(slider, nullptr);
  ImGuiIO& io = ImGui::GetIO();
  const float y = (slider->min.y + slider->max.y) / 2;
  const float middle = slider->min.x + (slider->max.x - slider->min.x) * 0.5F;
  io.AddMousePosEvent(middle, y);
  window.frame(2);
  io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
  window.frame(3);
  EXPECT_TRUE(window.take<intent::ChangeSettings>().empty());
  EXPECT_EQ(window.view.settings.ui_scale, 1.0);
  io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
  window.settle();
  EXPECT_GT(changed().ui_scale, 1.2);
  window.click("Follow the screen");
  EXPECT_EQ(changed().ui_scale, 0.0);
}

TEST_F(SettingsPage, AnUntouchedFormFollowsTheUsualVoiceAndAChosenOneStays) {
  window.click("Usual language");
  window.click("German");
  EXPECT_EQ(changed().lang, "de");
  EXPECT_EQ(window.view.draft.brief.lang, "de");
  window.view.draft.brief.lang = "fr";
  window.click("Usual language");
  window.click("English");
  EXPECT_EQ(changed().lang, "en");
  EXPECT_EQ(window.view.draft.brief.lang, "fr");
}

TEST(ReducedMotion, NothingTurnsWhileAJobIsAtWork) {
  Driver window;
  Job job = job_with(JobStatus::running);
  job.stage(Stage::voice).status = StageStatus::active;
  window.snapshot.active = {job};
  window.settle();
  EXPECT_TRUE(window.is_moving);
  window.machine.prefers_reduced_motion = true;
  window.settle();
  EXPECT_FALSE(window.is_moving);
  window.machine.prefers_reduced_motion = false;
  window.view.settings.reduced_motion = true;
  window.settle();
  EXPECT_FALSE(window.is_moving);
}

}  // namespace
}  // namespace reelwright::ui
