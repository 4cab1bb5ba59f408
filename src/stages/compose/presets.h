// SPDX-License-Identifier: GPL-3.0-or-later
// The presets that are installed.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/preset.h"

namespace reelwright::stages {

/// Errors: preset.unknown (the hint lists the names there are), preset.damaged (naming file and field),
/// file.*. Any thread.
[[nodiscard]] Result<Preset> load_preset(const std::filesystem::path& assets, std::string_view name);
/// All presets in assets/presets, in their order. Errors: preset.damaged, preset.none, file.*.
[[nodiscard]] Result<std::vector<Preset>> list_presets(const std::filesystem::path& assets);

}  // namespace reelwright::stages
