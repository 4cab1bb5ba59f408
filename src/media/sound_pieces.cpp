// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/sound_pieces.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/check.h"
#include "media/sound_reader.h"
#include "model/limits.h"

namespace reelwright::media {
namespace {

constexpr int rate = limits::audio_sample_rate;

/// To the product's rate, and to two channels if there are more.
Resampler make_resampler(int sample_rate, int channels) {
  AVChannelLayout from{};
  AVChannelLayout to{};
  av_channel_layout_default(&from, channels);
  av_channel_layout_default(&to, std::min(channels, 2));
  SwrContext* context = nullptr;
  const int allocated = swr_alloc_set_opts2(&context, &to, AV_SAMPLE_FMT_FLT, rate, &from, AV_SAMPLE_FMT_FLT,
                                            sample_rate, 0, nullptr);
  Resampler resampler(context);
  if (allocated < 0 || swr_init(resampler.get()) < 0) return nullptr;
  return resampler;
}

}  // namespace

/// The piece that is being read.
struct SoundPieces::Open {
  SoundReader reader;
  Resampler resampler;         ///< null: as it is
  std::vector<float> decoded;  ///< as the file has it
  std::vector<float> fitting;  ///< mono or stereo, at our rate
  std::size_t taken = 0;       ///< of `fitting`
  bool has_ended = false;

  [[nodiscard]] std::size_t width() const { return reader.channels() == 1 ? 1 : 2; }
  [[nodiscard]] std::size_t ready() const { return (fitting.size() - taken) / width(); }
  void read_more();
};

void SoundPieces::Open::read_more() {
  fitting.erase(fitting.begin(), fitting.begin() + static_cast<std::ptrdiff_t>(taken));
  taken = 0;
  decoded.clear();
  const Result<bool> more = reader.read_more(decoded);
  has_ended = !more || !*more;
  if (resampler == nullptr) {
    fitting.insert(fitting.end(), decoded.begin(), decoded.end());
    return;
  }
  const auto frames = static_cast<int>(decoded.size() / static_cast<std::size_t>(reader.channels()));
  const int room = swr_get_out_samples(resampler.get(), frames) + 32;
  const std::size_t before = fitting.size();
  fitting.resize(before + static_cast<std::size_t>(room) * width());
  auto* out = reinterpret_cast<std::uint8_t*>(fitting.data() + before);
  const auto* in = reinterpret_cast<const std::uint8_t*>(decoded.data());
  const int got = swr_convert(resampler.get(), &out, room, has_ended && frames == 0 ? nullptr : &in, frames);
  fitting.resize(before + static_cast<std::size_t>(std::max(got, 0)) * width());
}

SoundPieces::SoundPieces(std::vector<SoundPiece> pieces, std::stop_token stop)
    : pieces_(std::move(pieces)), stop_(std::move(stop)) {
  CHECK(std::ranges::is_sorted(pieces_, {}, &SoundPiece::start));
  seek(0);
}
SoundPieces::SoundPieces(SoundPieces&&) noexcept = default;
SoundPieces& SoundPieces::operator=(SoundPieces&&) noexcept = default;
SoundPieces::~SoundPieces() = default;

void SoundPieces::seek(std::int64_t sample) {
  position_ = std::max<std::int64_t>(sample, 0);
  const auto after = std::ranges::upper_bound(pieces_, position_, {}, &SoundPiece::start);
  const auto index = static_cast<std::size_t>(after - pieces_.begin());
  open_.reset();
  index_ = index;  // one past the piece
  if (index_ > 0) open_piece();
}

void SoundPieces::open_piece() {
  const SoundPiece& piece = pieces_[index_ - 1];
  open_.reset();
  Result<SoundReader> reader = SoundReader::open(piece.path, stop_);
  if (!reader) return;
  Resampler resampler;
  if (reader->sample_rate() != rate || reader->channels() > 2) {
    resampler = make_resampler(reader->sample_rate(), reader->channels());
    if (resampler == nullptr) return;
  }
  if (const std::int64_t offset = position_ - piece.start; offset > 0)
    reader->seek(static_cast<double>(offset) / rate);
  open_ = std::make_unique<Open>(std::move(*reader), std::move(resampler));
}

void SoundPieces::read(std::span<StereoSample> out) {
  while (!out.empty()) {
    if (index_ < pieces_.size() && position_ >= pieces_[index_].start) {
      ++index_;
      open_piece();
    }
    std::size_t count = out.size();
    if (index_ < pieces_.size())
      count = std::min(count, static_cast<std::size_t>(pieces_[index_].start - position_));
    while (open_ != nullptr && open_->ready() == 0 && !open_->has_ended) open_->read_more();
    if (open_ != nullptr && open_->ready() > 0) {
      count = std::min(count, open_->ready());
      const std::size_t width = open_->width();
      const float* in = open_->fitting.data() + open_->taken;
      for (std::size_t i = 0; i < count; ++i) out[i] = {in[i * width], in[i * width + width - 1]};
      open_->taken += count * width;
    } else {
      std::ranges::fill(out.first(count), StereoSample{});
    }
    out = out.subspan(count);
    position_ += static_cast<std::int64_t>(count);
  }
}

}  // namespace reelwright::media
