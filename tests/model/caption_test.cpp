// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/caption.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <sstream>

#include "base/utf8.h"
#include "model/characters.h"
#include "model/timeline.h"

namespace reelwright {
namespace {

/// Speech at `s_per_character`, one scene; sentences end at '.', '!' and '?' with a pause.
std::vector<CaptionWord> speak(const std::string& text, double start_s = 0, double s_per_character = 0.065) {
  std::vector<CaptionWord> words;
  std::istringstream in(text);
  double at_s = start_s;
  for (std::string word; in >> word;) {
    const double length_s = s_per_character * static_cast<double>(utf8_length(word) + 1);
    const bool ends = word.ends_with('.') || word.ends_with('!') || word.ends_with('?');
    words.push_back({.text = word, .start_s = at_s, .end_s = at_s + length_s, .ends_sentence = ends});
    at_s += length_s + (ends ? 0.35 : 0.0);
  }
  if (!words.empty()) words.back().ends_scene = words.back().ends_sentence = true;
  return words;
}

std::vector<std::string> lines_of(const std::vector<CaptionCue>& cues) {
  std::vector<std::string> lines;
  for (const CaptionCue& cue : cues)
    for (const auto& line : cue.lines) lines.push_back(text_of(line));
  return lines;
}

void expect_sound(const std::vector<CaptionCue>& cues, const CaptionLimits& limits, double video_s) {
  for (std::size_t i = 0; i < cues.size(); ++i) {
    const CaptionCue& cue = cues[i];
    ASSERT_FALSE(cue.lines.empty());
    ASSERT_LE(cue.lines.size(), 2U);
    for (const auto& line : cue.lines) {
      ASSERT_FALSE(line.empty());
      EXPECT_LE(caption_width(text_of(line)), limits.line_characters_max) << text_of(line);
    }
    EXPECT_LT(cue.start_s, cue.end_s);
    EXPECT_LE(cue.end_s, video_s + 1e-9);
    EXPECT_LE(cue.end_s - cue.start_s, limits.duration_s_max + 1e-9);
    EXPECT_NEAR(cue.start_s, cue.lines[0][0].start_s, 0.0101);
    if (i > 0) {
      EXPECT_GE(cue.start_s - cues[i - 1].end_s, limits.gap_s_min - 1e-9);
    }
  }
}

constexpr const char* bees =
    "Bees visit up to five thousand flowers in a single day. They drink nectar with a long tongue, and they "
    "carry it home "
    "in a second stomach. Inside the hive, worker bees pass the nectar from mouth to mouth until most of the "
    "water is gone. "
    "What remains is honey! It is stored in small cells of wax, which the bees close with a lid.";

TEST(Cues, KeepTheRulesOfReadableCaptions) {
  const CaptionLimits limits = caption_limits(30, 42);
  const auto words = speak(bees);
  const double video_s = words.back().end_s + 2;
  const auto cues = make_cues(words, limits, video_s);
  expect_sound(cues, limits, video_s);
  for (const CaptionCue& cue : cues) {
    double characters = 0;
    for (const auto& line : cue.lines) characters += caption_width(text_of(line));
    const double shown_s = cue.end_s - cue.start_s;
    EXPECT_GE(shown_s, limits.duration_s_min) << text_of(cue.lines[0]);
    EXPECT_LE(characters / shown_s, limits.characters_per_second_max + 0.01) << text_of(cue.lines[0]);
  }
}

TEST(Cues, HoldEveryWordOnceInOrder) {
  for (const int characters : {42, 34, 26}) {
    std::string text;
    for (const std::string& line : lines_of(make_cues(speak(bees), caption_limits(30, characters), 100)))
      text += (text.empty() ? "" : " ") + line;
    EXPECT_EQ(text, bees);
  }
}

TEST(Cues, BreakAtSentencesAndClausesNotBehindArticles) {
  const auto lines = lines_of(make_cues(speak(bees), caption_limits(30, 42), 100));
  for (const std::string& line : lines)
    for (const char* word : {" a", " the", " of", " in", " with"}) EXPECT_FALSE(line.ends_with(word)) << line;
  const auto cues = make_cues(speak("One short sentence is here. Another short sentence is there."),
                              caption_limits(30, 42), 100);
  ASSERT_EQ(cues.size(), 2U);
  EXPECT_EQ(text_of(cues[0].lines[0]), "One short sentence is here.");
}

TEST(Cues, BalanceTheirTwoLines) {
  const auto cues =
      make_cues(speak("Seven green frogs happily watched seven other frogs."), caption_limits(30, 42), 100);
  ASSERT_EQ(cues.size(), 1U);
  ASSERT_EQ(cues[0].lines.size(), 2U);
  const int difference = caption_width(text_of(cues[0].lines[0])) - caption_width(text_of(cues[0].lines[1]));
  EXPECT_LE(std::abs(difference), 10);
}

TEST(Cues, NeverJoinTwoScenes) {
  auto words = speak("Yes.");
  for (CaptionWord& word : speak("No.", 1.5)) words.push_back(word);
  const auto cues = make_cues(words, caption_limits(30, 42), 10);
  ASSERT_EQ(cues.size(), 2U);
  EXPECT_EQ(cues[1].start_s, 1.5);
}

TEST(Cues, ShortSentencesShareACueWhenThereIsNoTimeToReadThemAlone) {
  const auto cues =
      make_cues(speak("Go. Run. Now! Stop. Look. Listen.", 0, 0.04), caption_limits(30, 42), 10);
  expect_sound(cues, caption_limits(30, 42), 10);
  for (const CaptionCue& cue : cues) EXPECT_GE(cue.end_s - cue.start_s, 5.0 / 6.0);
}

TEST(Cues, StayLongEnoughToBeReadWhereThereIsRoom) {
  auto words = speak("Hi.", 1.0, 0.01);
  const auto cues = make_cues(words, caption_limits(30, 42), 10);
  ASSERT_EQ(cues.size(), 1U);
  EXPECT_EQ(cues[0].start_s, 1.0);
  EXPECT_GE(cues[0].end_s - cues[0].start_s, 5.0 / 6.0);
  EXPECT_LT(cues[0].end_s - cues[0].start_s, 1.0);
  EXPECT_NEAR(make_cues(words, caption_limits(30, 42), 1.3)[0].end_s, 1.3, 1e-9);
}

TEST(Cues, CutScriptsWithoutSpacesBetweenCharacters) {
  const std::string sentence =
      "蜂蜜は花の蜜から作られます。働き蜂は、巣の中で口から口へと蜜を渡し、水分を飛ばします。「それが蜂蜜です"
      "。」";
  std::vector<CaptionWord> words = {
      {.text = sentence, .start_s = 0, .end_s = 12, .ends_sentence = true, .ends_scene = true}};
  const CaptionLimits limits = caption_limits(30, 26);
  const auto cues = make_cues(words, limits, 13);
  expect_sound(cues, limits, 13);
  std::string joined;
  for (const std::string& line : lines_of(cues)) {
    joined += line;
    for (const char* mark : {"、", "。", "」"}) EXPECT_FALSE(line.starts_with(mark)) << line;
    EXPECT_FALSE(line.ends_with("「")) << line;
  }
  EXPECT_EQ(joined, sentence);
  EXPECT_GT(cues.size(), 2U);
}

TEST(Cues, WordsOfAScriptWithoutSpacesJoinAgain) {
  // As the voice cuts them: anywhere, also where no line may begin.
  const std::vector<CaptionWord> words = {
      {.text = "蜂蜜はどのように作ら", .start_s = 0, .end_s = 2},
      {.text = "れるのでし", .start_s = 2, .end_s = 3, .joins_previous = true},
      {.text = "ょうか。", .start_s = 3, .end_s = 4, .ends_sentence = true, .joins_previous = true},
      {.text = "GPS", .start_s = 4, .end_s = 5},
      {.text = "も", .start_s = 5, .end_s = 5.2, .joins_previous = true},
      {.text = "使う",
       .start_s = 5.2,
       .end_s = 6,
       .ends_sentence = true,
       .ends_scene = true,
       .joins_previous = true}};
  for (const int characters : {16, 20, 42}) {
    const auto lines = lines_of(make_cues(words, caption_limits(30, characters), 8));
    std::string all;
    for (const std::string& line : lines) {
      all += line;
      EXPECT_EQ(line.find(' '), std::string::npos) << line;
      EXPECT_FALSE(line.starts_with("ょ")) << line;
    }
    EXPECT_EQ(all, "蜂蜜はどのように作られるのでしょうか。GPSも使う");
  }
}

TEST(Cues, SentencesOfADialogueAreNotGluedTogether) {
  for (const auto& [first, second] : {std::pair("「はい」", "「いいえ」"), std::pair("はい…", "…いいえ")}) {
    const std::vector<CaptionWord> words = {{.text = first, .start_s = 0, .end_s = 1, .ends_sentence = true},
                                            {.text = second,
                                             .start_s = 5,
                                             .end_s = 6,
                                             .ends_sentence = true,
                                             .ends_scene = true,
                                             .joins_previous = true}};
    const auto cues = make_cues(words, caption_limits(30, 42), 8);
    ASSERT_EQ(cues.size(), 2U) << first;
    EXPECT_EQ(text_of(cues[0].lines[0]), first);
    EXPECT_EQ(cues[1].start_s, 5);
  }
}

TEST(Cues, JapaneseLinesBreakBehindParticles) {
  const std::vector<CaptionWord> words = {{.text = "蜂は花の蜜を集めて巣の中へ運びます。",
                                           .start_s = 0,
                                           .end_s = 4,
                                           .ends_sentence = true,
                                           .ends_scene = true}};
  const auto lines = lines_of(make_cues(words, caption_limits(30, 22), 6));
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0], "蜂は花の蜜を集めて");
}

