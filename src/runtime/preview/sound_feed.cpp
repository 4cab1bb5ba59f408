// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/preview/sound_feed.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace reelwright::runtime {
namespace {

constexpr std::size_t chunk_samples = 1024;

}  // namespace

void SoundFeed::set_pieces(const std::vector<media::SoundPiece>& pieces, std::optional<std::int64_t> end) {
  end_ = end;
  const std::int64_t position = pieces_.position();
  pieces_ = media::SoundPieces(pieces, stop_);
  pieces_.seek(position);
}

void SoundFeed::start(const SoundRun& run, media::AudioOutput& output) {
  run_ = run;
  ready_.clear();
  taken_ = 0;
  tempo_.reset();
  if (run.speed > 0 && run.speed != 1) tempo_.emplace(run.speed);
  pieces_.seek(run.start);
  output.restart();
}

bool SoundFeed::make_more() {
  ready_.clear();
  taken_ = 0;
  std::array<media::StereoSample, chunk_samples> chunk{};
  if (run_.speed < 0) {
    ready_.assign(chunk.begin(), chunk.end());
    return true;
  }
  if (run_.loop && pieces_.position() >= run_.loop->end) pieces_.seek(run_.loop->begin);
  auto count = static_cast<std::int64_t>(chunk.size());
  if (run_.loop) count = std::min(count, run_.loop->end - pieces_.position());
  if (end_) count = std::min(count, *end_ - pieces_.position());
  if (count <= 0) return false;
  const std::span<media::StereoSample> samples = std::span(chunk).first(static_cast<std::size_t>(count));
  pieces_.read(samples);
  if (tempo_) {
    tempo_->push(samples);
    tempo_->pull(ready_);
  } else {
    ready_.assign(samples.begin(), samples.end());
  }
  return true;
}

void SoundFeed::feed(media::AudioOutput& output) {
  while (!stop_.stop_requested()) {
    if (taken_ == ready_.size()) {
      if (!make_more()) return;
      continue;
    }
    const std::span<const media::StereoSample> rest = std::span(ready_).subspan(taken_);
    const std::size_t count = output.write(rest);
    taken_ += count;
    if (count < rest.size()) return;
  }
}

}  // namespace reelwright::runtime
