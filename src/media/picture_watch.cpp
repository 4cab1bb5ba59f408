// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/picture_watch.h"

#include <algorithm>
#include <cstring>

#include "media/kernels.h"

namespace reelwright::media {
namespace {

constexpr double black_s_min = 0.5;
constexpr double frozen_s_min = 2.0;
/// A frame is black when at most a thousandth of its pixels is lighter than this (16 is black in limited
/// range).
constexpr int black_luma_max = 32;
/// Encoders redraw a still picture a little differently at keyframes; more than this, on average or in any
/// block, is a change.
constexpr double same_mean = 0.4;
constexpr double same_block_mean = 3.0;
constexpr int block = 32;

bool is_black(const std::uint8_t* luma, std::ptrdiff_t stride, int width, int height) {
  const std::int64_t allowed = std::int64_t{width} * height / 1000;
  std::int64_t light = 0;
  for (int y = 0; y < height && light <= allowed; ++y)
    light += std::count_if(luma + y * stride, luma + y * stride + width,
                           [](std::uint8_t value) { return value > black_luma_max; });
  return light <= allowed;
}

}  // namespace

PictureWatch::PictureWatch(double frames_per_second) : frames_per_second_(frames_per_second) {}

bool PictureWatch::is_same(const std::uint8_t* luma, std::ptrdiff_t stride, int width, int height) const {
  const double total_max = same_mean * width * height;
  std::int64_t total = 0;
  for (int top = 0; top < height; top += block) {
    for (int left = 0; left < width; left += block) {
      const int right = std::min(left + block, width);
      const int bottom = std::min(top + block, height);
      std::uint32_t sum = 0;
      for (int y = top; y < bottom; ++y)
        sum += difference(luma + y * stride + left,
                          first_.data() + static_cast<std::ptrdiff_t>(y) * width + left, right - left);
      total += sum;
      if (sum > same_block_mean * (right - left) * (bottom - top) || static_cast<double>(total) > total_max)
        return false;
    }
  }
  return true;
}

void PictureWatch::end_black_run() {
  if (static_cast<double>(black_run_) >= black_s_min * frames_per_second_)
    black_.push_back({frame_ - black_run_, black_run_});
  black_run_ = 0;
}

void PictureWatch::end_frozen_run() {
  if (static_cast<double>(frozen_run_) >= frozen_s_min * frames_per_second_)
    frozen_.push_back({frame_ - frozen_run_, frozen_run_});
  frozen_run_ = 0;
}

void PictureWatch::see(const std::uint8_t* luma, std::ptrdiff_t stride, int width, int height) {
  if (is_black(luma, stride, width, height))
    ++black_run_;
  else
    end_black_run();

  if (first_.empty() || !is_same(luma, stride, width, height)) {
    end_frozen_run();
    first_.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y)
      std::memcpy(first_.data() + static_cast<std::ptrdiff_t>(y) * width, luma + y * stride,
                  static_cast<std::size_t>(width));
  }
  ++frozen_run_;
  ++frame_;
}

void PictureWatch::finish() {
  end_black_run();
  end_frozen_run();
}

}  // namespace reelwright::media
