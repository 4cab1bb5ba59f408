// SPDX-License-Identifier: GPL-3.0-or-later
// What the user interface costs a frame, from Dear ImGui's NewFrame to Render, without OpenGL: with 100 000
// jobs, a million log lines and one job at work. Also how often a steady frame asks for memory. Needs a
// display.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <vector>

#include "app/demo_data.h"
#include "app/studio_parts.h"
#include "base/check.h"
#include "gfx/window.h"
#include "ui/host.h"
#include "ui/shell.h"

namespace {

using namespace reelwright;

constexpr std::size_t jobs = 100'000;
constexpr std::size_t log_lines = 1'000'000;
constexpr int warm_frames = 120;
constexpr int measured_frames = 600;

class Stand {
 public:
  explicit Stand(gfx::Window& window)
      : window_(window),
        fonts_(app::find_fonts()),
        host_(window),
        style_(fonts_.files, fonts_.icons),
        log_(log_lines, 96U << 20),
        data_(app::make_demo_data()) {
    style_.set(ui::dark_palette, 1);
    while (data_.snapshot.history.size() < limits::history_page_rows)
      data_.snapshot.history.push_back(data_.snapshot.history[data_.snapshot.history.size() % 11]);
    for (std::size_t i = 0; i < data_.snapshot.history.size(); ++i)
      data_.snapshot.history[i].id = fmt::format("20261122-1430{:02}-job-{:04x}", i % 60, i);
    data_.snapshot.history_total = jobs;
    for (std::size_t i = 0; i < log_lines; ++i) log_.add(data_.log[i % data_.log.size()]);
    view.settings.appearance = Appearance::dark;
    view.draft = app::demo_draft();
    view.job = app::demo_job_at_work;
  }

  ui::ViewState view;

  void draw() {
    window_.poll();
    intents_.clear();
    const ui::PlayerView player{.status = data_.player};
    ui::Frame frame{.snapshot = data_.snapshot,
                    .machine = machine_,
                    .player = player,
                    .diagnostics = diagnostics_,
                    .style = style_,
                    .log = log_,
                    .pictures = pictures_,
                    .view = view,
                    .intents = intents_,
                    .utc_ms = data_.utc_ms,
                    .time_s = time_s_ += 1.0 / 60};
    host_.begin();
    ui::draw_shell(frame);
    window_.clear({0, 0, 0});
    host_.end();
    static_cast<void>(pictures_.take_wishes());
  }

  void measure(const char* name) {
    for (int i = 0; i < warm_frames; ++i) draw();
    std::vector<double> times_ms;
    std::uint64_t allocations = 0;
    for (int i = 0; i < measured_frames; ++i) {
      draw();
      times_ms.push_back(host_.cost().ui_ms);
      allocations += host_.cost().allocations;
    }
    std::ranges::sort(times_ms);
    fmt::print("{:28} p50 {:6.3f} ms   p99 {:6.3f} ms   allocations in {} frames: {}\n", name,
               times_ms[times_ms.size() / 2], times_ms[times_ms.size() * 99 / 100], measured_frames,
               allocations);
  }

 private:
  gfx::Window& window_;
  const app::Fonts fonts_;
  ui::Host host_;
  ui::Style style_;
  ui::LogHistory log_;
  app::DemoData data_;
  ui::Machine machine_;
  ui::Diagnostics diagnostics_;
  ui::Pictures pictures_{96};
  std::vector<ui::Intent> intents_;
  double time_s_ = 0;
};

}  // namespace

int main() {
  const auto window = gfx::Window::open({.title = "bench", .visible = false});
  if (!window) {
    fmt::print(stderr, "{}\n", window.error().message);
    return EXIT_FAILURE;
  }
  Stand scene(**window);
  scene.view.page = ui::Page::create;
  scene.measure("Create, job at work");
  scene.view.page = ui::Page::jobs;
  scene.measure("Jobs, 100 000");
  scene.view.page = ui::Page::video;
  scene.measure("Video, stage timeline");
  scene.view.page = ui::Page::settings;
  scene.measure("Settings");
  scene.view.page = ui::Page::jobs;
  scene.view.log.search = "frames";
  scene.measure("Jobs, log searched");
  return EXIT_SUCCESS;
}
