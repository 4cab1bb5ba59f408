// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/picture.h"

#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <functional>

#include "base/temporary_folder.h"
#include "media/ffmpeg.h"
#include "media/picture_maker.h"
#include "media/support.h"

namespace reelwright::media::test {
namespace {

using reelwright::test::TemporaryFolder;

constexpr int width = 64;
constexpr int height = 48;

/// Fills the frame's bytes; planes are all of them packed.
using Paint = std::function<void(AVFrame&)>;

/// One picture, or `count` of them, by a libavcodec encoder; "" when this machine's FFmpeg lacks it.
std::string encoded(const char* encoder_name, AVPixelFormat format, const Paint& paint, int count = 1,
                    const char* container = nullptr, const std::filesystem::path& path = {}) {
  const AVCodec* codec = avcodec_find_encoder_by_name(encoder_name);
  if (codec == nullptr) return {};
  CodecContext encoder(avcodec_alloc_context3(codec));
  encoder->width = width;
  encoder->height = height;
  encoder->pix_fmt = format;
  encoder->time_base = {1, 10};
  if (format == AV_PIX_FMT_BGRA) av_opt_set_int(encoder->priv_data, "lossless", 1, 0);
  if (avcodec_open2(encoder.get(), codec, nullptr) < 0) return {};
  AVFormatContext* raw_output = nullptr;
  if (container != nullptr) {
    avformat_alloc_output_context2(&raw_output, nullptr, container, path.c_str());
    AVStream* stream = avformat_new_stream(raw_output, nullptr);
    avcodec_parameters_from_context(stream->codecpar, encoder.get());
    stream->time_base = encoder->time_base;
    EXPECT_GE(avio_open(&raw_output->pb, path.c_str(), AVIO_FLAG_WRITE), 0);
    EXPECT_GE(avformat_write_header(raw_output, nullptr), 0);
  }
  const OutputContext output(raw_output);
  std::string bytes;
  Packet packet = make_packet();
  const auto drain = [&] {
    while (avcodec_receive_packet(encoder.get(), packet.get()) >= 0) {
      bytes.assign(reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size));
      if (output != nullptr) {
        packet->duration = 1;
        av_packet_rescale_ts(packet.get(), encoder->time_base, output->streams[0]->time_base);
        av_interleaved_write_frame(output.get(), packet.get());
      }
    }
  };
  for (int i = 0; i < count; ++i) {
    Frame frame = make_frame();
    frame->format = format;
    frame->width = width;
    frame->height = height;
    frame->pts = i;
    EXPECT_GE(av_frame_get_buffer(frame.get(), 0), 0);
    paint(*frame);
    frame->data[0][0] = static_cast<std::uint8_t>(frame->data[0][0] + i);  // frames differ
    avcodec_send_frame(encoder.get(), frame.get());
    drain();
  }
  avcodec_send_frame(encoder.get(), nullptr);
  drain();
  if (output == nullptr) return bytes;
  av_write_trailer(output.get());
  avio_flush(output->pb);
  return bytes_of(path);
}

/// The same bytes for every pixel.
Paint all_pixels(std::string_view pixel) {
  return [pixel](AVFrame& frame) {
    for (int y = 0; y < frame.height; ++y)
      for (int x = 0; x < frame.width; ++x)
        std::memcpy(frame.data[0] + std::ptrdiff_t{y} * frame.linesize[0] +
                        x * static_cast<std::ptrdiff_t>(pixel.size()),
                    pixel.data(), pixel.size());
  };
}

/// Planes of one value each, chroma half size.
Paint all_planes(std::array<std::uint8_t, 4> values) {
  return [values](AVFrame& frame) {
    for (std::size_t plane = 0; plane < 4; ++plane)
      std::memset(frame.data[plane], values[plane],
                  static_cast<std::size_t>(frame.linesize[plane]) *
                      static_cast<std::size_t>(plane == 1 || plane == 2 ? height / 2 : height));
  };
}

std::string code_of(const std::filesystem::path& path) {
  const auto picture = decode_picture(path, width, height, {});
  if (picture) return "none";
  EXPECT_NE(picture.error().message.find(path.filename().string()), std::string::npos);
  return picture.error().code;
}

/// EXIF with one tag, the orientation.
std::string exif_of(char orientation, bool big_endian) {
  using namespace std::string_literals;
  return big_endian ? "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"s + orientation + "\0\0\0\0\0\0"s
                    : "II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"s + orientation + "\0\0\0\0\0\0\0"s;
}

/// An APP1 segment after the start of a JPEG.
std::string with_orientation(const std::string& jpeg, char orientation, bool big_endian) {
  using namespace std::string_literals;
  const std::string body = "Exif\0\0"s + exif_of(orientation, big_endian);
  return jpeg.substr(0, 2) + "\xff\xe1"s + '\0' + static_cast<char>(body.size() + 2) + body + jpeg.substr(2);
}

std::array<int, 4> pixel(const RgbaImage& image, int x, int y) {
  const std::uint8_t* p = image.row(y) + 4 * x;
  return {p[0], p[1], p[2], p[3]};
}

void expect_near(const RgbaImage& image, int x, int y, std::array<int, 4> wanted, int tolerance) {
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_NEAR(pixel(image, x, y)[i], wanted[i], tolerance) << "channel " << i;
}

TEST(Pictures, PngComesBackAsItWas) {
  const TemporaryFolder folder;
  for (const RgbaImage& image : {photograph(width, height, 1), glass_disc(33)}) {
    ASSERT_TRUE(write_png(image, folder / "a.png").has_value());
    const auto info = probe_picture(folder / "a.png");
    ASSERT_TRUE(info.has_value());
    EXPECT_EQ(info->width, image.width);
    EXPECT_EQ(info->height, image.height);
    const auto read = decode_picture(folder / "a.png", 1000, 1000, {});
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->pixels, image.pixels);
    const std::string bytes = bytes_of(folder / "a.png");
    ASSERT_TRUE(write_png(image, folder / "a.png").has_value());
    EXPECT_EQ(bytes_of(folder / "a.png"), bytes);
  }
}

