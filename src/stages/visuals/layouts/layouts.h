// SPDX-License-Identifier: GPL-3.0-or-later
// The layouts, one file each. A layout adds its layers to the composer, bottom to top, and arranges itself
// for the frame's shape. To add one: a function here, its file beside this one, a value of model's Layout, a
// case in scene_design.cpp.
#pragma once

#include "stages/visuals/composer.h"

namespace reelwright::stages {

/// Heading, display as the subtitle, the scene's icon as the picture.
void lay_out_title(Composer& composer);
/// Display as one large phrase under the heading as a label, with the icon.
void lay_out_statement(Composer& composer);
/// Heading and one card a bullet, each appearing with its sentence.
void lay_out_bullets(Composer& composer);
/// The user's picture over the whole frame, heading and display as its lower third; a logo, a cut-out or a
/// strip whole on the theme's background.
void lay_out_picture(Composer& composer);
/// Heading and a checklist on one panel; without bullets, the display under a large mark.
void lay_out_recap(Composer& composer);
/// Not a scene: the heading as large as it fits, with the icon, for thumbnails.
void lay_out_thumbnail(Composer& composer);

}  // namespace reelwright::stages
