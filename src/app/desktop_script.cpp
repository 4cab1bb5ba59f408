// SPDX-License-Identifier: GPL-3.0-or-later
// The script between the disk, the studio and the editor in the window.
#include <future>
#include <memory>
#include <utility>

#include "app/desktop.h"
#include "store/script_file.h"

namespace reelwright::app {
namespace {

ui::ScriptFile read_script(const store::JobPaths& paths, const std::string& job) {
  Result<store::ScriptFile> file = store::load_script(paths);
  ui::ScriptFile found;
  found.job = job;
  if (!file) {
    found.problem = job_error_of(file.error());
    return found;
  }
  found.script = std::move(file->script);
  found.hash = std::move(file->hash);
  found.spoken = std::move(file->spoken);
  return found;
}

}  // namespace

void Desktop::open_script(const std::string& id) {
  run([this, store = store_, id] {
    const Result<Job> job = store.load(id);
    auto found = std::make_shared<ui::ScriptFile>(read_script(store.paths(id), id));
    if (!job) found->problem = job_error_of(job.error());
    post([found, brief = job ? job->brief : Brief()](ui::ViewState& view, ui::Machine&) {
      ui::take_script(view.scenes, std::move(*found), brief);
    });
  });
}

void Desktop::revise(ui::intent::ReviseScript wish) {
  // The errand waits, not the studio: it answers whether or not there is still a window.
  run([this, wish = std::move(wish)] {
    const auto answer = std::make_shared<std::promise<Result<std::string>>>();
    std::future<Result<std::string>> stored = answer->get_future();
    const bool is_sent = studio_.revise(
        {.job = wish.job,
         .script = wish.script,
         .base = wish.base,
         .continues = wish.continues,
         .answer = [answer](const Result<std::string>& result) { answer->set_value(result); }});
    const Result<std::string> result =
        is_sent ? stored.get() : fail("studio.busy", "The studio is very busy just now.", "Try again.");
    post([id = wish.job, result](ui::ViewState& view, ui::Machine&) {
      ui::take_answer(view.scenes, id, result);
    });
  });
}

}  // namespace reelwright::app
