// SPDX-License-Identifier: GPL-3.0-or-later
// The preview player on the window: which job it plays, and its pictures as textures.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "gfx/video_texture.h"
#include "model/snapshot.h"
#include "runtime/preview/player.h"
#include "ui/player_view.h"
#include "ui/view_state.h"

namespace reelwright::app {

/// Main thread, with the window's context current; the store and the window outlive it.
class PreviewScreen {
 public:
  /// Errors: window.no_opengl.
  [[nodiscard]] static Result<std::unique_ptr<PreviewScreen>> open(const store::JobStore& store);

  void send(const PlayerCommand& command) { player_.send(command); }
  /// Before a frame is drawn: what is due now of the job that `view` shows, in the size in which it was seen
  /// last.
  void update(const Snapshot& snapshot, const ui::ViewState& view);
  /// As of the last update().
  [[nodiscard]] ui::PlayerView view() const;
  /// Another frame of the window is wanted then.
  [[nodiscard]] std::optional<double> next_due_s() const { return player_.next_due_s(); }

 private:
  explicit PreviewScreen(const store::JobStore& store);
  void follow(const Snapshot& snapshot, const ui::ViewState& view);

  runtime::Player player_;
  std::unique_ptr<gfx::VideoTexture> picture_;
  std::unique_ptr<gfx::VideoTexture> peek_;
  std::uint64_t picture_id_ = 0;
  std::uint64_t peek_id_ = 0;
  std::uint64_t revision_ = 0;  ///< of the snapshot that was followed last
  std::string job_;
};

}  // namespace reelwright::app
