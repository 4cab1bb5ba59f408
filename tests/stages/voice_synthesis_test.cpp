// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <thread>

#include "base/utf8.h"
#include "stages/voice/espeak_synthesiser.h"
#include "stages/voice/flite_synthesiser.h"
#include "stages/voice/narrator.h"
#include "stages/voice/voices.h"

namespace reelwright::stages {
namespace {

/// One espeak-ng for the whole test program: the library is one set of globals.
EspeakSynthesiser& espeak() {
  static const std::unique_ptr<EspeakSynthesiser> engine = EspeakSynthesiser::create().value();
  return *engine;
}

class Voice : public testing::Test {
 protected:
  [[nodiscard]] Narrator narrator(std::string_view voice, std::string_view lang, double speed = 1.0) {
    VoiceInfo info = catalog_.find(voice, lang).value();
    Pacing pacing;
    pacing.voice_speed = speed;
    ISynthesiser& synthesiser = catalog_.synthesiser(info);
    return Narrator{synthesiser, std::move(info), std::string(lang), lexicon_, pacing};
  }
  [[nodiscard]] SceneSpeech speak(const Narrator& narrator, const std::vector<std::string>& sentences) {
    return narrator.speak(scene_of(sentences), {}, [](double) {}).value();
  }
  [[nodiscard]] static Scene scene_of(const std::vector<std::string>& sentences) {
    Scene scene;
    scene.id = "01";
    for (const std::string& text : sentences) {
      scene.sentences.emplace_back();
      scene.sentences.back().text = text;
    }
    return scene;
  }

