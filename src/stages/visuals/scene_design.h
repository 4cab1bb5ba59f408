// SPDX-License-Identifier: GPL-3.0-or-later
// One scene as a stack of drawn layers, before anything is written to disk. Pure: the same input gives the
// same pixels on any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "model/brief.h"
#include "model/image.h"
#include "model/script.h"
#include "model/theme.h"
#include "model/visual.h"
#include "paint/box.h"
#include "paint/icon.h"
#include "paint/text.h"

namespace reelwright::stages {

struct SceneInput {
  const Scene& scene;
  const Theme& theme;
  const RgbaImage* picture = nullptr;  ///< decoded to cover more than the frame, or none
  bool picture_is_clip = false;        ///< it is a still of a clip, of the clip's size
  FrameSize size;
  bool captions_burned = false;
  std::size_t index = 0;  ///< of the scene in the script, from 0
  std::int64_t seed = 1;
  std::string lang = "en";
};

/// What a layer is for: content stays inside of the safe area, decoration may leave it.
enum class LayerRole : std::uint8_t { background, decoration, content };

struct DesignLayer {
  std::string name;  ///< unique in the scene, becomes part of the file's name
  LayerRole role = LayerRole::content;
  RgbaImage image;
  bool photo = false;    ///< opaque and better stored as JPEG
  bool is_clip = false;  ///< the scene's clip is shown, of which the image is a still
  Placement from;
  Placement to;
  double opacity = 1;
  double waiting_opacity = 0;
  Reveal reveal = Reveal::from_start;
  int sentence = 0;
  double delay_s = 0;
  Entrance entrance = Entrance::none;

  /// Where it stands at the end of its entrance, when the scene begins.
  [[nodiscard]] paint::Box box() const {
    return {from.x_px, from.y_px, image.width * from.scale, image.height * from.scale};
  }
};

struct SceneDesign {
  std::vector<DesignLayer> layers;  ///< bottom to top
  bool over_picture = false;        ///< SceneVisual::over_picture
  std::vector<std::string> warnings;
};

/// Engine and icons are only read; the engine belongs to the calling thread.
[[nodiscard]] SceneDesign design_scene(const SceneInput& input, const paint::TextEngine& engine,
                                       const paint::IconFont& icons);

/// All layers at the end of their entrances, flattened: what a still of the scene looks like.
[[nodiscard]] RgbaImage flatten(const SceneDesign& design, FrameSize size);

}  // namespace reelwright::stages
