// SPDX-License-Identifier: GPL-3.0-or-later
// What the colours of a decoded picture mean after its file: finds the profile in it, and brings a JPEG of
// four inks to RGB. Internal to media/.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "media/colour_profile.h"
#include "media/ffmpeg.h"
#include "media/picture_header.h"

namespace reelwright::media {

/// How the picture in `file` becomes sRGB, if it is something else: by its ICC profile or, where a PNG has
/// neither that nor sRGB's mark, by its gamma and primaries. Nothing for a profile of inks.
[[nodiscard]] std::optional<ToSrgb> colours_of(const AVFrame& frame, std::string_view file,
                                               PictureFormat format);

/// Whether the frame has a profile of inks: libavcodec has made it RGB by a rule of its own.
[[nodiscard]] bool has_ink_profile(const AVFrame& frame);

enum class InkCode : std::uint8_t { plain, ycck };

/// Makes libavcodec decode an Adobe JPEG of four inks to those inks, in the planes of YUVA444P, by changing
/// one byte of its Adobe marker. Nothing, and no change, when there is no such marker.
[[nodiscard]] std::optional<InkCode> keep_inks(std::string& jpeg);
/// Such a frame to GBRAP, in place, by its profile; false when it is not one, its profile does not do, or
/// stopped.
[[nodiscard]] bool inks_to_srgb(AVFrame& frame, InkCode code, const std::stop_token& stop);

}  // namespace reelwright::media
