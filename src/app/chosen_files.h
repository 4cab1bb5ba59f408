// SPDX-License-Identifier: GPL-3.0-or-later
// What each purpose of a file dialog asks for, and what becomes of the answer.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <string_view>

#include "app/file_dialog.h"
#include "base/result.h"
#include "ui/intent.h"
#include "ui/view_state.h"

namespace reelwright::app {

/// What texts and sounds for a video are called, in lower case.
inline constexpr std::array<std::string_view, 4> text_extensions = {".md", ".markdown", ".txt", ".text"};
inline constexpr std::array<std::string_view, 7> sound_extensions = {".mp3", ".ogg", ".opus", ".flac",
                                                                     ".wav", ".m4a", ".aac"};

[[nodiscard]] DialogRequest dialog_for(ui::FilePurpose purpose);

/// A change of the view, made on the main thread; empty for none.
using ViewChange = std::function<void(ui::ViewState&)>;

/// The chosen file put where the purpose of the wish says; texts are read here, so: errand threads. Exports
/// are not the view's and not for this function. Errors: as stages::read_text.
[[nodiscard]] Result<ViewChange> use_chosen(const ui::intent::ChooseFiles& wish,
                                            const std::filesystem::path& path);

}  // namespace reelwright::app
