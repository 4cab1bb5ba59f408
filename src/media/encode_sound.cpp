// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "base/check.h"
#include "base/file.h"
#include "media/encode.h"
#include "media/encoded_sound.h"
#include "media/muxer.h"
#include "media/sound_track.h"
#include "model/limits.h"

namespace reelwright::media {
namespace {

constexpr AVRational sound_time{1, limits::audio_sample_rate};

std::int64_t samples_of(const Timeline& timeline) {
  return timeline.frame_count * limits::audio_sample_rate / timeline.frames_per_second;
}

}  // namespace

Result<void> encode_sound(const Timeline& timeline, const std::filesystem::path& root,
                          const std::filesystem::path& path, std::stop_token stop,
                          std::move_only_function<void(double fraction)> on_progress) {
  if (stop.stop_requested()) return canceled();
  const std::int64_t samples = samples_of(timeline);
  SoundTrack sound =
      TRY(SoundTrack::open(root / timeline.audio, samples, timeline.encode.audio_bit_rate, stop));
  TemporaryFile file = TRY(TemporaryFile::beside(path));
  Muxer muxer = TRY(Muxer::open(file.path(), "encode.failed", stop));
  AVStream& stream = muxer.add_stream();
  stream.time_base = sound_time;
  CHECK(avcodec_parameters_from_context(stream.codecpar, &sound.encoder()) >= 0);
  TRY(muxer.begin(nullptr));
  const Packet packet = make_packet();
  for (std::int64_t packets = 1; TRY(sound.next(*packet)); ++packets) {
    if (stop.stop_requested()) return canceled();
    if (on_progress && packets % 64 == 0 && packet->pts > 0)
      on_progress(static_cast<double>(packet->pts) / static_cast<double>(samples));
    packet->stream_index = stream.index;
    av_packet_rescale_ts(packet.get(), sound_time, stream.time_base);
    TRY(muxer.write(*packet));
  }
  TRY(muxer.finish());
  return file.commit();
}

bool is_complete_sound(const std::filesystem::path& path, const Timeline& timeline) {
  const auto sound = EncodedSound::open(path, {});
  return sound && sound->is_whole() && sound->samples() == samples_of(timeline);
}

}  // namespace reelwright::media