TEST(Cues, CutAWordThatIsLongerThanALine) {
  const std::string url =
      "https://example.org/a/very/long/address/that/never/ends/and/goes/on/and/on/index.html";
  const CaptionLimits limits = caption_limits(30, 42);
  const auto cues = make_cues(speak("See " + url + " now."), limits, 60);
  expect_sound(cues, limits, 60);
  std::string joined;
  for (const std::string& line : lines_of(cues)) joined += line;
  EXPECT_NE(joined.find(url), std::string::npos);
}

TEST(Cues, KoreanKeepsItsSpaces) {
  const auto cues = make_cues(speak("꿀벌은 꿀을 만듭니다."), caption_limits(30, 42), 60);
  ASSERT_EQ(cues.size(), 1U);
  EXPECT_EQ(text_of(cues[0].lines[0]), "꿀벌은 꿀을 만듭니다.");
}

TEST(Cues, SurviveStrangeTimesAndTexts) {
  std::mt19937 random(3);
  const CaptionLimits limits = caption_limits(25, 34);
  const std::vector<std::string> texts = {
      "a", "word", "蜂", "\xff\xfe", "", " ", "longlonglonglonglonglonglonglonglonglonglong", "🐝", "e\u0301"};
  for (int round = 0; round < 300; ++round) {
    std::vector<CaptionWord> words;
    for (int i = 0; i < 40; ++i) {
      const double at = static_cast<double>(random() % 300) / 10.0 - 2.0;
      const std::vector<double> times = {at, at + 0.2, std::nan(""), INFINITY, 0.0};
      words.push_back({texts[random() % texts.size()], times[random() % 5], times[random() % 5],
                       random() % 5 == 0, random() % 9 == 0});
    }
    const auto cues = make_cues(words, limits, 1e4);
    for (std::size_t i = 0; i < cues.size(); ++i) {
      ASSERT_LT(cues[i].start_s, cues[i].end_s);
      ASSERT_GE(cues[i].start_s, i > 0 ? cues[i - 1].end_s : 0.0);
    }
  }
  EXPECT_TRUE(make_cues({}, limits, 10).empty());
}

