// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/film_reader.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/check.h"
#include "base/temporary_folder.h"
#include "media/ffmpeg.h"

namespace reelwright::media::test {
namespace {

std::vector<std::int64_t> at_25_fps() {
  std::vector<std::int64_t> times_ms;
  for (std::int64_t n = 0; n < 25; ++n) times_ms.push_back(n * 40);
  return times_ms;
}

struct OddFilm {
  AVPixelFormat format = AV_PIX_FMT_YUV420P;
  AVColorSpace matrix = AVCOL_SPC_UNSPECIFIED;
  AVColorRange range = AVCOL_RANGE_UNSPECIFIED;
  int width = 64;
  int height = 48;
  int luma = 100;  ///< of 8 bits
  std::vector<std::int64_t> times_ms = at_25_fps();
};

/// Lossless Matroska; picture n has the luma `luma` + 10 (n modulo 10) all over.
std::filesystem::path write(const std::filesystem::path& path, const OddFilm& film) {
  CodecContext encoder(avcodec_alloc_context3(avcodec_find_encoder(AV_CODEC_ID_FFV1)));
  encoder->width = film.width;
  encoder->height = film.height;
  encoder->pix_fmt = film.format;
  encoder->colorspace = film.matrix;
  encoder->color_range = film.range;
  encoder->time_base = {1, 1000};
  CHECK(avcodec_open2(encoder.get(), nullptr, nullptr) >= 0);
  AVFormatContext* context = nullptr;
  CHECK(avformat_alloc_output_context2(&context, nullptr, "matroska", path.c_str()) >= 0);
  const OutputContext output(context);
  AVStream& stream = *avformat_new_stream(context, nullptr);
  CHECK(avcodec_parameters_from_context(stream.codecpar, encoder.get()) >= 0);
  stream.time_base = {1, 1000};
  CHECK(avio_open(&context->pb, path.c_str(), AVIO_FLAG_WRITE) >= 0);
  CHECK(avformat_write_header(context, nullptr) >= 0);
  const bool is_deep = film.format == AV_PIX_FMT_YUV444P10;
  for (std::size_t n = 0; n <= film.times_ms.size(); ++n) {
    Frame frame;
    if (n < film.times_ms.size()) {
      frame = make_frame();
      frame->format = film.format;
      frame->width = film.width;
      frame->height = film.height;
      frame->pts = film.times_ms[n];
      CHECK(av_frame_get_buffer(frame.get(), 0) >= 0);
      for (std::size_t plane = 0; plane < 3; ++plane) {
        const int value = plane > 0 ? 128 : film.luma + 10 * static_cast<int>(n % 10);
        const int rows = plane > 0 && !is_deep ? film.height / 2 : film.height;
        for (int y = 0; y < rows; ++y) {
          std::uint8_t* row = frame->data[plane] + std::ptrdiff_t{y} * frame->linesize[plane];
          if (is_deep)
            std::fill_n(reinterpret_cast<std::uint16_t*>(row), film.width,
                        static_cast<std::uint16_t>(value * 4));
          else
            std::fill_n(row, plane > 0 ? film.width / 2 : film.width, static_cast<std::uint8_t>(value));
        }
      }
    }
    CHECK(avcodec_send_frame(encoder.get(), frame.get()) >= 0);
    const Packet packet = make_packet();
    while (avcodec_receive_packet(encoder.get(), packet.get()) >= 0) {
      av_packet_rescale_ts(packet.get(), encoder->time_base, stream.time_base);
      CHECK(av_interleaved_write_frame(context, packet.get()) >= 0);
    }
  }
  CHECK(av_write_trailer(context) >= 0);
  return path;
}

class FilmReaderOfOddFilms : public testing::Test {
 protected:
  /// Luma in the middle of the picture shown at `frame`.
  int luma_at(FilmReader& reader, std::int64_t frame) {
    auto shot = reader.read(frame, [] { return false; });
    EXPECT_TRUE(shot.has_value());
    if (!shot) return -1;
    last_ = std::move(shot->frame);
    const YuvPicture picture = last_.picture();
    return picture.planes[0][picture.height / 2 * picture.strides[0] + picture.width / 2];
  }
  FilmReader open(const OddFilm& film) {
    auto reader = FilmReader::open(write(folder_ / "film.mkv", film), 1, {});
    CHECK(reader.has_value());
    return std::move(*reader);
  }
  reelwright::test::TemporaryFolder folder_;
  FilmFrame last_;
};

TEST_F(FilmReaderOfOddFilms, TenBitsWithoutSubsamplingBecomeEightWithIt) {
  FilmReader reader = open({.format = AV_PIX_FMT_YUV444P10, .matrix = AVCOL_SPC_BT709});
  EXPECT_NEAR(luma_at(reader, 0), 100, 1);
  EXPECT_NEAR(luma_at(reader, 3), 130, 1);
  EXPECT_EQ(last_.picture().matrix, YuvMatrix::bt709);
  EXPECT_FALSE(last_.picture().is_full_range);
}

TEST_F(FilmReaderOfOddFilms, FullRangeDeepPicturesKeepTheirRange) {
  FilmReader reader =
      open({.format = AV_PIX_FMT_YUV444P10, .matrix = AVCOL_SPC_BT709, .range = AVCOL_RANGE_JPEG, .luma = 2});
  EXPECT_NEAR(luma_at(reader, 0), 2, 1);
  EXPECT_TRUE(last_.picture().is_full_range);
}

TEST_F(FilmReaderOfOddFilms, MatrixAndRangeComeFromTheTagsElseFromTheSize) {
  FilmReader tagged = open({.matrix = AVCOL_SPC_SMPTE170M, .range = AVCOL_RANGE_JPEG});
  EXPECT_EQ(luma_at(tagged, 1), 110);
  EXPECT_EQ(last_.picture().matrix, YuvMatrix::bt601);
  EXPECT_TRUE(last_.picture().is_full_range);
  FilmReader small = open({});
  EXPECT_EQ(luma_at(small, 0), 100);
  EXPECT_EQ(last_.picture().matrix, YuvMatrix::bt601);
  FilmReader large = open({.width = 1280, .height = 720});
  EXPECT_EQ(luma_at(large, 0), 100);
  EXPECT_EQ(last_.picture().matrix, YuvMatrix::bt709);
}

TEST_F(FilmReaderOfOddFilms, APictureStaysUntilTheNextOnesTime) {
  FilmReader reader = open({.times_ms = {0, 40, 80, 1000, 1040, 1080, 1120, 2000}});
  const double fps = reader.facts().frames_per_second;
  const auto frame_at = [&](double seconds) { return static_cast<std::int64_t>(seconds * fps + 0.5); };
  EXPECT_EQ(luma_at(reader, frame_at(0.6)), 120);
  EXPECT_EQ(luma_at(reader, frame_at(1.6)), 160);
  EXPECT_EQ(luma_at(reader, frame_at(0.3)), 120);
  EXPECT_EQ(luma_at(reader, 0), 100);
  EXPECT_EQ(luma_at(reader, frame_at(1.99)), 160);
}

TEST_F(FilmReaderOfOddFilms, GivesUpWhenTold) {
  FilmReader reader = open({});
  const auto shot = reader.read(3, [] { return true; });
  ASSERT_FALSE(shot.has_value());
  EXPECT_TRUE(is_canceled(shot.error()));
  EXPECT_EQ(luma_at(reader, 3), 130);
}

}  // namespace
}  // namespace reelwright::media::test
