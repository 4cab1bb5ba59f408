// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures by number, from wherever the plan says: decoded from the finished file or composed from the
// timeline.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>

#include "base/result.h"
#include "media/compositor.h"
#include "media/film_reader.h"
#include "runtime/preview/subject.h"

namespace reelwright::runtime {

/// Asked between small pieces of work; true ends it with canceled.
using GivesUp = std::function<bool()>;

/// One thread.
class PreviewSource {
 public:
  virtual ~PreviewSource() = default;
  /// Its frame_count may become smaller when a file turns out to be cut off.
  [[nodiscard]] virtual const media::FilmFacts& facts() const = 0;
  /// The picture of `frame`, or of the nearest frame that there is. Errors: film.*, compositor.*, picture.*,
  /// canceled.
  [[nodiscard]] virtual Result<media::FilmShot> picture(std::int64_t frame, const GivesUp& gives_up) = 0;
};

struct SourceParts {
  std::shared_ptr<media::LayerCache> layers;  ///< may be shared with other sources
  int decoder_threads = 1;
  std::stop_token stop;
};
/// `plan` is kept. Errors: as FilmReader::open and Compositor::open.
[[nodiscard]] Result<std::unique_ptr<PreviewSource>> open_source(std::shared_ptr<const PreviewPlan> plan,
                                                                 const SourceParts& parts);

}  // namespace reelwright::runtime
