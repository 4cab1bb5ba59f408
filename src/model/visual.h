// SPDX-License-Identifier: GPL-3.0-or-later
// What one scene looks like, before anyone knows how long it lasts: layers of rasterised images with their
// place, the moment that reveals them and how they move. Compose turns it into timeline layers once the
// narration is measured.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/utf8.h"
#include "model/clip.h"

namespace reelwright {

/// Whether a file is taken for a picture by its name: what it really is shows when it is read.
[[nodiscard]] inline bool has_picture_name(std::string_view file) {
  constexpr std::array<std::string_view, 12> known = {".avif", ".bmp", ".gif", ".heic", ".heif", ".jpeg",
                                                      ".jpg",  ".jxl", ".png", ".tif",  ".tiff", ".webp"};
  const std::string lower = ascii_lower(file);
  return std::ranges::any_of(known, [&](std::string_view ending) { return lower.ends_with(ending); });
}

enum class Reveal : std::uint8_t { from_start, at_sentence };
enum class Entrance : std::uint8_t { none, fade, rise, slide, grow };

/// Placement of an image: its top-left corner in output pixels and output pixels per image pixel.
struct Placement {
  double x_px = 0;
  double y_px = 0;
  double scale = 1;
  friend bool operator==(const Placement&, const Placement&) = default;
};

struct VisualLayer {
  std::string image;       ///< path relative to the job folder, "visuals/scene-01-title.png"
  std::string image_hash;  ///< of the image's content
  Placement from;          ///< at the scene's first frame
  Placement to;            ///< at its last; equal to `from` for what stands still
  double opacity = 1;
  double waiting_opacity =
      0;  ///< for at_sentence: shown like this from the scene's start until then; 0 hides
  Reveal reveal = Reveal::from_start;
  int sentence = 0;    ///< for at_sentence: index in Scene::sentences
  double delay_s = 0;  ///< of the entrance, after the reveal or the start of the waiting; staggers neighbours
  Entrance entrance = Entrance::none;
  LayerKind kind = LayerKind::picture;
  ClipTime clip = {};  ///< of a clip
  friend bool operator==(const VisualLayer&, const VisualLayer&) = default;
};

struct SceneVisual {
  std::string scene;
  std::string input_hash;
  std::vector<VisualLayer> layers;  ///< bottom to top; the first covers the whole frame for the whole scene
  bool over_picture = false;        ///< it stands on a darkened picture, not on the theme's background
  std::string picture;              ///< the user's picture or clip that is shown, "" if none
  std::string credit;               ///< its licence and source line, "" if unknown
  std::vector<std::string> warnings;
  friend bool operator==(const SceneVisual&, const SceneVisual&) = default;
};

/// Error: visual.damaged.
[[nodiscard]] Result<SceneVisual> visual_from_json(std::string_view json);
[[nodiscard]] std::string to_json(const SceneVisual& visual);

}  // namespace reelwright