TEST(Pictures, JpegIsCloseAndItsQualityCounts) {
  const TemporaryFolder folder;
  const RgbaImage image = photograph(width, height, 2);
  ASSERT_TRUE(write_jpeg(image, folder / "good.jpg", 95).has_value());
  ASSERT_TRUE(write_jpeg(image, folder / "small.jpg", 20).has_value());
  EXPECT_GT(bytes_of(folder / "good.jpg").size(), 2 * bytes_of(folder / "small.jpg").size());
  const auto read = decode_picture(folder / "good.jpg", width, height, {});
  ASSERT_TRUE(read.has_value());
  double error = 0;
  for (std::size_t i = 0; i < image.pixels.size(); ++i) error += std::abs(read->pixels[i] - image.pixels[i]);
  EXPECT_LT(error / static_cast<double>(image.pixels.size()), 3);
}

TEST(Pictures, TheNameDoesNotMatterTheContentDoes) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_jpeg(plain_picture(width, height, 10, 200, 30), folder / "a.png", 90).has_value());
  const auto picture = decode_picture(folder / "a.png", width, height, {});
  ASSERT_TRUE(picture.has_value());
  expect_near(*picture, 20, 20, {10, 200, 30, 255}, 3);
}

TEST(Pictures, ExifTurnsThePicture) {
  const TemporaryFolder folder;
  RgbaImage image = plain_picture(width, height, 0, 0, 0);
  for (int y = 0; y < height / 2; ++y)
    for (int x = 0; x < width / 2; ++x) std::fill_n(image.row(y) + 4 * x, 3, std::uint8_t{255});
  ASSERT_TRUE(write_jpeg(image, folder / "a.jpg", 100).has_value());
  const std::string jpeg = bytes_of(folder / "a.jpg");
  // The corner where the bright quarter stands, right and bottom, for orientations 1 to 8.
  constexpr std::pair<bool, bool> corners[] = {{false, false}, {true, false}, {true, true}, {false, true},
                                               {false, false}, {true, false}, {true, true}, {false, true}};
  for (int orientation = 1; orientation <= 8; ++orientation) {
    write_bytes(folder / "b.jpg",
                with_orientation(jpeg, static_cast<char>(orientation), orientation % 2 == 0));
    const bool exchanged = orientation >= 5;
    const auto info = probe_picture(folder / "b.jpg");
    ASSERT_TRUE(info.has_value());
    EXPECT_EQ(info->width, exchanged ? height : width);
    const auto picture = decode_picture(folder / "b.jpg", 1000, 1000, {});
    ASSERT_TRUE(picture.has_value());
    ASSERT_EQ(picture->width, info->width);
    ASSERT_EQ(picture->height, info->height);
    const auto [right, bottom] = corners[orientation - 1];
    for (const bool at_right : {false, true})
      for (const bool at_bottom : {false, true})
        EXPECT_EQ(
            pixel(*picture, at_right ? picture->width - 5 : 5, at_bottom ? picture->height - 5 : 5)[0] > 128,
            at_right == right && at_bottom == bottom)
            << "orientation " << orientation;
  }
}

