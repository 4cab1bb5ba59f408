// SPDX-License-Identifier: GPL-3.0-or-later
// Sound from and to files, and its rate. Wav files are 16-bit for narration and 32-bit float for the final
// mix.
#pragma once

#include <filesystem>
#include <stop_token>

#include "base/result.h"
#include "model/audio.h"

namespace reelwright::media {

enum class WavFormat { pcm16, float32 };

/// Durable save. Any thread.
[[nodiscard]] Result<void> write_wav(const AudioClip& clip, const std::filesystem::path& path,
                                     WavFormat format);
/// Longer files are refused by probe_sound and never held in memory as a whole.
inline constexpr double sound_s_max = 2 * 3600.0;

/// The length in seconds as the file announces it (0 when it does not), without reading its samples. Errors:
/// sound.missing, sound.not_audio, sound.too_long (over sound_s_max). Any thread.
[[nodiscard]] Result<double> probe_sound(const std::filesystem::path& path);
/// At most the first `seconds_max` (above 0) of any audio file that libavformat reads (wav, mp3, ogg, flac,
/// m4a, the sound of a video), as it is. Errors: sound.missing, sound.not_audio, sound.damaged, canceled. Any
/// thread.
[[nodiscard]] Result<AudioClip> read_sound(const std::filesystem::path& path, std::stop_token stop,
                                           double seconds_max = sound_s_max);
/// libswresample, high quality. Mono to stereo copies, stereo to mono averages. Errors: sound.not_resampled,
/// canceled. Any thread.
[[nodiscard]] Result<AudioClip> resample(const AudioClip& clip, int sample_rate, int channels,
                                         std::stop_token stop = {});

struct Loudness {
  double integrated_lufs = -70;
  double true_peak_dbtp = -70;
};
/// EBU R128 through libebur128. Error: canceled. Any thread.
[[nodiscard]] Result<Loudness> measure_loudness(const AudioClip& clip, std::stop_token stop = {});
/// The same without the true peak, which takes most of the time.
[[nodiscard]] Result<double> measure_integrated_lufs(const AudioClip& clip, std::stop_token stop = {});
/// Two passes: measure, then gain plus a look-ahead true-peak limiter, repeated until the result is within
/// 0.3 LU of the target and under the peak (a few rounds at most). Silence is left alone. Returns the
/// loudness reached. Error: canceled, and the clip is as it was. Any thread.
[[nodiscard]] Result<Loudness> normalise_loudness(AudioClip& clip, double target_lufs,
                                                  double true_peak_dbtp_max, std::stop_token stop);

}  // namespace reelwright::media
