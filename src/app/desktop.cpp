// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop.h"

#include <spawn.h>
#include <unistd.h>

#include <chrono>
#include <utility>

#include "base/file.h"
#include "gfx/window.h"
#include "store/job_files.h"

namespace reelwright::app {
namespace {

namespace fs = std::filesystem;

/// Hands `path` to the program that the desktop has for it. Nobody waits for that: it may run as long as a
/// film.
void open_with_desktop(const fs::path& path) {
  std::string program = "xdg-open";
  std::string file = path.string();
  char* const arguments[] = {program.data(), file.data(), nullptr};
  pid_t child = 0;
  static_cast<void>(::posix_spawnp(&child, program.c_str(), nullptr, nullptr, arguments, environ));
}

}  // namespace

Desktop::Desktop(runtime::Studio& studio, const store::JobStore& store, const Workshop& workshop,
                 fs::path data_folder)
    : studio_(studio), store_(store), workshop_(workshop), data_folder_(std::move(data_folder)) {}

bool Desktop::perform(ui::Intent& intent, ui::Machine& machine) {
  // A full inbox drops the wish; the button is still there.
  struct Performer {
    Desktop& desktop;
    ui::Machine& machine;
    bool operator()(ui::intent::Send& send) const {
      static_cast<void>(desktop.studio_.send(std::move(send.command)));
      return false;
    }
    bool operator()(ui::intent::MakeVideo& video) const {
      static_cast<void>(desktop.studio_.make(request_of(std::move(video))));
      return false;
    }
    bool operator()(ui::intent::ShowHistory& history) const {
      static_cast<void>(desktop.studio_.show_history(std::move(history.query)));
      return false;
    }
    bool operator()(ui::intent::ShowJob& show) const {
      static_cast<void>(desktop.studio_.show_job(std::move(show.job)));
      return false;
    }
    bool operator()(const ui::intent::OpenVideo& video) const {
      desktop.run([store = desktop.store_, id = video.job] {
        const store::JobPaths paths = store.paths(id);
        const Result<Job> job = store.load(id);
        const fs::path file = job ? store::video_of(*job, paths) : fs::path();
        open_with_desktop(file.empty() ? paths.folder() : file);
      });
      return false;
    }
    bool operator()(const ui::intent::OpenFolder& folder) const {
      desktop.run([path = desktop.store_.paths(folder.job).folder()] { open_with_desktop(path); });
      return false;
    }
    bool operator()(const ui::intent::CheckHealth&) const {
      machine.checks_health = true;
      desktop.check_health();
      return false;
    }
    bool operator()(const ui::intent::Close&) const { return true; }
  };
  return std::visit(Performer{*this, machine}, intent);
}

void Desktop::run(std::function<void()> errand) {
  // Those that have ended make room.
  std::erase_if(errands_, [](const std::future<void>& each) {
    return each.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  });
  errands_.push_back(std::async(std::launch::async, std::move(errand)));
}

runtime::IntakeRequest Desktop::request_of(ui::intent::MakeVideo video) {
  runtime::IntakeRequest request;
  request.brief = std::move(video.brief);
  request.source_text = std::move(video.source);
  request.script_text = std::move(video.script);
  request.stop_after = video.stop_after;
  return request;
}

void Desktop::check_health() {
  health_thread_ = std::jthread([this](const std::stop_token& stop) {
    const runtime::HealthParts parts{
        .data_folder = data_folder_,
        .wordnet = workshop_.wordnet(),
        .intake = {.assets = workshop_.assets(), .voices = workshop_.voices(), .free_bytes = free_bytes}};
    std::vector<runtime::HealthCheck> found = runtime::check_health(parts, stop);
    {
      const std::lock_guard lock(health_mutex_);
      health_ = std::move(found);
    }
    gfx::Window::wake();
  });
}

std::vector<runtime::HealthCheck> Desktop::take_health() {
  const std::unique_lock lock(health_mutex_, std::try_to_lock);
  return lock ? std::exchange(health_, {}) : std::vector<runtime::HealthCheck>();
}

}  // namespace reelwright::app
