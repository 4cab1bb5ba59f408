// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk_memory.h"

#include <vector>

namespace reelwright::app {
namespace {

void put(gfx::Window& window, const WindowPlace& remembered) {
  std::vector<ScreenArea> screens;
  for (const gfx::Window::Place& each : gfx::Window::screens())
    screens.push_back({each.x, each.y, each.width, each.height});
  const WindowPlace place = on_screen(remembered, screens);
  if (place.is_placed)
    window.set_place({place.x, place.y, place.width, place.height});
  else
    window.resize(place.width, place.height);
  if (place.is_maximised) window.maximise();
}

}  // namespace

DeskMemory::DeskMemory(gfx::Window& window, const std::optional<std::filesystem::path>& path)
    : window_(window) {
  if (path) {
    keeper_.emplace(DeskSaver(*path));
    DeskRead read = read_desk(*path);
    trouble_ = std::move(read.trouble);
    if (read.desk) {
      desk_ = *std::move(read.desk);
      put(window_, desk_.window);
    }
  }
  desk_.window = place();
}

void DeskMemory::show(ui::ViewState& view) const { show_desk(desk_, view); }

WindowPlace DeskMemory::place() const {
  WindowPlace now = desk_.window;
  now.is_maximised = window_.is_maximised();
  // What it covers then is its screen, not where it goes back to.
  if (now.is_maximised || window_.is_hidden()) return now;
  const gfx::Window::Place place = window_.place();
  return {.x = place.x,
          .y = place.y,
          .width = place.width,
          .height = place.height,
          .is_placed = true,
          .is_maximised = false};
}

void DeskMemory::note(const ui::ViewState& view, bool had_input, double now_s) {
  if (moves_ != window_.moves()) {
    moves_ = window_.moves();
    const WindowPlace now = place();
    had_input |= now != desk_.window;
    desk_.window = now;
  }
  if (had_input) clock_.touch(now_s);
  if (clock_.is_due(now_s)) keep(view);
}

void DeskMemory::keep(const ui::ViewState& view) {
  take_desk(view, desk_);
  if (keeper_) keeper_->keep(desk_);
}

}  // namespace reelwright::app
