// SPDX-License-Identifier: GPL-3.0-or-later
// Drop-down lists of what this machine can speak: for a new video and for the settings.
#pragma once

#include <string>

#include "ui/frame.h"

namespace reelwright::ui {

/// `lang` is an id of Machine::languages. True when it changed. `width` in pixels.
bool choose_language(Frame& frame, const char* label, std::string& lang, float width);
/// The voices of `lang`, the language's own first, which is "". True when `voice` changed.
bool choose_voice(Frame& frame, const char* label, std::string_view lang, std::string& voice, float width);

}  // namespace reelwright::ui
