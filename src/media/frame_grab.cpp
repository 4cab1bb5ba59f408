// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/frame_grab.h"

#include <string>

#include "media/convert.h"
#include "media/video_reader.h"

namespace reelwright::media {

Result<RgbaImage> grab_frame(const std::filesystem::path& path, std::int64_t frame, std::stop_token stop) {
  VideoReader reader = TRY(VideoReader::open(path, stop));
  TRY(reader.seek(frame));
  while (const AVFrame* picture = TRY(reader.next()))
    if (reader.number_of(*picture) == frame)
      return to_rgba(*picture, picture->width, picture->height, ColourDefault::video, stop);
  return fail("verify.damaged",
              "The video \"" + path.filename().string() + "\" has no frame " + std::to_string(frame) + ".");
}

}  // namespace reelwright::media