TEST(CaptionWidth, CountsWideCharactersTwice) {
  EXPECT_EQ(caption_width("abc"), 3);
  EXPECT_EQ(caption_width("蜂蜜"), 4);
  EXPECT_EQ(caption_width("e\u0301"), 1);
  EXPECT_EQ(caption_width("🐝"), 2);
  EXPECT_EQ(caption_width("ä"), 1);
}

std::vector<CaptionCue> two_cues() {
  return {{.start_s = 1.0,
           .end_s = 2.5,
           .lines = {{{"Tom", 1.0, 1.2}, {"&", 1.2, 1.4}}, {{"<b>Jerry</b>", 1.5, 2.4}}}},
          {.start_s = 3661.07,
           .end_s = 3662.0,
           .lines = {{{"{\\b1}C:\\New", 3661.07, 3661.5}, {"end.", 3661.6, 3662.0}}}}};
}

TEST(CaptionText, SrtHoldsTheTextExactlyAsWritten) {
  EXPECT_EQ(to_srt(two_cues()),
            "1\n00:00:01,000 --> 00:00:02,500\nTom &\n<b>Jerry</b>\n\n"
            "2\n01:01:01,070 --> 01:01:02,000\n{\\b1}C:\\New end.\n\n");
}

TEST(CaptionText, Vtt) {
  EXPECT_EQ(to_vtt(two_cues()),
            "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nTom &amp;\n&lt;b&gt;Jerry&lt;/b&gt;\n\n"
            "01:01:01.070 --> 01:01:02.000\n{\\b1}C:\\New end.\n\n");
}

