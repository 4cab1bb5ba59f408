// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/sound.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/check.h"
#include "media/sound_reader.h"

namespace reelwright::media {
namespace {

AudioClip mono_to_stereo(const AudioClip& clip) {
  AudioClip stereo{clip.sample_rate, 2, {}};
  stereo.samples.reserve(clip.samples.size() * 2);
  for (const float sample : clip.samples) stereo.samples.insert(stereo.samples.end(), 2, sample);
  return stereo;
}

AudioClip stereo_to_mono(const AudioClip& clip) {
  AudioClip mono{clip.sample_rate, 1, {}};
  mono.samples.reserve(clip.frame_count());
  for (std::size_t i = 0; i + 1 < clip.samples.size(); i += 2)
    mono.samples.push_back(0.5F * (clip.samples[i] + clip.samples[i + 1]));
  return mono;
}

/// Rate and, for more than two channels, the usual down-mix, through libswresample.
Result<AudioClip> convert(const AudioClip& clip, int sample_rate, int channels, const std::stop_token& stop) {
  const auto failed = [] {
    return fail("sound.not_resampled", "The sound could not be brought to another sample rate.");
  };
  AVChannelLayout from{};
  AVChannelLayout to{};
  av_channel_layout_default(&from, clip.channels);
  av_channel_layout_default(&to, channels);
  SwrContext* context = nullptr;
  const int allocated = swr_alloc_set_opts2(&context, &to, AV_SAMPLE_FMT_FLT, sample_rate, &from,
                                            AV_SAMPLE_FMT_FLT, clip.sample_rate, 0, nullptr);
  const Resampler resampler(context);
  if (allocated < 0) return failed();
  av_opt_set_int(resampler.get(), "filter_size", 64, 0);
  av_opt_set_int(resampler.get(), "phase_shift", 10, 0);
  av_opt_set_int(resampler.get(), "exact_rational", 1, 0);
  av_opt_set_double(resampler.get(), "cutoff", 0.97, 0);
  if (swr_init(resampler.get()) < 0) return failed();

  const auto frames = static_cast<std::size_t>(std::llround(
      static_cast<double>(clip.frame_count()) * sample_rate / static_cast<double>(clip.sample_rate)));
  const auto width = static_cast<std::size_t>(channels);
  AudioClip result{sample_rate, channels, std::vector<float>(frames * width)};
  constexpr std::size_t piece_frames = 1 << 14;
  std::size_t taken = 0;
  for (std::size_t done = 0; done < frames;) {
    if (stop.stop_requested()) return canceled();
    const std::size_t given = std::min(piece_frames, clip.frame_count() - taken);
    const auto* in = reinterpret_cast<const std::uint8_t*>(clip.samples.data() +
                                                           taken * static_cast<std::size_t>(clip.channels));
    auto* out = reinterpret_cast<std::uint8_t*>(result.samples.data() + done * width);
    const int room = static_cast<int>(std::min<std::size_t>(frames - done, 1 << 20));
    const int got =
        swr_convert(resampler.get(), &out, room, given > 0 ? &in : nullptr, static_cast<int>(given));
    if (got < 0) return failed();
    if (got == 0 && given == 0) break;  // what is missing to a whole frame stays silent
    taken += given;
    done += static_cast<std::size_t>(got);
  }
  return result;
}

}  // namespace

Result<double> probe_sound(const std::filesystem::path& path) {
  const SoundReader reader = TRY(SoundReader::open(path, {}));
  const double duration_s = reader.announced_duration_s();
  if (duration_s > sound_s_max)
    return fail("sound.too_long", "\"" + path.filename().string() + "\" is longer than two hours.",
                "Use a shorter piece of it.");
  return duration_s;
}

Result<AudioClip> read_sound(const std::filesystem::path& path, std::stop_token stop, double seconds_max) {
  CHECK(seconds_max > 0);
  SoundReader reader = TRY(SoundReader::open(path, std::move(stop)));
  AudioClip clip{reader.sample_rate(), reader.channels(), {}};
  const auto frames_max = static_cast<std::size_t>(std::ceil(seconds_max * clip.sample_rate));
  while (clip.frame_count() < frames_max && TRY(reader.read_more(clip.samples))) continue;
  if (clip.frame_count() > frames_max)
    clip.samples.resize(frames_max * static_cast<std::size_t>(clip.channels));
  // A few bad packets are common in files cut from streams; more are damage.
  if (clip.samples.empty() || reader.bad_packets() * 10 > reader.packets())
    return fail("sound.damaged", "The sound in \"" + path.filename().string() + "\" is damaged.",
                "Copy or export the file again.");
  return clip;
}

Result<AudioClip> resample(const AudioClip& clip, int sample_rate, int channels, std::stop_token stop) {
  CHECK(clip.channels > 0 && clip.sample_rate > 0 && sample_rate > 0 && channels >= 1 && channels <= 2);
  if (clip.channels > 2) {
    AudioClip stereo = TRY(convert(clip, sample_rate, 2, stop));
    return channels == 2 ? stereo : stereo_to_mono(stereo);
  }
  AudioClip result =
      clip.sample_rate == sample_rate ? clip : TRY(convert(clip, sample_rate, clip.channels, stop));
  if (result.channels == channels) return result;
  return channels == 2 ? mono_to_stereo(result) : stereo_to_mono(result);
}

}  // namespace reelwright::media
