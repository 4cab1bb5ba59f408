// SPDX-License-Identifier: GPL-3.0-or-later
// The first stage: from a brief to script.json, offline. A finished script is kept word for word, an article
// is condensed, a topic is looked up. What a person changed in script.json afterwards stays.
#pragma once

#include <filesystem>

#include "model/script.h"
#include "stages/stage.h"

namespace reelwright::stages {

struct ScriptResources {
  std::filesystem::path wordnet;  ///< folder of WordNet's data files; without them topics cannot be looked up
};

/// Any thread, several jobs at once: it holds nothing but the path.
class ScriptStage final : public IStage {
 public:
  explicit ScriptStage(ScriptResources resources) : resources_(std::move(resources)) {}

  [[nodiscard]] Stage id() const override { return Stage::script; }
  /// One unit, "the script"; none when script.json is there and was written from the same input (or names no
  /// input: then a person wrote it). Errors: those of read_text, script.damaged and its relatives for a
  /// script.json that a person broke.
  [[nodiscard]] Result<StagePlan> plan(const JobContext& job) override;
  /// Errors: those of read_text and save_file, script.nothing_to_say, script.too_long, canceled.
  [[nodiscard]] Result<void> run(const JobContext& job, const WorkUnit& unit, UnitProgress progress) override;
  [[nodiscard]] Result<StageResult> finish(const JobContext& job, int round, UnitProgress progress) override;

 private:
  ScriptResources resources_;
};

/// What ScriptStage writes, without touching the job's folder: for tests and previews. `folder` is not
/// needed: texts are named by the brief.
[[nodiscard]] Result<Script> write_script(
    const Brief& brief, std::string_view job_title, const ScriptResources& resources, Reporter& report,
    const std::stop_token& stop, UnitProgress progress = [](double) {});

}  // namespace reelwright::stages
