// SPDX-License-Identifier: GPL-3.0-or-later
// config.toml as people leave it: missing, written by hand, damaged, from another version.
#include "store/settings_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "base/file.h"
#include "base/temporary_folder.h"

namespace reelwright::store {
namespace {

struct SettingsFile : testing::Test {
  test::TemporaryFolder folder;
  fs::path path = folder / "reelwright" / "config.toml";

  void write(std::string_view text) const {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  [[nodiscard]] std::string text() const { return read_file(path, 1 << 20).value_or("(no file)"); }
  [[nodiscard]] fs::path bad() const { return path.string() + ".bad"; }
};

Settings unusual() {
  return {.storage_folder = "/films/für \"uns\"",
          .jobs_kept = 7,
          .workers = 3,
          .encoder = "vaapi",
          .lang = "de",
          .voice = "espeak-de",
          .speed = 1.25,
          .appearance = Appearance::light,
          .ui_scale = 1.5,
          .reduced_motion = true};
}

TEST_F(SettingsFile, NoFileMeansDefaultsAndNoComplaint) {
  const SettingsRead read = read_settings(path);
  EXPECT_EQ(read.settings, Settings());
  EXPECT_FALSE(read.problem);
}

TEST_F(SettingsFile, EverySettingComesBackAsItWasSaved) {
  ASSERT_TRUE(save_settings(path, unusual()));
  const SettingsRead read = read_settings(path);
  EXPECT_FALSE(read.problem) << read.problem->message;
  EXPECT_EQ(read.settings, unusual());
  ASSERT_TRUE(save_settings(path, Settings()));
  EXPECT_EQ(read_settings(path).settings, Settings());
  EXPECT_FALSE(fs::exists(bad()));
}

TEST_F(SettingsFile, KeysOfAnotherVersionStayInIt) {
  write("later = [1, 2]\n[work]\nworkers = 2\ngpu = \"second\"\n[cloud]\nuse = false\n");
  Settings settings = read_settings(path).settings;
  EXPECT_EQ(settings.workers, 2U);
  settings.workers = 5;
  ASSERT_TRUE(save_settings(path, settings));
  EXPECT_EQ(read_settings(path).settings.workers, 5U);
  EXPECT_NE(text().find("gpu = "), std::string::npos) << text();
  EXPECT_NE(text().find("second"), std::string::npos);
  EXPECT_NE(text().find("use = false"), std::string::npos);
  EXPECT_NE(text().find("later = [ 1, 2 ]"), std::string::npos) << text();
  EXPECT_FALSE(fs::exists(bad()));
}

TEST_F(SettingsFile, ADamagedOneIsToldWithItsLineAndLeftAloneUntilASettingChanges) {
  const std::string damaged = "[work]\nworkers = 2\nthis is not TOML\n";
  write(damaged);
  const SettingsRead read = read_settings(path);
  EXPECT_EQ(read.settings, Settings());
  ASSERT_TRUE(read.problem);
  EXPECT_EQ(read.problem->code, "settings.damaged");
  EXPECT_NE(read.problem->message.find(path.string()), std::string::npos);
  EXPECT_NE(read.problem->message.find("line 3"), std::string::npos) << read.problem->message;
  EXPECT_FALSE(read.problem->hint.empty());
  EXPECT_EQ(text(), damaged);
  ASSERT_TRUE(save_settings(path, unusual()));
  EXPECT_EQ(read_settings(path).settings, unusual());
  EXPECT_FALSE(read_settings(path).problem);
  EXPECT_EQ(read_file(bad(), 1000).value_or(""), damaged);
}

TEST_F(SettingsFile, AValueThatCannotBeUsedGivesItsDefaultAndTheOthersCount) {
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {"[appearance]\nscale = 9.0\n", "scale"},
      {"[appearance]\nscale = nan\n", "scale"},
      {"[appearance]\ncolours = \"pink\"\n", "colours"},
      {"[new_videos]\nspeed = \"fast\"\n", "speed"},
      {"[new_videos]\nspeed = 0\n", "speed"},
      {"[storage]\nfolder = \"films\"\n", "folder"},
      {"[storage]\njobs_kept = -1\n", "jobs_kept"},
      {"[storage]\njobs_kept = 1.5\n", "jobs_kept"},
      {"storage = 5\n", "storage"},
      {"[work]\nencoder = \"h264_nvenc\"\n", "encoder"},
      {"[storage]\nfolder = \"/a\\u0000b\"\n", "folder"},
      {"[appearance]\nreduced_motion = 1\n", "reduced_motion"}};
  for (const auto& [lines, name] : wrong) {
    // One table of a name: what is wrong in [work] comes before its good line.
    const bool has_work = lines.find("[work]") != std::string::npos;
    write(lines + (has_work ? "workers = 4\n" : "[work]\nworkers = 4\n"));
    const SettingsRead read = read_settings(path);
    ASSERT_TRUE(read.problem) << lines;
    EXPECT_NE(read.problem->message.find(name), std::string::npos) << read.problem->message;
    Settings expected;
    expected.workers = 4;
    EXPECT_EQ(read.settings, expected) << lines;
    ASSERT_TRUE(save_settings(path, read.settings)) << lines;
    EXPECT_FALSE(read_settings(path).problem) << text();
    EXPECT_TRUE(fs::remove(bad())) << lines;
  }
}

TEST_F(SettingsFile, BytesThatAreNoTextAreDamage) {
  write(std::string("\0\xff\xfe[work]", 9));
  EXPECT_TRUE(read_settings(path).problem);
  write(std::string(2 << 20, '#'));
  EXPECT_EQ(read_settings(path).problem.value().code, "settings.unreadable");
  fs::remove(path);
  fs::create_directory(path);
  EXPECT_EQ(read_settings(path).problem.value().code, "settings.unreadable");
  EXPECT_TRUE(save_settings(path, unusual()));
  EXPECT_EQ(read_settings(path).settings, unusual());
}

TEST_F(SettingsFile, ALinkToItStaysALink) {
  const fs::path real = folder / "dotfiles.toml";
  std::ofstream(real) << "[work]\nworkers = 2\n";
  fs::create_directories(path.parent_path());
  fs::create_symlink(real, path);
  ASSERT_TRUE(save_settings(path, unusual()));
  EXPECT_TRUE(fs::is_symlink(path));
  EXPECT_EQ(read_settings(real).settings, unusual());
}

TEST_F(SettingsFile, StandsWhereTheDesktopWantsIt) {
  const auto given = [](std::map<std::string, std::string> values) {
    return settings_path([values](const char* name) -> std::optional<std::string> {
      const auto found = values.find(name);
      return found == values.end() ? std::nullopt : std::optional(found->second);
    });
  };
  EXPECT_EQ(given({{"XDG_CONFIG_HOME", "/c"}, {"HOME", "/h"}}), "/c/reelwright/config.toml");
  EXPECT_EQ(given({{"XDG_CONFIG_HOME", "relative"}, {"HOME", "/h"}}), "/h/.config/reelwright/config.toml");
  EXPECT_FALSE(given({}));
}

}  // namespace
}  // namespace reelwright::store
