// SPDX-License-Identifier: GPL-3.0-or-later
// `reelwright render`: a timeline.json to an mp4, without a job.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <cmath>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/guarded.h"
#include "base/result.h"
#include "cli/generate_options.h"
#include "cli/json_text.h"
#include "cli/run.h"
#include "cli/signals.h"
#include "cli/subcommands.h"
#include "model/job.h"
#include "runtime/intake.h"
#include "stages/render/render_timeline.h"
#include "stages/render/segment_render.h"

namespace reelwright::cli {
namespace {

struct RenderOptions {
  CommonOptions common;
  std::string timeline, output;
  std::optional<std::string> workers;
  bool quiet = false;
};

void show_percent(const Environment& environment, int shown, int percent) {
  if (environment.terminal.live)
    environment.err << fmt::format("\r\x1b[KRender {:3} %", percent) << std::flush;
  else if (percent / 25 > shown / 25)
    environment.err << fmt::format("Render: {} %\n", percent / 25 * 25) << std::flush;
}

/// The rendering on a thread of its own, so that this one can listen to the user.
Result<VideoFacts> render_and_listen(const fs::path& timeline, const fs::path& output, std::size_t workers,
                                     bool quiet, const Environment& environment) {
  const Wakeup changed;
  std::atomic<int> percent = 0;
  std::atomic<bool> through = false;
  std::mutex warnings_mutex;
  std::vector<std::string> warnings;  // guarded by warnings_mutex
  std::stop_source stop;
  Result<VideoFacts> facts;
  const auto show_warnings = [&] {
    const std::scoped_lock lock(warnings_mutex);
    for (const std::string& warning : std::exchange(warnings, {}))
      environment.err << fmt::format("{}warning: {}\n", environment.terminal.live ? "\r\x1b[K" : "", warning)
                      << std::flush;
  };
  {
    const std::jthread renderer([&] {
      facts = guarded<VideoFacts>("Render", [&] {
        return stages::render_timeline(timeline, output, static_cast<int>(workers), stop.get_token(),
                                       {.progress =
                                            [&](double fraction) {
                                              const int now = static_cast<int>(std::floor(fraction * 100));
                                              if (percent.exchange(now) != now) changed.notify();
                                            },
                                        .warning =
                                            [&](std::string_view text) {
                                              const std::scoped_lock lock(warnings_mutex);
                                              warnings.emplace_back(text);
                                              changed.notify();
                                            }});
      });
      through = true;
      changed.notify();
    });
    int shown = 0;
    while (!through) {
      show_warnings();
      if (const int now = percent; !quiet && now != shown)
        show_percent(environment, std::exchange(shown, now), now);
      wait_for(changed, environment.interrupt, -1);
      changed.clear();
      if (environment.interrupt.clear()) stop.request_stop();
    }
  }
  if (!quiet && environment.terminal.live) environment.err << '\n' << std::flush;
  show_warnings();
  return facts;
}

std::string document(const fs::path& output, const VideoFacts& facts) {
  return JsonText()
      .open_object()
      .field("output", output.string())
      .field("duration_s", facts.duration_s)
      .field("width", facts.width)
      .field("height", facts.height)
      .field("frames", facts.frames)
      .close_object()
      .take();
}

Result<int> render(const RenderOptions& options, const Environment& environment) {
  const fs::path timeline = resolve(environment, options.timeline);
  const std::size_t workers = TRY(parse_workers(options.workers, environment.cores));
  std::error_code error;
  if (!fs::is_regular_file(timeline, error))
    return fail("timeline.missing", fmt::format("There is no timeline \"{}\".", timeline.string()),
                "Give the timeline.json of a job.");
  const fs::path output =
      TRY(runtime::check_output(resolve(environment, options.output), TRY(stages::inputs_of(timeline))));
  const Result<VideoFacts> facts = render_and_listen(timeline, output, workers, options.quiet, environment);
  if (!facts && is_canceled(facts.error())) {
    environment.err << "reelwright: Canceled. What is finished is kept for the next time.\n";
    return exit_interrupted;
  }
  if (!facts) return std::unexpected(facts.error());
  TRY(print_result(environment, options.common.json ? document(output, *facts) : output.string() + "\n"));
  return exit_done;
}

}  // namespace

void add_render(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand("render", "Render a timeline.json again");
  const auto options = std::make_shared<RenderOptions>();
  command->add_option("TIMELINE.json", options->timeline, "The timeline of a job")->required();
  command->add_option("--output", options->output, "The video to write")->required()->type_name("FILE.mp4");
  command->add_option("--workers", options->workers, "Threads")->group("");
  command->add_flag("--quiet", options->quiet, "No progress on standard error");
  add_json_option(*command, options->common);
  command->callback([&chosen, options] {
    chosen = [options](const Environment& environment) { return render(*options, environment); };
  });
}

}  // namespace reelwright::cli
