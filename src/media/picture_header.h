// SPDX-License-Identifier: GPL-3.0-or-later
// What a picture file says of itself: its format, size and orientation, and whether its first picture is all
// there. Decodes nothing, allocates little. Internal to media/.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

namespace reelwright::media {

enum class PictureFormat : std::uint8_t { png, jpeg, gif, webp, bmp, tiff };

struct PictureHeader {
  PictureFormat format = PictureFormat::png;
  std::uint32_t width = 0;  ///< as stored
  std::uint32_t height = 0;
  int orientation = 1;  ///< EXIF's 1 to 8 (Exif 2.32, tag 274): of JPEG and TIFF
  bool animated_webp = false;
};

/// By content. Nothing when it is none of the formats, or `bytes` (the start of a file) do not reach far
/// enough to know.
[[nodiscard]] std::optional<PictureHeader> read_picture_header(std::string_view bytes);
/// The orientation of the file that `header` was read from. PNG and WebP may have their EXIF behind the
/// picture: their chunks are walked through without reading what is in them.
[[nodiscard]] int exif_orientation(std::istream& file, PictureHeader header);
/// What is in the first chunk of that name of a PNG or WebP file; "" when there is none.
[[nodiscard]] std::string_view chunk_content(std::string_view bytes, PictureFormat format,
                                             std::string_view name);
/// True when the start looks like one of the formats, readable or not.
[[nodiscard]] bool has_picture_signature(std::string_view bytes);
/// False when the file ends before its first picture does, as far as the container tells.
[[nodiscard]] bool is_container_complete(std::string_view bytes, PictureFormat format);
/// The first picture of an animated WebP as a WebP file of its own, which is what libavcodec reads; "" when
/// there is none. The header's size becomes that of this picture.
[[nodiscard]] std::string first_webp_picture(std::string_view bytes, PictureHeader& header);

}  // namespace reelwright::media
