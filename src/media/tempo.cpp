// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/sound_pieces.h"

extern "C" {
#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
}

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

#include "base/check.h"
#include "media/ffmpeg.h"
#include "model/limits.h"

namespace reelwright::media {

struct Tempo::Parts {
  std::unique_ptr<AVFilterGraph, FreeByAddress<avfilter_graph_free>> graph;
  AVFilterContext* in = nullptr;
  AVFilterContext* out = nullptr;
  Frame frame = make_frame();
};

Tempo::Tempo(double speed) : parts_(std::make_unique<Parts>()) {
  CHECK(speed >= 0.25 && speed <= 4);
  Parts& parts = *parts_;
  parts.graph.reset(avfilter_graph_alloc());
  CHECK(parts.graph != nullptr);
  parts.graph->nb_threads = 1;
  const auto add = [&](const char* filter, const std::string& arguments) {
    AVFilterContext* context = nullptr;
    CHECK(avfilter_graph_create_filter(&context, avfilter_get_by_name(filter), nullptr, arguments.c_str(),
                                       nullptr, parts.graph.get()) >= 0);
    return context;
  };
  const std::string rate = std::to_string(limits::audio_sample_rate);
  parts.in = add("abuffer",
                 "time_base=1/" + rate + ":sample_rate=" + rate + ":sample_fmt=flt:channel_layout=stereo");
  // Above 2 and below 0.5 one atempo would leave samples out or not exist: two of them share the work.
  const std::string tempo = std::to_string(std::sqrt(speed));
  AVFilterContext* first = add("atempo", tempo);
  AVFilterContext* second = add("atempo", tempo);
  parts.out = add("abuffersink", {});
  CHECK(avfilter_link(parts.in, 0, first, 0) >= 0 && avfilter_link(first, 0, second, 0) >= 0 &&
        avfilter_link(second, 0, parts.out, 0) >= 0 &&
        avfilter_graph_config(parts.graph.get(), nullptr) >= 0);
}
Tempo::Tempo(Tempo&&) noexcept = default;
Tempo& Tempo::operator=(Tempo&&) noexcept = default;
Tempo::~Tempo() = default;

void Tempo::push(std::span<const StereoSample> in) {
  AVFrame& frame = *parts_->frame;
  frame.format = AV_SAMPLE_FMT_FLT;
  frame.sample_rate = limits::audio_sample_rate;
  frame.nb_samples = static_cast<int>(in.size());
  av_channel_layout_default(&frame.ch_layout, 2);
  CHECK(av_frame_get_buffer(&frame, 0) >= 0);
  std::memcpy(frame.data[0], in.data(), in.size_bytes());
  CHECK(av_buffersrc_add_frame(parts_->in, &frame) >= 0);
}

void Tempo::pull(std::vector<StereoSample>& out) {
  AVFrame& frame = *parts_->frame;
  while (av_buffersink_get_frame(parts_->out, &frame) >= 0) {
    const auto* samples = reinterpret_cast<const StereoSample*>(frame.data[0]);
    out.insert(out.end(), samples, samples + frame.nb_samples);
    av_frame_unref(&frame);
  }
}

}  // namespace reelwright::media
