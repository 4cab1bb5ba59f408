// SPDX-License-Identifier: GPL-3.0-or-later
// Ownership and error text for libav objects, opening of inputs with a list of allowed formats, and the loop
// that decodes a packet. Internal to media/.
#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/frame.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>
}

#include <expected>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

#include "base/result.h"

namespace reelwright::media {

template <auto Free>
struct FreeByAddress {
  template <typename T>
  void operator()(T* object) const {
    Free(&object);
  }
};
struct FreeOutput {
  void operator()(AVFormatContext* context) const;
};

using InputContext = std::unique_ptr<AVFormatContext, FreeByAddress<avformat_close_input>>;
using OutputContext = std::unique_ptr<AVFormatContext, FreeOutput>;
using CodecContext = std::unique_ptr<AVCodecContext, FreeByAddress<avcodec_free_context>>;
using Frame = std::unique_ptr<AVFrame, FreeByAddress<av_frame_free>>;
using Packet = std::unique_ptr<AVPacket, FreeByAddress<av_packet_free>>;
using Resampler = std::unique_ptr<SwrContext, FreeByAddress<swr_free>>;

/// Never null: running out of memory ends the program.
[[nodiscard]] Frame make_frame();
[[nodiscard]] Packet make_packet();

/// libav's English for an error number.
[[nodiscard]] std::string libav_text(int error);

/// Containers that people have sound and video in. Playlists and scripts, which open other files, are not
/// among them.
inline constexpr const char* media_formats =
    "aac,ac3,aiff,amr,ape,asf,au,avi,caf,eac3,flac,flv,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mp3,mpeg,mpegts,"
    "ogg,tta,w64,wav,wv";

/// Opens a local file with one of the `formats`; polls `stop` (which must outlive the result) while it reads.
/// The error is libav's number.
[[nodiscard]] std::expected<InputContext, int> open_input(const std::filesystem::path& path,
                                                          const char* formats, const std::stop_token& stop);

/// Whether the file has all the packets that its index lists.
[[nodiscard]] bool has_indexed_packets(AVStream& stream, AVIOContext& file);

/// A decoder for the stream, opened; its threads have only what is set before. The error is libav's number.
[[nodiscard]] std::expected<CodecContext, int> open_decoder(const AVStream& stream, int threads,
                                                            int err_recognition = 0);

/// Writes to a file by libav: the code file.disk_full when that is the reason, else `code`.
[[nodiscard]] std::unexpected<Error> write_failure(int error, const char* code,
                                                   const std::filesystem::path& path);

/// Sends `packet` (null at the end of the stream) and hands every frame that comes out to `on_frame(AVFrame&)
/// -> Result<void>`. libav's number goes through `to_error(int) -> Error`.
template <typename OnFrame, typename ToError>
[[nodiscard]] Result<void> decode_packet(AVCodecContext& decoder, const AVPacket* packet, AVFrame& frame,
                                         OnFrame&& on_frame, ToError&& to_error) {
  if (const int sent = avcodec_send_packet(&decoder, packet); sent < 0)
    return std::unexpected(to_error(sent));
  for (;;) {
    const int received = avcodec_receive_frame(&decoder, &frame);
    if (received == AVERROR(EAGAIN) || received == AVERROR_EOF) return {};
    if (received < 0) return std::unexpected(to_error(received));
    Result<void> handled = on_frame(frame);
    av_frame_unref(&frame);
    if (!handled) return handled;
  }
}

}  // namespace reelwright::media
