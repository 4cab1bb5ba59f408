// SPDX-License-Identifier: GPL-3.0-or-later
// The sound of a video as it is heard: one file, or several at their places with silence between them, as
// stereo samples from any position on. Also the change of speed without a change of pitch.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace reelwright::media {

/// Left and right, at the product's sample rate.
using StereoSample = std::array<float, 2>;

struct SoundPiece {
  std::filesystem::path path;
  std::int64_t start = 0;  ///< sample of the whole at which it begins
  friend bool operator==(const SoundPiece&, const SoundPiece&) = default;
};

/// One thread.
class SoundPieces {
 public:
  /// In order of start; a piece is heard until it ends or the next one begins. What cannot be read is silent.
  SoundPieces(std::vector<SoundPiece> pieces, std::stop_token stop);
  SoundPieces(SoundPieces&&) noexcept;
  SoundPieces& operator=(SoundPieces&&) noexcept;
  ~SoundPieces();

  /// Exact to the sample.
  void seek(std::int64_t sample);
  /// Fills all of `out`, with silence where there is nothing.
  void read(std::span<StereoSample> out);
  [[nodiscard]] std::int64_t position() const { return position_; }

 private:
  struct Open;
  void open_piece();

  std::vector<SoundPiece> pieces_;
  std::stop_token stop_;
  std::int64_t position_ = 0;
  std::size_t index_ = 0;  ///< of the piece at position_
  std::unique_ptr<Open> open_;
};

/// Plays faster or slower at the same pitch (libavfilter's atempo). One thread.
class Tempo {
 public:
  /// 0.25 to 4.
  explicit Tempo(double speed);
  Tempo(Tempo&&) noexcept;
  Tempo& operator=(Tempo&&) noexcept;
  ~Tempo();

  void push(std::span<const StereoSample> in);
  /// Appends what is ready.
  void pull(std::vector<StereoSample>& out);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace reelwright::media
