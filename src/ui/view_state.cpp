// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/view_state.h"

#include <utility>
#include <variant>

namespace reelwright::ui {

void forget_deletion(ViewState& view) {
  view.jobs.deleted = 0;
  std::erase_if(view.toasts, [](const Toast& toast) {
    return toast.intent && std::holds_alternative<intent::UndoDeletion>(*toast.intent);
  });
}

void replace_draft(ViewState& view, Draft draft) {
  const bool held_words =
      !view.draft.topic.empty() || !view.draft.notes.empty() || !view.draft.script.empty();
  view.replaced_draft = std::exchange(view.draft, std::move(draft));
  view.create.draft_hash = 0;
  if (held_words)
    view.toasts.push_back({.text = "The form was filled anew.",
                           .hint = "What was in it can be brought back.",
                           .action = "Undo",
                           .intent = intent::RestoreDraft{}});
}

void restore_draft(ViewState& view) {
  if (!view.replaced_draft) return;
  view.draft = *std::exchange(view.replaced_draft, std::nullopt);
  view.create.draft_hash = 0;
}

}  // namespace reelwright::ui
