// SPDX-License-Identifier: GPL-3.0-or-later
// One sentence by a voice, through the loudspeakers, so that nobody has to make a video to hear it.
#pragma once

#include <stop_token>

#include "base/result.h"
#include "stages/voice/voices.h"
#include "ui/intent.h"

namespace reelwright::app {

/// Until it has been heard or is stopped: for errands. Errors: voice.*, sound.no_device.
[[nodiscard]] Result<void> play_sample(const stages::VoiceCatalog& voices,
                                       const ui::intent::PlaySample& sample, std::stop_token stop);

}  // namespace reelwright::app
