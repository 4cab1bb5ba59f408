// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/encoded_sound.h"

#include <string>
#include <utility>

#include "model/limits.h"

namespace reelwright::media {
namespace {

std::unexpected<Error> mismatch(const std::filesystem::path& path, const std::string& what) {
  return fail("mux.segment_mismatch",
              "The sound track \"" + path.filename().string() + "\" does not fit: " + what + ".",
              "Render again: what is bad is then encoded anew.");
}

}  // namespace

Result<EncodedSound> EncodedSound::open(const std::filesystem::path& path, std::stop_token stop) {
  EncodedSound sound;
  sound.stop_ = std::make_unique<std::stop_token>(std::move(stop));
  sound.path_ = path;
  auto input = open_input(path, media_formats, *sound.stop_);
  if (sound.stop_->stop_requested()) return canceled();
  if (!input) return mismatch(path, libav_text(input.error()));
  sound.input_ = std::move(*input);
  if (sound.input_->nb_streams != 1 || sound.parameters().codec_id != AV_CODEC_ID_AAC ||
      sound.stream().time_base.num != 1 || sound.stream().time_base.den != limits::audio_sample_rate)
    return mismatch(path, "it is not one AAC track of 48 kHz");
  return sound;
}

bool EncodedSound::is_whole() const { return has_indexed_packets(stream(), *input_->pb); }

Result<bool> EncodedSound::next(AVPacket& packet) {
  const int read = av_read_frame(input_.get(), &packet);
  if (stop_->stop_requested()) return canceled();
  if (read == AVERROR_EOF) return false;
  if (read < 0 || (packet.flags & AV_PKT_FLAG_CORRUPT) != 0 || packet.dts == AV_NOPTS_VALUE)
    return mismatch(path_, "it is damaged");
  // What a player leaves out at the start follows from the times.
  av_packet_free_side_data(&packet);
  packet.flags = AV_PKT_FLAG_KEY;
  packet.pos = -1;
  return true;
}

}  // namespace reelwright::media
