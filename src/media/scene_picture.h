// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of one scene without captions and transitions. What does not move is drawn once: the layers at
// the bottom that stand still are kept as a finished picture. Internal to media/.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "base/result.h"
#include "media/draw.h"
#include "media/layer_cache.h"
#include "model/timeline.h"

namespace reelwright::media {

/// One thread. The scene outlives it.
class ScenePicture {
 public:
  /// Loads the scene's layers. Errors: as LayerCache::get.
  [[nodiscard]] static Result<ScenePicture> open(const TimelineScene& scene,
                                                 const std::filesystem::path& root, LayerCache& cache);

  /// Frame `scene_frame` of the scene: drawn into `room`, or a picture of our own when nothing moves (valid
  /// until the next call).
  [[nodiscard]] YuvView draw(std::int64_t scene_frame, const YuvView& room, DrawScratch& scratch);

  [[nodiscard]] const TimelineScene* scene() const { return scene_; }

 private:
  void draw_layers(std::size_t begin, std::size_t end, const YuvView& target, DrawScratch& scratch);
  void place_layers(std::int64_t scene_frame);
  [[nodiscard]] bool base_holds() const;

  const TimelineScene* scene_ = nullptr;
  std::vector<std::shared_ptr<const LayerImage>> images_;
  std::vector<Placement> placements_;  ///< at the frame being drawn
  std::size_t still_count_ = 0;        ///< layers from the bottom that are the same in the next frame

  Picture base_;  ///< layers [0, base_placements_.size())
  std::vector<Placement> base_placements_;
};

}  // namespace reelwright::media
