// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/encoder_options.h"

extern "C" {
#include <libavutil/cpu.h>
}

#include <cmath>
#include <string>

#include "model/encoder_names.h"

namespace reelwright::media {
namespace {

void set(AVCodecContext& encoder, const char* name, const std::string& value) {
  av_opt_set(encoder.priv_data, name, value.c_str(), 0);
}

/// x264's AVX-512 code (core 164, mbtree_propagate_list) takes eight macroblocks at a time and reads past the
/// end of a row that has no multiple of eight: what the memory held before then decides on the bytes. A
/// list replaces what x264 finds itself, so only processors that have all of it are told.
std::string x264_params(int width) {
  std::string params = "open-gop=0";
  const int macroblocks = (width + 15) / 16;
  if (macroblocks % 8 != 0 && (av_get_cpu_flags() & AV_CPU_FLAG_AVX512) != 0)
    params += ":asm=MMX2,SSE2Fast,SSSE3,SSE4.2,LZCNT,AVX,FMA3,BMI2,AVX2";
  return params;
}

void set_x264(AVCodecContext& encoder, const EncodeSettings& settings) {
  set(encoder, "preset", settings.preset);
  av_opt_set_double(encoder.priv_data, "crf", settings.crf, 0);
  set(encoder, "x264-params", x264_params(encoder.width));
}

/// Without pools, wavefronts and parallel frames it works in one thread of its own. "info" would write its
/// version and options into every segment.
void set_x265(AVCodecContext& encoder, const EncodeSettings& settings, int threads) {
  set(encoder, "preset", settings.preset);
  av_opt_set_double(encoder.priv_data, "crf", settings.crf, 0);
  std::string options = "log-level=none:open-gop=0:info=0";
  if (threads == 1) options += ":pools=none:frame-threads=1:wpp=0";
  set(encoder, "x265-params", options);
}

/// "irefresh-type=2": keyframes are where decoding can start. "lp": for how many processors it makes threads.
void set_svt_av1(AVCodecContext& encoder, const EncodeSettings& settings, int threads) {
  set(encoder, "preset", settings.preset);
  av_opt_set_double(encoder.priv_data, "crf", settings.crf, 0);
  std::string options = "irefresh-type=2";
  if (threads == 1) options += ":lp=1";
  set(encoder, "svtav1-params", options);
}

/// Constant quality only without a bit rate. Frames that are never shown travel in one packet with the next
/// that is, so a segment has as many packets as frames.
void set_vp9(AVCodecContext& encoder, const EncodeSettings& settings, int threads) {
  encoder.bit_rate = 0;
  set(encoder, "deadline", "good");
  set(encoder, "cpu-used", settings.preset);
  av_opt_set_double(encoder.priv_data, "crf", settings.crf, 0);
  set(encoder, "auto-alt-ref", "1");
  set(encoder, "lag-in-frames", "25");
  set(encoder, "row-mt", threads == 1 ? "0" : "1");
}

/// The nearest thing to x264's constant quality that each has. Without B-frames every group is closed.
void set_hardware(AVCodecContext& encoder, const EncodeSettings& settings) {
  const std::string quality = std::to_string(std::lround(settings.crf));
  encoder.max_b_frames = 0;
  encoder.bit_rate = 0;
  if (settings.encoder == "h264_nvenc") {
    set(encoder, "preset", "p5");
    set(encoder, "rc", "vbr");
    set(encoder, "cq", quality);
    set(encoder, "strict_gop", "1");
  } else if (settings.encoder == "h264_qsv") {
    set(encoder, "preset", "medium");
    encoder.global_quality = static_cast<int>(std::lround(settings.crf));
  } else if (settings.encoder == "h264_vaapi") {
    set(encoder, "rc_mode", "CQP");
    set(encoder, "qp", quality);
  } else if (settings.encoder == "h264_amf") {
    set(encoder, "usage", "transcoding");
    set(encoder, "rc", "cqp");
    set(encoder, "qp_i", quality);
    set(encoder, "qp_p", quality);
  }
}

}  // namespace

void set_encoder_options(AVCodecContext& encoder, const EncodeSettings& settings, int threads) {
  if (settings.encoder == "libx264") set_x264(encoder, settings);
  if (settings.encoder == "libx265") set_x265(encoder, settings, threads);
  if (settings.encoder == "libsvtav1") set_svt_av1(encoder, settings, threads);
  if (settings.encoder == "libvpx-vp9") set_vp9(encoder, settings, threads);
  if (find_hardware_encoder(settings.encoder) != nullptr) set_hardware(encoder, settings);
}

}  // namespace reelwright::media
