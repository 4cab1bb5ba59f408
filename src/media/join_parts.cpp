// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/file.h"
#include "media/encode.h"
#include "media/encoded_sound.h"
#include "media/mp4_boxes.h"
#include "media/muxer.h"
#include "media/segment_reader.h"
#include "media/soft_subtitles.h"
#include "model/limits.h"

namespace reelwright::media {
namespace {

constexpr AVRational milliseconds{1, 1000};
constexpr AVRational microseconds{1, 1'000'000};
constexpr AVRational sound_time{1, limits::audio_sample_rate};

void set_text(AVDictionary** metadata, const char* key, const std::string& text) {
  if (!text.empty()) av_dict_set(metadata, key, text.c_str(), 0);
}

void add_chapters(AVFormatContext& output, const Timeline& timeline) {
  const auto end_ms = static_cast<std::int64_t>(std::llround(timeline.duration_s() * 1000));
  int count = 0;
  for (std::size_t i = 0; i < timeline.chapters.size(); ++i) {
    auto* chapter = static_cast<AVChapter*>(av_mallocz(sizeof(AVChapter)));
    CHECK(chapter != nullptr);
    chapter->id = static_cast<std::int64_t>(i);
    chapter->time_base = milliseconds;
    chapter->start = timeline.chapters[i].start_ms;
    chapter->end = i + 1 < timeline.chapters.size() ? timeline.chapters[i + 1].start_ms : end_ms;
    set_text(&chapter->metadata, "title", timeline.chapters[i].title);
    CHECK(av_dynarray_add_nofree(&output.chapters, &count, chapter) >= 0);
  }
  output.nb_chapters = static_cast<unsigned>(count);
}

/// A track of the result: the packet that comes next, on the clock of its source.
struct Track {
  AVStream* stream = nullptr;
  AVRational clock{1, 1};
  Packet packet;
  bool ended = true;

  /// Where the track stands, in microseconds.
  [[nodiscard]] std::int64_t position() const {
    if (ended) return std::numeric_limits<std::int64_t>::max();
    return av_rescale_q(packet->dts, clock, microseconds);
  }
};

class Join {
 public:
  Join(const Timeline& timeline, SegmentReader segments, std::optional<EncodedSound> sound, Muxer muxer)
      : timeline_(timeline),
        segments_(std::move(segments)),
        sound_(std::move(sound)),
        muxer_(std::move(muxer)) {}

  Result<void> run(const std::filesystem::path& root, const std::stop_token& stop,
                   std::move_only_function<void(double)>& on_progress) {
    add_picture();
    if (sound_) add_sound();
    if (!timeline_.soft_subtitles.empty()) TRY(add_subtitles(root, stop));
    add_chapters(muxer_.container(), timeline_);
    set_text(&muxer_.container().metadata, "title", timeline_.title);
    set_text(&muxer_.container().metadata, "description", timeline_.description);
    TRY(muxer_.begin("+faststart"));
    TRY(advance_picture());
    if (sound_) TRY(advance_sound());
    advance_subtitles();
    return copy(stop, on_progress);
  }

 private:
  AVStream& add_track(Track& track, AVRational clock) {
    track.stream = &muxer_.add_stream();
    track.stream->time_base = track.clock = clock;
    track.packet = make_packet();
    set_text(&track.stream->metadata, "language", iso_639_2(timeline_.lang));
    return *track.stream;
  }

  void add_picture() {
    AVStream& stream = add_track(picture_track_, {1, timeline_.frames_per_second});
    CHECK(avcodec_parameters_copy(stream.codecpar, &segments_.parameters()) >= 0);
    // Not every container says it, but what VP9's box is made of depends on it.
    stream.codecpar->format = AV_PIX_FMT_YUV420P;
    stream.codecpar->codec_tag =
        stream.codecpar->codec_id == AV_CODEC_ID_HEVC ? MKTAG('h', 'v', 'c', '1') : 0;
    stream.avg_frame_rate = stream.r_frame_rate = {timeline_.frames_per_second, 1};
    stream.sample_aspect_ratio = {1, 1};
    stream.disposition = AV_DISPOSITION_DEFAULT;
  }

