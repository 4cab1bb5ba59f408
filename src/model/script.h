// SPDX-License-Identifier: GPL-3.0-or-later
// The written video: scenes with sentences to speak and things to show. Stored as script.json, which a person
// or the app may edit. Every scene becomes a picture and a narration; no later stage drops or reorders
// scenes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace reelwright {

enum class Layout : std::uint8_t { title, statement, bullets, picture, recap };
[[nodiscard]] std::string_view name_of(Layout layout);
[[nodiscard]] std::optional<Layout> parse_layout(std::string_view name);

struct Sentence {
  std::string text;    ///< as written; captions show this
  bool spoken = true;  ///< false: held in reserve, spoken only when the video must become longer
  bool removable =
      false;     ///< may be taken out (or put in) to meet the asked length; nothing on screen depends on it
  int rank = 0;  ///< importance among removable sentences of the whole script; lower goes first
  friend bool operator==(const Sentence&, const Sentence&) = default;
};

struct Bullet {
  std::string text;
  int sentence =
      0;  ///< index in Scene::sentences: the bullet appears when this sentence starts; never a removable one
  friend bool operator==(const Bullet&, const Bullet&) = default;
};

struct Scene {
  std::string id;  ///< "01", "02", ...: stable when scenes are edited; names the scene's files
  Layout layout = Layout::statement;
  std::string heading;  ///< shown as the scene's title and as the chapter name; may be empty for a statement
  std::string display;  ///< statement: the phrase shown large; title: subtitle; picture: lower third text;
                        ///< may be empty
  std::vector<Bullet> bullets;
  int first_number = 0;  ///< of the bullets, when they are numbered steps; 0: they are not
  std::vector<Sentence> sentences;
  std::string icon;  ///< Material Design glyph name wanted ("bee"), or "" to choose by the scene's nouns
  std::vector<std::string> keywords;  ///< lower-case nouns, best first: for icons and for matching pictures
  std::string picture;                ///< path (absolute) the user chose for this scene, or ""
  bool locked = false;  ///< no word is added or taken out to meet a length
  bool edited = false;  ///< a person changed what is said: treated as locked
  friend bool operator==(const Scene&, const Scene&) = default;
};

struct Script {
  std::string title;
  std::string lang = "en";
  std::string input_hash;  ///< of what it was written from; another hash means write again (unless edited)
  bool verbatim = false;   ///< a finished script: no word is added, removed or changed to meet a length
  bool fitted = false;     ///< already trimmed or extended once to the measured length
  std::vector<Scene> scenes;
  friend bool operator==(const Script&, const Script&) = default;
};

/// Scene::id as it may appear in a file name: 1 to 32 of [a-z0-9-]. Files are named by the scene's id, not by
/// its position, so moving or inserting a scene leaves the others' files valid.
[[nodiscard]] constexpr bool is_valid_scene_id(std::string_view id) {
  if (id.empty() || id.size() > 32) return false;
  for (const char c : id) {
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) return false;
  }
  return true;
}

/// Errors: script.damaged (a bad scene id too), script.too_many_scenes, script.duplicate_scene,
/// script.empty_scene (no spoken sentence).
[[nodiscard]] Result<Script> script_from_json(std::string_view json);
[[nodiscard]] std::string to_json(const Script& script);

/// Chooses which removable sentences are spoken so that the total comes as near as possible to `target_s`,
/// given what was measured: `scene_s[i]` is scene i's narration now (speech only), `seconds_per_character`
/// the pace, `fixed_s` pauses that are always there. Returns the indices of scenes whose spoken text changed.
/// A verbatim or fitted script is left alone; otherwise `fitted` is set. Within 2 % nothing is changed.
/// Sentences that are not removable, locked and edited scenes and the last spoken sentence of a scene stay. Pure.
[[nodiscard]] std::vector<std::size_t> fit_to_length(Script& script, const std::vector<double>& scene_s,
                                                     double target_s, double seconds_per_character,
                                                     double fixed_s);

}  // namespace reelwright
