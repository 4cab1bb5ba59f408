// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/problem_window.h"

#include <memory>
#include <optional>

#include "app/studio_parts.h"
#include "gfx/window.h"
#include "ui/frame.h"
#include "ui/host.h"

namespace reelwright::app {
namespace {

constexpr int width = 620;  ///< screen units
constexpr int height = 300;
/// Dear ImGui needs a few frames until what one frame said is laid out in the next.
constexpr int settle_frames = 3;

}  // namespace

ui::Problem problem_for_people(const Error& error) {
  if (error.code == "store.in_use")
    return {"Reelwright is open already", error.message,
            "Go on in the window that is open. Or close it, or wait until the other one has finished its "
            "video, and start again."};
  return {"Reelwright cannot be opened", error.message, error.hint};
}

void show_problem(const Error& error, const Settings& settings) {
  const Result<std::unique_ptr<gfx::Window>> opened = gfx::Window::open(
      {.title = "Reelwright", .width = width, .height = height, .width_min = width, .height_min = height});
  if (!opened) return;
  gfx::Window& window = **opened;
  const ui::Problem problem = problem_for_people(error);
  const Fonts fonts = find_fonts();
  ui::Host host(window);
  ui::Style style(fonts.files, fonts.icons);
  const auto set_scale = static_cast<float>(settings.ui_scale);
  for (int settled = 0; !window.is_closing();) {
    style.set(ui::is_light(settings, {}) ? ui::light_palette : ui::dark_palette,
              set_scale > 0 ? set_scale : window.content_scale());
    host.begin();
    const bool is_read = ui::draw_problem(style, problem);
    window.clear({0, 0, 0});
    host.end();
    window.show();
    if (is_read) return;
    if (host.has_pending_input()) settled = 0;
    if (++settled < settle_frames) {
      window.poll();
    } else {
      settled = 0;
      window.wait(std::nullopt);
    }
  }
}

}  // namespace reelwright::app
