// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/visuals/scene_design.h"

#include "base/check.h"
#include "paint/pixels.h"
#include "stages/visuals/layouts/layouts.h"
#include "stages/visuals/said_on_screen.h"

namespace reelwright::stages {
namespace {

/// A picture that is there is shown: over the whole frame, or beside the bullets. A layout that lacks what it
/// is made of becomes a statement.
Layout layout_for(const SceneInput& input) {
  const Scene& scene = input.scene;
  if (input.picture != nullptr && (scene.layout != Layout::bullets || scene.bullets.empty()))
    return Layout::picture;
  const bool lacks_picture = scene.layout == Layout::picture;
  const bool lacks_bullets = scene.layout == Layout::bullets && scene.bullets.empty();
  const bool lacks_heading = scene.layout == Layout::title && scene.heading.empty();
  return lacks_picture || lacks_bullets || lacks_heading ? Layout::statement : scene.layout;
}

}  // namespace

SceneDesign design_scene(const SceneInput& input, const paint::TextEngine& engine,
                         const paint::IconFont& icons) {
  Scene shown = input.scene;
  if (!shows_display(shown, input.captions_burned)) shown.display.clear();
  const SceneInput drawn{.scene = shown,
                         .theme = input.theme,
                         .picture = input.picture,
                         .picture_is_clip = input.picture_is_clip,
                         .size = input.size,
                         .captions_burned = input.captions_burned,
                         .index = input.index,
                         .seed = input.seed,
                         .lang = input.lang};
  Composer composer(drawn, engine, icons);
  switch (layout_for(drawn)) {
    case Layout::title:
      lay_out_title(composer);
      break;
    case Layout::statement:
      lay_out_statement(composer);
      break;
    case Layout::bullets:
      lay_out_bullets(composer);
      break;
    case Layout::picture:
      lay_out_picture(composer);
      break;
    case Layout::recap:
      lay_out_recap(composer);
      break;
  }
  return std::move(composer).finish();
}

RgbaImage flatten(const SceneDesign& design, FrameSize size) {
  RgbaImage still(size.width, size.height);
  for (const DesignLayer& layer : design.layers)
    paint::blend(still, layer.image, layer.from.x_px, layer.from.y_px, layer.from.scale, layer.opacity);
  for (std::size_t i = 3; i < still.pixels.size(); i += 4) still.pixels[i] = 255;
  return still;
}

}  // namespace reelwright::stages
