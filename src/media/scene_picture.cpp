// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/scene_picture.h"

#include <algorithm>

namespace reelwright::media {
namespace {

Placement placement_at(const Layer& layer, std::int64_t scene_frame) {
  const Keyframe state = layer_state(layer, scene_frame);
  return {state.x_px, state.y_px, state.scale, state.opacity};
}

}  // namespace

Result<ScenePicture> ScenePicture::open(const TimelineScene& scene, const std::filesystem::path& root,
                                        LayerCache& cache) {
  ScenePicture picture;
  picture.scene_ = &scene;
  for (const Layer& layer : scene.layers)
    picture.images_.push_back(TRY(cache.get(root, layer.image, layer.image_hash)));
  picture.placements_.resize(scene.layers.size());
  return picture;
}

void ScenePicture::place_layers(std::int64_t scene_frame) {
  still_count_ = 0;
  for (std::size_t i = 0; i < placements_.size(); ++i) {
    placements_[i] = placement_at(scene_->layers[i], scene_frame);
    if (still_count_ == i && placement_at(scene_->layers[i], scene_frame + 1) == placements_[i])
      ++still_count_;
  }
}

bool ScenePicture::base_holds() const {
  return !base_placements_.empty() &&
         std::equal(base_placements_.begin(), base_placements_.end(), placements_.begin());
}

void ScenePicture::draw_layers(std::size_t begin, std::size_t end, const YuvView& target,
                               DrawScratch& scratch) {
  for (std::size_t i = begin; i < end; ++i) draw_layer(*images_[i], placements_[i], target, scratch);
}

YuvView ScenePicture::draw(std::int64_t scene_frame, const YuvView& room, DrawScratch& scratch) {
  place_layers(scene_frame);
  const std::size_t count = placements_.size();
  // Nothing below the topmost layer that hides the whole frame can be seen.
  std::size_t bottom = count;
  while (bottom > 0 && !covers_frame(*images_[bottom - 1], placements_[bottom - 1], room.width, room.height))
    --bottom;
  const bool hidden_background = bottom > 0;
  if (hidden_background) --bottom;

  if (!base_holds()) base_placements_.clear();
  if (still_count_ > std::max(base_placements_.size(), bottom)) {
    if (base_.y.empty()) base_.resize(room.width, room.height);
    const bool extend = !base_placements_.empty();
    if (!extend && !hidden_background) fill_black(base_.view());
    draw_layers(extend ? base_placements_.size() : bottom, still_count_, base_.view(), scratch);
    base_placements_.assign(placements_.begin(),
                            placements_.begin() + static_cast<std::ptrdiff_t>(still_count_));
  }

  const std::size_t kept = base_placements_.size();
  if (kept == count && kept > 0) return base_.view();
  if (kept > bottom) {
    copy_picture(base_.view(), room);
    draw_layers(kept, count, room, scratch);
    return room;
  }
  if (!hidden_background) fill_black(room);
  draw_layers(bottom, count, room, scratch);
  return room;
}

}  // namespace reelwright::media
