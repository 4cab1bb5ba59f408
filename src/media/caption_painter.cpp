// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/caption_painter.h"

#include <ass/ass.h>

#include <algorithm>
#include <cstdarg>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file.h"
#include "model/limits.h"

namespace reelwright::media {
namespace {

struct FreeAss {
  void operator()(ASS_Library* library) const { ass_library_done(library); }
  void operator()(ASS_Renderer* renderer) const { ass_renderer_done(renderer); }
  void operator()(ASS_Track* track) const { ass_free_track(track); }
};

void ignore_message(int, const char*, va_list, void*) {}

/// Whether the event looks different from one frame to the next (karaoke, fades, moves).
bool is_animated(const ASS_Event& event) {
  const std::string_view text = event.Text != nullptr ? event.Text : "";
  for (const std::string_view tag : {"\\k", "\\K", "\\t", "\\fad", "\\move"})
    if (text.find(tag) != std::string_view::npos) return true;
  return event.Effect != nullptr && *event.Effect != '\0';
}

int divide_by_255(int value) { return (value + 127) / 255; }

/// Premultiplied "over" of one of libass's one-colour bitmaps; its colour is RGBA with 0 as opaque.
void paint(const ASS_Image& bitmap, int left, int top, RgbaImage& box) {
  const int red = static_cast<int>(bitmap.color >> 24);
  const int green = static_cast<int>(bitmap.color >> 16 & 0xff);
  const int blue = static_cast<int>(bitmap.color >> 8 & 0xff);
  const int opacity = 255 - static_cast<int>(bitmap.color & 0xff);
  for (int y = 0; y < bitmap.h; ++y) {
    const unsigned char* coverage = bitmap.bitmap + static_cast<std::ptrdiff_t>(y) * bitmap.stride;
    std::uint8_t* pixel = box.row(bitmap.dst_y - top + y) + 4 * (bitmap.dst_x - left);
    for (int x = 0; x < bitmap.w; ++x, pixel += 4) {
      const int alpha = divide_by_255(coverage[x] * opacity);
      if (alpha == 0) continue;
      const int kept = 255 - alpha;
      pixel[0] = static_cast<std::uint8_t>(divide_by_255(red * alpha + pixel[0] * kept));
      pixel[1] = static_cast<std::uint8_t>(divide_by_255(green * alpha + pixel[1] * kept));
      pixel[2] = static_cast<std::uint8_t>(divide_by_255(blue * alpha + pixel[2] * kept));
      pixel[3] = static_cast<std::uint8_t>(divide_by_255(255 * alpha + pixel[3] * kept));
    }
  }
}

}  // namespace

struct CaptionPainter::Parts {
  // Order matters: the renderer and the track are freed before the library.
  std::unique_ptr<ASS_Library, FreeAss> library;
  std::unique_ptr<ASS_Renderer, FreeAss> renderer;
  std::unique_ptr<ASS_Track, FreeAss> track;

  bool drawn = false;  ///< the members below are those of the last call
  std::vector<int> active;
  std::optional<LayerImage> layer;
  int left = 0;
  int top = 0;

  [[nodiscard]] bool is_unchanged(std::int64_t time_ms) {
    scratch_active.clear();
    bool animated = false;
    for (int i = 0; i < track->n_events; ++i) {
      const ASS_Event& event = track->events[i];
      if (event.Start > time_ms || event.Start + event.Duration <= time_ms) continue;
      scratch_active.push_back(i);
      animated = animated || is_animated(event);
    }
    const bool same = drawn && !animated && scratch_active == active;
    std::swap(active, scratch_active);
    return same;
  }

  void rebuild(const ASS_Image* images) {
    layer.reset();
    int right = 0;
    int bottom = 0;
    left = top = INT32_MAX;
    for (const ASS_Image* image = images; image != nullptr; image = image->next) {
      if (image->w <= 0 || image->h <= 0) continue;
      left = std::min(left, image->dst_x & ~1);
      top = std::min(top, image->dst_y & ~1);
      right = std::max(right, image->dst_x + image->w);
      bottom = std::max(bottom, image->dst_y + image->h);
    }
    if (right <= left || bottom <= top) return;
    RgbaImage box(right - left, bottom - top);
    for (const ASS_Image* image = images; image != nullptr; image = image->next)
      paint(*image, left, top, box);
    layer.emplace(box, AlphaKind::premultiplied);
  }

 private:
  std::vector<int> scratch_active;
};

CaptionPainter::CaptionPainter(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
CaptionPainter::CaptionPainter(CaptionPainter&&) noexcept = default;
CaptionPainter& CaptionPainter::operator=(CaptionPainter&&) noexcept = default;
CaptionPainter::~CaptionPainter() = default;

Result<CaptionPainter> CaptionPainter::open(const std::filesystem::path& path, int width, int height) {
  const auto failed = [&](const std::string& reason) {
    return fail("compositor.captions",
                "The captions in \"" + path.filename().string() + "\" cannot be drawn: " + reason,
                "Run the Compose stage again, or render without burned-in captions.");
  };
  Result<std::string> text = read_file(path, limits::json_bytes_max);
  if (!text) return failed(text.error().message);
  auto parts = std::make_unique<Parts>();
  parts->library.reset(ass_library_init());
  if (parts->library == nullptr) return failed("libass does not start.");
  ass_set_message_cb(parts->library.get(), ignore_message, nullptr);
  parts->renderer.reset(ass_renderer_init(parts->library.get()));
  if (parts->renderer == nullptr) return failed("libass does not start.");
  ass_set_frame_size(parts->renderer.get(), width, height);
  ass_set_storage_size(parts->renderer.get(), width, height);
  ass_set_hinting(parts->renderer.get(), ASS_HINTING_NONE);
  ass_set_shaper(parts->renderer.get(), ASS_SHAPING_COMPLEX);
  ass_set_fonts(parts->renderer.get(), nullptr, "sans-serif", ASS_FONTPROVIDER_FONTCONFIG, nullptr, 1);
  parts->track.reset(ass_read_memory(parts->library.get(), text->data(), text->size(), nullptr));
  if (parts->track == nullptr || parts->track->n_styles == 0) return failed("it is not an ASS file.");
  return CaptionPainter(std::move(parts));
}

void CaptionPainter::draw(std::int64_t time_ms, const YuvView& frame, DrawScratch& scratch) {
  if (!parts_->is_unchanged(time_ms)) {
    int change = 0;
    const ASS_Image* images = ass_render_frame(parts_->renderer.get(), parts_->track.get(), time_ms, &change);
    if (change != 0 || !parts_->drawn) parts_->rebuild(images);
    parts_->drawn = true;
  }
  if (!parts_->layer) return;
  draw_layer(*parts_->layer, {static_cast<double>(parts_->left), static_cast<double>(parts_->top), 1, 1},
             frame, scratch);
}

}  // namespace reelwright::media
