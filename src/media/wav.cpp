// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>

#include "base/check.h"
#include "base/file.h"
#include "media/sound.h"

namespace reelwright::media {
namespace {

static_assert(std::endian::native == std::endian::little, "samples are written as they are in memory");

template <typename T>
void append(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// RIFF header with "fmt " and "data" (Microsoft and IBM, Multimedia Programming Interface 1.0); floats are
/// format 3.
std::string wav_header(const AudioClip& clip, WavFormat format, std::uint32_t data_bytes) {
  const auto sample_bytes = static_cast<std::uint16_t>(format == WavFormat::pcm16 ? 2 : 4);
  const auto channels = static_cast<std::uint16_t>(clip.channels);
  const auto rate = static_cast<std::uint32_t>(clip.sample_rate);
  std::string header = "RIFF";
  append<std::uint32_t>(header, 36 + data_bytes);
  header += "WAVEfmt ";
  append<std::uint32_t>(header, 16);
  append<std::uint16_t>(header, format == WavFormat::pcm16 ? 1 : 3);
  append(header, channels);
  append(header, rate);
  append<std::uint32_t>(header, rate * channels * sample_bytes);
  append(header, static_cast<std::uint16_t>(channels * sample_bytes));
  append(header, static_cast<std::uint16_t>(8 * sample_bytes));
  header += "data";
  append(header, data_bytes);
  return header;
}

std::int16_t to_pcm16(float sample) {
  return static_cast<std::int16_t>(
      std::clamp(std::lround(static_cast<double>(sample) * 32768), -32768L, 32767L));
}

}  // namespace

Result<void> write_wav(const AudioClip& clip, const std::filesystem::path& path, WavFormat format) {
  CHECK(clip.channels > 0 && clip.sample_rate > 0);
  const std::uint64_t data_bytes = clip.samples.size() * std::uint64_t{format == WavFormat::pcm16 ? 2U : 4U};
  if (data_bytes > UINT32_MAX - 36)
    return fail("sound.too_long", "\"" + path.filename().string() +
                                      "\" would have more than 4 GB, which WAV files cannot hold.");
  auto file = TRY(TemporaryFile::beside(path));
  TRY(file.write(wav_header(clip, format, static_cast<std::uint32_t>(data_bytes))));
  constexpr std::size_t piece_samples = 1 << 20;
  std::string piece;
  for (std::size_t at = 0; at < clip.samples.size(); at += piece_samples) {
    const std::size_t count = std::min(piece_samples, clip.samples.size() - at);
    piece.clear();
    if (format == WavFormat::float32)
      piece.append(reinterpret_cast<const char*>(clip.samples.data() + at), count * sizeof(float));
    else
      for (std::size_t i = 0; i < count; ++i) append(piece, to_pcm16(clip.samples[at + i]));
    TRY(file.write(piece));
  }
  return file.commit();
}

}  // namespace reelwright::media
