// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/compose/presets.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "stages/asset_files.h"

namespace reelwright::stages {
namespace {

constexpr std::uint64_t preset_bytes_max = 64 * 1024;

Result<Preset> read_preset(const std::filesystem::path& file) {
  const std::string json = TRY(read_file(file, preset_bytes_max));
  Result<Preset> preset = preset_from_json(json);
  if (!preset)
    return fail(preset.error().code, fmt::format("{}: {}", file.string(), preset.error().message),
                preset.error().hint);
  if (preset->name != file.stem().string())
    return fail("preset.damaged",
                fmt::format("{}: The preset is called \"{}\", which is not its file's name.", file.string(),
                            preset->name),
                "Give both the same name.");
  return preset;
}

}  // namespace

Result<Preset> load_preset(const std::filesystem::path& assets, std::string_view name) {
  const std::vector<std::filesystem::path> files = json_files(assets / "presets");
  for (const std::filesystem::path& file : files)
    if (file.stem().string() == name) return read_preset(file);
  return unknown_asset("preset", name, files);
}

Result<std::vector<Preset>> list_presets(const std::filesystem::path& assets) {
  std::vector<Preset> presets;
  for (const std::filesystem::path& file : json_files(assets / "presets"))
    presets.push_back(TRY(read_preset(file)));
  if (presets.empty())
    return fail("preset.none", fmt::format("There are no presets in {}.", (assets / "presets").string()),
                "Restore the folder assets/presets.");
  std::ranges::stable_sort(presets, {}, &Preset::order);
  return presets;
}

}  // namespace reelwright::stages
