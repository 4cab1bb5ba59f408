// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/clip_json.h"

#include "model/limits.h"
#include "model/names.h"

namespace reelwright::json {
namespace {

constexpr Names<LayerKind, 2> kind_names{{"picture", "clip"}};

}  // namespace

void write_clip(LayerKind kind, const ClipTime& clip, Output& out) {
  out["kind"] = kind_names.of(kind);
  if (kind == LayerKind::clip)
    out["clip"] = {{"start_s", clip.start_s}, {"length_s", clip.length_s}, {"loops", clip.loops}};
}

void read_clip(const Object& in, LayerKind& kind, ClipTime& clip) {
  in.choice(
      "kind", kind, [](std::string_view name) { return kind_names.parse(name); }, Need::optional);
  if (kind != LayerKind::clip) return;
  in.object("clip", [&](const Object& time) {
    time.number("start_s", clip.start_s, 0, limits::clip_s_max);
    time.number("length_s", clip.length_s, limits::clip_s_min, limits::clip_s_max);
    time.flag("loops", clip.loops);
    if (clip.start_s >= clip.length_s) time.fail("start_s", "must be less than length_s");
  });
}

}  // namespace reelwright::json
