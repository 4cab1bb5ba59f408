// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures that are no photographs: logos, cut-outs, strips. They are shown whole on the theme's background,
// never cropped or zoomed over the frame.
#pragma once

#include "model/image.h"
#include "paint/box.h"
#include "paint/canvas.h"
#include "stages/visuals/composer.h"

namespace reelwright::stages {

/// Partly transparent, or more than three times as long as wide.
[[nodiscard]] bool is_emblem(const RgbaImage& picture);

/// What the scene's picture and its card take up in the middle of `room`. It is enlarged at most twice.
[[nodiscard]] paint::Box emblem_box(const Composer& composer, const paint::Box& room);
/// With transparency on a card that sets it off, else with rounded corners on a shadow.
void draw_emblem(const Composer& composer, paint::Canvas& canvas, const paint::Box& room);

}  // namespace reelwright::stages
