// SPDX-License-Identifier: GPL-3.0-or-later
// The script as a list of scenes: at the review gate to be looked at before work goes on, after that to
// change the video. Only the cards that can be seen are drawn.
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "model/limits.h"
#include "model/pacing.h"
#include "ui/format.h"
#include "ui/panels/panels.h"
#include "ui/panels/scene_card.h"
#include "ui/widgets/controls.h"

namespace reelwright::ui {
namespace {

enum class Mode : std::uint8_t { gate, settled, closed };

bool is_at_gate(const Job& job) {
  if (job.status != JobStatus::paused || job.stopping || !job.stop_after) return false;
  const StageStatus status = job.stage(*job.stop_after).status;
  return status == StageStatus::done || status == StageStatus::skipped;
}

Mode mode_of(const Job& job) {
  if (is_at_gate(job)) return Mode::gate;
  return is_settled(job.status) && !job.stopping ? Mode::settled : Mode::closed;
}

const char* why_closed(const Job& job) {
  if (job.stopping) return "The work is being stopped. The scenes can be changed in a moment.";
  if (job.status == JobStatus::queued)
    return "This video waits for its turn. Its scenes can be changed when it is done.";
  if (job.status == JobStatus::paused)
    return "This video is paused in the middle of its work. Continue or cancel it to change its scenes.";
  return "The video is being made. Its scenes can be changed when it is done, or after you cancel it.";
}

/// Another value whenever something may have written the script or spoken a scene.
std::uint64_t stamp_of(const Job& job) {
  std::uint64_t stamp = static_cast<std::uint64_t>(job.attempt);
  for (const Stage stage : {Stage::script, Stage::voice})
    stamp = stamp << 4U | static_cast<std::uint64_t>(job.stage(stage).status);
  return stamp << 1U | (is_settled(job.status) ? 1U : 0U);
}

/// What follows ends at the right edge of the row; where there is no room, on a row of its own.
void right_aligned(float width) {
  ImGui::SameLine();
  if (ImGui::GetContentRegionAvail().x < width) ImGui::NewLine();
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(ImGui::GetContentRegionAvail().x - width, 0.0F));
}

class ScenesPanel {
 public:
  ScenesPanel(Frame& frame, const Job& job)
      : frame_(frame),
        style_(frame.style),
        scenes_(frame.view.scenes),
        job_(job),
        editor_(frame.view.scenes.at(job.id)),
        mode_(mode_of(job)) {}

  void draw() {
    const std::uint64_t stamp = stamp_of(job_);
    const bool has_file = job_.stage(Stage::script).status != StageStatus::queued || is_settled(job_.status);
    if (has_file && job_.stage(Stage::script).status != StageStatus::active && editor_.wants_file(stamp)) {
      editor_.file_asked(stamp);
      frame_.ask(intent::OpenScript{job_.id});
    }
    if (!editor_.has_script()) return draw_nothing_yet();
    is_editable_ = mode_ != Mode::closed && !editor_.is_saving();
    if (is_editable_) {
      scenes_.drawn_frame = ImGui::GetFrameCount();
      take_shortcuts();
    }
    draw_head();
    draw_notes();
    draw_list();
    carry_out();
  }

 private:
  void draw_nothing_yet() {
    if (editor_.problem()) {
      wrapped(style_, editor_.problem()->message, style_.palette().failed);
      wrapped(style_, editor_.problem()->hint, style_.palette().text_faint);
    } else if (is_settled(job_.status) || mode_ == Mode::gate) {
      faint(style_, "Reading the script...");
    } else {
      faint(style_, "The script is being written. Its scenes appear here.");
    }
  }

