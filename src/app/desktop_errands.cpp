// SPDX-License-Identifier: GPL-3.0-or-later
// What the window asks of the desktop around it: its file dialogs, its file manager, its preferences; and the
// settings file. All of it may take as long as it likes.
#include <fmt/format.h>

#include <utility>

#include "app/desktop.h"
#include "app/desktop_preferences.h"
#include "app/dropped_files.h"
#include "app/file_manager.h"
#include "base/file.h"
#include "store/job_files.h"
#include "store/settings_file.h"

namespace reelwright::app {

namespace fs = std::filesystem;

void Desktop::tell(const Result<void>& result) {
  if (result || is_canceled(result.error())) return;
  post([toast = ui::toast_of(result.error())](ui::ViewState& view, ui::Machine&) {
    view.toasts.push_back(toast);
  });
}

void Desktop::follow_preferences() {
  preferences_thread_ = std::jthread([this](const std::stop_token& stop) {
    // Without a portal the window is as its own settings say.
    static_cast<void>(follow_desktop_preferences(
        host_.dialogs.bus_address,
        [this](const DesktopPreferences& found) {
          post([found](ui::ViewState&, ui::Machine& machine) {
            machine.prefers_light = found.light;
            machine.prefers_reduced_motion = found.reduced_motion;
          });
        },
        stop));
  });
}

void Desktop::save(const Settings& settings) {
  if (host_.settings_file) tell(store::save_settings(*host_.settings_file, settings));
}

void Desktop::choose(ui::intent::ChooseFiles wish) {
  if (std::exchange(is_choosing_, true)) return;
  run([this, wish = std::move(wish)] {
    Result<ViewChange> change = ask_and_use(wish);
    if (!change) tell(std::unexpected(change.error()));
    post([this, change = change ? *std::move(change) : ViewChange(), purpose = wish.purpose](
             ui::ViewState& view, ui::Machine&) {
      is_choosing_ = false;
      if (!change) return;
      change(view);
      if (purpose == ui::FilePurpose::storage_folder) settings_keeper_.keep(view.settings);
    });
  });
}

Result<ViewChange> Desktop::ask_and_use(const ui::intent::ChooseFiles& wish) {
  DialogRequest request = dialog_for(wish.purpose);
  request.window = host_.window;
  fs::path video;
  if (wish.purpose == ui::FilePurpose::export_video) {
    video = store::video_of(TRY(store_.load(wish.job)), store_.paths(wish.job));
    if (video.empty())
      return fail("export.no_video", "This job has no finished video to save.",
                  "Finish it or retry it first.");
    request.name = video.filename().string();
  }
  const std::vector<fs::path> paths = TRY(ask_for_files(request, host_.dialogs, ending_.get_token()));
  if (paths.empty()) return ViewChange();
  if (wish.purpose != ui::FilePurpose::export_video) return use_chosen(wish, paths.front());
  TRY(copy_file_durably(video, paths.front()));
  return [text = fmt::format("Saved as \"{}\".", paths.front().string())](ui::ViewState& view) {
    view.toasts.push_back({.text = text, .hint = {}});
  };
}

void Desktop::save_text(std::string text, std::string name) {
  if (std::exchange(is_choosing_, true)) return;
  run([this, text = std::move(text), name = std::move(name)] {
    const DialogRequest request{.kind = DialogRequest::Kind::save,
                                .title = "Save the log",
                                .name = name,
                                .filters = {{"Text", {"*.txt"}}},
                                .window = host_.window};
    const Result<std::vector<fs::path>> paths = ask_for_files(request, host_.dialogs, ending_.get_token());
    if (!paths)
      tell(std::unexpected(paths.error()));
    else if (!paths->empty())
      tell(save_file(paths->front(), text));
    post([this](ui::ViewState&, ui::Machine&) { is_choosing_ = false; });
  });
}

void Desktop::drop(std::vector<fs::path> paths, ui::ViewState& view) {
  if (paths.empty()) return;
  if (paths.size() == 1 && ui::drop_picture(view.scenes, paths.front().string())) return;
  run([this, paths = std::move(paths), kind = view.draft.kind] {
    post([change = use_dropped(paths, kind)](ui::ViewState& now, ui::Machine&) { change(now); });
  });
}

void Desktop::reveal_job(const std::string& id) {
  run([this, id] {
    if (id.empty()) return tell(open_with_desktop(data_folder_, host_.dialogs.program_path));
    const Result<Job> job = store_.load(id);
    const fs::path video = job ? store::video_of(*job, store_.paths(id)) : fs::path();
    std::error_code error;
    tell(reveal(fs::exists(video, error) ? video : store_.paths(id).folder(), host_.dialogs.bus_address,
                host_.dialogs.program_path, ending_.get_token()));
  });
}

}  // namespace reelwright::app
