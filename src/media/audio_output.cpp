// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/audio_output.h"

#include <cubeb/cubeb.h>

#include <algorithm>

#include "model/limits.h"

namespace reelwright::media {
namespace {

constexpr std::uint32_t latency_samples_min = 960;  ///< 20 ms: a busy machine still keeps up

struct FreeCubeb {
  void operator()(cubeb* context) const { cubeb_destroy(context); }
  void operator()(cubeb_stream* stream) const {
    cubeb_stream_stop(stream);
    cubeb_stream_destroy(stream);
  }
};

class CubebOutput final : public AudioOutput {
 public:
  [[nodiscard]] bool open();

  std::size_t write(std::span<const StereoSample> samples) override { return queue_.write(samples); }
  void restart() override { queue_.restart(); }
  [[nodiscard]] std::optional<double> heard_s() override;
  void set_gain(float gain) override { queue_.set_gain(gain); }
  void set_running(bool is_running) override;

 private:
  static long fill(cubeb_stream* stream, void* self, const void* input, void* output, long count);
  static void note_state(cubeb_stream* stream, void* self, cubeb_state state);

  AudioQueue queue_;
  std::atomic<bool> has_failed_{false};
  std::unique_ptr<cubeb, FreeCubeb> context_;
  std::unique_ptr<cubeb_stream, FreeCubeb> stream_;  ///< goes first: it uses all the others
  bool is_running_ = false;
};

bool CubebOutput::open() {
  cubeb* context = nullptr;
  if (cubeb_init(&context, "Reelwright", nullptr) != CUBEB_OK) return false;
  context_.reset(context);
  cubeb_stream_params parameters{};
  parameters.format = CUBEB_SAMPLE_FLOAT32NE;
  parameters.rate = limits::audio_sample_rate;
  parameters.channels = 2;
  parameters.layout = CUBEB_LAYOUT_STEREO;
  parameters.prefs = CUBEB_STREAM_PREF_NONE;
  std::uint32_t latency = 0;
  if (cubeb_get_min_latency(context, &parameters, &latency) != CUBEB_OK) latency = latency_samples_min;
  cubeb_stream* stream = nullptr;
  if (cubeb_stream_init(context, &stream, "Preview", nullptr, nullptr, nullptr, &parameters,
                        std::max(latency, latency_samples_min), fill, note_state, this) != CUBEB_OK)
    return false;
  stream_.reset(stream);
  return true;
}

long CubebOutput::fill(cubeb_stream*, void* self, const void*, void* output, long count) {
  static_cast<CubebOutput*>(self)->queue_.fill(
      {static_cast<StereoSample*>(output), static_cast<std::size_t>(count)});
  return count;
}

void CubebOutput::note_state(cubeb_stream*, void* self, cubeb_state state) {
  if (state == CUBEB_STATE_ERROR) static_cast<CubebOutput*>(self)->has_failed_ = true;
}

std::optional<double> CubebOutput::heard_s() {
  std::uint64_t played = 0;
  if (has_failed_ || cubeb_stream_get_position(stream_.get(), &played) != CUBEB_OK) return std::nullopt;
  return queue_.heard_s(static_cast<std::int64_t>(played));
}

void CubebOutput::set_running(bool is_running) {
  if (is_running == is_running_ || has_failed_) return;
  is_running_ = is_running;
  const int changed = is_running ? cubeb_stream_start(stream_.get()) : cubeb_stream_stop(stream_.get());
  if (changed != CUBEB_OK) has_failed_ = true;
}

}  // namespace

std::unique_ptr<AudioOutput> open_audio_output() {
  auto output = std::make_unique<CubebOutput>();
  if (!output->open()) return nullptr;
  return output;
}

}  // namespace reelwright::media
