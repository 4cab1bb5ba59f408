// SPDX-License-Identifier: GPL-3.0-or-later
// Carries out what was asked for in the window: commands for the studio, files for other programs, checks
// that take a while. Nothing here makes a frame wait.
#pragma once

#include <filesystem>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "app/chosen_files.h"
#include "app/file_dialog.h"
#include "app/keeper.h"
#include "app/workshop.h"
#include "runtime/health.h"
#include "runtime/studio.h"
#include "store/job_store.h"
#include "ui/frame.h"
#include "ui/intent.h"

namespace reelwright::app {

/// What is outside of the program.
struct DesktopHost {
  DialogHost dialogs;
  std::string window;                                  ///< as gfx::Window::system_name()
  std::optional<std::filesystem::path> settings_file;  ///< unset: settings are not kept
  std::vector<std::optional<Error>> problems;          ///< of the start, to be told in the window
};

/// Main thread.
class Desktop {
 public:
  /// All of them outlive it.
  Desktop(runtime::Studio& studio, const store::JobStore& store, const Workshop& workshop,
          std::filesystem::path data_folder, DesktopHost host);
  /// Tells errands that wait for a user or another program to come back.
  ~Desktop();
  Desktop(const Desktop&) = delete;
  Desktop& operator=(const Desktop&) = delete;

  /// What concerns the window alone is not for it and left alone.
  void perform(ui::Intent& intent, ui::Machine& machine);
  /// Files that were dropped on the window; `view` says on what.
  void drop(std::vector<std::filesystem::path> paths, ui::ViewState& view);
  /// Asks where, and writes `text` there.
  void save_text(std::string text, std::string name);
  /// Lets in what errands have brought back. Waits for nobody.
  void deliver(ui::ViewState& view, ui::Machine& machine);

 private:
  /// What an errand found out, on its way to the window: called on the main thread.
  using Delivery = std::function<void(ui::ViewState&, ui::Machine&)>;

  /// On a thread of its own, for what may wait for a disk or another program. It may call post().
  void run(std::function<void()> errand);
  /// Any thread.
  void post(Delivery delivery);
  /// An error becomes a message in the window; what was stopped is no error. Any thread.
  void tell(const Result<void>& result);
  void duplicate(const std::string& id);
  void check(ui::intent::CheckDraft draft);
  void play(ui::intent::PlaySample sample, ui::Machine& machine);
  void check_health();
  void check_disk();
  void follow_preferences();
  void save(const Settings& settings);
  /// One dialog at a time: while it is there, other wishes are dropped.
  void choose(ui::intent::ChooseFiles wish);
  /// What came of it. Waits for the user: for errands.
  [[nodiscard]] Result<ViewChange> ask_and_use(const ui::intent::ChooseFiles& wish);
  void reveal_job(const std::string& id);
  void open_script(const std::string& id);
  void revise(ui::intent::ReviseScript wish);
  [[nodiscard]] static runtime::IntakeRequest request_of(ui::intent::MakeVideo video);

  runtime::Studio& studio_;
  const store::JobStore& store_;
  const Workshop& workshop_;
  const std::filesystem::path data_folder_;
  const DesktopHost host_;
  std::stop_source ending_;
  std::stop_source sample_;  ///< of the voice that is to be heard
  std::size_t samples_ = 0;  ///< asked for so far
  bool is_choosing_ = false;

  std::mutex deliveries_mutex_;
  std::vector<Delivery> deliveries_;  ///< guarded by deliveries_mutex_

  Keeper<Settings> settings_keeper_;
  std::jthread preferences_thread_;
  std::jthread health_thread_;
  std::vector<std::future<void>> errands_;  ///< last: the end waits for those that are left
};

}  // namespace reelwright::app
