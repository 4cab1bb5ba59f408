// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/reference.h"

#include <algorithm>
#include <cmath>

namespace reelwright::media::test {
namespace {

ReferencePlane plane(int width, int height, double value) {
  return {width, height,
          std::vector<double>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), value)};
}

double kernel(double t) {
  t = std::abs(t);
  if (t < 1) return 1.5 * t * t * t - 2.5 * t * t + 1;
  if (t < 2) return -0.5 * t * t * t + 2.5 * t * t - 4 * t + 2;
  return 0;
}

double sample(const ReferencePlane& source, double x, double y, double step) {
  const double stretch = std::max(step, 1.0);
  const int reach = static_cast<int>(std::ceil(2 * stretch));
  double sum = 0;
  double weights = 0;
  for (int row = static_cast<int>(std::floor(y)) - reach; row <= y + reach; ++row) {
    for (int column = static_cast<int>(std::floor(x)) - reach; column <= x + reach; ++column) {
      const double weight = kernel((column - x) / stretch) * kernel((row - y) / stretch);
      weights += weight;
      sum +=
          weight * source.at(std::clamp(column, 0, source.width - 1), std::clamp(row, 0, source.height - 1));
    }
  }
  return sum / weights;
}

/// Premultiplied Y, U, V and alpha at full size.
void to_yuva(const RgbaImage& image, ReferencePlane (&full)[4]) {
  for (ReferencePlane& p : full) p = plane(image.width, image.height, 0);
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const std::uint8_t* pixel = image.row(y) + 4 * x;
      const double r = pixel[0] / 255.0;
      const double g = pixel[1] / 255.0;
      const double b = pixel[2] / 255.0;
      const double a = pixel[3] / 255.0;
      const double luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
      full[0].at(x, y) = a * (16 + 219 * luma);
      full[1].at(x, y) = a * (128 + 224 * (b - luma) / 1.8556);
      full[2].at(x, y) = a * (128 + 224 * (r - luma) / 1.5748);
      full[3].at(x, y) = a;
    }
  }
}

ReferencePlane halved(const ReferencePlane& full) {
  ReferencePlane half = plane((full.width + 1) / 2, (full.height + 1) / 2, 0);
  for (int y = 0; y < half.height; ++y)
    for (int x = 0; x < half.width; ++x)
      for (int down = 0; down < 2; ++down)
        for (int across = -1; across <= 1; ++across)
          half.at(x, y) += full.at(std::clamp(2 * x + across, 0, full.width - 1),
                                   std::min(2 * y + down, full.height - 1)) *
                           (across == 0 ? 0.25 : 0.125);
  return half;
}

double covered(double begin, double end, double cover_begin, double cover_end, int limit) {
  begin = std::max(begin, 0.0);
  end = std::min<double>(end, limit);
  return std::clamp((std::min(end, cover_end) - std::max(begin, cover_begin)) / (end - begin), 0.0, 1.0);
}

}  // namespace

ReferencePicture black_reference(int width, int height) {
  return {{plane(width, height, 16), plane((width + 1) / 2, (height + 1) / 2, 128),
           plane((width + 1) / 2, (height + 1) / 2, 128)}};
}

void draw_reference(const RgbaImage& image, const Placement& placement, ReferencePicture& picture) {
  ReferencePlane full[4];
  to_yuva(image, full);
  const ReferencePlane half_alpha = halved(full[3]);
  const int frame_width = picture.planes[0].width;
  const int frame_height = picture.planes[0].height;
  const double right = placement.x_px + placement.scale * image.width;
  const double bottom = placement.y_px + placement.scale * image.height;
  for (int index = 0; index < 3; ++index) {
    const bool chroma = index > 0;
    const ReferencePlane colour = chroma ? halved(full[index]) : full[0];
    const ReferencePlane& alpha = chroma ? half_alpha : full[3];
    ReferencePlane& target = picture.planes[index];
    for (int y = 0; y < target.height; ++y) {
      for (int x = 0; x < target.width; ++x) {
        // Centres in the frame, then in the image, then as an index of the plane.
        const double frame_x = chroma ? 2 * x + 0.5 : x + 0.5;
        const double frame_y = chroma ? 2 * y + 1.0 : y + 0.5;
        const double image_x = (frame_x - placement.x_px) / placement.scale;
        const double image_y = (frame_y - placement.y_px) / placement.scale;
        const double source_x = chroma ? (image_x - 0.5) / 2 : image_x - 0.5;
        const double source_y = chroma ? (image_y - 1) / 2 : image_y - 0.5;
        const double half_box = chroma ? 1 : 0.5;
        const double coverage =
            covered(frame_x - half_box, frame_x + half_box, placement.x_px, right, frame_width) *
            covered(frame_y - half_box, frame_y + half_box, placement.y_px, bottom, frame_height);
        if (coverage == 0) continue;
        const double factor = coverage * placement.opacity;
        const double step = 1 / placement.scale;
        const double filtered_alpha = sample(alpha, source_x, source_y, step);
        const double added =
            sample(colour, source_x, source_y, step) / std::max(filtered_alpha, 1.0) * factor;
        const double opacity = std::clamp(filtered_alpha, 0.0, 1.0) * factor;
        target.at(x, y) = std::clamp(std::max(added, 0.0) + target.at(x, y) * (1 - opacity), 0.0, 255.0);
      }
    }
  }
}

double psnr_db(const Picture& picture, const ReferencePicture& reference) {
  double worst = 100;
  const Plane* planes[] = {&picture.y, &picture.u, &picture.v};
  for (int index = 0; index < 3; ++index) {
    const ReferencePlane& wanted = reference.planes[index];
    double error = 0;
    for (int y = 0; y < wanted.height; ++y)
      for (int x = 0; x < wanted.width; ++x) error += std::pow(planes[index]->row(y)[x] - wanted.at(x, y), 2);
    error /= static_cast<double>(wanted.samples.size());
    worst = std::min(worst, 10 * std::log10(255 * 255 / std::max(error, 1e-9)));
  }
  return worst;
}

}  // namespace reelwright::media::test
