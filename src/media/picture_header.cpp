// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/picture_header.h"

#include <algorithm>
#include <cstddef>
#include <istream>

namespace reelwright::media {
namespace {

/// Numbers at offsets; reading past the end gives 0 and is remembered.
class Bytes {
 public:
  explicit Bytes(std::string_view data, bool little_endian) : data_(data), little_endian_(little_endian) {}

  std::uint32_t number(std::size_t offset, std::size_t size) {
    if (offset > data_.size() || data_.size() - offset < size) {
      overrun_ = true;
      return 0;
    }
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t at = offset + (little_endian_ ? size - 1 - i : i);
      value = value << 8 | static_cast<std::uint8_t>(data_[at]);
    }
    return value;
  }
  [[nodiscard]] bool overrun() const { return overrun_; }
  [[nodiscard]] std::size_t size() const { return data_.size(); }
  [[nodiscard]] bool starts_with(std::size_t offset, std::string_view text) const {
    return offset <= data_.size() && data_.substr(offset).starts_with(text);
  }

 private:
  std::string_view data_;
  bool little_endian_;
  bool overrun_ = false;
};

constexpr std::string_view png_signature("\x89PNG\r\n\x1a\n", 8);

std::optional<PictureFormat> format_of(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with(png_signature)) return PictureFormat::png;
  if (bytes.starts_with("\xff\xd8\xff")) return PictureFormat::jpeg;
  if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return PictureFormat::gif;
  if (bytes.starts_with("RIFF") && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP")
    return PictureFormat::webp;
  if (bytes.starts_with("II*\0"sv) || bytes.starts_with("MM\0*"sv)) return PictureFormat::tiff;
  // "BM" alone begins many a text; the reserved bytes are 0 in a bitmap.
  if (bytes.starts_with("BM") && bytes.size() >= 26 && bytes.substr(6, 4) == "\0\0\0\0"sv)
    return PictureFormat::bmp;
  return std::nullopt;
}

/// The tags of a TIFF's first directory (TIFF 6.0, section 2), which is also how EXIF stores the orientation.
void read_tiff(std::string_view data, PictureHeader& header, bool with_size) {
  if (data.size() < 8) return;
  Bytes bytes(data, data[0] == 'I');
  const std::size_t directory = bytes.number(4, 4);
  const std::uint32_t count = bytes.number(directory, 2);
  for (std::uint32_t i = 0; i < count && !bytes.overrun(); ++i) {
    const std::size_t entry = directory + 2 + std::size_t{12} * i;
    const std::uint32_t tag = bytes.number(entry, 2);
    const std::uint32_t value = bytes.number(entry + 8, bytes.number(entry + 2, 2) == 3 ? 2 : 4);
    if (tag == 256 && with_size) header.width = value;
    if (tag == 257 && with_size) header.height = value;
    if (tag == 274 && value >= 1 && value <= 8) header.orientation = static_cast<int>(value);
  }
  if (with_size && bytes.overrun()) header.width = header.height = 0;
}

void read_png(std::string_view data, PictureHeader& header) {
  Bytes bytes(data, false);
  if (!bytes.starts_with(12, "IHDR")) return;
  header.width = bytes.number(16, 4);
  header.height = bytes.number(20, 4);
}

void read_jpeg(std::string_view data, PictureHeader& header) {
  Bytes bytes(data, false);
  for (std::size_t at = 2; !bytes.overrun();) {
    if (bytes.number(at, 1) != 0xff) return;
    const std::uint32_t marker = bytes.number(at + 1, 1);
    if (marker == 0xff) {
      ++at;
      continue;
    }
    const std::size_t size = bytes.number(at + 2, 2);
    const bool frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    if (frame) {
      header.height = bytes.number(at + 5, 2);
      header.width = bytes.number(at + 7, 2);
      return;
    }
    if (marker == 0xe1 && data.size() > at + 10 && data.substr(at + 4, 4) == "Exif")
      read_tiff(data.substr(at + 10, size > 8 ? size - 8 : 0), header, false);
    if (marker == 0xda || marker == 0xd9) return;
    at += 2 + size;
  }
}

void read_webp(std::string_view data, PictureHeader& header) {
  Bytes bytes(data, true);
  if (bytes.starts_with(12, "VP8 ")) {
    header.width = bytes.number(26, 2) & 0x3fff;
    header.height = bytes.number(28, 2) & 0x3fff;
  } else if (bytes.starts_with(12, "VP8L")) {
    const std::uint32_t packed = bytes.number(21, 4);
    header.width = (packed & 0x3fff) + 1;
    header.height = (packed >> 14 & 0x3fff) + 1;
  } else if (bytes.starts_with(12, "VP8X")) {
    header.width = bytes.number(24, 3) + 1;
    header.height = bytes.number(27, 3) + 1;
    header.animated_webp = (bytes.number(20, 1) & 2) != 0;
  }
  if (bytes.overrun()) header.width = header.height = 0;
}

void read_bmp(std::string_view data, PictureHeader& header) {
  Bytes bytes(data, true);
  if (bytes.number(14, 4) == 12) {
    header.width = bytes.number(18, 2);
    header.height = bytes.number(20, 2);
    return;
  }
  header.width = bytes.number(18, 4);
  const auto height = static_cast<std::int32_t>(bytes.number(22, 4));
  header.height = height < 0 ? ~static_cast<std::uint32_t>(height) + 1 : static_cast<std::uint32_t>(height);
}

bool is_png_complete(std::string_view data) {
  Bytes bytes(data, false);
  for (std::size_t chunk = 8; chunk + 12 <= data.size();) {
    if (bytes.starts_with(chunk + 4, "IEND")) return true;
    chunk += 12 + std::size_t{bytes.number(chunk, 4)};
  }
  return false;
}

/// Walks the blocks (GIF89a, section 15 on) to the end of the first picture's data.
bool is_gif_complete(std::string_view data) {
  Bytes bytes(data, true);
  const auto table_bytes = [](std::uint32_t flags) {
    return (flags & 0x80) != 0 ? std::size_t{3} << ((flags & 7) + 1) : 0;
  };
  std::size_t at = 13 + table_bytes(bytes.number(10, 1));
  bool picture = false;
  while (!picture && !bytes.overrun()) {
    const std::uint32_t kind = bytes.number(at, 1);
    if (kind == 0x2c) {
      picture = true;
      at += 10 + table_bytes(bytes.number(at + 9, 1)) + 1;
    } else if (kind == 0x21) {
      at += 2;
    } else {
      return false;
    }
    while (const std::uint32_t size = bytes.number(at, 1)) at += 1 + size;
    ++at;
  }
  return picture && !bytes.overrun();
}

/// PNG's chunks have 4 bytes of checksum, WebP's an even size.
struct ChunkKind {
  std::size_t first;
  std::size_t size_at;
  std::size_t name_at;
  std::string_view exif;
  std::string_view end;
  bool little_endian;
};
constexpr ChunkKind png_chunks{8, 0, 4, "eXIf", "IEND", false};
constexpr ChunkKind webp_chunks{12, 4, 0, "EXIF", "", true};

constexpr int chunks_max = 1 << 16;  ///< a file of 256 MB has half as many, of libpng's 8 KB
constexpr std::size_t exif_bytes_max = 1 << 20;

/// Nothing behind the end of the file.
std::string read_at(std::istream& file, std::uint64_t offset, std::size_t size) {
  std::string bytes(size, '\0');
  file.clear();
  file.seekg(static_cast<std::streamoff>(offset));
  file.read(bytes.data(), static_cast<std::streamsize>(size));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

void append_number(std::string& out, std::uint32_t value, int size) {
  for (int i = 0; i < size; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xff));
}

}  // namespace

