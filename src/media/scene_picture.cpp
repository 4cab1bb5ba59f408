// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/scene_picture.h"

#include <algorithm>
#include <utility>

namespace reelwright::media {
namespace {

Error clip_error(const Error& error) {
  if (is_canceled(error)) return error;
  return {error.code == "clip.missing" ? "compositor.missing_layer" : "compositor.damaged_layer",
          error.message, "Run the Visuals stage again, or put the file back."};
}

}  // namespace

Result<ScenePicture> ScenePicture::open(const TimelineScene& scene, int frames_per_second,
                                        const std::filesystem::path& root, LayerCache& cache,
                                        const std::stop_token& stop) {
  ScenePicture picture;
  picture.scene_ = &scene;
  for (const Layer& layer : scene.layers) {
    auto& still = picture.stills_.emplace_back();
    auto& clip = picture.clips_.emplace_back();
    if (layer.kind == LayerKind::clip) {
      auto reader = ClipReader::open(root / layer.image, layer, frames_per_second, stop);
      if (!reader) return std::unexpected(clip_error(reader.error()));
      clip = std::make_unique<ClipReader>(std::move(*reader));
    } else {
      still = TRY(cache.get(root, layer.image, layer.image_hash));
    }
    picture.images_.push_back(still.get());
  }
  picture.views_.resize(scene.layers.size());
  return picture;
}

Placement ScenePicture::placement_at(std::size_t layer, std::int64_t scene_frame) const {
  const Keyframe state = layer_state(scene_->layers[layer], scene_frame);
  const double scale = clips_[layer] == nullptr ? state.scale : state.scale / clips_[layer]->scale();
  return {state.x_px, state.y_px, scale, state.opacity};
}

Result<void> ScenePicture::show_clips(std::int64_t scene_frame) {
  for (std::size_t i = 0; i < clips_.size(); ++i) {
    if (clips_[i] == nullptr) continue;
    if (const Result<void> gone = clips_[i]->go_to(scene_frame); !gone)
      return std::unexpected(clip_error(gone.error()));
    const Result<const LayerImage*> image = clips_[i]->image();
    if (!image) return std::unexpected(clip_error(image.error()));
    images_[i] = *image;
    views_[i].picture = clips_[i]->picture();
  }
  return {};
}

void ScenePicture::place_layers(std::int64_t scene_frame) {
  still_count_ = 0;
  for (std::size_t i = 0; i < views_.size(); ++i) {
    views_[i].placement = placement_at(i, scene_frame);
    if (still_count_ == i && placement_at(i, scene_frame + 1) == views_[i].placement &&
        (clips_[i] == nullptr || clips_[i]->holds(scene_frame + 1)))
      ++still_count_;
  }
}

bool ScenePicture::base_holds() const {
  return !base_views_.empty() && std::equal(base_views_.begin(), base_views_.end(), views_.begin());
}

void ScenePicture::draw_layers(std::size_t begin, std::size_t end, const YuvView& target,
                               DrawScratch& scratch) {
  for (std::size_t i = begin; i < end; ++i) draw_layer(*images_[i], views_[i].placement, target, scratch);
}

Result<YuvView> ScenePicture::draw(std::int64_t scene_frame, const YuvView& room, DrawScratch& scratch) {
  TRY(show_clips(scene_frame));
  place_layers(scene_frame);
  const std::size_t count = views_.size();
  // Nothing below the topmost layer that hides the whole frame can be seen.
  std::size_t bottom = count;
  while (bottom > 0 &&
         !covers_frame(*images_[bottom - 1], views_[bottom - 1].placement, room.width, room.height))
    --bottom;
  const bool hidden_background = bottom > 0;
  if (hidden_background) --bottom;

  if (!base_holds()) base_views_.clear();
  if (still_count_ > std::max(base_views_.size(), bottom)) {
    if (base_.y.empty()) base_.resize(room.width, room.height);
    const bool extend = !base_views_.empty();
    if (!extend && !hidden_background) fill_black(base_.view());
    draw_layers(extend ? base_views_.size() : bottom, still_count_, base_.view(), scratch);
    base_views_.assign(views_.begin(), views_.begin() + static_cast<std::ptrdiff_t>(still_count_));
  }

  const std::size_t kept = base_views_.size();
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
