// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures from files: what is it, decode it, write it. Formats are whatever libavcodec reads; what a file is
// called does not matter, what it contains does.
#pragma once

#include <filesystem>
#include <stop_token>

#include "base/result.h"
#include "model/image.h"

namespace reelwright::media {

struct PictureInfo {
  int width = 0;  ///< as shown: EXIF rotation applied
  int height = 0;
};

/// Reads the header and decodes nothing that is larger than limits.h allows. Errors name the file:
/// picture.missing, picture.not_a_picture, picture.too_large, picture.too_small. Any thread.
[[nodiscard]] Result<PictureInfo> probe_picture(const std::filesystem::path& path);

/// Decodes, applies EXIF rotation, converts to sRGB RGBA and scales down (never up) with a good filter so
/// that it still covers `cover_width` x `cover_height`. Errors as above, picture.damaged for truncated or
/// broken data. Any thread.
[[nodiscard]] Result<RgbaImage> decode_picture(const std::filesystem::path& path, int cover_width,
                                               int cover_height, std::stop_token stop);

/// Durable (base/file). PNG keeps alpha; JPEG quality is 1 (worst) to 100. Deterministic bytes.
[[nodiscard]] Result<void> write_png(const RgbaImage& image, const std::filesystem::path& path);
[[nodiscard]] Result<void> write_jpeg(const RgbaImage& image, const std::filesystem::path& path, int quality);

}  // namespace reelwright::media
