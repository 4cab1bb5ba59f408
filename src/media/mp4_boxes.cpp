// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/mp4_boxes.h"

#include <cstdint>
#include <fstream>
#include <limits>
#include <optional>
#include <string>

namespace reelwright::media {
namespace {

/// ISO/IEC 14496-12, 4.2.
struct Box {
  std::string type;
  std::uint64_t content = 0;  ///< where it begins in the file
  std::uint64_t end = 0;
};

std::uint64_t big_endian(const char* bytes, int count) {
  std::uint64_t value = 0;
  for (int i = 0; i < count; ++i) value = value << 8 | static_cast<std::uint8_t>(bytes[i]);
  return value;
}

std::optional<Box> read_box(std::istream& file, std::uint64_t at, std::uint64_t end) {
  char header[16];
  if (at + 8 > end || !file.seekg(static_cast<std::streamoff>(at)) || !file.read(header, 8))
    return std::nullopt;
  std::uint64_t size = big_endian(header, 4);
  std::uint64_t head = 8;
  if (size == 1 && file.read(header + 8, 8)) {
    size = big_endian(header + 8, 8);
    head = 16;
  }
  if (size < head || size > end - at) return std::nullopt;
  return Box{{header + 4, 4}, at + head, at + size};
}

/// The box of that type after `skip` others of it.
std::optional<Box> find_box(std::istream& file, const Box& parent, std::string_view type, int skip = 0) {
  for (auto box = read_box(file, parent.content, parent.end); box; box = read_box(file, box->end, parent.end))
    if (box->type == type && skip-- == 0) return box;
  return std::nullopt;
}

constexpr auto no_end = static_cast<std::uint64_t>(std::numeric_limits<std::streamoff>::max());

}  // namespace

bool is_faststart(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  for (auto box = read_box(file, 0, no_end); box; box = read_box(file, box->end, no_end)) {
    if (box->type == "moov") return true;
    if (box->type == "mdat") return false;
  }
  return false;
}

bool switch_off_track(const std::filesystem::path& path, int track) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  const auto index = find_box(file, {.type = {}, .content = 0, .end = no_end}, "moov");
  const auto box = index ? find_box(file, *index, "trak", track) : std::nullopt;
  const auto header = box ? find_box(file, *box, "tkhd") : std::nullopt;
  if (!header || header->end - header->content < 4) return false;
  // A version of one byte, then 24 flags, the last of them "enabled" (8.3.2).
  const auto flags = static_cast<std::streamoff>(header->content + 3);
  file.seekg(flags);
  const int byte = file.get();
  file.seekp(flags);
  file.put(static_cast<char>(byte & ~1));
  file.flush();
  return file.good();
}

}  // namespace reelwright::media