  void add_sound() {
    AVStream& stream = add_track(sound_track_, sound_time);
    CHECK(avcodec_parameters_copy(stream.codecpar, &sound_->parameters()) >= 0);
    stream.codecpar->codec_tag = 0;
    stream.disposition = AV_DISPOSITION_DEFAULT;
  }

  Result<void> add_subtitles(const std::filesystem::path& root, const std::stop_token& stop) {
    cues_ = TRY(read_srt(root / timeline_.soft_subtitles, stop));
    AVStream& stream = add_track(subtitle_track_, milliseconds);
    describe_timed_text(*stream.codecpar, timeline_.size.width, timeline_.size.height);
    return {};
  }

  Result<void> advance_picture() {
    picture_track_.ended = !TRY(segments_.next(*picture_track_.packet));
    return {};
  }
  Result<void> advance_sound() {
    sound_track_.ended = !TRY(sound_->next(*sound_track_.packet));
    return {};
  }
  void advance_subtitles() {
    subtitle_track_.ended = next_cue_ >= cues_.size();
    if (!subtitle_track_.ended) subtitle_track_.packet = timed_text_packet(cues_[next_cue_++]);
  }

  Result<void> write(Track& track) {
    track.packet->stream_index = track.stream->index;
    av_packet_rescale_ts(track.packet.get(), track.clock, track.stream->time_base);
    return muxer_.write(*track.packet);
  }

  Result<void> copy(const std::stop_token& stop, std::move_only_function<void(double)>& on_progress) {
    std::int64_t frames = 0;
    while (!picture_track_.ended || !sound_track_.ended || !subtitle_track_.ended) {
      if (stop.stop_requested()) return canceled();
      const std::int64_t picture_at = picture_track_.position();
      const std::int64_t sound_at = sound_track_.position();
      if (subtitle_track_.position() <= std::min(picture_at, sound_at)) {
        TRY(write(subtitle_track_));
        advance_subtitles();
      } else if (sound_at <= picture_at) {
        TRY(write(sound_track_));
        TRY(advance_sound());
      } else {
        TRY(write(picture_track_));
        TRY(advance_picture());
        if (on_progress && ++frames % timeline_.frames_per_second == 0)
          on_progress(static_cast<double>(frames) / static_cast<double>(timeline_.frame_count));
      }
    }
    TRY(muxer_.finish());
    if (on_progress) on_progress(1);
    return {};
  }

  const Timeline& timeline_;
  SegmentReader segments_;
  std::optional<EncodedSound> sound_;
  Muxer muxer_;
  std::vector<SubtitleCue> cues_;
  std::size_t next_cue_ = 0;
  Track picture_track_;
  Track sound_track_;
  Track subtitle_track_;
};

}  // namespace

Result<void> join_parts(const Timeline& timeline, const std::filesystem::path& root,
                        const EncodedParts& parts, const std::filesystem::path& output, std::stop_token stop,
                        std::move_only_function<void(double fraction)> on_progress) {
  if (stop.stop_requested()) return canceled();
  SegmentReader reader = TRY(SegmentReader::open(timeline, parts.segments, stop));
  std::optional<EncodedSound> sound;
  if (!parts.sound.empty()) sound = TRY(EncodedSound::open(parts.sound, stop));
  TemporaryFile file = TRY(TemporaryFile::beside(output));
  {
    Join join(timeline, std::move(reader), std::move(sound),
              TRY(Muxer::open(file.path(), "mux.failed", stop)));
    TRY(join.run(root, stop, on_progress));
  }
  // A player that shows the track by itself would draw it over the captions in the picture.
  if (timeline.burn_captions && !timeline.soft_subtitles.empty() &&
      !switch_off_track(file.path(), 1 + (parts.sound.empty() ? 0 : 1)))
    return fail("mux.failed", "The subtitle track of the video could not be marked as optional.",
                "Render again.");
  return file.commit();
}

}  // namespace reelwright::media
