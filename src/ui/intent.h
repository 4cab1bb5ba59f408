// SPDX-License-Identifier: GPL-3.0-or-later
// What a person asked for in a frame. Panels only say it; the program's composition root carries it out, away
// from the drawing thread where it may take time.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/brief.h"
#include "model/command.h"
#include "model/history_query.h"

namespace reelwright::ui {

namespace intent {

struct Send {
  Command command;
};
struct MakeVideo {
  Brief brief;                        ///< all but the texts below
  std::optional<std::string> source;  ///< notes or an article, as typed
  std::optional<std::string> script;  ///< a finished script, as typed
  std::optional<Stage> stop_after;
};
struct ShowHistory {
  HistoryQuery query;
};
/// One job whole, for the generation panel.
struct ShowJob {
  std::string job;
};
/// The finished video in the system's player, or the job's folder in its file manager.
struct OpenVideo {
  std::string job;
};
struct OpenFolder {
  std::string job;
};
struct CheckHealth {};
/// Stop what is at work and end the program.
struct Close {};

}  // namespace intent

using Intent = std::variant<intent::Send, intent::MakeVideo, intent::ShowHistory, intent::ShowJob,
                            intent::OpenVideo, intent::OpenFolder, intent::CheckHealth, intent::Close>;

}  // namespace reelwright::ui
