// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of files that were chosen in a dialog.
#include "app/chosen_files.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/temporary_folder.h"
#include "model/limits.h"

namespace reelwright::app {
namespace {

using ui::FilePurpose;

struct ChosenFiles : testing::Test {
  test::TemporaryFolder folder;
  ui::ViewState view;

  std::filesystem::path write(std::string_view bytes) const {
    std::ofstream(folder / "chosen", std::ios::binary) << bytes;
    return folder / "chosen";
  }
  Result<void> use(FilePurpose purpose, const std::filesystem::path& path) {
    const Result<ViewChange> change = use_chosen({.purpose = purpose}, path);
    if (!change) return std::unexpected(change.error());
    (*change)(view);
    return {};
  }
};

TEST_F(ChosenFiles, TextsFillTheForm) {
  ASSERT_TRUE(use(FilePurpose::source, write("Bees dance.\r\n")));
  EXPECT_EQ(view.draft.kind, ui::Draft::Kind::notes);
  EXPECT_EQ(view.draft.notes, "Bees dance.\n");
  ASSERT_TRUE(use(FilePurpose::script, write("# Bees")));
  EXPECT_EQ(view.draft.kind, ui::Draft::Kind::script);
  EXPECT_EQ(view.draft.script, "# Bees");
  EXPECT_EQ(view.draft.notes, "Bees dance.\n");
}

TEST_F(ChosenFiles, WhatTheFormHeldComesBack) {
  view.draft.topic = "mine";
  view.draft.notes = "my notes";
  view.create.draft_hash = 7;
  ASSERT_TRUE(use(FilePurpose::source, write("Bees dance.")));
  EXPECT_EQ(view.draft.notes, "Bees dance.");
  EXPECT_EQ(view.create.draft_hash, 0U) << "it is to be looked at again";
  ASSERT_EQ(view.toasts.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<ui::intent::RestoreDraft>(*view.toasts[0].intent));
  ui::restore_draft(view);
  EXPECT_EQ(view.draft.notes, "my notes");
}

TEST_F(ChosenFiles, WhatIsNoTextIsRefusedWithASentence) {
  view.draft.notes = "kept";
  for (const FilePurpose purpose : {FilePurpose::source, FilePurpose::script}) {
    const Result<void> used = use(purpose, write(std::string("\x7f"
                                                             "ELF\0\1\2\3\0\0",
                                                             10)));
    ASSERT_FALSE(used);
    EXPECT_EQ(used.error().code, "source.not_text");
    EXPECT_FALSE(used.error().message.empty());
  }
  EXPECT_EQ(use(FilePurpose::source, write(std::string(limits::source_bytes_max + 1, 'a'))).error().code,
            "source.too_large");
  EXPECT_EQ(use(FilePurpose::source, folder / "gone").error().code, "source.missing");
  EXPECT_EQ(view.draft.notes, "kept");
}

TEST_F(ChosenFiles, FoldersAndMusicAreTakenByPath) {
  ASSERT_TRUE(use(FilePurpose::music, "/m/a.ogg"));
  ASSERT_TRUE(use(FilePurpose::media_folder, "/pictures"));
  ASSERT_TRUE(use(FilePurpose::storage_folder, "/films"));
  EXPECT_EQ(view.draft.brief.music, "/m/a.ogg");
  EXPECT_EQ(view.draft.brief.media, "/pictures");
  EXPECT_EQ(view.settings.storage_folder, "/films");
}

TEST_F(ChosenFiles, EachPurposeAsksForWhatItCanUse) {
  using Kind = DialogRequest::Kind;
  EXPECT_EQ(dialog_for(FilePurpose::media_folder).kind, Kind::folder);
  EXPECT_EQ(dialog_for(FilePurpose::storage_folder).kind, Kind::folder);
  EXPECT_EQ(dialog_for(FilePurpose::export_video).kind, Kind::save);
  EXPECT_EQ(dialog_for(FilePurpose::source).kind, Kind::open);
  EXPECT_FALSE(dialog_for(FilePurpose::scene_picture).filters.empty());
}

}  // namespace
}  // namespace reelwright::app