  FliteSynthesiser flite_;
  VoiceCatalog catalog_{{flite_, espeak()}};
  Lexicon lexicon_;
};

double level(const AudioClip& clip, double start_s, double end_s) {
  const auto rate = static_cast<double>(clip.sample_rate);
  const auto begin = static_cast<std::size_t>(start_s * rate);
  const auto end = std::min(clip.samples.size(), static_cast<std::size_t>(end_s * rate));
  double sum = 0;
  for (std::size_t i = begin; i < end; ++i)
    sum += static_cast<double>(clip.samples[i]) * static_cast<double>(clip.samples[i]);
  return end > begin ? std::sqrt(sum / static_cast<double>(end - begin)) : 0.0;
}

void expect_times_in_order(const SceneSpeech& speech) {
  double last_s = 0;
  for (const WordTime& word : speech.words) {
    EXPECT_LE(last_s, word.start_s) << word.text;
    EXPECT_LE(word.start_s, word.end_s) << word.text;
    EXPECT_LE(word.end_s, speech.clip.duration_s() + 1e-9) << word.text;
    last_s = word.end_s;
  }
}

const std::vector<std::string> bees = {"A honey bee visits about 2,000 flowers a day.",
                                       "Each trip earns the hive less than $0.01 of honey!",
                                       "Dr. Frisch, who won the Nobel Prize in 1973, read their dance."};

TEST_F(Voice, EveryWrittenWordIsHeardWhereItsTimeSays) {
  for (const std::string_view id : {"slt", "rms", "awb", "espeak-en"}) {
    const SceneSpeech speech = speak(narrator(id, "en"), bees);
    ASSERT_EQ(speech.words.size(), 9U + 10U + 12U) << id;
    EXPECT_EQ(speech.words[5].text, "2,000");
    EXPECT_EQ(speech.words[16].text, "$0.01");
    EXPECT_EQ(speech.words[16].sentence, 1);
    EXPECT_EQ(speech.clip.sample_rate, 48'000);
    expect_times_in_order(speech);
    const double overall = level(speech.clip, 0, speech.clip.duration_s());
    for (const WordTime& word : speech.words) {
      EXPECT_GT(word.end_s - word.start_s, 0.02) << id << " " << word.text;
      EXPECT_GT(level(speech.clip, word.start_s, word.end_s), overall * 0.1) << id << " " << word.text;
    }
    // The longest written words of a sentence take the longest: a guess by characters would give "$0.01" less
    // than "honey!".
    EXPECT_GT(speech.words[5].end_s - speech.words[5].start_s,
              speech.words[1].end_s - speech.words[1].start_s)
        << id;
  }
}

TEST_F(Voice, SilenceBetweenSentencesIsReal) {
  for (const std::string_view id : {"slt", "espeak-en"}) {
    Narrator with_gap = narrator(id, "en");
    with_gap.pacing.sentence_gap_s = 0.5;
    const SceneSpeech speech = speak(with_gap, bees);
    const WordTime& last = speech.words[8];
    const WordTime& next = speech.words[9];
    EXPECT_EQ(last.sentence, 0);
    EXPECT_EQ(next.sentence, 1);
    EXPECT_GT(next.start_s - last.end_s, 0.4) << id;
    EXPECT_LT(next.start_s - last.end_s, 0.75) << id;
    const double middle_s = (last.end_s + next.start_s) / 2;
    EXPECT_LT(level(speech.clip, middle_s - 0.1, middle_s + 0.1), 0.001) << id;
  }
}

TEST_F(Voice, StartsAndEndsWithSound) {
  for (const std::string_view id : {"slt", "awb", "espeak-en"}) {
    const SceneSpeech speech = speak(narrator(id, "en"), bees);
    const double length_s = speech.clip.duration_s();
    EXPECT_GT(level(speech.clip, 0, 0.12), 0.002) << id;
    EXPECT_GT(level(speech.clip, length_s - 0.15, length_s), 0.002) << id;
  }
}

TEST_F(Voice, SpeedChangesLengthInProportion) {
  for (const std::string_view id : {"slt", "espeak-en"}) {
    const double normal_s = speak(narrator(id, "en", 1.0), {bees[0]}).clip.duration_s();
    EXPECT_NEAR(speak(narrator(id, "en", 1.5), {bees[0]}).clip.duration_s(), normal_s / 1.5, normal_s * 0.12)
        << id;
    EXPECT_NEAR(speak(narrator(id, "en", 0.7), {bees[0]}).clip.duration_s(), normal_s / 0.7, normal_s * 0.15)
        << id;
  }
}

TEST_F(Voice, ScenesSpokenInParallelSoundAsOneByOne) {
  const Narrator slt = narrator("slt", "en");
  std::vector<std::vector<std::string>> scenes;
  for (int i = 0; i < 8; ++i)
    scenes.push_back({bees[static_cast<std::size_t>(i) % 3], "This is scene " + std::to_string(i) + "."});
  std::vector<SceneSpeech> expected;
  for (const auto& scene : scenes) expected.push_back(speak(slt, scene));
  std::vector<SceneSpeech> found(scenes.size());
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < scenes.size(); ++i)
      threads.emplace_back([&, i] { found[i] = speak(slt, scenes[i]); });
  }
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    EXPECT_EQ(found[i].clip.samples, expected[i].clip.samples) << i;
    EXPECT_EQ(found[i].words, expected[i].words) << i;
  }
}

TEST_F(Voice, SpeaksOtherLanguages) {
  const SceneSpeech german =
      speak(narrator("", "de"), {"Die Bienen kosten 500 €, und zwar am 3. Mai 2026.", "Schön!"});
  expect_times_in_order(german);
  ASSERT_EQ(german.words.size(), 12U);
  EXPECT_EQ(german.words[3].text, "500");
  EXPECT_GT(german.words[3].end_s - german.words[3].start_s, 0.3);
  EXPECT_GT(german.words[10].end_s - german.words[10].start_s, 0.8) << "the year is the longest word";
  for (const WordTime& word : german.words) EXPECT_GT(word.end_s, word.start_s) << word.text;

  const SceneSpeech chinese = speak(narrator("", "zh-CN"), {"蜜蜂采集花蜜，然后酿成蜂蜜。"});
  expect_times_in_order(chinese);
  ASSERT_EQ(chinese.words.size(), 2U);
  EXPECT_GT(chinese.words[1].start_s, 1.0);
  EXPECT_GT(chinese.clip.duration_s(), 2.0);
}

