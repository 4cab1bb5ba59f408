// SPDX-License-Identifier: GPL-3.0-or-later
// config.toml: where the settings outlive the program. A person may write it by hand, so a mistake in it
// never stops anything: it is told with its line, the rest counts, and the file stays as it is until a
// setting is changed in the program.
#pragma once

#include <filesystem>
#include <optional>

#include "base/result.h"
#include "model/settings.h"
#include "store/data_folder.h"

namespace reelwright::store {

struct SettingsRead {
  Settings settings;
  /// settings.damaged, settings.unreadable: what was not taken from the file, where, and what to do.
  std::optional<Error> problem = std::nullopt;
};

/// $XDG_CONFIG_HOME/reelwright/config.toml (when absolute, as XDG asks), else ~/.config/...; nothing when
/// neither is known.
[[nodiscard]] std::optional<fs::path> settings_path(const EnvironmentLookup& environment);

/// No file, or none that can be used, gives the defaults; a value that cannot be used gives its default. Any
/// thread.
[[nodiscard]] SettingsRead read_settings(const fs::path& path);

/// Replaces the file durably. Keys that this version does not know stay in it; comments do not. What was
/// damaged is first kept as config.toml.bad. Errors as save_file and make_folder. Any thread, one writer a
/// path.
[[nodiscard]] Result<void> save_settings(const fs::path& path, const Settings& settings);

}  // namespace reelwright::store
