// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <new>
#include <system_error>
#include <utility>

#include "base/check.h"
#include "base/file.h"
#include "media/convert.h"
#include "media/ffmpeg.h"
#include "media/orientation.h"
#include "media/picture.h"
#include "media/picture_colours.h"
#include "media/picture_decode.h"
#include "media/picture_header.h"
#include "model/limits.h"

namespace reelwright::media {
namespace {

std::string quoted(const std::filesystem::path& path) { return "\"" + path.filename().string() + "\""; }

std::unexpected<Error> not_a_picture(const std::filesystem::path& path) {
  return fail("picture.not_a_picture", quoted(path) + " is not a picture that can be read.",
              "Use a PNG, JPEG, WebP, GIF, BMP or TIFF file.");
}
std::unexpected<Error> damaged(const std::filesystem::path& path) {
  return fail("picture.damaged", "The picture " + quoted(path) + " is damaged or incomplete.",
              "Copy or export the picture again.");
}

/// The start of a file, which nearly always holds the header.
constexpr std::size_t prefix_bytes = 256 * 1024;

std::string read_prefix(std::istream& file) {
  std::string prefix(prefix_bytes, '\0');
  file.read(prefix.data(), static_cast<std::streamsize>(prefix.size()));
  prefix.resize(static_cast<std::size_t>(file.gcount()));
  return prefix;
}

Result<std::string> read_whole(const std::filesystem::path& path) {
  Result<std::string> bytes = read_file(path, limits::picture_bytes_max);
  if (bytes) return bytes;
  if (bytes.error().code == "file.too_large")
    return fail("picture.too_large", "The picture file " + quoted(path) + " has more than 256 MB.",
                "Use a smaller picture.");
  if (bytes.error().code == "file.missing")
    return fail("picture.missing", "There is no picture " + quoted(path) + ".",
                "Check the name and the folder.");
  return not_a_picture(path);
}

/// A header whose size is within the limits (of `side_min`, too).
Result<PictureHeader> read_header(const std::filesystem::path& path, std::uint32_t side_min) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    return fail("picture.missing", "There is no picture " + quoted(path) + ".",
                "Check the name and the folder.");
  if (!std::filesystem::is_regular_file(path, ignored)) return not_a_picture(path);
  std::ifstream file(path, std::ios::binary);
  const std::string prefix = read_prefix(file);
  std::optional<PictureHeader> header = read_picture_header(prefix);
  if (!header && prefix.size() == prefix_bytes && has_picture_signature(prefix))
    header = read_picture_header(TRY(read_whole(path)));
  if (!header) return not_a_picture(path);
  const std::string size = std::to_string(header->width) + " x " + std::to_string(header->height);
  if (std::max(header->width, header->height) > static_cast<std::uint32_t>(limits::picture_side_px_max))
    return fail(
        "picture.too_large", "The picture " + quoted(path) + " is too large: " + size + " pixels.",
        "Scale it down to at most " + std::to_string(limits::picture_side_px_max) + " pixels a side.");
  if (std::uint64_t{header->width} * header->height > limits::picture_pixels_max)
    return fail("picture.too_large", "The picture " + quoted(path) + " is too large: " + size + " pixels.",
                "Scale it down to at most " + std::to_string(limits::picture_pixels_max / 1'000'000) +
                    " megapixels.");
  if (std::min(header->width, header->height) < side_min)
    return fail("picture.too_small", "The picture " + quoted(path) + " is too small: " + size + " pixels.",
                "Use a picture of at least " + std::to_string(side_min) + " pixels a side.");
  header->orientation = exif_orientation(file, *header);
  return *header;
}

AVCodecID codec_of(PictureFormat format) {
  switch (format) {
    case PictureFormat::png:
      return AV_CODEC_ID_PNG;
    case PictureFormat::jpeg:
      return AV_CODEC_ID_MJPEG;
    case PictureFormat::gif:
      return AV_CODEC_ID_GIF;
    case PictureFormat::webp:
      return AV_CODEC_ID_WEBP;
    case PictureFormat::bmp:
      return AV_CODEC_ID_BMP;
    case PictureFormat::tiff:
      return AV_CODEC_ID_TIFF;
  }
  return AV_CODEC_ID_NONE;
}

/// The first picture in the bytes; null when they do not decode without errors.
Frame decode_bytes(const std::string& bytes, const PictureHeader& header) {
  const AVCodec* codec = avcodec_find_decoder(codec_of(header.format));
  if (codec == nullptr) return nullptr;
  CodecContext decoder(avcodec_alloc_context3(codec));
  CHECK(decoder != nullptr);
  decoder->thread_count = 1;
  // Should the data disagree with the header that was checked; libav counts its padding, too.
  decoder->max_pixels = (std::int64_t{header.width} + 256) * (std::int64_t{header.height} + 256);
  decoder->err_recognition = AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER;
  // Without it a JPEG or PNG that ends early decodes to a picture with a grey end; a TIFF's decoder counts
  // unknown tags as errors, too.
  if (header.format != PictureFormat::tiff) decoder->err_recognition |= AV_EF_EXPLODE;
  if (avcodec_open2(decoder.get(), codec, nullptr) < 0) return nullptr;
  Packet packet = make_packet();
  if (av_new_packet(packet.get(), static_cast<int>(bytes.size())) < 0) return nullptr;
  std::memcpy(packet->data, bytes.data(), bytes.size());
  packet->flags |= AV_PKT_FLAG_KEY;
  Frame frame = make_frame();
  if (avcodec_send_packet(decoder.get(), packet.get()) < 0) return nullptr;
  int received = avcodec_receive_frame(decoder.get(), frame.get());
  if (received == AVERROR(EAGAIN)) {
    avcodec_send_packet(decoder.get(), nullptr);
    received = avcodec_receive_frame(decoder.get(), frame.get());
  }
  if (received < 0 || frame->decode_error_flags != 0 || (frame->flags & AV_FRAME_FLAG_CORRUPT) != 0)
    return nullptr;
  const bool expected_size =
      frame->width == static_cast<int>(header.width) && frame->height == static_cast<int>(header.height);
  return expected_size ? std::move(frame) : nullptr;
}

/// As decode_bytes; a JPEG with a profile of inks becomes RGB by that profile where it can.
Frame decode_with_inks(std::string& bytes, const PictureHeader& header, const std::stop_token& stop) {
  Frame frame = decode_bytes(bytes, header);
  if (frame == nullptr || header.format != PictureFormat::jpeg || !has_ink_profile(*frame)) return frame;
  const std::optional<InkCode> code = keep_inks(bytes);
  if (!code) return frame;
  Frame inks = decode_bytes(bytes, header);
  return inks != nullptr && inks_to_srgb(*inks, *code, stop) ? std::move(inks) : std::move(frame);
}

/// Covers of 0 x 0 keep the size. Throws std::bad_alloc.
Result<RgbaImage> decode_unguarded(const std::filesystem::path& path, std::uint32_t side_min, int cover_width,
                                   int cover_height, const std::stop_token& stop) {
  PictureHeader header = TRY(read_header(path, side_min));
  std::string bytes = TRY(read_whole(path));
  if (stop.stop_requested()) return canceled();
  if (!is_container_complete(bytes, header.format)) return damaged(path);
  std::string picture;
  if (header.animated_webp) picture = first_webp_picture(bytes, header);
  const Frame frame = decode_with_inks(header.animated_webp ? picture : bytes, header, stop);
  if (frame == nullptr) return damaged(path);
  if (stop.stop_requested()) return canceled();
  const std::optional<ToSrgb> colours = colours_of(*frame, bytes, header.format);

  if (exchanges_sides(header.orientation)) std::swap(cover_width, cover_height);
  double scale = 1;
  if (cover_width > 0 && cover_height > 0)
    scale = std::min(1.0, std::max(static_cast<double>(cover_width) / frame->width,
                                   static_cast<double>(cover_height) / frame->height));
  const auto scaled = [&](int size) { return std::max(1, static_cast<int>(std::ceil(size * scale - 1e-9))); };
  Result<RgbaImage> image =
      to_rgba(*frame, scaled(frame->width), scaled(frame->height), ColourDefault::photograph, stop,
              {.colours = colours ? &*colours : nullptr});
  if (image) return oriented(std::move(*image), header.orientation);
  return is_canceled(image.error()) ? Result<RgbaImage>(std::move(image)) : damaged(path);
}

Result<RgbaImage> decode(const std::filesystem::path& path, std::uint32_t side_min, int cover_width,
                         int cover_height, const std::stop_token& stop) {
  try {
    return decode_unguarded(path, side_min, cover_width, cover_height, stop);
  } catch (const std::bad_alloc&) {
    return too_large_for_memory(path);
  }
}

}  // namespace

Result<PictureInfo> probe_picture(const std::filesystem::path& path) {
  const PictureHeader header =
      TRY(read_header(path, static_cast<std::uint32_t>(limits::picture_side_px_min)));
  PictureInfo info{static_cast<int>(header.width), static_cast<int>(header.height)};
  if (exchanges_sides(header.orientation)) std::swap(info.width, info.height);
  return info;
}

Result<RgbaImage> decode_picture(const std::filesystem::path& path, int cover_width, int cover_height,
                                 std::stop_token stop) {
  return decode(path, static_cast<std::uint32_t>(limits::picture_side_px_min), cover_width, cover_height,
                stop);
}

std::unexpected<Error> too_large_for_memory(const std::filesystem::path& path) {
  return fail("picture.too_large", "There is not enough memory for the picture " + quoted(path) + ".",
              "Close other programs, or use a smaller picture.");
}

Result<RgbaImage> decode_whole_picture(const std::filesystem::path& path) {
  return decode(path, 1, 0, 0, {});
}

}  // namespace reelwright::media
