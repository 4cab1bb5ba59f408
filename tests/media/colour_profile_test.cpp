// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures whose numbers are not sRGB's: what they show must be what they showed where they were made.
#include "media/colour_profile.h"

#include <gtest/gtest.h>
#include <lcms2.h>

#include <array>
#include <cmath>
#include <cstring>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "base/temporary_folder.h"
#include "media/ffmpeg.h"
#include "media/picture.h"
#include "media/picture_maker.h"
#include "media/support.h"

namespace reelwright::media::test {
namespace {

using namespace std::string_literals;
using Rgb = std::array<int, 3>;

constexpr int side = 32;
constexpr cmsCIExyY d65{0.3127, 0.3290, 1};
constexpr Rgb card_red{200, 30, 30};
constexpr Rgb card_green{30, 160, 40};

std::string saved(cmsHPROFILE profile) {
  cmsUInt32Number size = 0;
  cmsSaveProfileToMem(profile, nullptr, &size);
  std::string bytes(size, '\0');
  cmsSaveProfileToMem(profile, bytes.data(), &size);
  cmsCloseProfile(profile);
  return bytes;
}

std::string rgb_profile(const cmsCIExyYTRIPLE& primaries, double gamma) {
  cmsToneCurve* curve = cmsBuildGamma(nullptr, gamma);
  const std::array<cmsToneCurve*, 3> curves{curve, curve, curve};
  std::string profile = saved(cmsCreateRGBProfile(&d65, &primaries, curves.data()));
  cmsFreeToneCurve(curve);
  return profile;
}
std::string adobe_rgb() {
  return rgb_profile({{0.64, 0.33, 1}, {0.21, 0.71, 1}, {0.15, 0.06, 1}}, 563.0 / 256);
}
std::string display_p3() { return rgb_profile({{0.68, 0.32, 1}, {0.265, 0.69, 1}, {0.15, 0.06, 1}}, 2.2); }
std::string grey_profile(double gamma) {
  cmsToneCurve* curve = cmsBuildGamma(nullptr, gamma);
  std::string profile = saved(cmsCreateGrayProfile(&d65, curve));
  cmsFreeToneCurve(curve);
  return profile;
}

/// Inks (65535 is all of one) to Lab: black makes it dark, cyan green, magenta red, yellow nothing.
cmsInt32Number ink_to_lab(const cmsUInt16Number* in, cmsUInt16Number* out, void*) {
  const auto ink = [&](int i) { return in[i] / 65'535.0; };
  const cmsCIELab lab{100 * (1 - ink(3)), 40 * (ink(1) - ink(0)), 0};
  cmsFloat2LabEncodedV2(out, &lab);
  return 1;
}
std::string ink_profile() {
  cmsHPROFILE profile = cmsCreateProfilePlaceholder(nullptr);
  cmsSetProfileVersion(profile, 2.1);
  cmsSetDeviceClass(profile, cmsSigOutputClass);
  cmsSetColorSpace(profile, cmsSigCmykData);
  cmsSetPCS(profile, cmsSigLabData);
  cmsPipeline* pipeline = cmsPipelineAlloc(nullptr, 4, 3);
  cmsStage* table = cmsStageAllocCLut16bit(nullptr, 3, 4, 3, nullptr);
  cmsStageSampleCLut16bit(table, ink_to_lab, nullptr, 0);
  cmsPipelineInsertStage(pipeline, cmsAT_BEGIN, table);
  cmsWriteTag(profile, cmsSigAToB0Tag, pipeline);
  cmsPipelineFree(pipeline);
  return saved(profile);
}

/// The numbers by which a picture with that profile shows what the sRGB ones show.
Rgb numbers_of(const std::string& profile, Rgb srgb) {
  cmsHPROFILE from = cmsCreate_sRGBProfile();
  cmsHPROFILE to = cmsOpenProfileFromMem(profile.data(), static_cast<cmsUInt32Number>(profile.size()));
  cmsHTRANSFORM transform =
      cmsCreateTransform(from, TYPE_RGB_8, to, TYPE_RGB_8, INTENT_RELATIVE_COLORIMETRIC, 0);
  std::array<std::uint8_t, 3> pixel{};
  for (std::size_t i = 0; i < 3; ++i) pixel[i] = static_cast<std::uint8_t>(srgb[i]);
  cmsDoTransform(transform, pixel.data(), pixel.data(), 1);
  cmsDeleteTransform(transform);
  cmsCloseProfile(from);
  cmsCloseProfile(to);
  return {pixel[0], pixel[1], pixel[2]};
}

/// Sets the samples of a pixel.
using Paint = std::function<void(int x, int y, std::vector<int>& samples)>;
Paint all(std::vector<int> samples) {
  return [samples](int, int, std::vector<int>& pixel) { pixel = samples; };
}

struct Form {
  const char* encoder;
  AVPixelFormat format;
  int samples;
  bool big_endian_words = false;
  AVColorTransferCharacteristic transfer = AVCOL_TRC_UNSPECIFIED;
  AVColorPrimaries primaries = AVCOL_PRI_UNSPECIFIED;
};

/// A picture of side x side, with the profile where the encoder stores it.
std::string encoded(const Form& form, const Paint& paint, const std::string& profile = "") {
  const AVCodec* codec = avcodec_find_encoder_by_name(form.encoder);
  if (codec == nullptr) return {};
  const CodecContext encoder(avcodec_alloc_context3(codec));
  encoder->width = encoder->height = side;
  encoder->pix_fmt = form.format;
  encoder->color_trc = form.transfer;
  encoder->color_primaries = form.primaries;
  encoder->time_base = {1, 10};
  if (form.format == AV_PIX_FMT_BGRA) av_opt_set_int(encoder->priv_data, "lossless", 1, 0);
  if (avcodec_open2(encoder.get(), codec, nullptr) < 0) return {};
  const Frame frame = make_frame();
  frame->format = form.format;
  frame->width = frame->height = side;
  frame->color_trc = form.transfer;
  frame->color_primaries = form.primaries;
  frame->pts = 0;
  EXPECT_GE(av_frame_get_buffer(frame.get(), 0), 0);
  std::vector<int> samples(static_cast<std::size_t>(form.samples));
  for (int y = 0; y < side; ++y) {
    std::uint8_t* out = frame->data[0] + std::ptrdiff_t{y} * frame->linesize[0];
    for (int x = 0; x < side; ++x) {
      paint(x, y, samples);
      for (const int sample : samples) {
        if (form.big_endian_words) *out++ = static_cast<std::uint8_t>(sample >> 8);
        *out++ = static_cast<std::uint8_t>(sample);
      }
    }
  }
  if (!profile.empty()) {
    AVFrameSideData* data = av_frame_new_side_data(frame.get(), AV_FRAME_DATA_ICC_PROFILE, profile.size());
    std::memcpy(data->data, profile.data(), profile.size());
  }
  const Packet packet = make_packet();
  EXPECT_GE(avcodec_send_frame(encoder.get(), frame.get()), 0);
  avcodec_send_frame(encoder.get(), nullptr);
  if (avcodec_receive_packet(encoder.get(), packet.get()) < 0) return {};
  return {reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size)};
}

std::string jpeg_segment(char marker, const std::string& body) {
  return "\xff"s + marker + number(static_cast<std::uint32_t>(body.size() + 2), 2, false) + body;
}
/// Behind the start of the file.
std::string with_jpeg_profile(const std::string& jpeg, const std::string& profile) {
  return jpeg.substr(0, 2) + jpeg_segment('\xe2', "ICC_PROFILE\0\1\1"s + profile) + jpeg.substr(2);
}

// Each the same colour everywhere.
std::string png_of(Rgb rgb, const std::string& profile) {
  return encoded({"png", AV_PIX_FMT_RGB24, 3}, all({rgb[0], rgb[1], rgb[2]}), profile);
}
std::string deep_png_of(Rgb rgb, const std::string& profile) {
  return encoded({"png", AV_PIX_FMT_RGB48BE, 3, true}, all({rgb[0] * 257, rgb[1] * 257, rgb[2] * 257}),
                 profile);
}
std::string jpeg_of(Rgb rgb, const std::string& profile) {
  const reelwright::test::TemporaryFolder folder;
  const RgbaImage image = plain_picture(side, side, static_cast<std::uint8_t>(rgb[0]),
                                        static_cast<std::uint8_t>(rgb[1]), static_cast<std::uint8_t>(rgb[2]));
  EXPECT_TRUE(write_jpeg(image, folder / "a.jpg", 100).has_value());
  return with_jpeg_profile(bytes_of(folder / "a.jpg"), profile);
}
std::string webp_of(Rgb rgb, const std::string& profile) {
  const std::string webp = encoded({"libwebp", AV_PIX_FMT_BGRA, 4}, all({rgb[2], rgb[1], rgb[0], 255}));
  if (webp.empty()) return {};
  return webp_chunk(
      "RIFF", "WEBP" +
                  webp_chunk("VP8X", "\x20\0\0\0"s + number(side - 1, 3, true) + number(side - 1, 3, true)) +
                  webp_chunk("ICCP", profile) + webp.substr(12));
}
std::string moving_webp_of(Rgb rgb, const std::string& profile) {
  const std::string webp = encoded({"libwebp", AV_PIX_FMT_BGRA, 4}, all({rgb[2], rgb[1], rgb[0], 255}));
  if (webp.empty()) return {};
  const std::string size = number(side - 1, 3, true) + number(side - 1, 3, true);
  return webp_chunk("RIFF",
                    "WEBP" + webp_chunk("VP8X", "\x22\0\0\0"s + size) + webp_chunk("ICCP", profile) +
                        webp_chunk("ANIM", std::string(6, '\0')) +
                        webp_chunk("ANMF", std::string(6, '\0') + size + "\x64\0\0\0"s + webp.substr(12)));
}
std::string tiff_of(Rgb rgb, const std::string& profile) {
  std::string pixels;
  for (int i = 0; i < side * side; ++i)
    for (const int sample : rgb) pixels.push_back(static_cast<char>(sample));
  constexpr std::uint32_t pixels_at = 8;
  const std::uint32_t profile_at = pixels_at + static_cast<std::uint32_t>(pixels.size());
  const std::uint32_t depths_at = (profile_at + static_cast<std::uint32_t>(profile.size()) + 1) / 2 * 2;
  const auto entry = [](std::uint32_t tag, std::uint32_t type, std::uint32_t count, std::uint32_t value) {
    return number(tag, 2, true) + number(type, 2, true) + number(count, 4, true) + number(value, 4, true);
  };
  std::string file = "II*\0"s + number(depths_at + 6, 4, true) + pixels + profile;
  file.resize(depths_at);
  for (int i = 0; i < 3; ++i) file += number(8, 2, true);
  file += number(10, 2, true) + entry(256, 3, 1, side) + entry(257, 3, 1, side) +
          entry(258, 3, 3, depths_at) + entry(259, 3, 1, 1) + entry(262, 3, 1, 2) +
          entry(273, 4, 1, pixels_at) + entry(277, 3, 1, 3) + entry(278, 3, 1, side) +
          entry(279, 4, 1, static_cast<std::uint32_t>(pixels.size())) +
          entry(34675, 7, static_cast<std::uint32_t>(profile.size()), profile_at);
  return file + number(0, 4, true);
}

class ColourProfiles : public testing::Test {
 protected:
  RgbaImage read(const std::string& bytes) {
    write_bytes(folder_ / "picture", bytes);
    Result<RgbaImage> picture = decode_picture(folder_ / "picture", 1000, 1000, {});
    EXPECT_TRUE(picture.has_value()) << picture.error().message;
    return picture ? std::move(*picture) : RgbaImage(side, side);
  }
  Rgb colour_in(const std::string& bytes) {
    const RgbaImage picture = read(bytes);
    const std::uint8_t* pixel = picture.row(side / 2) + 4 * (side / 2);
    return {pixel[0], pixel[1], pixel[2]};
  }