TEST_F(Voice, KnowsWhichScriptsItCannotRead) {
  const auto unreadable = [&](std::string_view lang, std::string_view text) {
    const Narrator voice = narrator("", lang);
    return voice.synthesiser.unreadable_characters(voice.voice, text);
  };
  EXPECT_EQ(unreadable("ja", "蜂蜜は花の蜜"), 4U) << "kanji, not kana";
  EXPECT_EQ(unreadable("ja", "はちみつ ハチ"), 0U);
  EXPECT_EQ(unreadable("zh", "蜜蜂采集花蜜。"), 0U);
  EXPECT_EQ(unreadable("yue", "蜜蜂采集花蜜。"), 0U);
  EXPECT_EQ(unreadable("de", "Das Wort 蜂 und か"), 2U);
  EXPECT_EQ(unreadable("ko", "꿀벌은 꿀을"), 0U);
  EXPECT_EQ(unreadable("ru", "Пчёлы"), 0U);
  EXPECT_EQ(unreadable("en", "Bees 🐝, été, 蜂, Пчёлы"), 6U);
}

TEST_F(Voice, TimesOfUnreadableTextAreSharedByLength) {
  const SceneSpeech speech =
      speak(narrator("", "ja"), {"蜂蜜は花の蜜から作られます。働き蜂は、毎日蜜を集めます。"});
  expect_times_in_order(speech);
  ASSERT_GE(speech.words.size(), 4U);
  double characters = 0;
  for (const WordTime& word : speech.words) characters += static_cast<double>(utf8_length(word.text));
  double before = 0;
  for (const WordTime& word : speech.words) {
    EXPECT_NEAR(word.start_s / speech.clip.duration_s(), before / characters, 0.08) << word.text;
    before += static_cast<double>(utf8_length(word.text));
  }
  EXPECT_GT(speech.words.back().end_s, speech.clip.duration_s() - 0.3);
}

TEST_F(Voice, NothingToSpeakIsSilenceNotACrash) {
  for (const std::string_view id : {"slt", "espeak-en"}) {
    const SceneSpeech silent = speak(narrator(id, "en"), {"🐝 🐝", "…"});
    EXPECT_TRUE(silent.is_silent);
    EXPECT_EQ(silent.words.size(), 3U);
    EXPECT_DOUBLE_EQ(silent.clip.duration_s(), silent_scene_s);
    const SceneSpeech mixed = speak(narrator(id, "en"), {"🐝", "Bees 🐝 fly — far.", "蜜蜂"});
    EXPECT_FALSE(mixed.is_silent);
    expect_times_in_order(mixed);
  }
}

TEST_F(Voice, LongSentencesAreSpokenWhole) {
  std::string text = "It begins";
  for (int i = 0; i < 60; ++i) text += ", then a bee flies";
  const SceneSpeech speech = speak(narrator("slt", "en"), {text + "."});
  expect_times_in_order(speech);
  ASSERT_EQ(speech.words.size(), 242U);
  EXPECT_GT(speech.words.back().end_s, speech.clip.duration_s() - 0.5);
  EXPECT_GT(speech.words.back().end_s - speech.words.back().start_s, 0.1);
}

TEST_F(Voice, StopsWhenAsked) {
  for (const std::string_view id : {"slt", "espeak-en"}) {
    const Narrator narrating = narrator(id, "en");
    std::stop_source stop;
    int sentences = 0;
    const auto result = narrating.speak(scene_of(bees), stop.get_token(), [&](double) {
      ++sentences;
      stop.request_stop();
    });
    ASSERT_FALSE(result);
    EXPECT_TRUE(is_canceled(result.error()));
    EXPECT_EQ(sentences, 1);
  }
}

