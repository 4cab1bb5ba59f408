// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/picture_maker.h"

extern "C" {
#include <libavutil/crc.h>
}

namespace reelwright::media::test {
namespace {

/// Writes bits, most significant first, with JPEG's stuffing of a zero after every 255.
class JpegBits {
 public:
  void put(unsigned value, int count) {
    for (int bit = count - 1; bit >= 0; --bit) {
      byte_ = byte_ << 1 | (value >> bit & 1);
      if (++filled_ == 8) flush();
    }
  }
  std::string finish() {
    while (filled_ != 0) put(1, 1);
    return bytes_;
  }

 private:
  void flush() {
    bytes_.push_back(static_cast<char>(byte_));
    if ((byte_ & 0xff) == 0xff) bytes_.push_back('\0');
    byte_ = 0;
    filled_ = 0;
  }
  std::string bytes_;
  unsigned byte_ = 0;
  int filled_ = 0;
};

}  // namespace

std::string cmyk_jpeg(std::array<int, 4> inks) {
  using namespace std::string_literals;
  std::string file =
      "\xff\xd8\xff\xee\0\x0e"
      "Adobe\0d\0\0\0\0\0"s;
  file += "\xff\xdb\0\x43\0"s + std::string(64, '\x08');
  file += "\xff\xc0\0\x14\x08\0\x20\0\x20\x04"s;
  for (const char id : {'\1', '\2', '\3', '\4'}) file += id + "\x11\0"s;
  // DC: category 0 is "0", category 7 is "10". AC: only the end of block, "0".
  file += "\xff\xc4\0\x15\0\1\1"s + std::string(14, '\0') + "\0\x07"s;
  file += "\xff\xc4\0\x14\x10\1"s + std::string(15, '\0') + "\0"s;
  file += "\xff\xda\0\x0e\x04\1\0\2\0\3\0\4\0\0\x3f\0"s;
  JpegBits bits;
  for (int block = 0; block < 16; ++block) {
    for (const int ink : inks) {
      const int level = ink - 128;
      if (block > 0) {
        bits.put(0, 1);
      } else {
        bits.put(2, 2);
        bits.put(static_cast<unsigned>(level > 0 ? level : level + 127), 7);
      }
      bits.put(0, 1);
    }
  }
  return file + bits.finish() + "\xff\xd9"s;
}

std::string number(std::uint32_t value, int size, bool little_endian) {
  std::string bytes;
  for (int i = 0; i < size; ++i)
    bytes.push_back(static_cast<char>(value >> 8 * (little_endian ? i : size - 1 - i)));
  return bytes;
}

std::string webp_chunk(const std::string& name, const std::string& body) {
  return name + number(static_cast<std::uint32_t>(body.size()), 4, true) + body +
         std::string(body.size() % 2, '\0');
}
std::string png_chunk(const std::string& name, const std::string& body) {
  const std::string checked = name + body;
  const std::uint32_t crc = ~av_crc(av_crc_get_table(AV_CRC_32_IEEE_LE), ~0U,
                                    reinterpret_cast<const std::uint8_t*>(checked.data()), checked.size());
  return number(static_cast<std::uint32_t>(body.size()), 4, false) + checked + number(crc, 4, false);
}

}  // namespace reelwright::media::test
