// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of one scene without captions and transitions. What does not move is drawn once: the layers at
// the bottom that stand still are kept as a finished picture. Internal to media/.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <vector>

#include "base/result.h"
#include "media/clip_reader.h"
#include "media/draw.h"
#include "media/layer_cache.h"
#include "model/timeline.h"

namespace reelwright::media {

/// One thread. The scene outlives it.
class ScenePicture {
 public:
  /// Loads the scene's layers. `stop` ends the decoding of its clips, now and later. Errors: as
  /// LayerCache::get, canceled.
  [[nodiscard]] static Result<ScenePicture> open(const TimelineScene& scene, int frames_per_second,
                                                 const std::filesystem::path& root, LayerCache& cache,
                                                 const std::stop_token& stop);

  /// Frame `scene_frame` of the scene: drawn into `room`, or a picture of our own when nothing moves (valid
  /// until the next call). Errors: compositor.damaged_layer, for a clip, canceled.
  [[nodiscard]] Result<YuvView> draw(std::int64_t scene_frame, const YuvView& room, DrawScratch& scratch);

  [[nodiscard]] const TimelineScene* scene() const { return scene_; }

 private:
  /// What is drawn of a layer, and where.
  struct View {
    Placement placement;
    std::int64_t picture = 0;  ///< of a clip: which one
    friend bool operator==(const View&, const View&) = default;
  };
  void draw_layers(std::size_t begin, std::size_t end, const YuvView& target, DrawScratch& scratch);
  [[nodiscard]] Result<void> show_clips(std::int64_t scene_frame);
  [[nodiscard]] Placement placement_at(std::size_t layer, std::int64_t scene_frame) const;
  void place_layers(std::int64_t scene_frame);
  [[nodiscard]] bool base_holds() const;

  const TimelineScene* scene_ = nullptr;
  std::vector<std::shared_ptr<const LayerImage>> stills_;  ///< null for clips
  std::vector<std::unique_ptr<ClipReader>> clips_;         ///< null for pictures
  std::vector<const LayerImage*> images_;                  ///< at the frame being drawn, as are the views
  std::vector<View> views_;
  std::size_t still_count_ = 0;  ///< layers from the bottom that are the same in the next frame

  Picture base_;  ///< layers [0, base_views_.size())
  std::vector<View> base_views_;
};

}  // namespace reelwright::media
