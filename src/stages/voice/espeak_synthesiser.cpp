// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/voice/espeak_synthesiser.h"

#include <espeak-ng/speak_lib.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "base/check.h"
#include "base/utf8.h"
#include "model/characters.h"

namespace reelwright::stages {
namespace {

/// Words a minute at speed 1: espeak-ng's own 175 is fast for a narration.
constexpr double words_per_minute = 160;

/// The text that is given to the library and where each word stands in it, in characters.
struct Text {
  std::string bytes;
  std::size_t characters = 0;
  std::vector<std::size_t> word_starts;

  void add(std::string_view part) {
    bytes += part;
    characters += utf8_length(part);
  }
};

/// Words of a script without spaces were only cut for the captions: a space would break them in two.
bool is_one_run(char32_t before, std::string_view after) {
  std::size_t at = 0;
  return !after.empty() && is_unspaced(before) && is_unspaced(utf8_next(after, at));
}

Text text_of(std::span<const SpokenWord> words) {
  Text text;
  for (const SpokenWord& word : words) {
    if (!text.bytes.empty() && !is_one_run(last_character(text.bytes), word.text)) text.add(" ");
    text.word_starts.push_back(text.characters);
    if (word.letters) {
      std::string spelled;
      for (const char c : word.text.substr(0, word.text.find('\''))) {
        if (!spelled.empty()) spelled += '.';
        spelled += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      }
      text.add(spelled);
      if (word.text.ends_with("'s")) text.add("'s");
    } else {
      text.add(word.text);
    }
    if (word.pause != 0) text.add(std::string(1, word.pause));
  }
  return text;
}

/// What the library tells while it speaks.
struct Recording {
  struct Mark {
    double at_s = 0;
    std::size_t character = 0;
  };
  std::vector<float> samples;
  std::vector<Mark> words;
  std::vector<double> pauses_s;  ///< where silence begins
  double rate = 22'050;
  std::stop_token stop;
};

bool is_pause(const espeak_EVENT& event) {
  const std::string_view name(event.id.string, strnlen(event.id.string, sizeof event.id.string));
  return name == "_" || name == "_:" || name == "_::";
}

int receive(short* samples, int count, espeak_EVENT* events) {
  auto& recording = *static_cast<Recording*>(events->user_data);
  for (; events->type != espeakEVENT_LIST_TERMINATED; ++events) {
    const double at_s = static_cast<double>(events->sample) / recording.rate;
    if (events->type == espeakEVENT_WORD && events->length > 0 && events->text_position > 0)
      recording.words.push_back({at_s, static_cast<std::size_t>(events->text_position - 1)});
    else if (events->type == espeakEVENT_PHONEME && is_pause(*events))
      recording.pauses_s.push_back(static_cast<double>(events->audio_position) / 1000.0);
  }
  if (samples != nullptr)
    for (const short sample : std::span(samples, static_cast<std::size_t>(std::max(count, 0))))
      recording.samples.push_back(static_cast<float>(sample) / 32768.0F);
  return recording.stop.stop_requested() ? 1 : 0;
}

/// Words that the library joins with the one before ("of the") share its time by their length.
std::vector<WordSpan> spans_of(const Recording& recording, const Text& text, double length_s) {
  const std::size_t count = text.word_starts.size();
  std::vector<double> starts(count, -1);
  double latest_s = 0;
  std::size_t word = 0;
  for (const Recording::Mark& mark : recording.words) {
    while (word + 1 < count && text.word_starts[word + 1] <= mark.character) ++word;
    latest_s = std::clamp(mark.at_s, latest_s, length_s);
    if (starts[word] < 0) starts[word] = latest_s;
  }
  if (starts[0] < 0) starts[0] = 0;
  std::vector<WordSpan> spans(count);
  for (std::size_t first = 0; first < count;) {
    std::size_t next = first + 1;
    while (next < count && starts[next] < 0) ++next;
    double end_s = next < count ? starts[next] : length_s;
    const auto pause = std::ranges::upper_bound(recording.pauses_s, starts[first]);
    if (pause != recording.pauses_s.end() && *pause < end_s) end_s = *pause;
    const auto end_character = static_cast<double>(next < count ? text.word_starts[next] : text.characters);
    const auto first_character = static_cast<double>(text.word_starts[first]);
    const auto time_of = [&](double character) {
      return starts[first] + (end_s - starts[first]) * (character - first_character) /
                                 std::max(end_character - first_character, 1.0);
    };
    for (std::size_t i = first; i < next; ++i)
      spans[i] = {time_of(static_cast<double>(text.word_starts[i])),
                  i + 1 < next ? time_of(static_cast<double>(text.word_starts[i + 1])) : end_s};
    first = next;
  }
  return spans;
}

/// By the length of the words, over the time in which there is sound.
std::vector<WordSpan> shared_spans(const Text& text, const AudioClip& clip) {
  constexpr float silence_level = 0.006F;
  const auto last = std::find_if(clip.samples.rbegin(), clip.samples.rend(),
                                 [](float sample) { return std::abs(sample) > silence_level; });
  const double length_s = static_cast<double>(clip.samples.rend() - last) / clip.sample_rate;
  const auto time_of = [&](std::size_t character) {
    return length_s * static_cast<double>(character) /
           static_cast<double>(std::max<std::size_t>(text.characters, 1));
  };
  std::vector<WordSpan> spans;
  for (std::size_t i = 0; i < text.word_starts.size(); ++i)
    spans.push_back({time_of(text.word_starts[i]),
                     i + 1 < text.word_starts.size() ? time_of(text.word_starts[i + 1]) : length_s});
  return spans;
}

/// Two everyday characters of a script. A voice that reads the script says them differently.
struct ScriptSample {
  bool (*contains)(char32_t character);
  const char* first;
  const char* second;
};
constexpr ScriptSample script_samples[] = {
    {[](char32_t c) { return is_unspaced(c) && !is_kana(c); }, "一", "人"}, {is_kana, "か", "み"}};

/// The library is held and the voice is set.
std::string phonemes_of(const char* character) {
  const void* rest = character;
  const char* phonemes = espeak_TextToPhonemes(&rest, espeakCHARS_UTF8, 0);
  return phonemes == nullptr ? std::string() : std::string(phonemes);
}

/// The library is held and the voice is set.
std::size_t count_unreadable(std::string_view text) {
  std::size_t count = 0;
  for (const ScriptSample& script : script_samples) {
    std::size_t found = 0;
    for (std::size_t at = 0; at < text.size();)
      if (script.contains(utf8_next(text, at))) ++found;
    if (found > 0 && phonemes_of(script.first) == phonemes_of(script.second)) count += found;
  }
  return count;
}

/// espeak-ng (1.51) asks the sound server for a stream although it is to play nothing, and waits for ever for
/// one that does not answer. While this exists there is no server.
class NoSoundServer {
 public:
  NoSoundServer() {
    if (const char* server = std::getenv(variable)) before_ = server;
    ::setenv(variable, "unix:/dev/null", 1);
  }
  NoSoundServer(const NoSoundServer&) = delete;
  NoSoundServer& operator=(const NoSoundServer&) = delete;
  ~NoSoundServer() {
    if (before_)
      ::setenv(variable, before_->c_str(), 1);
    else
      ::unsetenv(variable);
  }

