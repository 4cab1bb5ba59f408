// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/command_line.h"

#include <gtest/gtest.h>

namespace reelwright::ui {
namespace {

TEST(CommandLine, DefaultsAreNotRepeated) {
  Job job;
  job.brief.topic = "Bees";
  EXPECT_EQ(command_line(job, "/data/jobs/a"), "reelwright generate --topic Bees");
}

TEST(CommandLine, WordsSurviveTheShell) {
  EXPECT_EQ(shell_word("plain-word_1.5/x:y"), "plain-word_1.5/x:y");
  EXPECT_EQ(shell_word(""), "''");
  EXPECT_EQ(shell_word("two words"), "'two words'");
  EXPECT_EQ(shell_word("it's $HOME `x` \"y\" \\ !"), "'it'\\''s $HOME `x` \"y\" \\ !'");
  EXPECT_EQ(shell_word("Käse"), "'Käse'");
  EXPECT_EQ(shell_word("a\nb"), "'a\nb'");
  EXPECT_EQ(shell_word("~"), "'~'");
}

TEST(CommandLine, EverythingThatDiffersIsSaid) {
  Job job;
  job.brief = {.topic = "-n, a title",
               .source = "source.md",
               .script = "/notes/my script.md",
               .audience = "children",
               .tone = "formal",
               .lang = "de",
               .duration_s = 42.5,
               .aspect = Aspect::tall,
               .quality = Quality::draft,
               .preset = "draft",
               .theme = "neon",
               .voice = "espeak-de",
               .speed = 1.25,
               .music = "/music/a.ogg",
               .captions = CaptionMode::sidecar,
               .caption_style = "boxed",
               .media = "/my pictures",
               .seed = 7};
  job.stop_after = Stage::script;
  EXPECT_EQ(command_line(job, "/data/jobs/a"),
            "reelwright generate --topic='-n, a title' --source /data/jobs/a/source.md"
            " --script '/notes/my script.md' --audience children --tone formal --lang de --duration 42.5"
            " --aspect 9:16 --quality draft --preset draft --theme neon --voice espeak-de --speed 1.25 --music /music/a.ogg"
            " --captions sidecar --caption-style boxed --media '/my pictures' --seed 7 --stop-after script");
}

TEST(CommandLine, MusicWordsAreNoFiles) {
  Job job;
  job.brief.topic = "Bees";
  job.brief.music = "none";
  EXPECT_EQ(command_line(job, "/data/jobs/a"), "reelwright generate --topic Bees --music none");
}

}  // namespace
}  // namespace reelwright::ui