TEST(Pictures, ExifFarBehindThePictureTurnsIt) {
  using namespace std::string_literals;
  const TemporaryFolder folder;
  const std::string far(300'001, 'x');
  RgbaImage image = plain_picture(width, height, 0, 0, 0);
  std::fill_n(image.row(0), 4 * width * height / 2, std::uint8_t{255});
  ASSERT_TRUE(write_png(image, folder / "a.png").has_value());
  const std::string png = bytes_of(folder / "a.png");
  const std::size_t end = png.size() - 12;
  for (const std::string& between : {""s, png_chunk("teSt", far)})
    for (const bool big_endian : {false, true}) {
      write_bytes(folder / "late.png",
                  png.substr(0, end) + between + png_chunk("eXIf", exif_of(6, big_endian)) + png.substr(end));
      const auto picture = decode_picture(folder / "late.png", 1000, 1000, {});
      ASSERT_TRUE(picture.has_value()) << picture.error().message;
      EXPECT_EQ(picture->width, height);
      EXPECT_EQ(pixel(*picture, height - 5, 5)[0], 255);
      EXPECT_EQ(pixel(*picture, 5, 5)[0], 0);
      EXPECT_EQ(probe_picture(folder / "late.png")->width, height);
    }

  const std::string webp = encoded("libwebp", AV_PIX_FMT_BGRA, [](AVFrame& frame) {
    std::memset(frame.data[0], 0, static_cast<std::size_t>(frame.linesize[0]) * height);
    std::memset(frame.data[0], 255, static_cast<std::size_t>(frame.linesize[0]) * height / 2);
  });
  ASSERT_FALSE(webp.empty()) << "FFmpeg has no libwebp";
  for (const std::string& intro : {""s, "Exif\0\0"s}) {
    const std::string body =
        "WEBP" +
        webp_chunk("VP8X", "\x08\0\0\0"s + number(width - 1, 3, true) + number(height - 1, 3, true)) +
        webp.substr(12) + webp_chunk("teSt", far) + webp_chunk("EXIF", intro + exif_of(8, true));
    write_bytes(folder / "late.webp", webp_chunk("RIFF", body));
    const auto info = probe_picture(folder / "late.webp");
    ASSERT_TRUE(info.has_value());
    EXPECT_EQ(info->width, height);
    EXPECT_EQ(info->height, width);
    const auto picture = decode_picture(folder / "late.webp", 1000, 1000, {});
    ASSERT_TRUE(picture.has_value()) << picture.error().message;
    ASSERT_EQ(picture->width, height);
    EXPECT_GT(pixel(*picture, 5, 5)[0], 250);
    EXPECT_LT(pixel(*picture, height - 5, 5)[0], 5);
  }
}

TEST(Pictures, LargePicturesShrinkUntilTheyJustCover) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_png(plain_picture(400, 200, 90, 80, 70), folder / "a.png").has_value());
  const auto picture = decode_picture(folder / "a.png", 100, 80, {});
  ASSERT_TRUE(picture.has_value());
  EXPECT_EQ(picture->width, 160);
  EXPECT_EQ(picture->height, 80);
  expect_near(*picture, 80, 40, {90, 80, 70, 255}, 1);
}