bool has_picture_signature(std::string_view bytes) { return format_of(bytes).has_value(); }

std::optional<PictureHeader> read_picture_header(std::string_view bytes) {
  const std::optional<PictureFormat> format = format_of(bytes);
  if (!format) return std::nullopt;
  PictureHeader header;
  header.format = *format;
  switch (*format) {
    case PictureFormat::png:
      read_png(bytes, header);
      break;
    case PictureFormat::jpeg:
      read_jpeg(bytes, header);
      break;
    case PictureFormat::gif: {
      Bytes numbers(bytes, true);
      header.width = numbers.number(6, 2);
      header.height = numbers.number(8, 2);
      break;
    }
    case PictureFormat::webp:
      read_webp(bytes, header);
      break;
    case PictureFormat::bmp:
      read_bmp(bytes, header);
      break;
    case PictureFormat::tiff:
      read_tiff(bytes, header, true);
      break;
  }
  if (header.width == 0 || header.height == 0) return std::nullopt;
  return header;
}

int exif_orientation(std::istream& file, PictureHeader header) {
  if (header.format != PictureFormat::png && header.format != PictureFormat::webp) return header.orientation;
  const bool png = header.format == PictureFormat::png;
  const ChunkKind& kind = png ? png_chunks : webp_chunks;
  std::uint64_t at = kind.first;
  for (int chunk = 0; chunk < chunks_max; ++chunk) {
    const std::string head = read_at(file, at, 8);
    if (head.size() < 8) break;
    const std::string_view name = std::string_view(head).substr(kind.name_at, 4);
    const std::uint32_t size = Bytes(head, kind.little_endian).number(kind.size_at, 4);
    if (name == kind.end) break;
    if (name == kind.exif) {
      using namespace std::string_view_literals;
      const std::string exif = read_at(file, at + 8, std::min<std::size_t>(size, exif_bytes_max));
      std::string_view tiff = exif;
      if (tiff.starts_with("Exif\0\0"sv)) tiff.remove_prefix(6);
      read_tiff(tiff, header, false);
      break;
    }
    at += std::uint64_t{8} + size + (png ? 4 : size & 1);
  }
  return header.orientation;
}

