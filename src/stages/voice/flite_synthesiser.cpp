// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/voice/flite_synthesiser.h"

#include <flite/flite.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <mutex>

#include "base/check.h"
#include "base/utf8.h"

extern "C" {
cst_voice* register_cmu_us_slt(const char* folder);
cst_voice* register_cmu_us_rms(const char* folder);
cst_voice* register_cmu_us_awb(const char* folder);
extern cst_voice* cmu_us_slt_cg;
extern cst_voice* cmu_us_rms_cg;
extern cst_voice* cmu_us_awb_cg;
cst_utterance* utt_synth_tokens(cst_utterance* utterance);
}

namespace {

/// State of the noise below, one for each thread, set at the start of every utterance.
thread_local std::uint32_t noise_state = 1;

}  // namespace

// flite's vocoder draws its noise from the C library's rand(): one generator for the whole process, under a
// lock for every sample. Defined here, flite (and every other library of this program) gets a generator of
// the calling thread instead, so the same sentence has the same samples whatever other threads speak.
// xorshift32 (Marsaglia 2003); never 0.
extern "C" int rand() noexcept {
  noise_state ^= noise_state << 13;
  noise_state ^= noise_state >> 17;
  noise_state ^= noise_state << 5;
  return static_cast<int>(noise_state >> 1);
}

namespace reelwright::stages {
namespace {

struct FliteVoice {
  const char* id;
  const char* title;
  const char* description;
  cst_voice* (*make)(const char*);
  cst_voice** made;  ///< flite's own pointer to "the" voice
};

const FliteVoice flite_voices[] = {
    {"slt", "SLT, female, American English", "Clear and neutral; the default for English.",
     register_cmu_us_slt, &cmu_us_slt_cg},
    {"rms", "RMS, male, American English", "Calm and deep.", register_cmu_us_rms, &cmu_us_rms_cg},
    {"awb", "AWB, male, Scottish English", "Lively, with a Scottish accent.", register_cmu_us_awb,
     &cmu_us_awb_cg},
};

struct DeleteVoice {
  void operator()(cst_voice* voice) const { delete_voice(voice); }
};
struct DeleteUtterance {
  void operator()(cst_utterance* utterance) const { delete_utterance(utterance); }
};

/// Guards flite's globals: the pointer to each registered voice and the lexicon, which the first registration
/// fills.
std::mutex& registration() {
  static std::mutex mutex;
  return mutex;
}

/// A voice of our own: flite keeps the first one it makes for all callers, unless its pointer to it is
/// forgotten.
std::unique_ptr<cst_voice, DeleteVoice> make_voice(const FliteVoice& voice) {
  const std::scoped_lock lock(registration());
  *voice.made = nullptr;
  std::unique_ptr<cst_voice, DeleteVoice> made(voice.make(nullptr));
  *voice.made = nullptr;
  return made;
}

/// ASCII for a letter of Latin-1 or Latin Extended-A; "" for what has none: flite's lexicon is ASCII.
std::string_view ascii_of(char32_t c) {
  if (c < 0xc0 || c > 0x17f) return {};
  constexpr std::string_view latin1[] = {"A", "A", "A", "A", "A",  "A",  "AE", "C", "E", "E", "E",  "E", "I",
                                         "I", "I", "I", "D", "N",  "O",  "O",  "O", "O", "O", "",   "O", "U",
                                         "U", "U", "U", "Y", "TH", "SS", "a",  "a", "a", "a", "a",  "a", "ae",
                                         "c", "e", "e", "e", "e",  "i",  "i",  "i", "i", "d", "n",  "o", "o",
                                         "o", "o", "o", "",  "o",  "u",  "u",  "u", "u", "y", "th", "y"};
  static_assert(std::size(latin1) == 0x40);
  if (c < 0x100) return latin1[c - 0xc0];
  constexpr std::string_view extended =
      "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTt"
      "TtUuUuUuUuUuUuWwYyYZzZzZzs";
  return extended.substr(std::min<std::size_t>(c - 0x100, extended.size() - 1), 1);
}

/// Words that flite's lexicon gives one sound though they have two, or the wrong one: how to spell the sound
/// that is meant. Usually `usual` ("" is as written); `other` after one of the words `after` or before one of
/// `before`.
struct Homograph {
  std::string_view word;
  std::string_view usual;
  std::string_view other;
  std::string_view after;
  std::string_view before;
};
constexpr Homograph homographs[] = {
    {"lead", "leed", "", " of ", " pipe pipes poisoning paint acid ore atom atoms glass "},
    {"read", "", "reed",
     " i you we they people who and please students children often always to can could will would must "
     "should ",
     " "},
    {"live", "liv", "", " a the ",
     " music show shows broadcast stream concert concerts video wire performance "},
    {"lives", "", "lyves", " their our your my human people's many of all million save saves saving ", " "},
    {"use", "", "yoose", " the a no in of little for wide first common ", " "},
    {"we're", "weer", "", " ", " "},
};

std::string_view sound_of(std::span<const SpokenWord> words, std::size_t at) {
  const auto lists = [](std::string_view list, std::string_view word) {
    return list.find(fmt::format(" {} ", word)) != std::string_view::npos;
  };
  const std::string_view word = words[at].text;
  const auto found = std::ranges::find(homographs, word, &Homograph::word);
  if (found == std::end(homographs)) return word;
  const bool is_other = (at > 0 && words[at - 1].pause == 0 && lists(found->after, words[at - 1].text)) ||
                        (at + 1 < words.size() && lists(found->before, words[at + 1].text));
  const std::string_view sound = is_other ? found->other : found->usual;
  return sound.empty() ? word : sound;
}

/// A name for a flite token. Letters to spell become "f.b.i", which flite knows.
std::string token_name(std::span<const SpokenWord> words, std::size_t at) {
  const bool is_spelled = words[at].letters;
  const std::string_view text = is_spelled ? std::string_view(words[at].text) : sound_of(words, at);
  // Alone, the letter A would be the article.
  if (is_spelled && (text == "a" || text == "a's")) return "ay" + std::string(text.substr(1));
  std::string out;
  bool spells = is_spelled;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = utf8_next(text, i);
    if (c == U'\'') spells = false;
    const std::string ascii = c < 0x80 ? std::string(1, static_cast<char>(c)) : std::string(ascii_of(c));
    if (ascii.empty()) continue;
    if (spells && !out.empty()) out += '.';
    out += ascii;
  }
  const auto is_said = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return std::ranges::any_of(out, is_said) ? out : std::string{};
}

cst_item* append_token(cst_relation* tokens, const std::string& name, char pause) {
  cst_item* token = relation_append(tokens, nullptr);
  const char punctuation[] = {pause, '\0'};
  item_set_string(token, "name", name.c_str());
  item_set_string(token, "whitespace", " ");
  item_set_string(token, "prepunctuation", "");
  item_set_string(token, "punc", punctuation);
  return token;
}

/// flite calls this after every few hundred samples.
int go_on_unless_stopped(const cst_wave*, int, int, int, cst_audio_streaming_info* info) {
  const bool is_stopped = static_cast<const std::stop_token*>(info->userdata)->stop_requested();
  return is_stopped ? CST_AUDIO_STREAM_STOP : CST_AUDIO_STREAM_CONT;
}

/// The token's first and last segment as flite timed them.
WordSpan span_of(const cst_item* token) {
  WordSpan span{-1, -1};
  for (const cst_item* word = item_daughter(token); word != nullptr; word = item_next(word)) {
    if (path_to_item(word, "R:SylStructure.daughtern.daughtern.R:Segment") == nullptr) continue;
    if (span.start_s < 0)
      span.start_s =
          static_cast<double>(ffeature_float(word, "R:SylStructure.daughter1.daughter1.R:Segment.p.end"));
    span.end_s =
        static_cast<double>(ffeature_float(word, "R:SylStructure.daughtern.daughtern.R:Segment.end"));
  }
  return span;
}

}  // namespace

