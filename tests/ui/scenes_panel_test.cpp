// SPDX-License-Identifier: GPL-3.0-or-later
// The editor of scenes, used as a person uses it: what is said to the studio is the script that was made
// here.
#include <algorithm>

#include "model/limits.h"
#include "ui/driver.h"
#include "ui/panels/panels.h"
#include "ui/sample_job.h"

namespace reelwright::ui {
namespace {

Script script_of(std::size_t scenes) {
  Script script;
  script.title = "Bees";
  for (std::size_t i = 0; i < scenes; ++i) {
    Scene scene;
    scene.id = "0" + std::to_string(i + 1);
    scene.heading = "Heading " + std::to_string(i + 1);
    set_narration(scene, "Sentence " + std::to_string(i + 1) + " is said here.", "en");
    scene.edited = false;
    script.scenes.push_back(std::move(scene));
  }
  return script;
}

struct Editor : Driver {
  ImVec2 size{1000, 640};

  explicit Editor(JobStatus status = JobStatus::paused, std::size_t scenes = 3) {
    Job job = job_with(status);
    job.brief.duration_s = 60;
    job.stage(Stage::script).status = StageStatus::done;
    if (status == JobStatus::paused) job.stop_after = Stage::script;
    snapshot.active = {job};
    draw = [this](Frame& each) {
      ImGui::SetNextWindowPos({0, 0});
      ImGui::SetNextWindowSize(size);
      ImGui::Begin("page", nullptr, ImGuiWindowFlags_NoDecoration);
      draw_scenes(each, snapshot.active[0]);
      ImGui::End();
    };
    settle();
    EXPECT_EQ(take<intent::OpenScript>().size(), 1U);
    load(script_of(scenes));
  }
  Job& job() { return snapshot.active[0]; }
  ScriptEditor& editor() { return *view.scenes.find(job_id); }
  const Script& script() { return editor().script(); }
  void load(Script script, const std::string& hash = "first") {
    take_script(view.scenes,
                {.job = job_id, .script = std::move(script), .hash = hash, .spoken = {}, .problem = {}},
                job().brief);
    settle();
  }
  std::string ids() {
    std::string ids;
    for (const Scene& scene : script().scenes) ids += scene.id + " ";
    return ids;
  }
  void undo() { chord(ImGuiMod_Ctrl, ImGuiKey_Z); }
  void fill(std::string_view field, const char* words) {
    click(field);
    chord(ImGuiMod_Ctrl, ImGuiKey_A);
    type(words);
  }
};

TEST(ScenesPanel, ASettledVideosScenesAreSavedWithoutMakingItAgain) {
  Editor window(JobStatus::done);
  window.fill("##Heading of scene 1", "The queen");
  window.click("Save the script");
  const auto sent = window.take<intent::ReviseScript>();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_FALSE(sent[0].continues);
  EXPECT_EQ(sent[0].script.scenes[0].heading, "The queen");
  take_answer(window.view.scenes, job_id, std::string("second"));
  window.load(sent[0].script, "second");
  // What was saved gets into the video when that is asked for.
  window.click("Update video");
  EXPECT_EQ(window.take_commands<command::RetryJob>().size(), 1U);
  window.job().attempt += 1;
  window.settle();
  window.click("Update video");
  EXPECT_TRUE(window.take_commands<command::RetryJob>().empty()) << "another attempt has it";
}

TEST(ScenesPanel, WhatIsTypedIsSentWithTheJobsContinuation) {
  Editor window;
  window.fill("##Heading of scene 1", "The queen");
  window.fill("##Narration of scene 2", "Bees dance. They sing");
  window.click("Continue");
  const auto sent = window.take<intent::ReviseScript>();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].job, job_id);
  EXPECT_EQ(sent[0].base, "first");
  EXPECT_TRUE(sent[0].continues);
  EXPECT_EQ(sent[0].script.scenes[0].heading, "The queen");
  ASSERT_EQ(sent[0].script.scenes[1].sentences.size(), 2U);
  EXPECT_EQ(sent[0].script.scenes[1].sentences[1].text, "They sing");
  EXPECT_TRUE(sent[0].script.scenes[1].edited);
  EXPECT_FALSE(sent[0].script.scenes[0].edited);
  EXPECT_EQ(sent[0].script.scenes[2], script_of(3).scenes[2]);
}

TEST(ScenesPanel, AnUnchangedScriptIsOnlyContinued) {
  Editor window;
  window.click("Continue");
  EXPECT_TRUE(window.intents.size() == 1);
  EXPECT_EQ(window.take_commands<command::ResumeJob>().size(), 1U);
}

