// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does to a script: pure changes of a Script value. Who remembers them, so that they can be
// undone, and who stores the script is decided elsewhere. Any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/brief.h"
#include "model/narration.h"
#include "model/pacing.h"
#include "model/script.h"

namespace reelwright {

/// What is said in the scene, as one text.
[[nodiscard]] std::string narration_of(const Scene& scene);

/// Says `text` instead. Its sentences are found anew where it differs; those that are the same keep what is
/// known about them, and those held in reserve stay. Bullets stay with their sentence, or with what stands in
/// its place. A line break ends a sentence. The scene counts as edited when anything is said differently.
void set_narration(Scene& scene, std::string_view text, std::string_view lang);

/// An id that no scene of the script has: the number after the highest.
[[nodiscard]] std::string fresh_scene_id(const Script& script);

/// A new scene without words behind the `index`-th; its index. Needs scenes.size() < limits::scenes_max.
std::size_t add_scene_after(Script& script, std::size_t index);
/// The same scene once more, behind the first; its index. Needs scenes.size() < limits::scenes_max.
std::size_t duplicate_scene(Script& script, std::size_t index);
/// Needs two scenes at least: a script has one.
void remove_scene(Script& script, std::size_t index);
/// The scene at `from` gets the index `to`.
void move_scene(Script& script, std::size_t from, std::size_t to);

/// A bullet without words that appears with the last spoken sentence. Needs bullets.size() <
/// limits::bullets_max and a sentence.
void add_bullet(Scene& scene);
void move_bullet(Scene& scene, std::size_t from, std::size_t to);
/// It appears when this sentence starts, which can no longer be left out.
void bind_bullet(Scene& scene, std::size_t bullet, std::size_t sentence);

/// The first scene in which nothing is said, which no video can have.
[[nodiscard]] std::optional<std::size_t> first_silent_scene(const Script& script);

/// What a changed script makes necessary.
struct ScriptChanges {
  std::size_t spoken = 0;   ///< scenes whose narration is made again, new ones included
  std::size_t drawn = 0;    ///< scenes whose pictures are made again, new ones included
  std::size_t scenes = 0;   ///< either
  std::size_t removed = 0;  ///< scenes that are gone
  bool is_reordered = false;
  bool is_changed = false;  ///< anything at all
  friend bool operator==(const ScriptChanges&, const ScriptChanges&) = default;
};
[[nodiscard]] ScriptChanges changes_between(const Script& before, const Script& after);

/// A scene that was spoken: how long these words take.
struct SpokenScene {
  std::string id;
  std::string text;
  double seconds = 0;
  friend bool operator==(const SpokenScene&, const SpokenScene&) = default;
};
/// nullopt when the narration is of other words than the scene's.
[[nodiscard]] std::optional<SpokenScene> spoken_scene(const Scene& scene, const Narration& narration);

/// How long scenes take: as measured where their words were spoken, else by the pace that was measured in
/// the other scenes, else by the voice's usual pace. A value.
class LengthEstimate {
 public:
  LengthEstimate() = default;
  LengthEstimate(const Brief& brief, std::vector<SpokenScene> spoken);

  struct Length {
    double seconds = 0;
    bool is_measured = false;
  };
  /// Narration only.
  [[nodiscard]] Length of(const Scene& scene) const;
  /// The video: `narration_s` of all scenes and the pauses before, between and after them.
  [[nodiscard]] double total_s(double narration_s, std::size_t scenes) const;

 private:
  std::vector<SpokenScene> spoken_;
  Pacing pacing_;
  double sentence_gap_s_ = 0;  ///< 0 when the pace has it in it
  double seconds_per_character_ = 0;
};

}  // namespace reelwright
