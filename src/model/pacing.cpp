// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/pacing.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "model/language.h"
#include "model/limits.h"
#include "model/words.h"

namespace reelwright {
namespace {

// Measured by speaking scripts of this writer with each voice, pauses between sentences left out.
constexpr double characters_per_second_slt = 17.3;
constexpr double characters_per_second_rms = 15.1;
constexpr double characters_per_second_awb = 17.1;
constexpr double characters_per_second_espeak = 17.2;

double characters_per_second(const Brief& brief) {
  if (brief.voice == "rms") return characters_per_second_rms;
  if (brief.voice == "awb") return characters_per_second_awb;
  const bool flite = brief.voice == "slt" || (brief.voice.empty() && primary_language(brief.lang) == "en");
  return flite ? characters_per_second_slt : characters_per_second_espeak;
}

/// The start of a word that a person may use ("kid" also means "kids"), and what it does to speed and pauses.
struct Style {
  std::string_view word;
  double speed;
  double pauses;
};

constexpr Style audiences[] = {
    {"child", 0.90, 1.30},        {"kid", 0.90, 1.30},          {"preschool", 0.86, 1.40},
    {"kindergarten", 0.86, 1.40}, {"toddler", 0.86, 1.40},      {"primary", 0.90, 1.30},
    {"elementary", 0.90, 1.30},   {"pupil", 0.93, 1.20},        {"beginner", 0.94, 1.20},
    {"learner", 0.92, 1.25},      {"senior", 0.90, 1.30},       {"elder", 0.90, 1.30},
    {"expert", 1.06, 0.85},       {"professional", 1.05, 0.90}, {"developer", 1.06, 0.85},
    {"engineer", 1.06, 0.85},     {"scientist", 1.05, 0.90},    {"teen", 1.04, 0.90},
};

constexpr Style tones[] = {
    {"energetic", 1.12, 0.70},     {"exciting", 1.12, 0.70},       {"excited", 1.12, 0.70},
    {"enthusiastic", 1.10, 0.75},  {"upbeat", 1.08, 0.80},         {"dynamic", 1.10, 0.75},
    {"urgent", 1.12, 0.70},        {"playful", 1.05, 0.85},        {"funny", 1.05, 0.85},
    {"humorous", 1.05, 0.85},      {"cheerful", 1.05, 0.85},       {"friendly", 1.02, 0.92},
    {"casual", 1.03, 0.90},        {"conversational", 1.02, 0.92}, {"news", 1.06, 0.85},
    {"formal", 0.95, 1.12},        {"serious", 0.95, 1.15},        {"academic", 0.95, 1.12},
    {"authoritative", 0.95, 1.12}, {"calm", 0.90, 1.40},           {"relax", 0.88, 1.50},
    {"sooth", 0.88, 1.50},         {"gentle", 0.92, 1.30},         {"warm", 0.96, 1.12},
    {"dramatic", 0.94, 1.35},      {"mysterious", 0.92, 1.40},     {"inspiring", 0.97, 1.15},
    {"poetic", 0.90, 1.40},
};

/// The first style whose word begins a word of the text; free text that says nothing about pace changes
/// nothing.
Style style_of(std::string_view text, std::span<const Style> styles) {
  const std::string lower = ascii_lower(text);
  for (std::size_t at = 0; at < lower.size(); ++at) {
    const auto is_letter = [&](std::size_t i) { return lower[i] >= 'a' && lower[i] <= 'z'; };
    if (!is_letter(at) || (at > 0 && is_letter(at - 1))) continue;
    for (const Style& style : styles)
      if (std::string_view(lower).substr(at).starts_with(style.word)) return style;
  }
  return {"", 1.0, 1.0};
}

}  // namespace

Pacing pacing_for(const Brief& brief) {
  const Style audience = style_of(brief.audience, audiences);
  const Style tone = style_of(brief.tone, tones);
  const double pauses = audience.pauses * tone.pauses / brief.speed;
  Pacing pacing;
  pacing.voice_speed =
      std::clamp(brief.speed * audience.speed * tone.speed, limits::speed_min * 0.8, limits::speed_max * 1.2);
  pacing.sentence_gap_s *= std::clamp(pauses, 0.4, 2.5);
  pacing.scene_gap_s *= std::clamp(pauses, 0.5, 2.0);
  return pacing;
}

double fixed_pauses_s(const Pacing& pacing, std::size_t scenes) {
  const double gaps = scenes > 1 ? static_cast<double>(scenes - 1) : 0.0;
  return pacing.lead_in_s + gaps * pacing.scene_gap_s + pacing.tail_s;
}

double target_duration_s(const Brief& brief) {
  if (brief.duration_s) return *brief.duration_s;
  return brief.script.empty() ? limits::duration_s_default : 0.0;
}

double seconds_per_character(const Brief& brief) {
  return 1.0 / (characters_per_second(brief) * pacing_for(brief).voice_speed);
}

double said_characters(std::string_view text) {
  double characters = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8_next(text, at);
    characters += c >= '0' && c <= '9' ? 4.0 : is_dense_script(c) ? 3.0 : 1.0;
  }
  return characters;
}

}  // namespace reelwright
