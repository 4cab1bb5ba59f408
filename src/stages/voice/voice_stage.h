// SPDX-License-Identifier: GPL-3.0-or-later
// The stage Voice: every scene's narration as voice/scene-NN.wav and the times of its words as
// voice/scene-NN.json. Once all are spoken, it fits the script to the asked length, once, and has only the
// changed scenes spoken again.
#pragma once

#include <filesystem>

#include "model/script.h"
#include "stages/stage.h"
#include "stages/voice/lexicon.h"
#include "stages/voice/narrator.h"
#include "stages/voice/voices.h"

namespace reelwright::stages {

/// Any thread, several at once.
class VoiceStage final : public IStage {
 public:
  /// The catalog must outlive the stage. `lexicon` is the user's list of pronunciations; it need not exist.
  VoiceStage(const VoiceCatalog& catalog, std::filesystem::path lexicon)
      : catalog_(catalog), lexicon_path_(std::move(lexicon)) {}

  [[nodiscard]] Stage id() const override { return Stage::voice; }
  /// Errors: those of find() in VoiceCatalog, voice.lexicon, script.damaged, file.*.
  [[nodiscard]] Result<StagePlan> plan(const JobContext& job) override;
  /// Errors: voice.failed, voice.silent, file.*, canceled.
  [[nodiscard]] Result<void> run(const JobContext& job, const WorkUnit& unit, UnitProgress progress) override;
  [[nodiscard]] Result<StageResult> finish(const JobContext& job, int round, UnitProgress progress) override;

 private:
  const VoiceCatalog& catalog_;
  const std::filesystem::path lexicon_path_;
};

}  // namespace reelwright::stages
