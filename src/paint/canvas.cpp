// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/canvas.h"

#include <cairo.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "base/check.h"
#include "paint/cairo_image.h"

namespace reelwright::paint {
namespace {

struct FreeSurface {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct FreeContext {
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};
struct FreePattern {
  void operator()(cairo_pattern_t* pattern) const { cairo_pattern_destroy(pattern); }
};
using SurfacePtr = std::unique_ptr<cairo_surface_t, FreeSurface>;
using PatternPtr = std::unique_ptr<cairo_pattern_t, FreePattern>;

constexpr double right_angle = std::numbers::pi / 2;

void set_colour(cairo_t* cr, const Colour& colour) {
  cairo_set_source_rgba(cr, colour.r, colour.g, colour.b, colour.a);
}

void set_fill(cairo_t* cr, const Fill& fill) {
  if (fill.kind == Fill::Kind::plain) {
    set_colour(cr, fill.from);
    return;
  }
  const PatternPtr pattern(fill.kind == Fill::Kind::linear
                               ? cairo_pattern_create_linear(fill.x0, fill.y0, fill.x1, fill.y1)
                               : cairo_pattern_create_radial(fill.x0, fill.y0, 0, fill.x0, fill.y0, fill.x1));
  // Cairo mixes stops in sRGB; a few OKLab stops in between keep the middle from going grey.
  constexpr int steps = 6;
  for (int i = 0; i <= steps; ++i) {
    const double t = static_cast<double>(i) / steps;
    const Colour colour = mix(fill.from, fill.to, t);
    cairo_pattern_add_color_stop_rgba(pattern.get(), t, colour.r, colour.g, colour.b, colour.a);
  }
  cairo_set_source(cr, pattern.get());
}

void add_rounded(cairo_t* cr, const Box& box, double radius) {
  const double r = std::min({radius, box.w / 2, box.h / 2});
  cairo_new_path(cr);
  if (r <= 0) {
    cairo_rectangle(cr, box.x, box.y, box.w, box.h);
    return;
  }
  cairo_arc(cr, box.right() - r, box.y + r, r, -right_angle, 0);
  cairo_arc(cr, box.right() - r, box.bottom() - r, r, 0, right_angle);
  cairo_arc(cr, box.x + r, box.bottom() - r, r, right_angle, 2 * right_angle);
  cairo_arc(cr, box.x + r, box.y + r, r, 2 * right_angle, 3 * right_angle);
  cairo_close_path(cr);
}

void add_path(cairo_t* cr, const Path& path) {
  cairo_new_path(cr);
  for (const Path::Step& step : path.steps()) {
    switch (step.kind) {
      case Path::Kind::move:
        cairo_move_to(cr, step.x, step.y);
        break;
      case Path::Kind::line:
        cairo_line_to(cr, step.x, step.y);
        break;
      case Path::Kind::curve:
        cairo_curve_to(cr, step.x1, step.y1, step.x2, step.y2, step.x, step.y);
        break;
      case Path::Kind::close:
        cairo_close_path(cr);
        break;
    }
  }
}

SurfacePtr to_surface(const RgbaImage& image) {
  SurfacePtr surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, image.width, image.height));
  CHECK(cairo_surface_status(surface.get()) == CAIRO_STATUS_SUCCESS);
  unsigned char* data = cairo_image_surface_get_data(surface.get());
  const std::ptrdiff_t stride = cairo_image_surface_get_stride(surface.get());
  const auto premultiplied = [](std::uint32_t value, std::uint32_t alpha) {
    return (value * alpha + 127) / 255;
  };
  for (int y = 0; y < image.height; ++y) {
    const std::uint8_t* from = image.row(y);
    auto* to = reinterpret_cast<std::uint32_t*>(data + y * stride);
    for (int x = 0; x < image.width; ++x, from += 4) {
      const std::uint32_t a = from[3];
      to[x] = a << 24U | premultiplied(from[0], a) << 16U | premultiplied(from[1], a) << 8U |
              premultiplied(from[2], a);
    }
  }
  cairo_surface_mark_dirty(surface.get());
  return surface;
}

}  // namespace

