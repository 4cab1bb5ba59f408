// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/ffmpeg.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <array>
#include <cerrno>
#include <cstdlib>

#include "base/check.h"
#include "media/libraries.h"

namespace reelwright::media {
namespace {

int stop_requested(void* token) {
  return static_cast<const std::stop_token*>(token)->stop_requested() ? 1 : 0;
}

}  // namespace

void quiet_libraries() {
  av_log_set_level(AV_LOG_QUIET);
  // SVT-AV1 has a log of its own, which listens to nothing else; what a user set stays.
  ::setenv("SVT_LOG", "0", 0);
}

void keep_large_blocks_apart() {
#ifdef __GLIBC__
  ::mallopt(M_MMAP_THRESHOLD, 1 << 20);
#endif
}

void FreeOutput::operator()(AVFormatContext* context) const {
  if (context->pb != nullptr) avio_closep(&context->pb);
  avformat_free_context(context);
}

Frame make_frame() {
  Frame frame(av_frame_alloc());
  CHECK(frame != nullptr);
  return frame;
}

Packet make_packet() {
  Packet packet(av_packet_alloc());
  CHECK(packet != nullptr);
  return packet;
}

std::string libav_text(int error) {
  std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
  av_strerror(error, text.data(), text.size());
  return text.data();
}

std::expected<InputContext, int> open_input(const std::filesystem::path& path, const char* formats,
                                            const std::stop_token& stop) {
  AVFormatContext* context = avformat_alloc_context();
  CHECK(context != nullptr);
  context->interrupt_callback = {stop_requested, const_cast<std::stop_token*>(&stop)};
  AVDictionary* options = nullptr;
  av_dict_set(&options, "format_whitelist", formats, 0);
  av_dict_set(&options, "protocol_whitelist", "file", 0);
  const std::string url = "file:" + path.string();
  const int opened = avformat_open_input(&context, url.c_str(), nullptr, &options);
  av_dict_free(&options);
  if (opened < 0) return std::unexpected(opened);
  return InputContext(context);
}

bool has_indexed_packets(AVStream& stream, AVIOContext& file) {
  const std::int64_t bytes = avio_size(&file);
  for (int i = 0; i < avformat_index_get_entries_count(&stream); ++i) {
    const AVIndexEntry* entry = avformat_index_get_entry(&stream, i);
    if (entry == nullptr || entry->pos + entry->size > bytes) return false;
  }
  return true;
}

std::expected<CodecContext, int> open_decoder(const AVStream& stream, int threads, int err_recognition) {
  const AVCodec* codec = avcodec_find_decoder(stream.codecpar->codec_id);
  if (codec == nullptr) return std::unexpected(AVERROR_DECODER_NOT_FOUND);
  CodecContext decoder(avcodec_alloc_context3(codec));
  CHECK(decoder != nullptr);
  if (const int copied = avcodec_parameters_to_context(decoder.get(), stream.codecpar); copied < 0)
    return std::unexpected(copied);
  decoder->pkt_timebase = stream.time_base;
  decoder->thread_count = threads;
  decoder->err_recognition = err_recognition;
  if (const int opened = avcodec_open2(decoder.get(), codec, nullptr); opened < 0)
    return std::unexpected(opened);
  return decoder;
}

std::unexpected<Error> write_failure(int error, const char* code, const std::filesystem::path& path) {
  if (error == AVERROR(ENOSPC) || error == AVERROR(EDQUOT) || error == AVERROR(EFBIG))
    return fail("file.disk_full", "The disk is full: \"" + path.string() + "\" could not be written.",
                "Free some space and start again; what is finished is kept.");
  return fail(code, "\"" + path.string() + "\" could not be written: " + libav_text(error) + ".");
}

}  // namespace reelwright::media
