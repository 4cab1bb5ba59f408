// SPDX-License-Identifier: GPL-3.0-or-later
// The picture that stands for the video in lists: designed for small sizes, not a frame taken from it.
#pragma once

#include <vector>

#include "base/result.h"
#include "model/brief.h"
#include "model/image.h"
#include "model/script.h"
#include "model/theme.h"
#include "model/visual.h"

namespace reelwright::stages {

/// The title, as large as it fits, with the first of the user's pictures that can be read or else the icon of
/// the first scene that has one. 1280 x 720, 720 x 1280 or 1080 x 1080 pixels. Error: icons.missing.
[[nodiscard]] Result<RgbaImage> draw_thumbnail(const Theme& theme, const Script& script,
                                               const std::vector<SceneVisual>& visuals, Aspect aspect);

}  // namespace reelwright::stages
