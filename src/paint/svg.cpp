// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/svg.h"

#include <cairo.h>
#include <fmt/format.h>
#include <librsvg/rsvg.h>

#include <memory>

#include "base/check.h"
#include "paint/cairo_image.h"

namespace reelwright::paint {
namespace {

struct Free {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
  void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
  void operator()(GError* error) const { g_error_free(error); }
};

std::unexpected<Error> damaged(GError* given) {
  const std::unique_ptr<GError, Free> error(given);
  return fail("svg.damaged",
              fmt::format("A drawing cannot be used: {}.", error ? error->message : "it is not SVG"));
}

}  // namespace

Result<RgbaImage> render_svg(std::string_view svg, int side) {
  CHECK(side >= 1 && side <= 4096);
  GError* error = nullptr;
  const std::unique_ptr<RsvgHandle, Free> handle(
      rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &error));
  if (!handle) return damaged(error);
  const std::unique_ptr<cairo_surface_t, Free> surface(
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, side, side));
  const std::unique_ptr<cairo_t, Free> context(cairo_create(surface.get()));
  CHECK(cairo_status(context.get()) == CAIRO_STATUS_SUCCESS);
  const RsvgRectangle box{0, 0, static_cast<double>(side), static_cast<double>(side)};
  if (rsvg_handle_render_document(handle.get(), context.get(), &box, &error) == FALSE) return damaged(error);
  return to_image(surface.get());
}

}  // namespace reelwright::paint
