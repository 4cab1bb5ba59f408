// SPDX-License-Identifier: GPL-3.0-or-later
// What Cairo drew, as a picture of ours. For the files of paint/ that draw.
#pragma once

#include <cairo.h>

#include "model/image.h"

namespace reelwright::paint {

/// `surface` is an image surface of CAIRO_FORMAT_ARGB32.
[[nodiscard]] RgbaImage to_image(cairo_surface_t* surface);

}  // namespace reelwright::paint
