// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/clip_reader.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "media/orientation.h"

namespace reelwright::media {
namespace {

/// Further ahead than this a jump is tried; nearer, going on is hardly slower.
constexpr double far_s = 1.0;

int even_above(double size) { return 2 * static_cast<int>(std::ceil(size / 2 - 1e-9)); }

/// How chroma has to stand in the stored picture so that it stands left in the upright one. Mirrored from
/// left to right it could only stand right: the centre is half a pixel off.
ChromaSite site_before(int orientation) {
  switch (orientation) {
    case 2:
    case 3:
      return ChromaSite::centre;
    case 5:
    case 8:
      return ChromaSite::top;
    case 6:
    case 7:
      return ChromaSite::bottom;
    default:
      return ChromaSite::left;
  }
}

}  // namespace

Result<ClipReader> ClipReader::open(const std::filesystem::path& path, const Layer& layer,
                                    int frames_per_second, std::stop_token stop) {
  ClipReader reader(TRY(ClipDecoder::open(path, stop)), stop);
  reader.path_ = path;
  reader.time_ = layer.clip;
  reader.frames_per_second_ = frames_per_second;
  const double largest = std::ranges::max(layer.keyframes, {}, &Keyframe::scale).scale;
  reader.scale_ = std::min(1.0, largest);
  int width = even_above(reader.decoder_.width() * reader.scale_);
  int height = even_above(reader.decoder_.height() * reader.scale_);
  if (exchanges_sides(reader.decoder_.orientation())) std::swap(width, height);
  reader.converted_ = new_frame(AV_PIX_FMT_YUV420P, width, height);
  return reader;
}

std::int64_t ClipReader::pts_at(std::int64_t scene_frame) const {
  const AVRational tick = decoder_.tick();
  const auto ticks = [&](double seconds) { return std::llround(seconds / av_q2d(tick)); };
  const std::int64_t length = std::max<std::int64_t>(1, ticks(time_.length_s));
  // To the nearest tick: clocks of whole milliseconds round the times of pictures, too.
  const std::int64_t at =
      ticks(time_.start_s) + av_rescale_q_rnd(scene_frame, {1, frames_per_second_}, tick, AV_ROUND_NEAR_INF);
  return decoder_.first_pts() + (time_.loops ? at % length : std::min(at, length - 1));
}

bool ClipReader::holds(std::int64_t scene_frame) const {
  const std::int64_t pts = pts_at(scene_frame);
  return has_current_ && current_.pts <= pts && pts < (has_next_ ? next_.pts : current_.end);
}

Result<void> ClipReader::step() {
  std::swap(current_, next_);
  has_current_ = std::exchange(has_next_, false);
  has_next_ = TRY(decoder_.next(next_));
  return {};
}

Result<void> ClipReader::go_to(std::int64_t scene_frame) {
  if (holds(scene_frame)) return {};
  const std::int64_t pts = pts_at(scene_frame);
  const auto far = static_cast<std::int64_t>(far_s / av_q2d(decoder_.tick()));
  const bool goes_on = has_next_ && next_.pts <= pts && (pts - next_.pts <= far || !decoder_.can_jump());
  if (!goes_on) {
    has_current_ = has_next_ = false;
    TRY(decoder_.seek(pts));
    has_next_ = TRY(decoder_.next(next_));
  }
  while (has_next_ && (next_.pts <= pts || !has_current_)) TRY(step());
  if (!has_current_ || (!has_next_ && current_.end <= pts))
    return fail("clip.damaged",
                "The clip \"" + path_.filename().string() + "\" is damaged: it ends before it should.",
                "Copy or export the clip again.");
  return {};
}

Result<const LayerImage*> ClipReader::image() {
  if (image_pts_ == current_.pts) return image_.get();
  image_pts_.reset();
  const Result<void> converted = converter_.convert(*current_.frame, has_next_ ? next_.frame.get() : nullptr,
                                                    site_before(decoder_.orientation()), *converted_, stop_);
  if (!converted) return std::unexpected(decoder_.not_shown(converted.error()));
  Picture first;
  Picture& picture = image_ == nullptr ? first : image_->repaint();
  const auto orient = [&](std::size_t index, Plane& plane) {
    const int width = index == 0 ? converted_->width : converted_->width / 2;
    const int height = index == 0 ? converted_->height : converted_->height / 2;
    orient_plane(converted_->data[index], converted_->linesize[index], width, height, decoder_.orientation(),
                 plane);
  };
  orient(0, picture.y);
  orient(1, picture.u);
  orient(2, picture.v);
  if (image_ == nullptr) image_ = std::make_unique<LayerImage>(std::move(first));
  image_pts_ = current_.pts;
  return image_.get();
}

}  // namespace reelwright::media
