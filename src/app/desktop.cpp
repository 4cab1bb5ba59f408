// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop.h"

#include <fmt/format.h>

#include <chrono>
#include <exception>
#include <utility>

#include "app/draft_check.h"
#include "app/file_manager.h"
#include "app/studio_parts.h"
#include "app/voice_sample.h"
#include "base/file.h"
#include "gfx/window.h"
#include "model/limits.h"
#include "store/job_files.h"
#include "store/settings_file.h"

namespace reelwright::app {
namespace {

namespace fs = std::filesystem;

/// The form filled in as it was for `job`. The texts are the job's own copies.
ui::Draft draft_of(const Job& job, const fs::path& folder) {
  ui::Draft draft;
  draft.brief = job.brief;
  draft.topic = job.brief.topic;
  const auto text_of = [&](std::string& file) {
    return read_file(folder / std::exchange(file, {}), limits::source_bytes_max).value_or("");
  };
  if (!job.brief.source.empty()) {
    draft.kind = ui::Draft::Kind::notes;
    draft.notes = text_of(draft.brief.source);
  }
  if (!job.brief.script.empty()) {
    draft.kind = ui::Draft::Kind::script;
    draft.script = text_of(draft.brief.script);
  }
  draft.brief.topic.clear();
  return draft;
}

}  // namespace

Desktop::Desktop(runtime::Studio& studio, const store::JobStore& store, const Workshop& workshop,
                 fs::path data_folder, DesktopHost host)
    : studio_(studio),
      store_(store),
      workshop_(workshop),
      data_folder_(std::move(data_folder)),
      host_(std::move(host)),
      settings_keeper_([this](const Settings& settings) { save(settings); }) {
  for (const std::optional<Error>& problem : host_.problems)
    if (problem) tell(std::unexpected(*problem));
  follow_preferences();
}

Desktop::~Desktop() {
  ending_.request_stop();
  sample_.request_stop();
}

void Desktop::perform(ui::Intent& intent, ui::Machine& machine) {
  // A full inbox drops the wish; the button is still there.
  struct Performer {
    Desktop& desktop;
    ui::Machine& machine;
    // The window's own business.
    void operator()(const ui::intent::Play&) const {}
    void operator()(const ui::intent::FullScreen&) const {}
    void operator()(const ui::intent::SaveLog&) const {}
    void operator()(const ui::intent::RestoreDraft&) const {}
    void operator()(const ui::intent::Close&) const {}
    void operator()(ui::intent::Send& send) const {
      static_cast<void>(desktop.studio_.send(std::move(send.command)));
    }
    void operator()(ui::intent::MakeVideo& video) const {
      static_cast<void>(desktop.studio_.make(request_of(std::move(video))));
    }
    void operator()(ui::intent::ShowHistory& history) const {
      static_cast<void>(desktop.studio_.show_history(std::move(history.query)));
    }
    void operator()(ui::intent::ShowJob& show) const {
      static_cast<void>(desktop.studio_.show_job(std::move(show.job)));
    }
    void operator()(const ui::intent::OpenVideo& video) const {
      desktop.run([&desktop = desktop, id = video.job] {
        const store::JobPaths paths = desktop.store_.paths(id);
        const Result<Job> job = desktop.store_.load(id);
        const fs::path file = job ? store::video_of(*job, paths) : fs::path();
        desktop.tell(
            open_with_desktop(file.empty() ? paths.folder() : file, desktop.host_.dialogs.program_path));
      });
    }
    void operator()(const ui::intent::OpenFolder& folder) const { desktop.reveal_job(folder.job); }
    void operator()(const ui::intent::UndoDeletion&) const {
      static_cast<void>(desktop.studio_.undo_deletion());
    }
    void operator()(const ui::intent::DuplicateJob& original) const { desktop.duplicate(original.job); }
    void operator()(ui::intent::CheckDraft& draft) const { desktop.check(std::move(draft)); }
    void operator()(ui::intent::PlaySample& sample) const { desktop.play(std::move(sample), machine); }
    void operator()(ui::intent::ChooseFiles& wish) const { desktop.choose(std::move(wish)); }
    void operator()(const ui::intent::OpenScript& script) const { desktop.open_script(script.job); }
    void operator()(ui::intent::ReviseScript& wish) const { desktop.revise(std::move(wish)); }
    void operator()(ui::intent::ChangeSettings& change) const {
      static_cast<void>(desktop.studio_.keep_jobs(change.settings.jobs_kept));
      desktop.workshop_.encoders().ask_for(change.settings.encoder);
      desktop.settings_keeper_.keep(std::move(change.settings));
    }
    void operator()(const ui::intent::CheckDisk&) const { desktop.check_disk(); }
    void operator()(const ui::intent::CheckHealth&) const {
      machine.checks_health = true;
      desktop.check_health();
    }
  };
  std::visit(Performer{*this, machine}, intent);
}

void Desktop::run(std::function<void()> errand) {
  // Those that have ended make room.
  std::erase_if(errands_, [](const std::future<void>& each) {
    return each.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  });
  errands_.push_back(std::async(std::launch::async, [this, errand = std::move(errand)] {
    try {
      errand();
    } catch (const std::exception& exception) {
      post([this, text = fmt::format("This could not be done: {}.", exception.what())](ui::ViewState& view,
                                                                                       ui::Machine& machine) {
        is_choosing_ = false;
        machine.plays_sample = false;
        view.toasts.push_back({.text = text, .hint = "Try it again.", .is_error = true});
      });
    }
  }));
}

runtime::IntakeRequest Desktop::request_of(ui::intent::MakeVideo video) {
  runtime::IntakeRequest request;
  request.brief = std::move(video.brief);
  request.source_text = std::move(video.source);
  request.script_text = std::move(video.script);
  request.stop_after = video.stop_after;
  return request;
}

void Desktop::check(ui::intent::CheckDraft draft) {
  run([this, request = request_of(std::move(draft.video)), hash = draft.draft_hash] {
    const runtime::IntakeParts parts{
        .assets = workshop_.assets(), .voices = workshop_.voices(), .free_bytes = free_bytes};
    ui::DraftCheck found = check_draft(request, parts, data_folder_);
    found.draft_hash = hash;
    post([found = std::move(found)](ui::ViewState& view, ui::Machine&) {
      // An older question may take longer than the newest one.
      if (found.draft_hash == view.create.draft_hash) view.create.check = found;
    });
  });
}

void Desktop::play(ui::intent::PlaySample sample, ui::Machine& machine) {
  if (std::exchange(machine.plays_sample, !machine.plays_sample)) {
    sample_.request_stop();
    return;
  }
  sample_ = std::stop_source();
  ++samples_;
  run([this, sample = std::move(sample), stop = sample_.get_token(), number = samples_] {
    const Result<void> played = play_sample(workshop_.voices(), sample, stop);
    post([this, number](ui::ViewState&, ui::Machine& done) {
      if (number == samples_) done.plays_sample = false;
    });
    tell(played);
  });
}

void Desktop::duplicate(const std::string& id) {
  run([this, store = store_, id] {
    const Result<Job> job = store.load(id);
    if (!job) return tell(std::unexpected(job.error()));
    const fs::path folder = store.paths(id).folder();
    ui::Draft draft = draft_of(*job, folder);
    post([draft = std::move(draft)](ui::ViewState& view, ui::Machine&) {
      ui::replace_draft(view, draft);
      view.page = ui::Page::create;
    });
  });
}

void Desktop::check_health() {
  health_thread_ = std::jthread([this](const std::stop_token& stop) {
    const std::optional<Error> settings_problem =
        host_.settings_file ? store::read_settings(*host_.settings_file).problem : std::nullopt;
    const runtime::HealthParts parts{
        .data_folder = data_folder_,
        .wordnet = workshop_.wordnet(),
        .settings_problem = settings_problem,
        .intake = {.assets = workshop_.assets(), .voices = workshop_.voices(), .free_bytes = free_bytes},
        .encoders = &workshop_.encoders(),
        .holds_data_folder = true};
    std::vector<runtime::HealthCheck> found = runtime::check_health(parts, stop);
    std::vector<HardwareEncoder> encoders = workshop_.encoders().working(stop);
    post([found = std::move(found), encoders = std::move(encoders)](ui::ViewState&, ui::Machine& machine) {
      show_health(found, machine);
      machine.encoders = encoders;
    });
  });
}

void Desktop::check_disk() {
  run([this] {
    const Result<std::uint64_t> free = free_bytes(data_folder_);
    if (free) post([free](ui::ViewState&, ui::Machine& machine) { machine.bytes_free = *free; });
  });
}

void Desktop::post(Delivery delivery) {
  {
    const std::lock_guard lock(deliveries_mutex_);
    deliveries_.push_back(std::move(delivery));
  }
  gfx::Window::wake();
}

void Desktop::deliver(ui::ViewState& view, ui::Machine& machine) {
  std::vector<Delivery> found;
  if (const std::unique_lock lock(deliveries_mutex_, std::try_to_lock); lock)
    found = std::exchange(deliveries_, {});
  for (const Delivery& each : found) each(view, machine);
}

}  // namespace reelwright::app
