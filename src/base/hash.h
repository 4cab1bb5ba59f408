// SPDX-License-Identifier: GPL-3.0-or-later
// A 128-bit content hash that names inputs: two equal hashes mean "this work is already done". Stable across
// machines, builds and versions. Not for security: nobody gains by forging the name of their own scene.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/murmur3.h"

namespace reelwright {

/// Collects fields in order; every field is framed with its kind and length, so ("ab","c") and ("a","bc")
/// differ. MurmurHash3_x64_128 over frames of: kind (1 byte), length (8 bytes, little endian), data; numbers
/// are 8 bytes, little endian. One thread at a time.
class Hasher {
 public:
  Hasher& bytes(std::span<const std::byte> data);
  Hasher& text(std::string_view value);
  Hasher& integer(std::int64_t value);
  Hasher& number(double value);  ///< by its bits; -0.0 counts as 0.0
  Hasher& boolean(bool value);

  /// 32 lower-case hexadecimal digits of everything added so far.
  [[nodiscard]] std::string hex() const;

 private:
  enum class Kind : std::uint8_t { bytes = 1, text, integer, number, boolean };
  Hasher& field(Kind kind, std::span<const std::byte> data);
  Hasher& word(Kind kind, std::uint64_t value);

  Murmur3 hash_;
};

/// The hash of one text field.
[[nodiscard]] std::string hash_text(std::string_view value);

}  // namespace reelwright
