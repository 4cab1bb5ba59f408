// SPDX-License-Identifier: GPL-3.0-or-later
// What the desktop was told about looks: dark or light, and whether things may move. Read through its portal
// and followed while the program runs.
#pragma once

#include <functional>
#include <stop_token>
#include <string>

#include "base/result.h"

namespace reelwright::app {

struct DesktopPreferences {
  bool light = false;
  bool reduced_motion = false;
  friend bool operator==(const DesktopPreferences&, const DesktopPreferences&) = default;
};

/// Tells them at once and after each change, until it is stopped: for a thread of its own, which sleeps
/// meanwhile. Errors: bus.unavailable, bus.refused (no portal, nothing is told), canceled.
[[nodiscard]] Result<void> follow_desktop_preferences(
    const std::string& bus_address, const std::function<void(const DesktopPreferences&)>& tell,
    const std::stop_token& stop);

}  // namespace reelwright::app
