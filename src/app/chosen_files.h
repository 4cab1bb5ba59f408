// SPDX-License-Identifier: GPL-3.0-or-later
// What each purpose of a file dialog asks for, and what becomes of the answer.
#pragma once

#include <filesystem>
#include <functional>

#include "app/file_dialog.h"
#include "base/result.h"
#include "ui/intent.h"
#include "ui/view_state.h"

namespace reelwright::app {

[[nodiscard]] DialogRequest dialog_for(ui::FilePurpose purpose);

/// A change of the view, made on the main thread; empty for none.
using ViewChange = std::function<void(ui::ViewState&)>;

/// The chosen file put where the purpose of the wish says; texts are read here, so: errand threads. Exports
/// are not the view's and not for this function. Errors: as stages::read_text.
[[nodiscard]] Result<ViewChange> use_chosen(const ui::intent::ChooseFiles& wish,
                                            const std::filesystem::path& path);

}  // namespace reelwright::app
