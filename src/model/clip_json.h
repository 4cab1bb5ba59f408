// SPDX-License-Identifier: GPL-3.0-or-later
// The two fields that make a layer a clip, alike in timeline.json and in a scene's visual description.
#pragma once

#include "model/clip.h"
#include "model/json_reader.h"

namespace reelwright::json {

void write_clip(LayerKind kind, const ClipTime& clip, Output& out);
/// Layers without them are pictures: files from before there were clips.
void read_clip(const Object& in, LayerKind& kind, ClipTime& clip);

}  // namespace reelwright::json