TEST_F(Voice, HashChangesWithEverythingThatIsHeard) {
  const Narrator slt = narrator("slt", "en");
  const Scene scene = scene_of(bees);
  const std::string hash = slt.input_hash(scene);
  EXPECT_EQ(slt.input_hash(scene), hash);
  EXPECT_NE(narrator("rms", "en").input_hash(scene), hash);
  EXPECT_NE(narrator("slt", "en", 1.1).input_hash(scene), hash);
  Narrator slower = narrator("slt", "en");
  slower.pacing.sentence_gap_s *= 1.2;
  EXPECT_NE(slower.input_hash(scene), hash);
  Scene edited = scene;
  edited.sentences[0].text += " Yes.";
  EXPECT_NE(slt.input_hash(edited), hash);
  edited = scene;
  edited.sentences[1].spoken = false;
  EXPECT_NE(slt.input_hash(edited), hash);
  edited = scene;
  edited.heading = "Not spoken";
  EXPECT_EQ(slt.input_hash(edited), hash);
  lexicon_ = Lexicon::parse("honey = hunny").value();
  EXPECT_NE(slt.input_hash(scene), hash);
}

TEST_F(Voice, CatalogFindsVoicesByIdAndLanguage) {
  EXPECT_EQ(catalog_.find("", "en")->id, "slt");
  EXPECT_EQ(catalog_.find("", "en-GB")->id, "slt");
  EXPECT_EQ(catalog_.find("", "de-AT")->id, "espeak-de");
  EXPECT_EQ(catalog_.find("", "pt-BR")->id, "espeak-pt-br");
  EXPECT_EQ(catalog_.find("", "zh-Hant-TW")->id, "espeak-zh");
  EXPECT_EQ(catalog_.find("", "no")->id, "espeak-nb");
  EXPECT_EQ(catalog_.find("rms", "en-US")->engine, "flite");
  EXPECT_EQ(catalog_.find("espeak-en", "en")->engine, "espeak-ng");
  for (const VoiceInfo& voice : catalog_.voices()) {
    EXPECT_FALSE(voice.title.empty() || voice.description.empty() || voice.lang.empty()) << voice.id;
    EXPECT_EQ(catalog_.find(voice.id, voice.lang)->id, voice.id);
  }
}

TEST_F(Voice, CatalogSaysWhatIsWrongWithAVoice) {
  const auto unknown = catalog_.find("stl", "en");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, "voice.unknown");
  EXPECT_NE(unknown.error().hint.find("espeak"), 0U);
  const auto near = catalog_.find("german", "de");
  EXPECT_EQ(near.error().code, "voice.unknown");
  const auto typo = catalog_.find("espeak-dee", "de");
  ASSERT_FALSE(typo);
  EXPECT_NE(typo.error().hint.find("\"espeak-de\""), std::string::npos) << typo.error().hint;
  const auto longer = catalog_.find("saltt", "en");
  ASSERT_FALSE(longer);
  EXPECT_EQ(longer.error().hint.find("\"slt\""), std::string::npos) << "two edits of three letters";
  const auto language = catalog_.find("", "tlh-x-none");
  ASSERT_FALSE(language);
  EXPECT_EQ(language.error().code, "voice.unknown_language");
  const auto wrong = catalog_.find("slt", "de");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, "voice.wrong_language");
}

/// Has one voice, with any name.
class NamedEngine final : public ISynthesiser {
 public:
  explicit NamedEngine(std::string id) : id_(std::move(id)) {}
  [[nodiscard]] std::string_view engine() const override { return "named"; }
  [[nodiscard]] std::vector<VoiceInfo> voices() const override { return {{id_, id_, "named", "en", id_}}; }
  [[nodiscard]] bool remembers() const override { return false; }
  [[nodiscard]] std::size_t unreadable_characters(const VoiceInfo&, std::string_view) override { return 0; }
  [[nodiscard]] Result<Speech> speak(const VoiceInfo&, std::span<const SpokenWord>, double,
                                     std::stop_token) override {
    return canceled();
  }

 private:
  std::string id_;
};

TEST(VoiceCatalog, OnlyTextsAsLongAsANameAreCompared) {
  NamedEngine engine(std::string(64, 'v'));
  const VoiceCatalog catalog{{engine}};
  const auto hint = [&](std::size_t bytes) {
    return catalog.find(std::string(bytes, 'v'), "en").error().hint;
  };
  EXPECT_TRUE(hint(63).starts_with("Did you mean")) << hint(63);
  EXPECT_FALSE(hint(65).starts_with("Did you mean")) << "comparing takes time that grows with the length";
}

}  // namespace
}  // namespace reelwright::stages
