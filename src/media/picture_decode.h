// SPDX-License-Identifier: GPL-3.0-or-later
// The compositor's way to a layer's picture: no minimum size, no scaling. Internal to media/.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "model/image.h"

namespace reelwright::media {

/// As decode_picture, at full size and however small. Any thread.
[[nodiscard]] Result<RgbaImage> decode_whole_picture(const std::filesystem::path& path);

/// picture.too_large, for a picture within the limits that this computer's memory does not hold.
[[nodiscard]] std::unexpected<Error> too_large_for_memory(const std::filesystem::path& path);

}  // namespace reelwright::media