TEST(ScenesPanel, ScenesMoveComeAndGoAndComeBack) {
  Editor window;
  window.click("Move scene 1 down");
  EXPECT_EQ(window.ids(), "02 01 03 ");
  window.click("More for scene 2");
  window.click("Duplicate");
  EXPECT_EQ(window.ids(), "02 01 04 03 ");
  window.click("More for scene 1");
  window.click("Delete");
  EXPECT_EQ(window.ids(), "01 04 03 ");
  window.click("Undo");
  EXPECT_EQ(window.ids(), "02 01 04 03 ");
  window.undo();
  window.undo();
  EXPECT_EQ(window.ids(), "01 02 03 ");
  EXPECT_FALSE(window.editor().changes().is_changed);
  window.click("Redo");
  EXPECT_EQ(window.ids(), "02 01 03 ");
}

TEST(ScenesPanel, ASceneIsDraggedToAnotherPlace) {
  Editor window;
  const ItemRegistry::Item from = *window.find("Drag scene 1");
  const ItemRegistry::Item to = *window.find("Drag scene 3");
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(from.min.x + 8, from.min.y + 8);
  window.frame(2);
  io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
  window.frame(2);
  io.AddMousePosEvent(to.min.x + 8, to.min.y + 120);
  window.frame(3);
  io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
  window.settle();
  EXPECT_EQ(window.ids(), "02 03 01 ");
}

TEST(ScenesPanel, ANewSceneMustSaySomething) {
  Editor window;
  window.click("Add a scene");
  EXPECT_EQ(window.ids(), "01 02 03 04 ");
  window.click("Continue");
  EXPECT_TRUE(window.take<intent::ReviseScript>().empty());
  window.fill("##Narration of scene 4", "It is over.");
  window.click("Continue");
  EXPECT_EQ(window.take<intent::ReviseScript>().size(), 1U);
}

TEST(ScenesPanel, ALockedSceneCannotBeTypedInto) {
  Editor window;
  window.click("Lock scene 1");
  EXPECT_TRUE(window.script().scenes[0].locked);
  window.fill("##Heading of scene 1", "Other");
  window.fill("##Narration of scene 1", "Other words.");
  EXPECT_EQ(window.script().scenes[0].heading, "Heading 1");
  EXPECT_EQ(narration_of(window.script().scenes[0]), "Sentence 1 is said here.");
  window.click("Unlock scene 1");
  window.fill("##Heading of scene 1", "Other");
  EXPECT_EQ(window.script().scenes[0].heading, "Other");
}

TEST(ScenesPanel, UndoReachesTheFieldThatIsBeingTypedInto) {
  Editor window;
  window.fill("##Narration of scene 1", "Other words.");
  EXPECT_EQ(narration_of(window.script().scenes[0]), "Other words.");
  window.undo();
  window.settle();
  EXPECT_EQ(narration_of(window.script().scenes[0]), "Sentence 1 is said here.");
  EXPECT_FALSE(window.script().scenes[0].edited);
  window.key(ImGuiKey_End);
  window.type(" More.");
  EXPECT_EQ(narration_of(window.script().scenes[0]), "Sentence 1 is said here. More.");
}

TEST(ScenesPanel, PointsAndThePhraseAreInTheDetails) {
  Editor window;
  window.click("Layout of scene 1: Statement");
  window.click("Points");
  EXPECT_EQ(window.script().scenes[0].layout, Layout::bullets);
  window.click("Add a point");
  window.fill("##Point 1 of scene 1", "Wax");
  ASSERT_EQ(window.script().scenes[0].bullets.size(), 1U);
  EXPECT_EQ(window.script().scenes[0].bullets[0], (Bullet{"Wax", 0}));
  window.click("Delete point 1");
  EXPECT_TRUE(window.script().scenes[0].bullets.empty());
}

TEST(ScenesPanel, APictureIsChosenDroppedAndRemoved) {
  Editor window;
  window.click("Picture of scene 2");
  const auto wishes = window.take<intent::ChooseFiles>();
  ASSERT_EQ(wishes.size(), 1U);
  EXPECT_EQ(wishes[0].purpose, FilePurpose::scene_picture);
  EXPECT_EQ(wishes[0].item, "02");
  take_picture(window.view.scenes, job_id, "02", "/pictures/bee.jpg");
  EXPECT_EQ(window.script().scenes[1].picture, "/pictures/bee.jpg");
  window.click("Remove the picture of scene 2");
  EXPECT_EQ(window.script().scenes[1].picture, "");
  // The pointer is over scene 2 still.
  EXPECT_FALSE(drop_picture(window.view.scenes, "/texts/bee.txt"));
  EXPECT_TRUE(drop_picture(window.view.scenes, "/clips/Wasp.MP4"));
  EXPECT_TRUE(drop_picture(window.view.scenes, "/pictures/Wasp.PNG"));
  window.settle();
  EXPECT_EQ(window.script().scenes[1].picture, "/pictures/Wasp.PNG");
}

