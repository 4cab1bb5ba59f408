// SPDX-License-Identifier: GPL-3.0-or-later
// The user's pictures and clips: what a folder holds, and which of them suits which scene. It reads headers
// and names; decoding is media's.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/script.h"

namespace reelwright::stages {

struct FolderPicture {
  std::filesystem::path path;
  std::vector<std::string> words;  ///< of its name, lower case, singular
  bool is_clip = false;
};

struct PictureFolder {
  std::vector<FolderPicture> pictures;  ///< in natural order: "2" before "10"
  std::vector<std::string> warnings;    ///< one a file that cannot be used, one for all of other kinds
};

/// Files with a picture's or clip's extension in `folder` and the folders right in it, at most
/// limits::pictures_max; hidden ones are left alone. Errors: media.missing_folder, media.not_a_folder,
/// media.unreadable_folder. Any thread. Stops early, with what it has found, when told to.
[[nodiscard]] Result<PictureFolder> scan_pictures(const std::filesystem::path& folder,
                                                  const std::stop_token& stop);

/// One entry a scene: index of its picture, or -1. Names that hold a scene's keywords, or words of its texts,
/// come first; what is left goes, in order, to scenes that can show a picture. No picture is used twice;
/// scenes that already have one of their own get none. Clips fill the frame, so scenes with bullets get none
/// of them.
[[nodiscard]] std::vector<int> match_pictures(const std::vector<Scene>& scenes,
                                              const std::vector<FolderPicture>& pictures);

/// The first line of "<name>.txt" or "<name>.<extension>.txt" beside the picture, as "<name>.<extension>:
/// <line>"; "" if there is none.
[[nodiscard]] std::string credit_of(const std::filesystem::path& picture);

}  // namespace reelwright::stages
