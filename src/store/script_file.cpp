// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/script_file.h"

#include <optional>
#include <utility>

#include "base/file.h"
#include "base/hash.h"
#include "model/limits.h"
#include "model/narration.h"

namespace reelwright::store {
namespace {

std::optional<SpokenScene> spoken(const JobPaths& paths, const Scene& scene) {
  if (!is_valid_scene_id(scene.id)) return std::nullopt;
  const Result<std::string> json = read_file(paths.voice_json(scene.id), limits::json_bytes_max);
  if (!json) return std::nullopt;
  const Result<Narration> narration = narration_from_json(*json);
  return narration ? spoken_scene(scene, *narration) : std::nullopt;
}

}  // namespace

Result<ScriptFile> load_script(const JobPaths& paths) {
  const std::string json = TRY(read_file(paths.script_json(), limits::json_bytes_max));
  ScriptFile file;
  file.script = TRY(script_from_json(json));
  file.hash = hash_text(json);
  for (const Scene& scene : file.script.scenes)
    if (std::optional<SpokenScene> found = spoken(paths, scene)) file.spoken.push_back(*std::move(found));
  return file;
}

Result<std::string> save_script(const JobPaths& paths, const Script& script, std::string_view base) {
  const std::string now = TRY(read_file(paths.script_json(), limits::json_bytes_max));
  if (hash_text(now) != base)
    return fail("script.changed_meanwhile", "The script was changed by something else in the meantime.",
                "Look at what is there now, then decide which one to keep.");
  const std::string json = to_json(script);
  TRY(script_from_json(json));
  TRY(save_file(paths.script_json(), json));
  return hash_text(json);
}

}  // namespace reelwright::store