TEST(ScenesPanel, NothingCanBeChangedWhileTheJobWorks) {
  Editor window(JobStatus::running);
  window.fill("##Heading of scene 1", "Other");
  window.fill("##Narration of scene 1", "Other words.");
  window.click("Lock scene 1");
  window.click("Move scene 1 down");
  window.click("Add a scene");
  window.click("Update video");
  EXPECT_EQ(window.script(), script_of(3));
  EXPECT_TRUE(window.take<intent::ReviseScript>().empty());
  EXPECT_FALSE(drop_picture(window.view.scenes, "/pictures/bee.png"));
}

TEST(ScenesPanel, ADoneVideoIsUpdatedOnceSomethingIsChanged) {
  Editor window(JobStatus::done);
  window.click("Update video");
  EXPECT_TRUE(window.take<intent::ReviseScript>().empty());
  window.fill("##Heading of scene 2", "Other");
  EXPECT_EQ(window.editor().changes().scenes, 1U);
  window.click("Update video");
  EXPECT_EQ(window.take<intent::ReviseScript>().size(), 1U);
}

TEST(ScenesPanel, ARefusalLosesNothing) {
  Editor window(JobStatus::done);
  window.fill("##Heading of scene 1", "Mine");
  window.click("Update video");
  EXPECT_TRUE(window.editor().is_saving());
  take_answer(window.view.scenes, job_id, fail("script.changed_meanwhile", "It changed.", "Look."));
  window.settle();
  EXPECT_EQ(window.script().scenes[0].heading, "Mine");
  EXPECT_EQ(window.take<intent::OpenScript>().size(), 1U);
  Script theirs = script_of(3);
  theirs.scenes[1].heading = "Theirs";
  window.load(theirs, "second");
  EXPECT_TRUE(window.editor().is_outdated());
  EXPECT_EQ(window.script().scenes[0].heading, "Mine");
  window.click("Keep mine");
  window.click("Update video");
  const auto sent = window.take<intent::ReviseScript>();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].base, "second");
  EXPECT_EQ(sent[0].script.scenes[0].heading, "Mine");
}

TEST(ScenesPanel, WhatIsStoredIsNoLongerAChange) {
  Editor window;
  window.fill("##Heading of scene 1", "Mine");
  window.click("Save the script");
  const auto sent = window.take<intent::ReviseScript>();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_FALSE(sent[0].continues);
  take_answer(window.view.scenes, job_id, std::string("second"));
  window.settle();
  EXPECT_FALSE(window.editor().changes().is_changed);
  EXPECT_EQ(window.take<intent::OpenScript>().size(), 1U);
  Script stored = sent[0].script;
  stored.fitted = true;
  window.load(stored, "second");
  EXPECT_FALSE(window.editor().changes().is_changed);
  EXPECT_TRUE(window.editor().can_undo());
  window.undo();
  EXPECT_EQ(window.script().scenes[0].heading, "Heading 1");
  EXPECT_TRUE(window.script().fitted);
}

TEST(ScenesPanel, TheVideoPageTurnsToTheScenesOnceAtTheGate) {
  Editor window;
  const auto draw = window.draw;
  window.draw = [&](Frame& each) {
    turn_to_scenes_at_gate(each, window.job());
    draw(each);
  };
  window.settle();
  EXPECT_EQ(window.view.video.tab, VideoView::Tab::scenes);
  window.view.video.tab = VideoView::Tab::timeline;
  window.settle();
  EXPECT_EQ(window.view.video.tab, VideoView::Tab::timeline);
}

TEST(ScenesPanel, ManyScenesAreDrawnOnlyWhereTheyAreSeenAndAllHaveNames) {
  Editor window(JobStatus::done, limits::scenes_max - 100);
  for (const ImVec2 size : {ImVec2{1000, 640}, ImVec2{480, 400}}) {
    window.size = size;
    window.settle();
    const auto cards = std::ranges::count_if(window.items().items(), [](const ItemRegistry::Item& item) {
      return item.label.starts_with("Drag scene");
    });
    EXPECT_GE(cards, 2);
    EXPECT_LE(cards, 12);
    EXPECT_TRUE(window.items().duplicates().empty());
    for (const ItemRegistry::Item& item : window.items().items())
      EXPECT_LE(item.max.x, size.x + 1) << item.label;
  }
  window.size = {1000, 640};
  EXPECT_NE(window.find("Drag scene 9"), nullptr);
}

}  // namespace
}  // namespace reelwright::ui
