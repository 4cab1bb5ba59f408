// SPDX-License-Identifier: GPL-3.0-or-later
// What the user gave a scene to show: a picture, or a clip with the still that its design is made around.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/brief.h"
#include "model/clip.h"
#include "model/image.h"

namespace reelwright::stages {

struct SceneMedia {
  RgbaImage still;               ///< a clip's has the clip's size
  std::optional<ClipTime> clip;  ///< for a clip
  std::string warning;           ///< "" if there is nothing to say
};

/// By the file's name a clip or a picture; a clip is decoded whole, as far as a video of this brief can show
/// it. Errors: picture.*, clip.*, canceled. Worker thread.
[[nodiscard]] Result<SceneMedia> load_media(const std::filesystem::path& path, const Brief& brief,
                                            const std::stop_token& stop,
                                            std::move_only_function<void(double)> progress);

/// A still that covers the size. Errors as above.
[[nodiscard]] Result<RgbaImage> still_of(const std::filesystem::path& path, int cover_width, int cover_height,
                                         const std::stop_token& stop);

/// Of the file's content, or of what is wrong with it. After a stop of the part that was read.
[[nodiscard]] std::string hash_content(const std::filesystem::path& path, const std::stop_token& stop);

}  // namespace reelwright::stages
