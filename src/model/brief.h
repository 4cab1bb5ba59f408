// SPDX-License-Identifier: GPL-3.0-or-later
// What a person asks for. The same value comes from the command line, from a brief file and from the studio's
// form; it is stored as brief.json in the job's folder and never changes, so any job can be made again from
// it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace reelwright {

enum class Aspect : std::uint8_t { wide, tall, square };  // "16:9" "9:16" "1:1"
enum class Quality : std::uint8_t { draft, standard, high };
enum class CaptionMode : std::uint8_t { burn, sidecar, both, none };

inline constexpr std::array<std::string_view, 3> caption_styles = {"classic", "boxed", "karaoke"};

[[nodiscard]] std::string_view name_of(Aspect aspect);
[[nodiscard]] std::string_view name_of(Quality quality);
[[nodiscard]] std::string_view name_of(CaptionMode mode);
[[nodiscard]] std::optional<Aspect> parse_aspect(std::string_view name);
[[nodiscard]] std::optional<Quality> parse_quality(std::string_view name);
[[nodiscard]] std::optional<CaptionMode> parse_caption_mode(std::string_view name);

/// At least one of topic, source and script is set. If several are, the script wins, then the source; the
/// topic is then the title.
struct Brief {
  std::string topic;
  std::string
      source;  ///< path of notes or an article (Markdown or plain text); "source.md" inside a job folder
  std::string script;                ///< path of a finished script; "script.md" inside a job folder
  std::string audience;              ///< "" or free text such as "children", "experts"
  std::string tone;                  ///< "" or "friendly", "formal", "energetic", ...
  std::string lang = "en";           ///< BCP 47
  std::optional<double> duration_s;  ///< unset: 60 s for topic and source, as long as it takes for a script
  Aspect aspect = Aspect::wide;
  Quality quality = Quality::standard;
  std::string preset;  ///< "" or the name of one; it decides about quality, and about aspect where it has one
  std::string theme = "dawn";
  std::string voice;   ///< "" means the default of the language: "slt" for English, "espeak-<lang>" else
  double speed = 1.0;  ///< of the voice: 1 is normal, 2 twice as fast
  std::string music = "calm";  ///< "calm", "bright", "tense", "warm", "none" or the path of an audio file
  CaptionMode captions = CaptionMode::both;
  std::string caption_style = "classic";  ///< one of caption_styles
  std::string media;                      ///< "" or a folder of the user's pictures
  std::int64_t seed = 1;

  friend bool operator==(const Brief&, const Brief&) = default;
};

/// Checks ranges and presence (not files, voices or themes: those need the machine). Errors: brief.empty,
/// brief.duration, brief.speed, brief.topic_too_long, brief.not_text, brief.bad_field (other texts beyond
/// 4096 bytes), brief.lang, brief.caption_style.
[[nodiscard]] Result<void> validate(const Brief& brief);

/// JSON with the options' names in snake case; unset fields and those that are empty by default are left out.
[[nodiscard]] std::string to_json(const Brief& brief);
/// Unknown fields are refused by name (brief.unknown_field); wrong types, and what is not JSON, are
/// brief.bad_field; a null counts as unset. `topic`-less partial
/// briefs are allowed here: the command line may add to them; call validate() after merging.
[[nodiscard]] Result<Brief> brief_from_json(std::string_view json);

/// The video's width and height in pixels for an aspect and a quality (draft is smaller), both even.
struct FrameSize {
  int width = 1920;
  int height = 1080;
  friend bool operator==(const FrameSize&, const FrameSize&) = default;
};
/// Draft: short side 540; standard and high: short side 1080.
[[nodiscard]] FrameSize frame_size(Aspect aspect, Quality quality);

}  // namespace reelwright
