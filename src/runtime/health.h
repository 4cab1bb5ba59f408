// SPDX-License-Identifier: GPL-3.0-or-later
// What works on this machine and what does not, found out by doing it: a few frames are encoded, a word is
// spoken. The texts are for people, in `reelwright doctor` and on the studio's Health page.
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "runtime/intake.h"
#include "stages/encoder_choice.h"

namespace reelwright::runtime {

struct HealthCheck {
  std::string name;  ///< "Encoder"
  bool ok = false;
  bool needed = true;  ///< without it no video can be made
  std::string text;    ///< what was found, one sentence
  std::string fix;     ///< what to do about it; "" when ok
};

struct HealthParts {
  const std::filesystem::path& data_folder;
  const std::filesystem::path& wordnet;
  const std::optional<Error>& settings_problem;  ///< what reading the settings file told
  IntakeParts intake;
  stages::EncoderChoice* encoders = nullptr;  ///< which hardware encoders are tried; null for none
  bool holds_data_folder = false;             ///< this program has it open
};

/// Takes a second or two. Any thread; writes only into a temporary folder and, to see that it can, into the
/// data folder.
[[nodiscard]] std::vector<HealthCheck> check_health(const HealthParts& parts, const std::stop_token& stop);

/// All that is needed is there.
[[nodiscard]] bool is_healthy(const std::vector<HealthCheck>& checks);

}  // namespace reelwright::runtime