TEST(Pictures, TransparencyShrinksWithoutFringe) {
  const TemporaryFolder folder;
  RgbaImage image = plain_picture(200, 200, 0, 0, 0, 0);
  for (int y = 51; y < 149; ++y)
    for (int x = 51; x < 149; ++x) std::fill_n(image.row(y) + 4 * x, 4, std::uint8_t{255});
  ASSERT_TRUE(write_png(image, folder / "a.png").has_value());
  const auto picture = decode_picture(folder / "a.png", 70, 70, {});
  ASSERT_TRUE(picture.has_value());
  for (int y = 0; y < picture->height; ++y)
    for (int x = 0; x < picture->width; ++x)
      ASSERT_TRUE(pixel(*picture, x, y)[3] <= 16 || pixel(*picture, x, y)[0] >= 235);
}

TEST(Pictures, ManyFormatsAreRead) {
  using namespace std::string_view_literals;
  const TemporaryFolder folder;
  const struct {
    const char* name;
    std::string bytes;
    std::array<int, 4> wanted;
    int tolerance;
  } cases[] = {
      {"rgb48.png",
       encoded("png", AV_PIX_FMT_RGB48BE, all_pixels("\x80\0\x40\0\xc0\0"sv)),
       {128, 64, 192, 255},
       1},
      {"rgba64.png",
       encoded("png", AV_PIX_FMT_RGBA64BE, all_pixels("\x80\0\x40\0\xc0\0\x80\x80"sv)),
       {128, 64, 192, 128},
       1},
      {"grey.png", encoded("png", AV_PIX_FMT_GRAY8, all_pixels("\x55"sv)), {85, 85, 85, 255}, 1},
      {"grey16.png", encoded("png", AV_PIX_FMT_GRAY16BE, all_pixels("\x55\0"sv)), {85, 85, 85, 255}, 1},
      {"grey-alpha.png", encoded("png", AV_PIX_FMT_YA8, all_pixels("\x55\x80"sv)), {85, 85, 85, 128}, 1},
      {"a.bmp", encoded("bmp", AV_PIX_FMT_BGR24, all_pixels("\x0a\x14\xc8"sv)), {200, 20, 10, 255}, 0},
      {"a.tiff", encoded("tiff", AV_PIX_FMT_RGB24, all_pixels("\xc8\x14\x0a"sv)), {200, 20, 10, 255}, 0},
      {"a.webp",
       encoded("libwebp", AV_PIX_FMT_BGRA, all_pixels("\x0a\x14\xc8\xff"sv)),
       {200, 20, 10, 255},
       0},
      {"lossy.webp",
       encoded("libwebp", AV_PIX_FMT_YUVA420P, all_planes({150, 100, 170, 128})),
       {223, 132, 99, 128},
       4},
      {"cmyk.jpg", cmyk_jpeg({250, 200, 40, 255}), {250, 200, 40, 255}, 2},
      {"dark-cmyk.jpg", cmyk_jpeg({250, 200, 40, 60}), {59, 47, 9, 255}, 2},
      {"a.gif",
       encoded("gif", AV_PIX_FMT_RGB8, all_pixels("\xe0"sv), 3, "gif", folder / "a.gif"),
       {255, 0, 0, 255},
       4},
      {"anim.webp",
       encoded("libwebp_anim", AV_PIX_FMT_BGRA, all_pixels("\x0a\x14\xc8\xff"sv), 3, "webp",
               folder / "anim.webp"),
       {200, 20, 10, 255},
       0},
  };
  for (const auto& c : cases) {
    if (c.bytes.empty()) continue;
    write_bytes(folder / c.name, c.bytes);
    const auto picture = decode_picture(folder / c.name, width, height, {});
    ASSERT_TRUE(picture.has_value()) << c.name << ": " << picture.error().message;
    SCOPED_TRACE(c.name);
    expect_near(*picture, 30, 20, c.wanted, c.tolerance);
    const std::string half = c.bytes.substr(0, c.bytes.size() / 2);
    write_bytes(folder / c.name, half);
    EXPECT_NE(code_of(folder / c.name), "none") << c.name;
  }
}