std::vector<VoiceInfo> FliteSynthesiser::voices() const {
  std::vector<VoiceInfo> out;
  for (const FliteVoice& voice : flite_voices)
    out.push_back({voice.id, voice.title, std::string(engine()), "en", voice.description});
  return out;
}

std::size_t FliteSynthesiser::unreadable_characters(const VoiceInfo&, std::string_view text) {
  // From Greek to Georgian and on, from Han to Hangul, and Han beyond the first plane.
  const auto is_foreign = [](char32_t c) {
    return (c >= 0x370 && c < 0x1e00) || (c >= 0x2e80 && c < 0xe000) || (c >= 0x20000 && c < 0x40000);
  };
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) count += is_foreign(utf8_next(text, at)) ? 1U : 0U;
  return count;
}

Result<Speech> FliteSynthesiser::speak(const VoiceInfo& voice, std::span<const SpokenWord> words,
                                       double speed, std::stop_token stop) {
  if (stop.stop_requested()) return canceled();
  const auto known = std::ranges::find(flite_voices, voice.id, &FliteVoice::id);
  CHECK(known != std::end(flite_voices));
  const auto made = make_voice(*known);
  std::unique_ptr<cst_utterance, DeleteUtterance> utterance(new_utterance());
  cst_relation* tokens = utt_relation_create(utterance.get(), "Token");
  std::vector<const cst_item*> items;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string name = token_name(words, i);
    items.push_back(name.empty() ? nullptr : append_token(tokens, name, words[i].pause));
  }
  Speech speech;
  speech.words.resize(words.size());
  if (std::ranges::all_of(items, [](const cst_item* item) { return item == nullptr; })) return speech;

  noise_state = 1;
  utt_init(utterance.get(), made.get());
  cst_audio_streaming_info* streaming = new_audio_streaming_info();
  streaming->asc = go_on_unless_stopped;
  streaming->userdata = &stop;
  feat_set(utterance->features, "streaming_info", audio_streaming_info_val(streaming));  // which frees it
  feat_set_float(utterance->features, "duration_stretch", static_cast<float>(1.0 / speed));
  const cst_wave* wave = utt_synth_tokens(utterance.get()) == nullptr ? nullptr : utt_wave(utterance.get());
  if (stop.stop_requested()) return canceled();
  if (wave == nullptr || wave->num_samples <= 0)
    return fail("voice.failed", fmt::format("The voice {} could not speak a sentence.", voice.id),
                "Try another voice.");

  speech.clip = {.sample_rate = wave->sample_rate, .channels = 1, .samples = {}};
  speech.clip.samples.reserve(static_cast<std::size_t>(wave->num_samples));
  for (const short sample : std::span(wave->samples, static_cast<std::size_t>(wave->num_samples)))
    speech.clip.samples.push_back(static_cast<float>(sample) / 32768.0F);
  const double length_s = speech.clip.duration_s();
  double last_s = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const WordSpan span = items[i] == nullptr ? WordSpan{-1, -1} : span_of(items[i]);
    WordSpan& out = speech.words[i];
    out.start_s = span.start_s < 0 ? last_s : std::clamp(span.start_s, last_s, length_s);
    out.end_s = span.start_s < 0 ? last_s : std::clamp(span.end_s, out.start_s, length_s);
    last_s = out.end_s;
  }
  return speech;
}

}  // namespace reelwright::stages
