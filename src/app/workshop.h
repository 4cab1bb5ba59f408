// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that makes videos, found and built once a program: the place of the assets, the voices, the six
// stages. Both programs start here.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/job_run.h"
#include "stages/complete/complete_stage.h"
#include "stages/compose/compose_stage.h"
#include "stages/render/render_stage.h"
#include "stages/script/script_stage.h"
#include "stages/visuals/visuals_stage.h"
#include "stages/voice/espeak_synthesiser.h"
#include "stages/voice/flite_synthesiser.h"
#include "stages/voice/voice_stage.h"
#include "stages/voice/voices.h"
#include "store/settings_file.h"

namespace reelwright::app {

/// Of the process environment; "" counts as unset.
[[nodiscard]] std::optional<std::string> variable(std::string_view name);

/// As store::settings_path for the process environment.
[[nodiscard]] std::optional<std::filesystem::path> find_settings_path();
/// What is in it.
[[nodiscard]] store::SettingsRead find_settings();

/// Built on the main thread; used as its parts say.
class Workshop {
 public:
  Workshop();
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;

  [[nodiscard]] const std::filesystem::path& assets() const { return assets_; }
  [[nodiscard]] const std::filesystem::path& wordnet() const { return wordnet_; }
  [[nodiscard]] const stages::VoiceCatalog& voices() const { return voices_; }
  [[nodiscard]] stages::EncoderChoice& encoders() const { return *encoders_; }
  /// The same objects for every call.
  [[nodiscard]] runtime::Stages stages() {
    return {&script_, &voice_, &visuals_, &compose_, &render_, &complete_};
  }

 private:
  [[nodiscard]] stages::VoiceCatalog make_catalog();

  const std::filesystem::path assets_;
  const std::filesystem::path wordnet_;
  stages::FliteSynthesiser english_;
  /// Without espeak-ng's data English is still spoken; `voices` and `doctor` show what there is.
  const Result<std::unique_ptr<stages::EspeakSynthesiser>> other_languages_;
  const stages::VoiceCatalog voices_;
  const std::unique_ptr<stages::EncoderChoice> encoders_;
  stages::ScriptStage script_;
  stages::VoiceStage voice_;
  stages::VisualsStage visuals_;
  stages::ComposeStage compose_;
  stages::RenderStage render_;
  stages::CompleteStage complete_;
};

}  // namespace reelwright::app
