// SPDX-License-Identifier: GPL-3.0-or-later
// SVG drawings as pixels, in any size.
#pragma once

#include <string_view>

#include "base/result.h"
#include "model/image.h"

namespace reelwright::paint {

/// `svg` fitted into a square of `side` pixels (1 to 4096), transparent around it. Nothing outside of the
/// text is read. Error: svg.damaged. Any thread.
[[nodiscard]] Result<RgbaImage> render_svg(std::string_view svg, int side);

}  // namespace reelwright::paint