bool is_container_complete(std::string_view bytes, PictureFormat format) {
  switch (format) {
    case PictureFormat::png:
      return is_png_complete(bytes);
    case PictureFormat::gif:
      return is_gif_complete(bytes);
    case PictureFormat::webp:
      return std::size_t{Bytes(bytes, true).number(4, 4)} + 8 <= bytes.size() + 1;
    case PictureFormat::jpeg:
    case PictureFormat::bmp:
    case PictureFormat::tiff:
      return true;
  }
  return true;
}

std::string_view chunk_content(std::string_view data, PictureFormat format, std::string_view name) {
  const bool png = format == PictureFormat::png;
  const ChunkKind& kind = png ? png_chunks : webp_chunks;
  Bytes bytes(data, kind.little_endian);
  for (std::size_t at = kind.first; at + 8 <= data.size();) {
    const std::size_t size = bytes.number(at + kind.size_at, 4);
    if (bytes.starts_with(at + kind.name_at, name)) return data.substr(at + 8, size);
    at += 8 + size + (png ? 4 : size & 1);
  }
  return {};
}

std::string first_webp_picture(std::string_view data, PictureHeader& header) {
  Bytes bytes(data, true);
  for (std::size_t chunk = 12; chunk + 24 < data.size();) {
    const std::size_t size = bytes.number(chunk + 4, 4);
    if (!bytes.starts_with(chunk, "ANMF")) {
      chunk += 8 + size + (size & 1);
      continue;
    }
    // ANMF (WebP container specification): x, y, width - 1, height - 1, duration (3 bytes each), flags, then
    // ALPH? and VP8 or VP8L.
    const std::string_view picture = data.substr(chunk + 8 + 16, size > 16 ? size - 16 : 0);
    header.width = bytes.number(chunk + 14, 3) + 1;
    header.height = bytes.number(chunk + 17, 3) + 1;
    const bool alpha = picture.starts_with("ALPH") || picture.starts_with("VP8L");
    std::string file = "RIFF";
    append_number(file, static_cast<std::uint32_t>(4 + 18 + picture.size()), 4);
    file += "WEBPVP8X";
    append_number(file, 10, 4);
    append_number(file, alpha ? 0x10 : 0, 4);
    append_number(file, header.width - 1, 3);
    append_number(file, header.height - 1, 3);
    file += picture;
    return file;
  }
  return {};
}

}  // namespace reelwright::media