TEST(Pictures, WhatIsNoPictureIsRefused) {
  using namespace std::string_literals;
  const TemporaryFolder folder;
  const std::string texts[] = {"1\n00:00:00,000 --> 00:00:01,000\nHello\n"s,
                               "BM is a good start of a text, and it goes on."s,
                               "<svg xmlns='http://www.w3.org/2000/svg'/>"s,
                               "#EXTM3U\nhttp://localhost/a.png\n"s,
                               ""s,
                               "\x89PNG\r\n\x1a\n"s,
                               "\xff\xd8\xff"s,
                               "GIF89a"s,
                               "RIFF\0\0\0\0WEBPVP8 "s,
                               "II*\0\xff\xff\xff\xff"s,
                               std::string(300'000, 'x')};
  for (const std::string& text : texts) {
    write_bytes(folder / "a.png", text);
    EXPECT_EQ(code_of(folder / "a.png"), "picture.not_a_picture") << text.substr(0, 20);
    EXPECT_FALSE(probe_picture(folder / "a.png").has_value());
  }
  EXPECT_EQ(code_of(folder / "nothing.png"), "picture.missing");
  EXPECT_EQ(code_of(folder.path()), "picture.not_a_picture");
}

TEST(Pictures, SizesBeyondTheLimitsAreRefusedByTheHeader) {
  using namespace std::string_literals;
  const TemporaryFolder folder;
  ASSERT_TRUE(write_png(photograph(width, height, 3), folder / "a.png").has_value());
  std::string huge = bytes_of(folder / "a.png");
  huge.replace(16, 8, "\0\0\x4e\x20\0\0\x4e\x20"s);
  write_bytes(folder / "huge.png", huge);
  EXPECT_EQ(code_of(folder / "huge.png"), "picture.too_large");
  EXPECT_EQ(probe_picture(folder / "huge.png").error().code, "picture.too_large");
  huge.replace(16, 8, "\0\0\x27\x11\0\0\x27\x10"s);  // 10,001 x 10,000: each side is within its limit
  write_bytes(folder / "huge.png", huge);
  EXPECT_EQ(probe_picture(folder / "huge.png").error().code, "picture.too_large");
  ASSERT_TRUE(write_png(plain_picture(1, 1, 0, 0, 0), folder / "tiny.png").has_value());
  EXPECT_EQ(code_of(folder / "tiny.png"), "picture.too_small");
}

TEST(Pictures, TruncatedAndScratchedFilesAreRefused) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_png(photograph(width, height, 4), folder / "a.png").has_value());
  ASSERT_TRUE(write_jpeg(photograph(width, height, 4), folder / "a.jpg", 90).has_value());
  for (const char* name : {"a.png", "a.jpg"}) {
    const std::string whole = bytes_of(folder / name);
    for (const int percent : {50, 75, 95}) {
      write_bytes(folder / name, whole.substr(0, whole.size() * static_cast<std::size_t>(percent) / 100));
      EXPECT_EQ(code_of(folder / name), "picture.damaged") << name << " cut at " << percent << " %";
    }
  }
  ASSERT_TRUE(write_png(photograph(width, height, 4), folder / "a.png").has_value());
  std::string scratched = bytes_of(folder / "a.png");
  for (std::size_t i = scratched.size() / 2; i < scratched.size() / 2 + 50; ++i) scratched[i] = 'x';
  write_bytes(folder / "a.png", scratched);
  EXPECT_EQ(code_of(folder / "a.png"), "picture.damaged");
}

TEST(Pictures, DecodingStopsWhenAsked) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_png(photograph(width, height, 5), folder / "a.png").has_value());
  std::stop_source stop;
  stop.request_stop();
  const auto picture = decode_picture(folder / "a.png", width, height, stop.get_token());
  ASSERT_FALSE(picture.has_value());
  EXPECT_TRUE(is_canceled(picture.error()));
}

}  // namespace
}  // namespace reelwright::media::test
