// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/visuals/thumbnail.h"

#include <optional>

#include "paint/icon.h"
#include "paint/text.h"
#include "stages/visuals/icon_choice.h"
#include "stages/visuals/layouts/layouts.h"
#include "stages/visuals/scene_design.h"
#include "stages/visuals/scene_media.h"

namespace reelwright::stages {
namespace {

FrameSize thumbnail_size(Aspect aspect) {
  switch (aspect) {
    case Aspect::wide:
      return {1280, 720};
    case Aspect::tall:
      return {720, 1280};
    case Aspect::square:
      return {1080, 1080};
  }
  return {1280, 720};
}

std::optional<RgbaImage> first_picture(const std::vector<SceneVisual>& visuals, FrameSize size) {
  for (const SceneVisual& visual : visuals) {
    if (visual.picture.empty()) continue;
    Result<RgbaImage> picture = still_of(visual.picture, size.width, size.height, {});
    if (picture) return std::move(*picture);
  }
  return std::nullopt;
}

}  // namespace

Result<RgbaImage> draw_thumbnail(const Theme& theme, const Script& script,
                                 const std::vector<SceneVisual>& visuals, Aspect aspect) {
  const paint::IconFont icons = TRY(paint::IconFont::open());
  const paint::TextEngine engine;
  const FrameSize size = thumbnail_size(aspect);
  const std::optional<RgbaImage> picture = first_picture(visuals, size);

  Scene scene;
  scene.id = "thumbnail";
  scene.layout = Layout::title;
  scene.heading = script.title;
  for (const Scene& candidate : script.scenes)
    if (scene.icon.empty()) scene.icon = choose_icon(icons, candidate);
  const SceneInput input{.scene = scene,
                         .theme = theme,
                         .picture = picture ? &*picture : nullptr,
                         .size = size,
                         .lang = script.lang};
  if (picture) return flatten(design_scene(input, engine, icons), size);
  Composer composer(input, engine, icons);
  lay_out_thumbnail(composer);
  return flatten(std::move(composer).finish(), size);
}

}  // namespace reelwright::stages
