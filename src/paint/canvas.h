// SPDX-License-Identifier: GPL-3.0-or-later
// A surface to draw on that ends as an RgbaImage. It covers a region of the frame and is drawn on in the
// frame's own coordinates, so a layer can be small without anyone translating. It draws; where things go is
// decided by the layouts.
#pragma once

#include <memory>

#include "model/image.h"
#include "paint/box.h"
#include "paint/colour.h"
#include "paint/path.h"
#include "paint/text.h"

namespace reelwright::paint {

/// What an area is filled with: one colour, or a change from one to another along a line or outwards from a
/// point.
struct Fill {
  enum class Kind { plain, linear, radial };
  Kind kind = Kind::plain;
  Colour from;
  Colour to;
  double x0 = 0, y0 = 0;  ///< linear: start; radial: centre
  double x1 = 0, y1 = 0;  ///< linear: end; radial: x1 is the radius

  Fill(const Colour& colour) : from(colour), to(colour) {}  // NOLINT: a colour is a fill
  [[nodiscard]] static Fill linear(const Colour& from, const Colour& to, double x0, double y0, double x1,
                                   double y1);
  [[nodiscard]] static Fill radial(const Colour& from, const Colour& to, double x, double y, double radius);
};

/// An image and where its top-left corner belongs.
struct PlacedImage {
  RgbaImage image;
  int x = 0;
  int y = 0;
  [[nodiscard]] Box box() const {
    return {static_cast<double>(x), static_cast<double>(y), static_cast<double>(image.width),
            static_cast<double>(image.height)};
  }
};

/// One thread; several canvases on several threads are fine.
class Canvas {
 public:
  /// Transparent; the region is widened to whole pixels. At most 16384 pixels a side, CHECKed.
  explicit Canvas(const Box& region);
  Canvas(Canvas&&) noexcept;
  Canvas& operator=(Canvas&&) noexcept;
  ~Canvas();

  [[nodiscard]] Box region() const { return region_; }

  void fill_box(const Box& box, double radius, const Fill& fill);
  void stroke_box(const Box& box, double radius, double line_width, const Colour& colour);
  void fill_circle(double mid_x, double mid_y, double radius, const Fill& fill);
  /// Degrees clockwise from three o'clock; round ends.
  void stroke_arc(double mid_x, double mid_y, double radius, double from_deg, double to_deg,
                  double line_width, const Colour& colour);
  void fill_path(const Path& path, const Fill& fill);
  void stroke_path(const Path& path, double line_width, const Colour& colour);
  /// The block as it lies in the box it was fitted to, whose top-left corner is (x, y).
  void draw_text(const TextBlock& block, double x, double y, const Colour& colour);
  /// Scaled so that it covers `box`, centred, and cut to the box's rounded corners.
  void draw_image(const RgbaImage& image, const Box& box, double radius);
  /// Makes a rounded box transparent again.
  void clear_box(const Box& box, double radius);
  /// A soft shadow of a rounded box: the box's coverage blurred with a Gaussian of `sigma` pixels, to good
  /// approximation.
  void shadow(const Box& box, double radius, double sigma, const Colour& colour);

  /// Everything drawn, with straight alpha.
  [[nodiscard]] RgbaImage image() const;
  /// Cut to the pixels that are not transparent; 1 x 1 when nothing was drawn.
  [[nodiscard]] PlacedImage ink() const;

 private:
  struct Surface;
  Box region_;
  std::unique_ptr<Surface> surface_;
};

}  // namespace reelwright::paint