 private:
  static constexpr const char* variable = "PULSE_SERVER";
  std::optional<std::string> before_;
};

}  // namespace

Result<std::unique_ptr<EspeakSynthesiser>> EspeakSynthesiser::create() {
  const NoSoundServer no_server;
  // Never ended again: espeak_Terminate waits for ever for a thread that the synchronous mode does not start
  // (1.51).
  const int rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, nullptr,
                                     espeakINITIALIZE_PHONEME_EVENTS | espeakINITIALIZE_DONT_EXIT);
  if (rate <= 0)
    return fail("voice.no_espeak", "The voices of espeak-ng cannot be used: its data is not installed.",
                "Install the package espeak-ng-data.");
  espeak_SetSynthCallback(receive);
  return std::unique_ptr<EspeakSynthesiser>(new EspeakSynthesiser(rate, list_voices()));
}

std::vector<EspeakSynthesiser::EngineVoice> EspeakSynthesiser::list_voices() {
  std::vector<EngineVoice> voices;
  for (const espeak_VOICE** entry = espeak_ListVoices(nullptr); *entry != nullptr; ++entry) {
    const espeak_VOICE& voice = **entry;
    // Han characters pass through Latin letters, which this voice then reads as English; its sibling reads
    // them as pinyin.
    if (std::string_view(voice.identifier) == "sit/cmn") continue;
    // A list of: priority byte, tag, zero byte. The shortest of the most preferred tags names the voice.
    std::string best;
    int best_priority = 0;
    for (const char* tag = voice.languages; *tag != '\0';) {
      const int priority = *tag++;
      const std::string lang = ascii_lower(tag);
      tag += lang.size() + 1;
      const bool is_better = best.empty() || priority < best_priority ||
                             (priority == best_priority && lang.size() < best.size());
      if (!is_better) continue;
      best = lang;
      best_priority = priority;
    }
    const std::string id = "espeak-" + best;
    if (best.empty() ||
        std::ranges::any_of(voices, [&](const EngineVoice& known) { return known.info.id == id; }))
      continue;
    const std::string title(trim(voice.name));
    voices.push_back(
        {{id, title, "espeak-ng", best, fmt::format("Synthetic voice for {}.", title)}, voice.identifier});
  }
  std::ranges::sort(voices, {}, [](const EngineVoice& voice) { return voice.info.id; });
  return voices;
}