  reelwright::test::TemporaryFolder folder_;
};

void expect_near(Rgb colour, Rgb wanted, int tolerance) {
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(colour[i], wanted[i], tolerance) << "channel " << i;
}

TEST_F(ColourProfiles, ArriveInSrgbFromEveryFormat) {
  const std::vector<std::pair<const char*, std::string (*)(Rgb, const std::string&)>> formats{
      {"png", png_of},   {"deep png", deep_png_of},       {"jpeg", jpeg_of},
      {"webp", webp_of}, {"moving webp", moving_webp_of}, {"tiff", tiff_of}};
  for (const std::string& profile : {adobe_rgb(), display_p3()})
    for (const Rgb colour : {card_red, card_green})
      for (const auto& [name, make] : formats) {
        SCOPED_TRACE(name);
        const Rgb numbers = numbers_of(profile, colour);
        ASSERT_GT(std::abs(numbers[0] - colour[0]), 10);
        const std::string bytes = make(numbers, profile);
        if (bytes.empty()) continue;  // FFmpeg has no libwebp
        // One step of green's light is 9 of sRGB's red.
        expect_near(colour_in(bytes), colour, 9);
      }
}

TEST_F(ColourProfiles, LeaveAlphaAlone) {
  const std::string profile = adobe_rgb();
  const Rgb numbers = numbers_of(profile, card_red);
  for (const bool deep : {false, true}) {
    const int unit = deep ? 257 : 1;
    const Form form{"png", deep ? AV_PIX_FMT_RGBA64BE : AV_PIX_FMT_RGBA, 4, deep};
    const RgbaImage picture = read(
        encoded(form, all({numbers[0] * unit, numbers[1] * unit, numbers[2] * unit, 77 * unit}), profile));
    EXPECT_EQ(picture.row(3)[4 * 3 + 3], 77);
    expect_near({picture.row(3)[12], picture.row(3)[13], picture.row(3)[14]}, card_red, 2);
  }
}

TEST_F(ColourProfiles, AreLeftOutWhereTheyChangeNothing) {
  const auto ramp = [](int x, int y, std::vector<int>& pixel) { pixel = {8 * x, 8 * y, 4 * (x + y)}; };
  const Form form{"png", AV_PIX_FMT_RGB24, 3};
  const std::string profile = saved(cmsCreate_sRGBProfile());
  EXPECT_EQ(read(encoded(form, ramp, profile)).pixels, read(encoded(form, ramp)).pixels);
  const auto bytes = std::span(reinterpret_cast<const std::uint8_t*>(profile.data()), profile.size());
  EXPECT_FALSE(ToSrgb::make(bytes, PixelSamples::rgb, 1).has_value());
  EXPECT_FALSE(ToSrgb::make(bytes, PixelSamples::rgb, 2).has_value());
}

TEST_F(ColourProfiles, OfGreyFitGreyPicturesOnly) {
  const std::string linear = grey_profile(1);
  // sRGB's 128 is 21.6 % of the light.
  expect_near(colour_in(encoded({"png", AV_PIX_FMT_GRAY8, 1}, all({55}), linear)), {128, 128, 128}, 1);
  expect_near(colour_in(encoded({"png", AV_PIX_FMT_GRAY16BE, 1, true}, all({14'146}), linear)),
              {128, 128, 128}, 1);
  EXPECT_EQ(colour_in(png_of(card_red, linear)), card_red);
  // A grey picture is one of red, green and blue, too.
  expect_near(colour_in(encoded({"png", AV_PIX_FMT_GRAY8, 1}, all({128}), adobe_rgb())), {128, 128, 128}, 1);
}

TEST_F(ColourProfiles, OfInksMakeTheColoursOfCmyk) {
  const std::string profile = ink_profile();
  // 255 is no ink. Cyan and magenta the same: grey, by black alone. L* 75.3 is sRGB's 186, L* 25.1 is 60.
  const std::string light = cmyk_jpeg({60, 60, 200, 192});
  const std::string dark = cmyk_jpeg({200, 200, 60, 64});
  expect_near(colour_in(with_jpeg_profile(light, profile)), {186, 186, 186}, 3);
  expect_near(colour_in(with_jpeg_profile(dark, profile)), {60, 60, 60}, 3);
  EXPECT_LT(colour_in(light)[0], 60);
  // Cyan or magenta.
  const Rgb green = colour_in(with_jpeg_profile(cmyk_jpeg({20, 230, 200, 192}), profile));
  EXPECT_GT(green[1], green[0] + 40);
  const Rgb red = colour_in(with_jpeg_profile(cmyk_jpeg({230, 20, 200, 192}), profile));
  EXPECT_GT(red[0], red[1] + 40);
  // Only a JPEG's inks are known; a PNG of red, green and blue has none.
  EXPECT_EQ(colour_in(png_of(card_red, profile)), card_red);
}

TEST_F(ColourProfiles, OfInksMakeTheColoursOfYcck) {
  // 255 less red, green and blue of that Y, Cb, Cr: 17, 255 and 82; yellow does not count.
  std::string ycck = cmyk_jpeg({60, 192, 255, 192});
  constexpr std::size_t code_at = 17;
  ycck[code_at] = 2;
  const Rgb colour = colour_in(with_jpeg_profile(ycck, ink_profile()));
  expect_near(colour, colour_in(with_jpeg_profile(cmyk_jpeg({17, 255, 64, 192}), ink_profile())), 3);
  EXPECT_GT(colour[1], colour[0] + 40);
}

TEST_F(ColourProfiles, ThatAreDamagedAreIgnored) {
  const std::string profile = adobe_rgb();
  const Rgb plain = card_green;
  EXPECT_EQ(colour_in(png_of(plain, "no profile at all")), plain);
  EXPECT_EQ(colour_in(png_of(plain, std::string(5'000, '\xff'))), plain);
  for (std::size_t size = 1; size < profile.size(); size += 23) read(png_of(plain, profile.substr(0, size)));
  for (std::size_t at = 0; at < profile.size(); at += 5) {
    std::string changed = profile;
    changed[at] = static_cast<char>(~changed[at]);
    const auto bytes = std::span(reinterpret_cast<const std::uint8_t*>(changed.data()), changed.size());
    if (const auto colours = ToSrgb::make(bytes, PixelSamples::rgb, 1)) {
      std::array<std::uint8_t, 4> pixel{10, 20, 30, 40};
      colours->convert(pixel.data(), pixel.data(), 1);
      EXPECT_EQ(pixel[3], 40);
    }
  }
}

TEST_F(ColourProfiles, HaveALargestSize) {
  std::string profile = adobe_rgb();
  const auto makes = [&] {
    const auto bytes = std::span(reinterpret_cast<const std::uint8_t*>(profile.data()), profile.size());
    return ToSrgb::make(bytes, PixelSamples::rgb, 1).has_value();
  };
  profile.resize(colour_profile_bytes_max);
  EXPECT_TRUE(makes());
  profile.push_back('\0');
  EXPECT_FALSE(makes());
}

TEST_F(ColourProfiles, OfPngGammaAndPrimariesCount) {
  Form linear{"png", AV_PIX_FMT_GRAY16BE, 1, true, AVCOL_TRC_LINEAR};
  // 2 % of the light in 1024 steps: sRGB has 38 numbers for it, of which bytes would leave 6.
  const RgbaImage dark = read(encoded(
      linear, [](int x, int y, std::vector<int>& pixel) { pixel = {(side * y + x) * 1'311 / 1'024}; }));
  std::set<int> greys;
  for (std::size_t i = 0; i < dark.pixels.size(); i += 4) greys.insert(dark.pixels[i]);
  EXPECT_GT(greys.size(), 35U);

  const Form wide{"png", AV_PIX_FMT_RGB24, 3, false, AVCOL_TRC_GAMMA22, AVCOL_PRI_BT2020};
  const Rgb shown = colour_in(encoded(wide, all({168, 74, 52})));
  EXPECT_GT(shown[0], 195);
  EXPECT_LT(shown[1], 50);
}

TEST_F(ColourProfiles, OfPngGivePlaceToSrgb) {
  const Form marked{"png", AV_PIX_FMT_RGB24, 3, false, AVCOL_TRC_IEC61966_2_1, AVCOL_PRI_BT709};
  EXPECT_EQ(colour_in(encoded(marked, all({200, 30, 30}))), card_red);
  // What many programs write for sRGB: its gamma, rounded.
  const Form rounded{"png", AV_PIX_FMT_RGB24, 3, false, AVCOL_TRC_GAMMA22, AVCOL_PRI_BT709};
  EXPECT_EQ(colour_in(encoded(rounded, all({12, 160, 40}))), (Rgb{12, 160, 40}));
  const std::string linear =
      encoded({"png", AV_PIX_FMT_RGB24, 3, false, AVCOL_TRC_LINEAR}, all({55, 55, 55}));
  ASSERT_EQ(colour_in(linear)[0], 128);
  constexpr std::size_t behind_header = 33;
  EXPECT_EQ(
      colour_in(linear.substr(0, behind_header) + png_chunk("sRGB", "\0"s) + linear.substr(behind_header))[0],
      55);
}

}  // namespace
}  // namespace reelwright::media::test
