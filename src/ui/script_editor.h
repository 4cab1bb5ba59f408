// SPDX-License-Identifier: GPL-3.0-or-later
// A script while a person edits it: what is on the disk, what has become of it, how to go back. It draws
// nothing (panels/scenes.cpp does) and stores nothing: what is to be stored is said as an intent, and the
// answer comes back here. Nothing that was typed is lost by a refusal.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/job.h"
#include "model/script.h"
#include "model/script_edit.h"
#include "ui/widgets/wrapped_text_area.h"

namespace reelwright::ui {

/// A job's script as an errand found it on the disk.
struct ScriptFile {
  std::string job;
  Script script;
  std::string hash;                 ///< of the file
  std::vector<SpokenScene> spoken;  ///< scenes whose narration is there
  std::optional<JobError> problem;  ///< then there is nothing of the above
};

/// What is known of a scene beside the script. A value.
struct SceneView {
  std::string id;
  std::string narration;
  TextAreaState area;
  LengthEstimate::Length length;
};

/// Main thread.
class ScriptEditor {
 public:
  static constexpr std::size_t steps_max = 64;  ///< that can be undone
  static constexpr double step_s = 1.5;         ///< changes of one field within this time are one step

  explicit ScriptEditor(std::string job) : job_(std::move(job)) {}

  [[nodiscard]] const std::string& job() const { return job_; }

  /// True when the file should be read: it is not known yet, or the job has gone on since (`stamp` of what
  /// writes it is another one).
  [[nodiscard]] bool wants_file(std::uint64_t stamp) const;
  void file_asked(std::uint64_t stamp);
  /// What was read. Without changes of one's own it replaces what is shown.
  void take(ScriptFile file, const Brief& brief);
  [[nodiscard]] bool has_script() const { return has_script_; }
  [[nodiscard]] const std::optional<JobError>& problem() const { return problem_; }

  /// The file was changed by something else while there were changes here.
  [[nodiscard]] bool is_outdated() const { return theirs_.has_value(); }
  void keep_mine();
  void take_theirs();

  [[nodiscard]] const Script& script() const { return script_; }
  [[nodiscard]] SceneView& view(std::size_t scene) { return views_[scene]; }
  /// Changes the script. `field` names what is typed into ("narration 03"), "" for what is a step by itself.
  void change(std::string_view field, double time_s, const std::function<void(Script&)>& edit);
  /// Says the text in the scene. Until end_typing() it is compared with what the scene said before, so that
  /// half-typed words leave no trace.
  void type_narration(std::size_t scene, std::string_view text, double time_s);
  void end_typing() { typed_.reset(); }
  [[nodiscard]] bool can_undo() const { return !undo_.empty(); }
  [[nodiscard]] bool can_redo() const { return !redo_.empty(); }
  void undo();
  void redo();

  /// Against what is on the disk.
  [[nodiscard]] const ScriptChanges& changes() const { return changes_; }
  [[nodiscard]] std::optional<std::size_t> silent_scene() const { return silent_; }
  /// Of the whole video, as far as known.
  [[nodiscard]] double total_s() const { return total_s_; }

  [[nodiscard]] bool is_saving() const { return sent_.has_value(); }
  [[nodiscard]] const std::string& hash() const { return hash_; }
  /// `kept_from`: the attempt whose video does not get it; unset when the job goes on with it.
  void sent(std::optional<int> kept_from = std::nullopt) {
    sent_ = script_;
    kept_from_ = kept_from;
  }
  /// The attempt whose video is older than what was stored; unset when there is none.
  [[nodiscard]] std::optional<int> ahead_of() const { return ahead_of_; }
  /// The stored file's hash, or why it was refused.
  void answer(const Result<std::string>& stored);

 private:
  void remember(std::string_view field, double time_s);
  void forget_steps();
  void refresh();
  void show(const ScriptFile& file);
  static void take_facts(const Script& from, Script& to);

  std::string job_;
  std::optional<std::uint64_t> stamp_;
  bool is_reading_ = false;
  bool has_script_ = false;
  std::optional<JobError> problem_;
  std::optional<ScriptFile> theirs_;
  std::optional<Script> sent_;
  std::optional<int> kept_from_;  ///< of sent_
  std::optional<int> ahead_of_;

  Script base_;  ///< as on the disk
  std::string hash_;
  LengthEstimate lengths_;
  Script script_;
  std::vector<SceneView> views_;  ///< one a scene
  ScriptChanges changes_;
  std::optional<std::size_t> silent_;
  double total_s_ = 0;

  std::vector<Script> undo_;
  std::vector<Script> redo_;
  std::string field_;           ///< of the newest step
  double changed_s_ = 0;        ///< when it last went on
  std::optional<Scene> typed_;  ///< a scene as it was before its narration was typed into
};

/// The editors of jobs with unsaved changes, and of the job that is shown.
struct ScenesView {
  std::vector<ScriptEditor> editors;
  std::string open;       ///< id of the scene whose details are shown
  std::string dropped;    ///< path of a picture or clip, until the next frame tells on which scene
  std::string seen_gate;  ///< job whose review gate has been shown
  int drawn_frame = -1;   ///< Dear ImGui's count when the editor was last drawn with changes allowed
  std::optional<std::size_t> dragged;  ///< scene that is being moved
  std::string scratch;                 ///< what a field edits; kept for its memory

  [[nodiscard]] ScriptEditor* find(std::string_view job);
  /// The job's editor; those of other jobs go when they hold no changes.
  [[nodiscard]] ScriptEditor& at(const std::string& job);
};

/// What came back for the editor, each on the main thread. `brief` is the job's.
void take_script(ScenesView& scenes, ScriptFile file, const Brief& brief);
void take_answer(ScenesView& scenes, std::string_view job, const Result<std::string>& stored);
/// The picture that was chosen for a scene, "" for none.
void take_picture(ScenesView& scenes, std::string_view job, std::string_view scene, std::string path);
/// A file was dropped on the window. False when the editor is not on the screen or the file is no picture
/// and no clip: then it is not for the editor. Else the next frame gives it to the scene under the pointer.
[[nodiscard]] bool drop_picture(ScenesView& scenes, std::string path);

}  // namespace reelwright::ui
