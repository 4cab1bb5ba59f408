// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/segment_reader.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"

namespace reelwright::media {
namespace {

std::unexpected<Error> mismatch(const std::filesystem::path& path, const std::string& what) {
  return fail("mux.segment_mismatch",
              "The segment \"" + path.filename().string() + "\" does not fit: " + what + ".",
              "Render again: what is bad is then encoded anew.");
}

bool same_parameters(const AVCodecParameters& a, const AVCodecParameters& b) {
  return a.codec_id == b.codec_id && a.width == b.width && a.height == b.height && a.format == b.format &&
         a.extradata_size == b.extradata_size &&
         (a.extradata_size == 0 ||
          std::memcmp(a.extradata, b.extradata, static_cast<std::size_t>(a.extradata_size)) == 0);
}

}  // namespace

Result<SegmentReader> SegmentReader::open(const Timeline& timeline,
                                          std::span<const std::filesystem::path> paths,
                                          std::stop_token stop) {
  SegmentReader reader;
  reader.stop_ = std::make_unique<std::stop_token>(std::move(stop));
  reader.paths_ = paths;
  reader.frame_time_ = {1, timeline.frames_per_second};
  reader.parameters_.reset(avcodec_parameters_alloc());
  CHECK(reader.parameters_ != nullptr);
  TRY(reader.survey(timeline));
  reader.index_ = 0;
  reader.segment_start_ = reader.segment_frames_ = 0;
  reader.input_.reset();
  return reader;
}

Result<void> SegmentReader::open_segment(std::size_t index) {
  const std::filesystem::path& path = paths_[index];
  auto input = open_input(path, media_formats, *stop_);
  if (stop_->stop_requested()) return canceled();
  if (!input) return mismatch(path, libav_text(input.error()));
  if ((*input)->nb_streams != 1 || (*input)->streams[0]->codecpar->codec_type != AVMEDIA_TYPE_VIDEO)
    return mismatch(path, "it is not one picture track");
  const AVCodecParameters& own = *(*input)->streams[0]->codecpar;
  if (parameters_->codec_id == AV_CODEC_ID_NONE) CHECK(avcodec_parameters_copy(parameters_.get(), &own) >= 0);
  if (!same_parameters(*parameters_, own)) return mismatch(path, "it was encoded with other settings");
  input_ = std::move(*input);
  index_ = index + 1;
  return {};
}

Result<bool> SegmentReader::read_in_segment(AVPacket& packet) {
  const std::filesystem::path& path = paths_[index_ - 1];
  const int read = av_read_frame(input_.get(), &packet);
  if (stop_->stop_requested()) return canceled();
  if (read == AVERROR_EOF) return false;
  if (read < 0 || (packet.flags & AV_PKT_FLAG_CORRUPT) != 0 || packet.pts == AV_NOPTS_VALUE)
    return mismatch(path, "it is damaged");
  packet.pts = av_rescale_q_rnd(packet.pts, input_->streams[0]->time_base, frame_time_, AV_ROUND_NEAR_INF);
  packet.duration = 1;
  packet.pos = -1;
  return true;
}

Result<void> SegmentReader::survey(const Timeline& timeline) {
  Packet packet = make_packet();
  std::vector<bool> seen;
  for (std::size_t i = 0; i < paths_.size(); ++i) {
    TRY(open_segment(i));
    seen.clear();
    std::int64_t count = 0;
    while (TRY(read_in_segment(*packet))) {
      if (packet->pts < 0 || packet->pts >= timeline.frame_count)
        return mismatch(paths_[i], "its times are wrong");
      if (count == 0 && (packet->flags & AV_PKT_FLAG_KEY) == 0)
        return mismatch(paths_[i], "it does not begin with a keyframe");
      const auto at = static_cast<std::size_t>(packet->pts);
      seen.resize(std::max(seen.size(), at + 1));
      if (seen[at]) return mismatch(paths_[i], "a frame is there twice");
      seen[at] = true;
      delay_ = std::max(delay_, count - packet->pts);
      ++count;
      av_packet_unref(packet.get());
    }
    if (count != static_cast<std::int64_t>(seen.size())) return mismatch(paths_[i], "frames are missing");
    frame_count_ += count;
  }
  if (frame_count_ != timeline.frame_count)
    return fail("mux.segment_mismatch",
                "The segments have " + std::to_string(frame_count_) + " frames, the timeline has " +
                    std::to_string(timeline.frame_count) + ".",
                "Render again: what is bad is then encoded anew.");
  return {};
}

Result<bool> SegmentReader::next(AVPacket& packet) {
  for (;;) {
    if (input_ != nullptr && TRY(read_in_segment(packet))) break;
    if (index_ == paths_.size()) return false;
    segment_start_ += segment_frames_;
    segment_frames_ = 0;
    TRY(open_segment(index_));
  }
  packet.pts += segment_start_;
  packet.dts = segment_start_ + segment_frames_ - delay_;
  ++segment_frames_;
  return true;
}

}  // namespace reelwright::media