Fill Fill::linear(const Colour& from, const Colour& to, double x0, double y0, double x1, double y1) {
  Fill fill(from);
  fill.kind = Kind::linear;
  fill.to = to;
  fill.x0 = x0;
  fill.y0 = y0;
  fill.x1 = x1;
  fill.y1 = y1;
  return fill;
}

Fill Fill::radial(const Colour& from, const Colour& to, double x, double y, double radius) {
  Fill fill = linear(from, to, x, y, radius, 0);
  fill.kind = Kind::radial;
  return fill;
}

struct Canvas::Surface {
  SurfacePtr image;
  std::unique_ptr<cairo_t, FreeContext> context;

  [[nodiscard]] cairo_t* cr() const { return context.get(); }
  [[nodiscard]] int width() const { return cairo_image_surface_get_width(image.get()); }
  [[nodiscard]] int height() const { return cairo_image_surface_get_height(image.get()); }
  [[nodiscard]] std::uint32_t* row(int y) const {
    cairo_surface_flush(image.get());
    return reinterpret_cast<std::uint32_t*>(cairo_image_surface_get_data(image.get()) +
                                            static_cast<std::ptrdiff_t>(y) *
                                                cairo_image_surface_get_stride(image.get()));
  }
};

Canvas::Canvas(const Box& region) : surface_(std::make_unique<Surface>()) {
  region_.x = std::floor(region.x);
  region_.y = std::floor(region.y);
  region_.w = std::max(1.0, std::ceil(region.right()) - region_.x);
  region_.h = std::max(1.0, std::ceil(region.bottom()) - region_.y);
  CHECK(region_.w <= 16384 && region_.h <= 16384);
  surface_->image.reset(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, static_cast<int>(region_.w),
                                                   static_cast<int>(region_.h)));
  CHECK(cairo_surface_status(surface_->image.get()) == CAIRO_STATUS_SUCCESS);
  surface_->context.reset(cairo_create(surface_->image.get()));
  cairo_translate(surface_->cr(), -region_.x, -region_.y);
}

Canvas::Canvas(Canvas&&) noexcept = default;
Canvas& Canvas::operator=(Canvas&&) noexcept = default;
Canvas::~Canvas() = default;

void Canvas::fill_box(const Box& box, double radius, const Fill& fill) {
  set_fill(surface_->cr(), fill);
  add_rounded(surface_->cr(), box, radius);
  cairo_fill(surface_->cr());
}

void Canvas::stroke_box(const Box& box, double radius, double line_width, const Colour& colour) {
  set_colour(surface_->cr(), colour);
  cairo_set_line_width(surface_->cr(), line_width);
  add_rounded(surface_->cr(), box.grown(-line_width / 2), radius - line_width / 2);
  cairo_stroke(surface_->cr());
}

void Canvas::fill_circle(double mid_x, double mid_y, double radius, const Fill& fill) {
  fill_box(around(mid_x, mid_y, 2 * radius), radius, fill);
}

void Canvas::stroke_arc(double mid_x, double mid_y, double radius, double from_deg, double to_deg,
                        double line_width, const Colour& colour) {
  cairo_t* cr = surface_->cr();
  set_colour(cr, colour);
  cairo_set_line_width(cr, line_width);
  cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
  cairo_new_path(cr);
  cairo_arc(cr, mid_x, mid_y, radius, from_deg * std::numbers::pi / 180, to_deg * std::numbers::pi / 180);
  cairo_stroke(cr);
}

void Canvas::fill_path(const Path& path, const Fill& fill) {
  set_fill(surface_->cr(), fill);
  add_path(surface_->cr(), path);
  cairo_fill(surface_->cr());
}

void Canvas::stroke_path(const Path& path, double line_width, const Colour& colour) {
  cairo_t* cr = surface_->cr();
  set_colour(cr, colour);
  cairo_set_line_width(cr, line_width);
  cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
  add_path(cr, path);
  cairo_stroke(cr);
}

void Canvas::draw_text(const TextBlock& block, double x, double y, const Colour& colour) {
  cairo_t* cr = surface_->cr();
  set_colour(cr, colour);
  cairo_move_to(cr, x + block.offset_x_px(), y);
  pango_cairo_show_layout(cr, block.layout());
}

