// SPDX-License-Identifier: GPL-3.0-or-later
// A window's loop without a window: sleeps until the player calls or the next picture is due.
#pragma once

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <semaphore>

#include "runtime/preview/player.h"

namespace reelwright::bench {

class PlayerLoop {
 public:
  explicit PlayerLoop(const std::filesystem::path& jobs)
      : store_(jobs),
        player_(std::make_unique<runtime::Player>(
            runtime::PlayerParts{.store = store_, .wake = [this] { woken_.release(); }, .open_audio = {}})) {}

  [[nodiscard]] runtime::Player& player() { return *player_; }
  [[nodiscard]] const store::JobStore& store() const { return store_; }

  void turn() {
    const double wait_s = std::min(player_->next_due_s().value_or(0.1), 0.1);
    static_cast<void>(woken_.try_acquire_for(std::chrono::duration<double>(wait_s)));
    while (woken_.try_acquire()) continue;
    player_->update();
  }
  void wait_for_picture() {
    const auto is_there = [&] {
      const PlayerStatus& status = player_->status();
      return status.state == PlayerState::failed || (player_->picture() != nullptr && !status.is_seeking);
    };
    while (!is_there()) turn();
  }

 private:
  std::counting_semaphore<> woken_{0};
  store::JobStore store_;
  std::unique_ptr<runtime::Player> player_;
};

}  // namespace reelwright::bench
