// SPDX-License-Identifier: GPL-3.0-or-later
// Files dropped on the window find their place in the draft, however many and whatever they are.
#include "app/dropped_files.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/temporary_folder.h"

namespace reelwright::app {
namespace {

namespace fs = std::filesystem;

struct DroppedFilesTest : testing::Test {
  test::TemporaryFolder folder;
  ui::ViewState view;

  fs::path file(const std::string& name, const std::string& text = "x") {
    std::ofstream(folder / name) << text;
    return folder / name;
  }
  void drop(const std::vector<fs::path>& paths, ui::Draft::Kind kind = ui::Draft::Kind::topic) {
    use_dropped(paths, kind)(view);
  }
};

TEST_F(DroppedFilesTest, ATextBecomesTheNotesAndASoundTheMusic) {
  drop({file("bees.md", "# Bees\n\nThey dance."), file("song.MP3")});
  EXPECT_EQ(view.draft.kind, ui::Draft::Kind::notes);
  EXPECT_EQ(view.draft.notes, "# Bees\n\nThey dance.");
  EXPECT_EQ(view.draft.brief.music, (folder / "song.MP3").string());
  EXPECT_EQ(view.page, ui::Page::create);
  ASSERT_EQ(view.toasts.size(), 1U);
  EXPECT_FALSE(view.toasts[0].is_error);
}

TEST_F(DroppedFilesTest, WhereAScriptIsBeingWrittenATextIsTheScript) {
  drop({file("script.txt", "Bees dance.")}, ui::Draft::Kind::script);
  EXPECT_EQ(view.draft.script, "Bees dance.");
  EXPECT_TRUE(view.draft.notes.empty());
}

TEST_F(DroppedFilesTest, PicturesBringTheirFolder) {
  drop({file("a.jpg"), file("b.png")});
  EXPECT_EQ(view.draft.brief.media, fs::path(folder / "a.jpg").parent_path().string());
  EXPECT_TRUE(view.toasts.at(0).hint.empty());
}

TEST_F(DroppedFilesTest, ClipsBringTheirFolderAsPicturesDo) {
  const std::string dropped = fs::path(folder / "a.jpg").parent_path().string();
  for (const char* const name : {"a.mp4", "b.MOV", "c.webm", "d.mkv", "e.avi", "f.m4v"}) {
    view = {};
    drop({file(name)});
    EXPECT_EQ(view.draft.brief.media, dropped) << name;
    EXPECT_TRUE(view.toasts.at(0).text.starts_with("Taken: clips from ")) << view.toasts[0].text;
    EXPECT_TRUE(view.toasts[0].hint.empty());
  }
  drop({file("a.jpg"), file("a.mp4")});
  EXPECT_TRUE(view.toasts.back().text.starts_with("Taken: pictures and clips from ")) << view.toasts[1].text;
  drop({file("a.jpg")});
  EXPECT_TRUE(view.toasts.back().text.starts_with("Taken: pictures from ")) << view.toasts[2].text;
}

TEST_F(DroppedFilesTest, WhatIsLeftOutIsNotSaidToBeTaken) {
  std::filesystem::create_directory(folder / "other");
  drop({file("a.jpg"), file("other/b.mp4")});
  EXPECT_TRUE(view.toasts.at(0).text.starts_with("Taken: pictures from ")) << view.toasts[0].text;
  EXPECT_TRUE(view.toasts[0].hint.starts_with("1 file was left out")) << view.toasts[0].hint;
}

TEST_F(DroppedFilesTest, FiveHundredFilesAreOneMessage) {
  std::vector<fs::path> paths;
  for (int i = 0; i < 500; ++i) paths.push_back(folder / ("file" + std::to_string(i) + ".xyz"));
  drop(paths);
  ASSERT_EQ(view.toasts.size(), 1U);
  EXPECT_TRUE(view.toasts[0].is_error);
  EXPECT_NE(view.toasts[0].hint.find("500 files were left out"), std::string::npos);
}

TEST_F(DroppedFilesTest, WhatIsNoTextIsRefusedAndTheDraftStays) {
  view.draft.notes = "mine";
  drop({file("binary.txt", std::string("a\0b\xff\xfe", 5))});
  EXPECT_EQ(view.draft.notes, "mine");
  EXPECT_TRUE(view.toasts.at(0).is_error);
  EXPECT_FALSE(view.toasts[0].text.empty());
}

}  // namespace
}  // namespace reelwright::app
