// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/verify.h"

#include <string>
#include <utility>

#include "media/loudness_meter.h"
#include "media/mp4_boxes.h"
#include "media/picture_watch.h"
#include "media/sound_reader.h"
#include "media/video_reader.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

namespace reelwright::media {
namespace {

constexpr double picture_share = 0.95;  // of the work, for progress

std::string colour_of(const AVCodecContext& decoder) {
  const bool all_709 = decoder.color_primaries == AVCOL_PRI_BT709 && decoder.color_trc == AVCOL_TRC_BT709 &&
                       decoder.colorspace == AVCOL_SPC_BT709;
  if (all_709) return "bt709";
  const char* name = av_color_space_name(decoder.colorspace);
  return name != nullptr ? name : "unknown";
}

void describe(const VideoReader& reader, FileReport& report) {
  const AVStream& video = reader.stream();
  report.width = reader.decoder().width;
  report.height = reader.decoder().height;
  report.frames_per_second = av_q2d(video.avg_frame_rate);
  report.video_codec = avcodec_get_name(video.codecpar->codec_id);
  const char* format = av_get_pix_fmt_name(static_cast<AVPixelFormat>(video.codecpar->format));
  report.pixel_format = format != nullptr ? format : "";
  report.colour = colour_of(reader.decoder());
  const AVFormatContext& container = reader.container();
  for (unsigned i = 0; i < container.nb_streams; ++i) {
    const AVCodecParameters& parameters = *container.streams[i]->codecpar;
    if (parameters.codec_type == AVMEDIA_TYPE_SUBTITLE) {
      report.subtitle_codecs.emplace_back(avcodec_get_name(parameters.codec_id));
      if ((container.streams[i]->disposition & AV_DISPOSITION_DEFAULT) != 0) report.shows_subtitles = true;
    }
    if (parameters.codec_type == AVMEDIA_TYPE_AUDIO) report.has_audio = true;
  }
  for (unsigned i = 0; i < container.nb_chapters; ++i) {
    const AVDictionaryEntry* title = av_dict_get(container.chapters[i]->metadata, "title", nullptr, 0);
    report.chapter_titles.emplace_back(title != nullptr ? title->value : "");
  }
}

Result<void> watch_pictures(VideoReader& reader, FileReport& report,
                            std::move_only_function<void(double)>& on_progress) {
  const std::int64_t announced = reader.stream().nb_frames;
  PictureWatch watch(report.frames_per_second);
  const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(reader.decoder().pix_fmt);
  const bool has_luma_bytes = format != nullptr &&
                              (format->flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_BITSTREAM)) == 0 &&
                              format->comp[0].depth == 8 && format->comp[0].step == 1;
  std::int64_t last_key = 0;
  while (const AVFrame* frame = TRY(reader.next())) {
    if (frame->key_frame != 0) {
      report.keyframe_interval_max = std::max(report.keyframe_interval_max, report.frames - last_key);
      last_key = report.frames;
    }
    const double end =
        static_cast<double>(frame->pts + frame->pkt_duration) * av_q2d(reader.stream().time_base);
    report.video_duration_s = std::max(report.video_duration_s, end);
    if (frame->width != report.width || frame->height != report.height ||
        frame->format != reader.decoder().pix_fmt)
      return fail("verify.damaged", "The video's pictures change their size or format in the middle.",
                  "Render it again.");
    if (has_luma_bytes) watch.see(frame->data[0], frame->linesize[0], frame->width, frame->height);
    ++report.frames;
    if (on_progress && announced > 0 && report.frames % 32 == 0)
      on_progress(picture_share * static_cast<double>(report.frames) / static_cast<double>(announced));
  }
  report.keyframe_interval_max = std::max(report.keyframe_interval_max, report.frames - last_key);
  watch.finish();
  report.black = watch.black();
  report.frozen = watch.frozen();
  if (report.frames == 0 || report.frames < announced)
    return fail("verify.damaged",
                "Of the video's " + std::to_string(announced) + " frames only " +
                    std::to_string(report.frames) + " can be decoded.",
                "Render it again.");
  return {};
}

Result<void> listen(const std::filesystem::path& path, const std::stop_token& stop, FileReport& report) {
  const auto damaged = [&] {
    return fail("verify.damaged", "The sound of the video \"" + path.filename().string() + "\" is damaged.",
                "Render it again.");
  };
  Result<SoundReader> reader = SoundReader::open(path, stop);
  if (!reader) return is_canceled(reader.error()) ? Result<void>(canceled()) : damaged();
  report.audio_sample_rate = reader->sample_rate();
  report.audio_channels = reader->channels();
  LoudnessMeter meter(reader->sample_rate(), reader->channels());
  std::vector<float> samples;
  std::size_t frames = 0;
  for (bool more = true; more;) {
    samples.clear();
    more = TRY(reader->read_more(samples));
    const std::size_t count = samples.size() / static_cast<std::size_t>(reader->channels());
    meter.add(samples.data(), count);
    frames += count;
  }
  if (reader->bad_packets() > 0 || frames == 0) return damaged();
  report.audio_duration_s = static_cast<double>(frames) / reader->sample_rate();
  report.loudness = meter.result();
  return {};
}

}  // namespace

Result<FileReport> decode_fully(const std::filesystem::path& path, std::stop_token stop,
                                std::move_only_function<void(double fraction)> on_progress) {
  VideoReader reader = TRY(VideoReader::open(path, stop));
  FileReport report;
  describe(reader, report);
  report.faststart = is_faststart(path);
  TRY(watch_pictures(reader, report, on_progress));
  if (report.has_audio) TRY(listen(path, stop, report));
  if (on_progress) on_progress(1);
  return report;
}

Result<std::vector<std::filesystem::path>> damaged_parts(
    const EncodedParts& parts, std::stop_token stop,
    std::move_only_function<void(double fraction)> progress) {
  std::vector<std::filesystem::path> damaged;
  const auto count = static_cast<double>(parts.segments.size());
  for (std::size_t i = 0; i < parts.segments.size(); ++i) {
    if (const auto report = decode_fully(parts.segments[i], stop, {}); !report) {
      if (is_canceled(report.error())) return canceled();
      damaged.push_back(parts.segments[i]);
    }
    if (progress) progress(static_cast<double>(i + 1) / count);
  }
  FileReport report;
  if (!parts.sound.empty() && !listen(parts.sound, stop, report)) {
    if (stop.stop_requested()) return canceled();
    damaged.push_back(parts.sound);
  }
  return damaged;
}

}  // namespace reelwright::media
