// SPDX-License-Identifier: GPL-3.0-or-later
// How many segments a graphics card encodes at once. Drivers refuse the session after the last that they
// allow, which would look like a broken encoder.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string_view>

#include "base/result.h"

namespace reelwright::stages {

/// Any thread.
class HardwareSessions {
 public:
  /// What drivers for consumers' cards allowed for long; two keep a card's encoder busy.
  static constexpr int sessions_max = 2;

  /// Ends when it is destroyed, on any thread.
  class Session {
   public:
    explicit Session(HardwareSessions& all) : all_(&all) {}
    Session(Session&& other) noexcept : all_(other.all_) { other.all_ = nullptr; }
    Session& operator=(Session&&) = delete;
    ~Session();

   private:
    HardwareSessions* all_;
  };

  /// Waits for one where `encoder` is a hardware encoder; others need none. Error: canceled.
  [[nodiscard]] Result<std::optional<Session>> take(std::string_view encoder, const std::stop_token& stop);

 private:
  std::mutex mutex_;
  std::condition_variable_any changed_;
  int free_ = sessions_max;  // guarded by mutex_
};

}  // namespace reelwright::stages
