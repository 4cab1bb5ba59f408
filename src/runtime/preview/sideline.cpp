// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/preview/sideline.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "base/file.h"
#include "media/picture.h"
#include "model/limits.h"

namespace reelwright::runtime {
namespace {

constexpr std::size_t sound_piece_samples = 1 << 14;
constexpr int names_max = 1000;

/// "0-01-23-07": hours, minutes, seconds, frame.
std::string time_code(std::int64_t frame, double frames_per_second) {
  const auto seconds = static_cast<std::int64_t>(static_cast<double>(frame) / frames_per_second + 1e-6);
  const std::int64_t rest = frame - std::llround(static_cast<double>(seconds) * frames_per_second);
  return fmt::format("{}-{:02}-{:02}-{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60,
                     std::max<std::int64_t>(rest, 0));
}

}  // namespace

PreviewSideline::PreviewSideline(Exchange& exchange, std::function<std::shared_ptr<const PreviewPlan>()> plan,
                                 std::function<void()> wake, std::shared_ptr<media::LayerCache> layers,
                                 std::stop_token stop)
    : exchange_(exchange),
      current_plan_(std::move(plan)),
      wake_(std::move(wake)),
      layers_(std::move(layers)),
      stop_(std::move(stop)) {}

bool PreviewSideline::work() {
  take_plan();
  return save_snapshot() || peek() || measure_sound();
}

void PreviewSideline::take_plan() {
  std::shared_ptr<const PreviewPlan> plan = current_plan_();
  if (plan == plan_) return;
  const bool is_another = plan == nullptr || plan->subject != facts_.subject;
  plan_ = std::move(plan);
  source_.reset();
  peeked_.reset();
  sound_.reset();
  if (is_another) {
    facts_.subject = plan_ == nullptr ? 0 : plan_->subject;
    facts_.waveform.clear();
    facts_.snapshot_file.clear();
    facts_.snapshots = facts_.snapshots_failed = 0;
    publish();
  }
}

Result<void> PreviewSideline::open_peek_source() {
  if (source_ == nullptr)
    source_ = TRY(open_source(plan_, {.layers = layers_, .decoder_threads = 1, .stop = stop_}));
  return {};
}

bool PreviewSideline::peek() {
  const std::optional<std::int64_t> wanted = exchange_.order.read()->peek;
  if (!wanted || wanted == peeked_) return false;
  if (plan_ == nullptr || !open_peek_source()) return false;
  const auto gives_up = [&] { return exchange_.order.read()->peek != wanted; };
  peeked_ = wanted;
  auto shot = source_->picture(*wanted, gives_up);
  if (!shot) return is_canceled(shot.error());
  static_cast<void>(exchange_.peeks.try_push(
      PeekFrame{.subject = plan_->subject,
                .number = std::clamp<std::int64_t>(*wanted, 0, source_->facts().frame_count - 1),
                .frame = shot->frame.scaled_to(std::min(peek_width, source_->facts().width))}));
  wake_();
  return true;
}

bool PreviewSideline::save_snapshot() {
  const std::optional<SnapshotWish> wish = exchange_.snapshots.try_pop();
  if (!wish || plan_ == nullptr) return wish.has_value();
  Result<fs::path> path = write_snapshot(*wish);
  if (path) {
    facts_.snapshot_file = path->string();
    ++facts_.snapshots;
  } else if (!is_canceled(path.error())) {
    facts_.snapshot_error = std::move(path.error());
    ++facts_.snapshots_failed;
  }
  publish();
  return true;
}

Result<fs::path> PreviewSideline::write_snapshot(const SnapshotWish& wish) {
  TRY(open_peek_source());
  const fs::path folder = plan_->folder / "snapshots";
  const std::string name = time_code(wish.number, source_->facts().frames_per_second);
  fs::path path = folder / (name + ".png");
  std::error_code ignored;
  for (int i = 2; fs::exists(path, ignored) && i < names_max; ++i)
    path = folder / fmt::format("{} ({}).png", name, i);
  TRY(make_folder(folder));
  TRY(media::write_png(TRY(wish.frame.to_rgba(stop_)), path));
  return path;
}

bool PreviewSideline::measure_sound() {
  if (!sound_) {
    if (plan_ == nullptr || plan_->sound.empty() || measured_ == plan_) return false;
    if (!open_peek_source()) return false;
    measured_ = plan_;
    const media::FilmFacts& film = source_->facts();
    sound_.emplace(plan_->sound, stop_);
    sound_end_ = std::llround(static_cast<double>(film.frame_count) * limits::audio_sample_rate /
                              film.frames_per_second);
    peaks_.assign(film.has_sound && sound_end_ > 0 ? peaks_max : 0, 0);
  }
  std::array<media::StereoSample, sound_piece_samples> samples{};
  const std::int64_t begin = sound_->position();
  const std::int64_t count = std::min<std::int64_t>(sound_piece_samples, sound_end_ - begin);
  if (count > 0 && !peaks_.empty()) {
    const auto piece = std::span(samples).first(static_cast<std::size_t>(count));
    sound_->read(piece);
    for (std::int64_t i = 0; i < count; ++i) {
      const media::StereoSample& sample = piece[static_cast<std::size_t>(i)];
      const float loudest = std::min(1.0F, std::max(std::abs(sample[0]), std::abs(sample[1])));
      std::uint8_t& peak =
          peaks_[static_cast<std::size_t>((begin + i) * std::int64_t{peaks_max} / sound_end_)];
      peak = std::max(peak, static_cast<std::uint8_t>(std::lround(loudest * 255)));
    }
    return true;
  }
  sound_.reset();
  facts_.waveform = peaks_;
  publish();
  return false;
}

void PreviewSideline::publish() {
  ++facts_.version;
  exchange_.side_facts.publish(facts_);
  wake_();
}

}  // namespace reelwright::runtime
