// SPDX-License-Identifier: GPL-3.0-or-later
// A job's script on the disk, for whoever shows it to a person and stores what that person made of it. The
// stages read script.json themselves.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/script.h"
#include "model/script_edit.h"
#include "store/job_paths.h"

namespace reelwright::store {

struct ScriptFile {
  Script script;
  std::string hash;                 ///< of the file
  std::vector<SpokenScene> spoken;  ///< the scenes whose narration is there
};

/// Any thread. Errors: as read_file, as script_from_json.
[[nodiscard]] Result<ScriptFile> load_script(const JobPaths& paths);

/// Stores a script that was made from the file with the hash `base`; the new file's hash. Only while nobody
/// works on the job. Errors: script.changed_meanwhile, script.damaged and its relatives (what is stored can
/// be read again), as save_file.
[[nodiscard]] Result<std::string> save_script(const JobPaths& paths, const Script& script,
                                              std::string_view base);

}  // namespace reelwright::store
