// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/compositor.h"

#include <algorithm>
#include <array>
#include <optional>
#include <system_error>
#include <utility>

#include "base/check.h"
#include "media/caption_painter.h"
#include "media/scene_picture.h"
#include "media/transition.h"

namespace reelwright::media {

struct Compositor::Parts {
  const Timeline* timeline = nullptr;
  std::filesystem::path root;
  std::shared_ptr<LayerCache> cache;
  std::stop_token stop;
  std::optional<CaptionPainter> captions;

  // A transition needs two scenes; otherwise the second place keeps the scene before, in case the next frame
  // asks for it.
  std::array<std::optional<ScenePicture>, 2> scenes;
  std::array<Picture, 2> rooms;  ///< for the two sides of a transition
  std::vector<std::uint16_t> weights;
  DrawScratch scratch;

  [[nodiscard]] Result<ScenePicture*> open_scene(std::size_t index, const TimelineScene* keep);
  [[nodiscard]] Result<void> draw_scenes(std::int64_t frame, const YuvView& out);
};

Result<ScenePicture*> Compositor::Parts::open_scene(std::size_t index, const TimelineScene* keep) {
  const TimelineScene* wanted = &timeline->scenes[index];
  for (auto& place : scenes)
    if (place && place->scene() == wanted) return &*place;
  auto& place = scenes[0] && scenes[0]->scene() == keep ? scenes[1] : scenes[0];
  place.reset();
  place.emplace(TRY(ScenePicture::open(*wanted, timeline->frames_per_second, root, *cache, stop)));
  return &*place;
}

Result<void> Compositor::Parts::draw_scenes(std::int64_t frame, const YuvView& out) {
  const auto& all = timeline->scenes;
  std::size_t index = all.size() - 1;
  while (index > 0 && all[index].start_frame > frame) --index;
  const TimelineScene& scene = all[index];
  const std::int64_t scene_frame = frame - scene.start_frame;
  const bool in_transition =
      index > 0 && scene.transition != TransitionKind::cut && scene_frame < scene.transition_frames;

  if (!in_transition) {
    ScenePicture* picture = TRY(open_scene(index, nullptr));
    const YuvView drawn = TRY(picture->draw(scene_frame, out, scratch));
    if (drawn.y != out.y) copy_picture(drawn, out);
    return {};
  }
  const TimelineScene& before = all[index - 1];
  for (Picture& room : rooms)
    if (room.y.empty()) room.resize(out.width, out.height);
  ScenePicture* from = TRY(open_scene(index - 1, &scene));
  ScenePicture* to = TRY(open_scene(index, &before));
  const YuvView old_picture = TRY(from->draw(frame - before.start_frame, rooms[0].view(), scratch));
  const YuvView new_picture = TRY(to->draw(scene_frame, rooms[1].view(), scratch));
  draw_transition(scene.transition, scene_frame, scene.transition_frames, old_picture, new_picture, out,
                  weights);
  return {};
}

Compositor::Compositor(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Compositor::Compositor(Compositor&&) noexcept = default;
Compositor& Compositor::operator=(Compositor&&) noexcept = default;
Compositor::~Compositor() = default;

Result<Compositor> Compositor::open(const Timeline& timeline, const std::filesystem::path& root,
                                    std::shared_ptr<LayerCache> cache, std::stop_token stop) {
  CHECK(cache != nullptr && !timeline.scenes.empty());
  for (const TimelineScene& scene : timeline.scenes) {
    for (const Layer& layer : scene.layers) {
      std::error_code ignored;
      if (!std::filesystem::is_regular_file(root / layer.image, ignored))
        return fail("compositor.missing_layer",
                    "The picture \"" + layer.image + "\" of the timeline is missing.",
                    "Run the Visuals stage again, or put the file back.");
    }
  }
  auto parts = std::make_unique<Parts>();
  parts->timeline = &timeline;
  parts->root = root;
  parts->cache = std::move(cache);
  parts->stop = std::move(stop);
  if (timeline.burn_captions)
    parts->captions =
        TRY(CaptionPainter::open(root / timeline.captions_ass, timeline.size.width, timeline.size.height));
  return Compositor(std::move(parts));
}

Result<void> Compositor::compose(std::int64_t frame, const YuvView& out) {
  const Timeline& timeline = *parts_->timeline;
  CHECK(frame >= 0 && frame < timeline.frame_count);
  CHECK(out.width == timeline.size.width && out.height == timeline.size.height);
  TRY(parts_->draw_scenes(frame, out));
  if (!parts_->captions) return {};
  parts_->captions->draw(frame_time_ms(frame, timeline.frames_per_second), out, parts_->scratch);
  return {};
}

}  // namespace reelwright::media
