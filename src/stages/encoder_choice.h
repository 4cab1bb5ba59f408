// SPDX-License-Identifier: GPL-3.0-or-later
// Which encoder makes H.264: the processor's, or a graphics card's that was asked for and works. What works
// is found out once a program, by encoding; what happens when it fails later is the Render stage's business.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "model/encoder_names.h"
#include "model/timeline.h"

namespace reelwright::stages {

/// Any thread. Whoever wants to know of an encoder that is being tried waits for the answer, or until it is
/// told to stop; nobody else waits.
class EncoderChoice {
 public:
  /// Whether the encoder of that name works; may take seconds. Any thread, several at once for different
  /// encoders; throws nothing.
  using Trial = std::function<bool(std::string_view encoder, const std::stop_token& stop)>;
  explicit EncoderChoice(Trial trial) : trial_(std::move(trial)) {}

  /// As Settings::encoder; counts for what is composed from then on.
  void ask_for(std::string_view setting);

  /// It has failed a job, so it is not chosen again, whatever its trial said.
  void note_failure(std::string_view encoder);

  struct Chosen {
    EncodeSettings settings;
    std::string warning;  ///< what was asked for does not work; "" when all is as it was asked for
  };
  /// The settings, with the hardware encoder in place of libx264 where one is asked for and works.
  [[nodiscard]] Chosen choose(const EncodeSettings& settings, const std::stop_token& stop);

  /// Tries them all.
  [[nodiscard]] std::vector<HardwareEncoder> working(const std::stop_token& stop);

 private:
  [[nodiscard]] bool works(std::string_view encoder, const std::stop_token& stop);

  const Trial trial_;
  std::mutex mutex_;  ///< never held for a trial
  std::condition_variable_any changed_;
  // guarded by mutex_
  std::string asked_{processor_encoder};
  std::map<std::string, bool, std::less<>> known_;
  std::set<std::string, std::less<>> trying_;
};

/// The same quality by the processor, which always works.
[[nodiscard]] EncodeSettings on_the_processor(EncodeSettings settings);
/// One that the encoder is to blame for, so that another may not have it.
[[nodiscard]] bool is_encoder_failure(const Error& error);

}  // namespace reelwright::stages