std::vector<VoiceInfo> EspeakSynthesiser::voices() const {
  std::vector<VoiceInfo> out;
  for (const EngineVoice& voice : voices_) out.push_back(voice.info);
  return out;
}

const EspeakSynthesiser::EngineVoice& EspeakSynthesiser::engine_voice(const VoiceInfo& voice) const {
  const auto known =
      std::ranges::find(voices_, voice.id, [](const EngineVoice& entry) { return entry.info.id; });
  CHECK(known != voices_.end());
  return *known;
}

std::size_t EspeakSynthesiser::unreadable_characters(const VoiceInfo& voice, std::string_view text) {
  const EngineVoice& known = engine_voice(voice);
  const std::scoped_lock lock(library_);
  return espeak_SetVoiceByName(known.name.c_str()) == EE_OK ? count_unreadable(text) : 0;
}

Result<Speech> EspeakSynthesiser::speak(const VoiceInfo& voice, std::span<const SpokenWord> words,
                                        double speed, std::stop_token stop) {
  const EngineVoice& known = engine_voice(voice);
  CHECK(!words.empty());
  const Text text = text_of(words);
  Recording recording;
  recording.rate = sample_rate_;
  recording.stop = stop;
  const std::scoped_lock lock(library_);
  if (stop.stop_requested()) return canceled();
  const auto rate = static_cast<int>(std::lround(std::clamp(words_per_minute * speed, 80.0, 450.0)));
  const bool is_spoken = espeak_SetVoiceByName(known.name.c_str()) == EE_OK &&
                         espeak_SetParameter(espeakRATE, rate, 0) == EE_OK &&
                         espeak_Synth(text.bytes.c_str(), text.bytes.size() + 1, 0, POS_CHARACTER, 0,
                                      espeakCHARS_UTF8, nullptr, &recording) == EE_OK;
  if (stop.stop_requested()) return canceled();
  if (!is_spoken)
    return fail("voice.failed", fmt::format("The voice {} could not speak a sentence.", voice.id),
                "Try another voice.");
  Speech speech;
  speech.clip = {.sample_rate = sample_rate_, .channels = 1, .samples = std::move(recording.samples)};
  const bool is_readable = static_cast<double>(count_unreadable(text.bytes)) <
                           unreadable_share_max * static_cast<double>(text.characters);
  speech.words =
      is_readable ? spans_of(recording, text, speech.clip.duration_s()) : shared_spans(text, speech.clip);
  return speech;
}

}  // namespace reelwright::stages
