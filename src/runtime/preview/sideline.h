// SPDX-License-Identifier: GPL-3.0-or-later
// What must not make the playing wait: small pictures for the pointer, the waveform, and snapshots on their
// way to the disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "media/sound_pieces.h"
#include "runtime/preview/exchange.h"
#include "runtime/preview/source.h"

namespace reelwright::runtime {

/// One thread.
class PreviewSideline {
 public:
  static constexpr int peek_width = 240;
  static constexpr std::size_t peaks_max = 2048;

  /// `plan` tells what is being shown (null: nothing), `wake` that there is something new for the window.
  PreviewSideline(Exchange& exchange, std::function<std::shared_ptr<const PreviewPlan>()> plan,
                  std::function<void()> wake, std::shared_ptr<media::LayerCache> layers,
                  std::stop_token stop);

  /// Does one thing. True: there may be more to do at once.
  [[nodiscard]] bool work();

 private:
  void take_plan();
  /// There is a plan.
  [[nodiscard]] Result<void> open_peek_source();
  [[nodiscard]] bool peek();
  [[nodiscard]] bool save_snapshot();
  [[nodiscard]] Result<std::filesystem::path> write_snapshot(const SnapshotWish& wish);
  [[nodiscard]] bool measure_sound();
  void publish();

  Exchange& exchange_;
  const std::function<std::shared_ptr<const PreviewPlan>()> current_plan_;
  const std::function<void()> wake_;
  const std::shared_ptr<media::LayerCache> layers_;
  const std::stop_token stop_;

  std::shared_ptr<const PreviewPlan> plan_;
  std::unique_ptr<PreviewSource> source_;  ///< for peeks
  std::optional<std::int64_t> peeked_;     ///< the newest one that was made
  SideFacts facts_;

  std::optional<media::SoundPieces> sound_;  ///< while the waveform is being made
  std::int64_t sound_end_ = 0;               ///< sample
  std::vector<std::uint8_t> peaks_;
  std::shared_ptr<const PreviewPlan> measured_;  ///< whose waveform is made or being made
};

}  // namespace reelwright::runtime
