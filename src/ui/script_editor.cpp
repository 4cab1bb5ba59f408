// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/script_editor.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "model/clip.h"
#include "model/visual.h"

namespace reelwright::ui {

bool ScriptEditor::wants_file(std::uint64_t stamp) const {
  return !is_reading_ && !is_saving() && stamp_ != stamp;
}

void ScriptEditor::file_asked(std::uint64_t stamp) {
  stamp_ = stamp;
  is_reading_ = true;
}

/// What the stages and the studio note in the script, which nobody edits.
void ScriptEditor::take_facts(const Script& from, Script& to) {
  to.input_hash = from.input_hash;
  to.fitted = from.fitted;
  to.verbatim = from.verbatim;
}

void ScriptEditor::take(ScriptFile file, const Brief& brief) {
  is_reading_ = false;
  // What is under way will be another file; that one is read when its answer is here.
  if (is_saving()) return stamp_.reset();
  if (file.problem) {
    problem_ = std::move(file.problem);
    return;
  }
  problem_.reset();
  lengths_ = LengthEstimate(brief, file.spoken);
  if (has_script_ && changes_.is_changed && file.hash != hash_) {
    theirs_ = std::move(file);
    return refresh();
  }
  theirs_.reset();
  if (has_script_ && changes_.is_changed) return refresh();
  if (!has_script_ || file.script.scenes != script_.scenes || file.script.title != script_.title) {
    show(file);
    return;
  }
  base_ = file.script;
  hash_ = file.hash;
  take_facts(base_, script_);
  refresh();
}

void ScriptEditor::show(const ScriptFile& file) {
  has_script_ = true;
  base_ = script_ = file.script;
  hash_ = file.hash;
  forget_steps();
  refresh();
}

void ScriptEditor::keep_mine() {
  CHECK(theirs_);
  base_ = theirs_->script;
  hash_ = theirs_->hash;
  take_facts(base_, script_);
  theirs_.reset();
  problem_.reset();
  refresh();
}

void ScriptEditor::take_theirs() {
  CHECK(theirs_);
  const ScriptFile file = *std::exchange(theirs_, std::nullopt);
  problem_.reset();
  show(file);
}

void ScriptEditor::remember(std::string_view field, double time_s) {
  const bool goes_on = !field.empty() && field == field_ && time_s - changed_s_ < step_s && !undo_.empty();
  field_ = field;
  changed_s_ = time_s;
  redo_.clear();
  if (goes_on) return;
  if (undo_.size() == steps_max) undo_.erase(undo_.begin());
  undo_.push_back(script_);
}

void ScriptEditor::forget_steps() {
  undo_.clear();
  redo_.clear();
  field_.clear();
  typed_.reset();
}

void ScriptEditor::change(std::string_view field, double time_s, const std::function<void(Script&)>& edit) {
  remember(field, time_s);
  edit(script_);
  refresh();
}

void ScriptEditor::type_narration(std::size_t scene, std::string_view text, double time_s) {
  const std::string id = script_.scenes[scene].id;
  if (!typed_ || typed_->id != id) typed_ = script_.scenes[scene];
  change("narration " + id, time_s, [&](Script& script) {
    // Bullets may have been changed meanwhile; what is said is what counts here.
    Scene said = *typed_;
    set_narration(said, text, script.lang);
    script.scenes[scene].sentences = std::move(said.sentences);
    script.scenes[scene].edited = said.edited;
    for (std::size_t i = 0; i < script.scenes[scene].bullets.size(); ++i)
      if (i < said.bullets.size()) script.scenes[scene].bullets[i].sentence = said.bullets[i].sentence;
  });
  views_[scene].narration = text;
}

void ScriptEditor::undo() {
  if (undo_.empty()) return;
  redo_.push_back(std::exchange(script_, std::move(undo_.back())));
  undo_.pop_back();
  take_facts(base_, script_);
  field_.clear();
  typed_.reset();
  refresh();
}

void ScriptEditor::redo() {
  if (redo_.empty()) return;
  undo_.push_back(std::exchange(script_, std::move(redo_.back())));
  redo_.pop_back();
  take_facts(base_, script_);
  field_.clear();
  typed_.reset();
  refresh();
}

void ScriptEditor::refresh() {
  changes_ = changes_between(base_, script_);
  silent_ = first_silent_scene(script_);
  std::vector<SceneView> before = std::exchange(views_, {});
  views_.reserve(script_.scenes.size());
  double narration_s = 0;
  for (std::size_t i = 0; i < script_.scenes.size(); ++i) {
    const Scene& scene = script_.scenes[i];
    const auto old = std::ranges::find(before, scene.id, &SceneView::id);
    views_.push_back(old == before.end() ? SceneView() : std::move(*old));
    views_.back().id = scene.id;
    views_.back().narration = narration_of(scene);
    views_.back().length = lengths_.of(scene);
    narration_s += views_.back().length.seconds;
  }
  total_s_ = lengths_.total_s(narration_s, script_.scenes.size());
}

void ScriptEditor::answer(const Result<std::string>& stored) {
  if (!sent_) return;
  const Script sent = *std::exchange(sent_, std::nullopt);
  stamp_.reset();
  if (!stored) {
    problem_ = job_error_of(stored.error());
    return;
  }
  problem_.reset();
  base_ = sent;
  hash_ = *stored;
  ahead_of_ = kept_from_;
  refresh();
}

ScriptEditor* ScenesView::find(std::string_view job) {
  const auto found = std::ranges::find(editors, job, &ScriptEditor::job);
  return found == editors.end() ? nullptr : &*found;
}

ScriptEditor& ScenesView::at(const std::string& job) {
  if (ScriptEditor* const known = find(job)) return *known;
  std::erase_if(editors, [](const ScriptEditor& each) {
    return !each.changes().is_changed && !each.is_saving() && !each.ahead_of();
  });
  return editors.emplace_back(job);
}

void take_script(ScenesView& scenes, ScriptFile file, const Brief& brief) {
  if (ScriptEditor* const editor = scenes.find(file.job)) editor->take(std::move(file), brief);
}

void take_answer(ScenesView& scenes, std::string_view job, const Result<std::string>& stored) {
  if (ScriptEditor* const editor = scenes.find(job)) editor->answer(stored);
}

void take_picture(ScenesView& scenes, std::string_view job, std::string_view scene, std::string path) {
  ScriptEditor* const editor = scenes.find(job);
  if (editor == nullptr) return;
  const auto& list = editor->script().scenes;
  const auto found = std::ranges::find(list, scene, &Scene::id);
  if (found == list.end() || found->locked || found->picture == path) return;
  const auto index = static_cast<std::size_t>(found - list.begin());
  editor->change("", 0, [&](Script& script) { script.scenes[index].picture = std::move(path); });
}

bool drop_picture(ScenesView& scenes, std::string path) {
  if (!(has_picture_name(path) || has_clip_name(path)) || ImGui::GetFrameCount() - scenes.drawn_frame > 2)
    return false;
  scenes.dropped = std::move(path);
  return true;
}

}  // namespace reelwright::ui