TEST(CaptionText, AssEscapesWhatWouldBeMarkup) {
  const auto events = ass_events(two_cues(), {});
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0], (AssEvent{100, 250, "{\\blur1.44}Tom &\\N<b>Jerry</b>"}));
  EXPECT_EQ(events[1].text, "{\\blur1.44}\\{\\\u2060b1\\}C:\\\u2060New end.");
}

TEST(CaptionText, AssHasTheFrameAsItsResolution) {
  const std::string ass = to_ass(two_cues(), {.name = "boxed", .font = "Noto, Sans"}, {1080, 1920}, "A\nB");
  EXPECT_NE(ass.find("PlayResX: 1080\nPlayResY: 1920\n"), std::string::npos);
  EXPECT_NE(ass.find("Title: A B\n"), std::string::npos);
  EXPECT_NE(ass.find("Style: Default,Noto  Sans,"), std::string::npos);
  EXPECT_NE(ass.find("Dialogue: 0,1:01:01.07,1:01:02.00,Default,,0,0,0,,"), std::string::npos);
  const auto count = [&](const std::string& line_start) {
    std::istringstream in(ass);
    std::ptrdiff_t commas = -1;
    for (std::string line; std::getline(in, line);)
      if (line.starts_with(line_start)) commas = std::ranges::count(line, ',');
    return commas;
  };
  EXPECT_EQ(count("Style:"), 22);
}

TEST(CaptionText, AssLeavesTheBaseDirectionToTheText) {
  const std::string ass = to_ass(two_cues(), {}, {1920, 1080}, "A");
  const std::size_t style = ass.find("Style: Default,");
  ASSERT_NE(style, std::string::npos);
  const std::string line = ass.substr(style, ass.find('\n', style) - style);
  EXPECT_TRUE(line.ends_with(",-1")) << line;  // libass: -1 finds the direction, 1 is always left to right
}

