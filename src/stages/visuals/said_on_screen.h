// SPDX-License-Identifier: GPL-3.0-or-later
// When the phrase of a scene and its captions are the same sentence, it is shown once. Visuals and Compose
// both ask here, so that exactly one of them shows it.
#pragma once

#include "model/script.h"

namespace reelwright::stages {

/// Whether the scene's display is drawn. It gives way to burned-in captions that say nearly the same while
/// the scene has a heading to show instead.
[[nodiscard]] bool shows_display(const Scene& scene, bool captions_burned);

/// Index of the spoken sentence that stands on the screen word for word while it is spoken, so that
/// burned-in captions leave it out; -1 if there is none.
[[nodiscard]] int sentence_on_screen(const Scene& scene);

}  // namespace reelwright::stages