  void take_shortcuts() {
    if (!ImGui::IsWindowFocused(ImGuiFocusedFlags_RootAndChildWindows)) return;
    if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_Z)) go_back(true);
    if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z) ||
        ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_Y))
      go_back(false);
  }

  void go_back(bool is_undo) {
    if (is_undo)
      editor_.undo();
    else
      editor_.redo();
    // The field that is edited looks at its text again.
    if (ImGuiInputTextState* const input = ImGui::GetInputTextState(ImGui::GetActiveID()))
      input->ReloadUserBufAndMoveToEnd();
  }

  void draw_head() {
    const bool is_gate = mode_ == Mode::gate;
    if (is_gate) {
      text(style_, "Look at the script, then continue", Font::bold, metric::text_large,
           style_.palette().text);
      if (target_duration_s(job_.brief) > 0 && !editor_.script().verbatim && !editor_.script().fitted)
        faint(style_,
              "Scenes that you neither change nor lock may be told shorter or longer, to meet the asked "
              "length.");
    }
    draw_length();
    const float row = style_.px(metric::row_height);
    const float gap = ImGui::GetStyle().ItemSpacing.x;
    const float primary = style_.px(is_gate ? 120 : 150);
    right_aligned(3 * (row + gap) + primary);
    if (icon_button(style_, "Undo", Icon::undo, is_editable_ && editor_.can_undo())) go_back(true);
    ImGui::SameLine();
    if (icon_button(style_, "Redo", Icon::redo, is_editable_ && editor_.can_redo())) go_back(false);
    ImGui::SameLine();
    const bool is_storable = is_editable_ && !editor_.silent_scene() && !editor_.is_outdated();
    const bool is_changed = editor_.changes().is_changed;
    if (icon_button(style_, "Save the script", Icon::save, is_storable && is_changed)) store(false);
    ImGui::SameLine();
    if (is_gate) {
      if (button(style_, "Continue##scenes",
                 {.kind = ButtonKind::primary,
                  .icon = Icon::play,
                  .is_enabled = is_storable,
                  .width = primary})) {
        if (is_changed)
          store(true);
        else
          frame_.ask(intent::Send{command::ResumeJob{job_.id}});
      }
    } else if (button(style_, "Update video",
                      {.kind = ButtonKind::primary,
                       .icon = Icon::retry,
                       .is_enabled = is_storable && (is_changed || is_ahead()),
                       .width = primary})) {
      update_video();
    }
  }

  void update_video() {
    if (editor_.changes().is_changed) return store(true);
    if (job_.status == JobStatus::interrupted)
      frame_.ask(intent::Send{command::ResumeJob{job_.id}});
    else
      frame_.ask(intent::Send{command::RetryJob{job_.id}});
  }

  /// What was saved here is not in the video.
  [[nodiscard]] bool is_ahead() const { return mode_ == Mode::settled && editor_.ahead_of() == job_.attempt; }

  void store(bool continues) {
    frame_.ask(intent::ReviseScript{job_.id, editor_.script(), editor_.hash(), continues});
    editor_.sent(continues || mode_ == Mode::gate ? std::nullopt : std::optional(job_.attempt));
  }

  void draw_length() {
    const Palette& palette = style_.palette();
    const double asked_s = target_duration_s(job_.brief);
    const double total_s = editor_.total_s();
    const bool is_off = asked_s > 0 && std::abs(total_s - asked_s) > limits::duration_tolerance * asked_s;
    ImGui::AlignTextToFramePadding();
    text(style_, ShortText("About {}", std::string_view(clock_text(total_s))), Font::bold,
         metric::text_normal, is_off ? palette.attention : palette.text);
    ImGui::SameLine();
    if (asked_s > 0)
      text(style_,
           ShortText("of {} asked{}", std::string_view(clock_text(asked_s)),
                     !is_off             ? ""
                     : total_s > asked_s ? ", too long"
                                         : ", too short"),
           Font::text, metric::text_normal, is_off ? palette.attention : palette.text_faint);
    else
      text(style_, ShortText("in {}", std::string_view(count_text(editor_.script().scenes.size(), "scene"))),
           Font::text, metric::text_normal, palette.text_faint);
  }

  /// One line that says what stands in the way, or what the change will cost.
  void draw_notes() {
    const Palette& palette = style_.palette();
    if (editor_.is_outdated()) {
      wrapped(style_, "The script was changed by something else while you changed it here.",
              palette.attention);
      if (button(style_, "Keep mine", {.kind = ButtonKind::primary})) editor_.keep_mine();
      ImGui::SameLine();
      if (button(style_, "Take the other")) editor_.take_theirs();
    } else if (mode_ == Mode::closed) {
      wrapped(style_, why_closed(job_), palette.text_faint);
    } else if (editor_.is_saving()) {
      faint(style_, "Saving...");
    } else if (const auto silent = editor_.silent_scene()) {
      wrapped(style_,
              ShortText("Nothing is said in scene {} yet. Write its words, or delete it.", *silent + 1),
              palette.attention);
    } else if (editor_.problem()) {
      wrapped(style_, editor_.problem()->message, palette.failed);
      if (!editor_.problem()->hint.empty()) wrapped(style_, editor_.problem()->hint, palette.text_faint);
    } else {
      draw_cost();
    }
  }

  void draw_cost() {
    const ScriptChanges& changes = editor_.changes();
    if (!changes.is_changed && is_ahead())
      return faint(style_, "Saved. The video is as it was; Update video makes the changed scenes again.");
    if (!changes.is_changed)
      return faint(style_, mode_ == Mode::gate ? "Nothing is changed."
                                               : "Change a scene, and only that scene is made again.");
    if (mode_ == Mode::gate) return faint(style_, "Changed. Continue saves it, too.");
    if (changes.scenes == 1) return faint(style_, "1 scene will be made again.");
    if (changes.scenes > 1) return faint(style_, ShortText("{} scenes will be made again.", changes.scenes));
    faint(style_, changes.removed > 0 || changes.is_reordered
                      ? "No scene is made again; the video is put together anew."
                      : "No scene is made again.");
  }

  void draw_list() {
    ImGui::BeginChild("scene list", {0, 0}, ImGuiChildFlags_NavFlattened);
    const float gap = style_.px(metric::gap);
    const float width = ImGui::GetContentRegionAvail().x;
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    const float visible_top = ImGui::GetWindowPos().y;
    const float visible_bottom = visible_top + ImGui::GetWindowHeight();
    const std::size_t count = editor_.script().scenes.size();
    float y = origin.y;
    std::optional<float> target_y;
    std::size_t target = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const bool is_open = scenes_.open == editor_.script().scenes[i].id;
      const float height = scene_card_height(style_, editor_, i, is_open, width);
      // A card more at each end, so that the keyboard gets there.
      const bool is_seen = y + 2 * height >= visible_top && y - height <= visible_bottom;
      if (is_seen || editor_.view(i).area.is_active)
        draw_scene_card(frame_, editor_, {i, {origin.x, y}, width, height, is_editable_}, wish_);
      if (scenes_.dragged && !target_y && ImGui::GetMousePos().y < y + height / 2) {
        target_y = y - gap / 2;
        target = i;
      }
      y += height + gap;
    }
    if (scenes_.dragged)
      draw_drag(target_y.value_or(y - gap / 2), target_y ? target : count, origin.x, width);
    ImGui::SetCursorScreenPos({origin.x, y});
    if (button(style_, "Add a scene",
               {.kind = ButtonKind::quiet,
                .icon = Icon::plus,
                .is_enabled = is_editable_ && count < limits::scenes_max}))
      wish_ = {SceneWish::Kind::add_after, count - 1, 0};
    if (wants_scroll_) ImGui::SetScrollY(*std::exchange(wants_scroll_, std::nullopt));
    // What was dropped lay on no card.
    if (!scenes_.dropped.empty()) {
      scenes_.dropped.clear();
      frame_.view.toasts.push_back({.text = "Drop a picture or a clip on the scene that is to show it.", .hint = {}});
    }
    ImGui::EndChild();
  }

  /// A line where the scene will go, and the list moves along at its ends.
  void draw_drag(float line_y, std::size_t target, float left, float width) {
    const std::size_t from = *scenes_.dragged;
    if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
      scenes_.dragged.reset();
      const std::size_t to = target > from ? target - 1 : target;
      if (to != from) wish_ = {SceneWish::Kind::move, from, to};
      return;
    }
    frame_.is_moving = true;
    ImGui::GetWindowDrawList()->AddRectFilled({left, line_y - style_.px(1.5F)},
                                              {left + width, line_y + style_.px(1.5F)},
                                              colour(style_.palette().accent), style_.px(1.5F));
    const float edge = style_.px(8 * metric::grid);
    const float top = ImGui::GetWindowPos().y;
    const float mouse = ImGui::GetMousePos().y;
    const float step = style_.px(2 * metric::grid);
    if (mouse < top + edge) wants_scroll_ = ImGui::GetScrollY() - step;
    if (mouse > top + ImGui::GetWindowHeight() - edge) wants_scroll_ = ImGui::GetScrollY() + step;
  }

  void carry_out() {
    if (wish_.kind == SceneWish::Kind::none || !is_editable_) return;
    const SceneWish wish = wish_;
    editor_.end_typing();
    editor_.change("", frame_.time_s, [&](Script& script) {
      switch (wish.kind) {
        case SceneWish::Kind::none:
          break;
        case SceneWish::Kind::add_after:
          add_scene_after(script, wish.scene);
          break;
        case SceneWish::Kind::duplicate:
          duplicate_scene(script, wish.scene);
          break;
        case SceneWish::Kind::remove:
          remove_scene(script, wish.scene);
          break;
        case SceneWish::Kind::move:
          move_scene(script, wish.scene, wish.to);
          break;
      }
    });
  }

  Frame& frame_;
  const Style& style_;
  ScenesView& scenes_;
  const Job& job_;
  ScriptEditor& editor_;
  const Mode mode_;
  bool is_editable_ = false;
  SceneWish wish_;
  std::optional<float> wants_scroll_;
};

}  // namespace

void draw_scenes(Frame& frame, const Job& job) { ScenesPanel(frame, job).draw(); }

void turn_to_scenes_at_gate(Frame& frame, const Job& job) {
  if (!is_at_gate(job) || frame.view.scenes.seen_gate == job.id) return;
  frame.view.scenes.seen_gate = job.id;
  frame.view.video.tab = VideoView::Tab::scenes;
}

void continue_job(Frame& frame, const Job& job) {
  ScriptEditor* const editor = frame.view.scenes.find(job.id);
  if (editor == nullptr || !editor->has_script() || !editor->changes().is_changed)
    return frame.ask(intent::Send{command::ResumeJob{job.id}});
  if (editor->silent_scene() || editor->is_outdated()) {
    // Something must be decided first; the scenes say what.
    frame.view.page = Page::video;
    frame.view.video.tab = VideoView::Tab::scenes;
    return;
  }
  frame.ask(intent::ReviseScript{job.id, editor->script(), editor->hash(), true});
  editor->sent();
}

}  // namespace reelwright::ui
