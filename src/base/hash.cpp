// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/hash.h"

#include <fmt/format.h>

#include <array>
#include <bit>

namespace reelwright {
namespace {

std::array<std::byte, 8> little_endian(std::uint64_t value) {
  std::array<std::byte, 8> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(value >> (8 * i));
  return bytes;
}

}  // namespace

Hasher& Hasher::field(Kind kind, std::span<const std::byte> data) {
  const auto tag = static_cast<std::byte>(kind);
  hash_.update({&tag, 1});
  hash_.update(little_endian(data.size()));
  hash_.update(data);
  return *this;
}

Hasher& Hasher::word(Kind kind, std::uint64_t value) { return field(kind, little_endian(value)); }

Hasher& Hasher::bytes(std::span<const std::byte> data) { return field(Kind::bytes, data); }

Hasher& Hasher::text(std::string_view value) { return field(Kind::text, std::as_bytes(std::span(value))); }

Hasher& Hasher::integer(std::int64_t value) { return word(Kind::integer, static_cast<std::uint64_t>(value)); }

Hasher& Hasher::number(double value) {
  const double canonical = value == 0.0 ? 0.0 : value;
  return word(Kind::number, std::bit_cast<std::uint64_t>(canonical));
}

Hasher& Hasher::boolean(bool value) { return word(Kind::boolean, value ? 1 : 0); }

std::string Hasher::hex() const {
  const auto [h1, h2] = hash_.finish();
  return fmt::format("{:016x}{:016x}", h1, h2);
}

std::string hash_text(std::string_view value) { return Hasher().text(value).hex(); }

}  // namespace reelwright