void Canvas::draw_image(const RgbaImage& image, const Box& box, double radius) {
  const SurfacePtr source = to_surface(image);
  cairo_t* cr = surface_->cr();
  cairo_save(cr);
  add_rounded(cr, box, radius);
  cairo_clip(cr);
  const double scale = std::max(box.w / image.width, box.h / image.height);
  cairo_translate(cr, box.mid_x() - image.width * scale / 2, box.mid_y() - image.height * scale / 2);
  cairo_scale(cr, scale, scale);
  cairo_set_source_surface(cr, source.get(), 0, 0);
  cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_GOOD);
  cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD);
  cairo_paint(cr);
  cairo_restore(cr);
}

void Canvas::clear_box(const Box& box, double radius) {
  cairo_t* cr = surface_->cr();
  cairo_save(cr);
  cairo_set_operator(cr, CAIRO_OPERATOR_DEST_OUT);
  set_colour(cr, {0, 0, 0, 1});
  add_rounded(cr, box, radius);
  cairo_fill(cr);
  cairo_restore(cr);
}

void Canvas::shadow(const Box& box, double radius, double sigma, const Colour& colour) {
  // Distance to the rounded box (Inigo Quilez, "2D distance functions"), turned into coverage by a logistic
  // curve, which is within 1 % of the Gaussian integral when its slope is 1.702 / sigma.
  const int width = surface_->width();
  const int height = surface_->height();
  const double r = std::min({radius + sigma, box.w / 2, box.h / 2});
  for (int y = 0; y < height; ++y) {
    std::uint32_t* row = surface_->row(y);
    const double qy = std::abs(y + 0.5 + region_.y - box.mid_y()) - box.h / 2 + r;
    if (qy - r > 4 * sigma) continue;
    for (int x = 0; x < width; ++x) {
      const double qx = std::abs(x + 0.5 + region_.x - box.mid_x()) - box.w / 2 + r;
      const double outside = std::hypot(std::max(qx, 0.0), std::max(qy, 0.0));
      const double distance = outside + std::min(std::max(qx, qy), 0.0) - r;
      if (distance > 4 * sigma) continue;
      const double alpha = colour.a / (1 + std::exp(1.702 * distance / sigma));
      const auto blend = [&](unsigned shift, double value) {
        const double under = static_cast<double>(row[x] >> shift & 0xffU);
        return static_cast<std::uint32_t>(std::lround(under * (1 - alpha) + value * alpha * 255)) << shift;
      };
      row[x] = blend(24, 1) | blend(16, colour.r) | blend(8, colour.g) | blend(0, colour.b);
    }
  }
  cairo_surface_mark_dirty(surface_->image.get());
}

RgbaImage Canvas::image() const { return to_image(surface_->image.get()); }

PlacedImage Canvas::ink() const {
  const int width = surface_->width();
  const int height = surface_->height();
  int left = width;
  int right = -1;
  int top = height;
  int bottom = -1;
  for (int y = 0; y < height; ++y) {
    const std::uint32_t* row = surface_->row(y);
    const auto is_ink = [](std::uint32_t pixel) { return pixel >> 24U != 0; };
    const auto* first = std::find_if(row, row + width, is_ink);
    if (first == row + width) continue;
    int last = width - 1;
    while (!is_ink(row[last])) --last;
    left = std::min(left, static_cast<int>(first - row));
    right = std::max(right, last);
    top = std::min(top, y);
    bottom = y;
  }
  PlacedImage cut;
  cut.x = static_cast<int>(region_.x);
  cut.y = static_cast<int>(region_.y);
  if (right < 0) {
    cut.image = RgbaImage(1, 1);
    return cut;
  }
  const RgbaImage whole = image();
  cut.x += left;
  cut.y += top;
  cut.image = RgbaImage(right - left + 1, bottom - top + 1);
  for (int y = 0; y < cut.image.height; ++y)
    std::copy_n(whole.row(top + y) + static_cast<std::ptrdiff_t>(left) * 4,
                static_cast<std::size_t>(cut.image.width) * 4, cut.image.row(y));
  return cut;
}

}  // namespace reelwright::paint
