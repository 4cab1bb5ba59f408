// SPDX-License-Identifier: GPL-3.0-or-later
// What a person made of a job's script, on its way to the job.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "model/script.h"

namespace reelwright::runtime {

struct ScriptRevision {
  std::string job;
  Script script;
  std::string base;        ///< hash of the file that it was made from (store::ScriptFile)
  bool continues = false;  ///< then resume the job, or make a settled one again
  /// The stored file's hash, or why it was not stored, which is a notice as well. Called by the studio
  /// thread; must not block.
  std::function<void(const Result<std::string>&)> answer;
};

}  // namespace reelwright::runtime