TEST(CaptionText, KaraokeLightsOneWordAfterTheOtherWithoutGaps) {
  const auto events = ass_events(two_cues(), {.name = "karaoke", .ink = {.accent = "#12AB9f"}});
  ASSERT_EQ(events.size(), 5U);
  EXPECT_EQ(events[0],
            (AssEvent{100, 120, "{\\blur1.44}{\\1c&H9fAB12&}Tom{\\1c&HFFFFFF&} &\\N<b>Jerry</b>"}));
  EXPECT_EQ(events[1].start_cs, 120);
  EXPECT_EQ(events[1].end_cs, 150);
  EXPECT_EQ(events[2].end_cs, 250);
  EXPECT_NE(events[2].text.find("&}<b>Jerry</b>{"), std::string::npos);
  EXPECT_EQ(events[3].start_cs, 366'107);
}

TEST(CaptionText, EventsOfRealCuesNeverOverlapInAnyFrame) {
  for (const char* style : {"classic", "karaoke"})
    for (const int fps : {24, 25, 30, 60}) {
      const auto cues = make_cues(speak(bees), caption_limits(fps, 26), 100);
      const auto captions = timeline_captions(ass_events(cues, {.name = style}), fps, 100 * fps);
      ASSERT_FALSE(captions.empty());
      for (std::size_t i = 1; i < captions.size(); ++i)
        EXPECT_GE(captions[i].start_frame, captions[i - 1].end_frame);
    }
}

TEST(CaptionText, CuesStayTwoFramesApart) {
  for (const int fps : {24, 25, 30, 60}) {
    const auto cues = make_cues(speak(bees), caption_limits(fps, 42), 100);
    const auto captions = timeline_captions(ass_events(cues, {}), fps, 100 * fps);
    for (std::size_t i = 1; i < captions.size(); ++i)
      EXPECT_GE(captions[i].start_frame - captions[i - 1].end_frame, 2) << fps;
  }
}

TEST(CaptionText, CaptionsOverPicturesHaveTheirOwnInk) {
  auto cues = two_cues();
  for (auto& line : cues[1].lines)
    for (CaptionWord& word : line) word.over_picture = true;
  CaptionStyle style;
  style.ink = {.text = "#2A1A2E", .halo = "#FFF8EE", .accent = "#A63210"};
  const auto events = ass_events(cues, style);
  EXPECT_EQ(events[0].text.find("\\rPicture"), std::string::npos);
  EXPECT_TRUE(events[1].text.starts_with("{\\rPicture\\blur")) << events[1].text;
  const std::string ass = to_ass(cues, style, {1920, 1080}, "A");
  EXPECT_NE(ass.find("Style: Default,Inter,48.00,&H002E1A2A,&H002E1A2A,&H40EEF8FF,"), std::string::npos)
      << ass;
  EXPECT_NE(ass.find("Style: Picture,Inter,48.00,&H00FFFFFF,&H00FFFFFF,&H18141010,"), std::string::npos)
      << ass;
  CaptionStyle other = style;
  other.picture_ink.text = "#FFFF00";
  EXPECT_NE(caption_style_hash(style, {1920, 1080}), caption_style_hash(other, {1920, 1080}));
}

TEST(CaptionText, BurnedCaptionsLeaveEmojiOutAndSidecarsKeepThem) {
  const std::vector<CaptionCue> cues = {
      {.start_s = 1,
       .end_s = 2,
       .lines =
           {{{"Bees", 1, 1.2}, {"🐝", 1.2, 1.2}, {"make", 1.2, 1.4}, {"honey", 1.4, 1.6}, {"🍯.", 1.6, 1.8}},
            {{"👩‍👩‍👧", 1.8, 1.8}, {"❤️", 1.8, 1.9}}}},
      {.start_s = 3, .end_s = 4, .lines = {{{"🌻", 3, 3.5}, {"☀️", 3.5, 4}}}}};
  for (const char* style : {"boxed", "karaoke", "classic"}) {
    const auto events = ass_events(cues, {.name = style});
    ASSERT_FALSE(events.empty());
    for (const AssEvent& event : events) {
      EXPECT_EQ(without_emoji(event.text), event.text);
      EXPECT_LT(event.start_cs, 200) << "the second cue has nothing to show";
      EXPECT_TRUE(event.text.ends_with(".") || event.text.ends_with("}")) << event.text;
    }
  }
  EXPECT_EQ(ass_events(cues, {.name = "boxed"})[0].text, "Bees make honey.");
  EXPECT_NE(to_srt(cues).find("Bees 🐝 make honey 🍯.\n👩‍👩‍👧 ❤️\n"), std::string::npos);
  EXPECT_NE(to_vtt(cues).find("🌻 ☀️"), std::string::npos);
}

TEST(CaptionText, StyleHashFollowsTheLook) {
  const CaptionStyle style;
  CaptionStyle larger = style;
  larger.size_px += 1;
  EXPECT_EQ(caption_style_hash(style, {1920, 1080}), caption_style_hash(style, {1920, 1080}));
  EXPECT_NE(caption_style_hash(style, {1920, 1080}), caption_style_hash(larger, {1920, 1080}));
  EXPECT_NE(caption_style_hash(style, {1920, 1080}), caption_style_hash(style, {1080, 1080}));
}

}  // namespace
}  // namespace reelwright
