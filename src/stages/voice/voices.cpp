// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/voice/voices.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/edit_distance.h"
#include "base/utf8.h"

namespace reelwright::stages {
namespace {

/// Tags that mean a language the engines know under another one.
struct Alias {
  std::string_view tag;
  std::string_view lang;
};
constexpr Alias aliases[] = {{"cmn", "zh"},   {"zh-hk", "yue"},   {"zh-yue", "yue"}, {"no", "nb"},
                             {"nn", "nb"},    {"iw", "he"},       {"in", "id"},      {"ji", "yi"},
                             {"mo", "ro"},    {"tl", "fil"},      {"pt-pt", "pt"},   {"fr-fr", "fr"},
                             {"en-gb", "en"}, {"es-mx", "es-419"}};

/// A longer text was not meant as the name of a voice.
constexpr std::size_t compared_bytes_max = 64;

std::string language_of(std::string_view tag) {
  std::string lower = ascii_lower(tag);
  std::ranges::replace(lower, '_', '-');
  for (const Alias& alias : aliases)
    if (lower == alias.tag) return std::string(alias.lang);
  return lower;
}

/// Primary language after aliases: "zh" for "cmn-Hans".
std::string primary_of(std::string_view tag) { return language_of(primary_language(language_of(tag))); }

}  // namespace

VoiceCatalog::VoiceCatalog(std::vector<std::reference_wrapper<ISynthesiser>> engines)
    : engines_(std::move(engines)) {
  for (const ISynthesiser& engine : engines_) {
    const std::vector<VoiceInfo> found = engine.voices();
    voices_.insert(voices_.end(), found.begin(), found.end());
  }
}

std::string VoiceCatalog::near_matches(std::string_view id) const {
  if (id.size() > compared_bytes_max) return {};
  const std::string wanted = ascii_lower(id);
  std::vector<std::pair<std::size_t, std::string_view>> near;
  for (const VoiceInfo& voice : voices_) {
    const bool contains = wanted.size() > 1 && voice.id.find(wanted) != std::string::npos;
    const std::size_t far = contains ? 1 : edit_distance(wanted, voice.id);
    if (is_near(far, voice.id.size())) near.emplace_back(far, voice.id);
  }
  std::ranges::sort(near);
  std::string out;
  for (std::size_t i = 0; i < std::min<std::size_t>(near.size(), 3); ++i)
    out += fmt::format("{}\"{}\"", out.empty() ? "" : " or ", near[i].second);
  return out;
}

Result<VoiceInfo> VoiceCatalog::default_for(std::string_view lang) const {
  for (const std::string& wanted : {language_of(lang), primary_of(lang)}) {
    const bool is_english = wanted == "en" || (wanted.starts_with("en-"));
    const auto found = std::ranges::find(voices_, is_english ? "en" : wanted, &VoiceInfo::lang);
    if (found != voices_.end()) return *found;
  }
  return fail("voice.unknown_language", fmt::format("No installed voice speaks the language \"{}\".", lang),
              "Run \"reelwright voices\" to see the voices and their languages.");
}

Result<VoiceInfo> VoiceCatalog::find(std::string_view id, std::string_view lang) const {
  if (id.empty()) return default_for(lang);
  const auto found = std::ranges::find(voices_, id, &VoiceInfo::id);
  if (found == voices_.end()) {
    const std::string near = near_matches(id);
    return fail("voice.unknown", fmt::format("There is no voice \"{}\".", id),
                near.empty()
                    ? "Run \"reelwright voices\" to see all voices."
                    : fmt::format("Did you mean {}? Run \"reelwright voices\" to see all voices.", near));
  }
  if (primary_of(found->lang) != primary_of(lang))
    return fail("voice.wrong_language",
                fmt::format("The voice \"{}\" speaks \"{}\", but the video's language is \"{}\".", id,
                            found->lang, lang),
                fmt::format("Leave the voice out to get one for \"{}\", or set the language to \"{}\".", lang,
                            primary_of(found->lang)));
  return *found;
}

ISynthesiser& VoiceCatalog::synthesiser(const VoiceInfo& voice) const {
  const auto found = std::ranges::find_if(
      engines_, [&](const ISynthesiser& engine) { return engine.engine() == voice.engine; });
  CHECK(found != engines_.end());
  return *found;
}

}  // namespace reelwright::stages
