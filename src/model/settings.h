// SPDX-License-Identifier: GPL-3.0-or-later
// What a person set once for every video and for the window. A value with its defaults; store/settings_file.h
// reads and writes it, the programs apply it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/limits.h"

namespace reelwright {

enum class Appearance : std::uint8_t { dark, light, system };

[[nodiscard]] std::string_view name_of(Appearance appearance);
[[nodiscard]] std::optional<Appearance> parse_appearance(std::string_view name);

struct Settings {
  std::string storage_folder;                         ///< absolute; "" for the default data folder
  std::size_t jobs_kept = limits::jobs_kept_default;  ///< finished and not pinned; 0 keeps all
  std::size_t workers = 0;                            ///< 0: as many as the machine has cores
  std::string encoder = "libx264";                    ///< for H.264: see is_encoder_setting
  std::string lang = "en";                            ///< of new videos, as in Brief
  std::string voice;                                  ///< of new videos; "" for the language's own
  double speed = 1.0;                                 ///< of new videos
  Appearance appearance = Appearance::system;
  double ui_scale = 0;  ///< pixels a unit of design; 0 follows the screen
  bool reduced_motion = false;

  friend bool operator==(const Settings&, const Settings&) = default;
};

/// Threads that make videos: what is set, else `cores`, at least one.
[[nodiscard]] std::size_t workers_of(const Settings& settings, std::size_t cores);

}  // namespace reelwright
