// SPDX-License-Identifier: GPL-3.0-or-later
// The caption files of a job and what the timeline must know of them.
#pragma once

#include <vector>

#include "model/caption.h"
#include "model/theme.h"
#include "model/timeline.h"
#include "stages/compose/inputs.h"

namespace reelwright::stages {

/// The theme's font and inks, sized for the frame's caption band and the language's letters. Any thread.
[[nodiscard]] CaptionStyle caption_style(const Brief& brief, const Theme& theme, FrameSize size);

/// Writes the files that the brief's caption mode asks for and sets the timeline's caption fields. burn:
/// captions.ass, drawn into the picture; sidecar: .srt, .vtt, .ass and a subtitle track; both: all of it;
/// none: nothing, and files of an earlier attempt are removed. The files hold every cue; where a scene shows
/// whole cues large itself, the picture is drawn from render/burned.ass, which lacks them. Errors: file.*.
[[nodiscard]] Result<std::vector<Artifact>> write_captions(const JobContext& job, const ComposeInputs& inputs,
                                                           const CaptionStyle& style, Timeline& timeline);

}  // namespace reelwright::stages
