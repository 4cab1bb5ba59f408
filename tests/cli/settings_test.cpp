// SPDX-License-Identifier: GPL-3.0-or-later
// The command line takes the settings that the window writes.
#include "cli_fixture.h"

namespace reelwright::cli {
namespace {

struct SettingsTest : CliTest {
  static Error problem() { return {"settings.damaged", "The settings file is damaged.", "Mend it."}; }
};

TEST_F(SettingsTest, StorageFolderHoldsTheJobsWhereNothingElseIsSaid) {
  variables.erase("REELWRIGHT_DATA_DIR");
  settings.settings.storage_folder = (folder / "films").string();
  ASSERT_EQ(run({"generate", "--topic", "Bees"}), exit_done) << err.str();
  EXPECT_TRUE(fs::exists(folder / "films" / "jobs"));
  ASSERT_EQ(run({"generate", "--topic", "Bees", "--data-dir", "elsewhere"}), exit_done) << err.str();
  EXPECT_TRUE(fs::exists(folder / "elsewhere" / "jobs"));
}

TEST_F(SettingsTest, OnlyAsManyJobsAreKeptAsTheyAllow) {
  settings.settings.jobs_kept = 1;
  for (int i = 0; i < 3; ++i) ASSERT_EQ(run({"generate", "--topic", "Bees"}), exit_done) << err.str();
  EXPECT_EQ(job_folders().size(), 1U);
}

TEST_F(SettingsTest, DamageIsToldAndStopsNothing) {
  settings.problem = problem();
  EXPECT_EQ(run({"generate", "--topic", "Bees"}), exit_done);
  EXPECT_NE(err.str().find("The settings file is damaged."), std::string::npos);
  EXPECT_NE(err.str().find("Mend it."), std::string::npos);
}

TEST_F(SettingsTest, DoctorTellsOfTheDamageOnce) {
  settings.problem = problem();
  const int code = run({"doctor"});
  const std::size_t told = out.str().find("notice   Settings ");
  ASSERT_NE(told, std::string::npos) << out.str();
  EXPECT_NE(out.str().find("The settings file is damaged.", told), std::string::npos) << out.str();
  EXPECT_EQ(err.str(), "");
  settings.problem.reset();
  EXPECT_EQ(run({"doctor"}), code);
  EXPECT_EQ(out.str().find("Settings"), std::string::npos);
}

}  // namespace
}  // namespace reelwright::cli
