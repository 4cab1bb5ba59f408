// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of picture files that libavcodec does not write.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace reelwright::media::test {

/// A 32x32 JPEG of four components of one value each, 64 to 127 away from 128, as Adobe's programs write CMYK
/// (255 is no ink).
[[nodiscard]] std::string cmyk_jpeg(std::array<int, 4> inks);

[[nodiscard]] std::string number(std::uint32_t value, int size, bool little_endian);
[[nodiscard]] std::string webp_chunk(const std::string& name, const std::string& body);
[[nodiscard]] std::string png_chunk(const std::string& name, const std::string& body);

}  // namespace reelwright::media::test
