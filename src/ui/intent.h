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
#include "model/player.h"
#include "model/script.h"
#include "model/settings.h"
#include "ui/log_history.h"

namespace reelwright::ui {

/// What a file or folder is wanted for.
enum class FilePurpose : std::uint8_t {
  source,         ///< its text becomes the draft's notes
  script,         ///< its text becomes the draft's script
  music,          ///< the draft's music
  media_folder,   ///< the draft's pictures
  scene_picture,  ///< of a scene of a job
  export_video,   ///< where a copy of a job's video goes
  storage_folder  ///< the settings' storage folder
};

enum class CloseHow : std::uint8_t {
  now,       ///< what is at work is stopped and found interrupted at the next start, unless it was told else
  when_done  ///< the window goes out of the way until everything is made
};

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
/// The finished video in the system's player, or in its file manager: without a job, the folder of all.
struct OpenVideo {
  std::string job;
};
struct OpenFolder {
  std::string job;
};
struct Play {
  PlayerCommand command;
};
/// The window itself, over the whole screen.
struct FullScreen {
  bool is_on = false;
};
/// The log lines that pass, as a text file.
struct SaveLog {
  LogFilter filter;
};
/// Brings back what the last deletion took.
struct UndoDeletion {};
/// Brings back what the form held before it was filled from elsewhere.
struct RestoreDraft {};
/// The job's brief and texts become the draft of a new one.
struct DuplicateJob {
  std::string job;
};
/// What stands in the way of this video, and what it needs.
struct CheckDraft {
  MakeVideo video;
  std::size_t draft_hash = 0;
};
/// The voice says a sentence; while it does, stops it.
struct PlaySample {
  std::string lang;
  std::string voice;
  double speed = 1;
  std::string text;  ///< "": something that every language has
};
struct CheckHealth {};
/// How much room the disk has: Machine::bytes_free.
struct CheckDisk {};
/// The job's script for the editor; it arrives with take_script().
struct OpenScript {
  std::string job;
};
/// Stores a script that was changed, and goes on with the job when asked; take_answer() tells how that went.
struct ReviseScript {
  std::string job;
  Script script;
  std::string base;  ///< hash of the file that it was made from
  bool continues = false;
};
struct ChangeSettings {
  Settings settings;
};
/// A dialog of the desktop; what was chosen arrives where `purpose` says.
struct ChooseFiles {
  FilePurpose purpose = FilePurpose::source;
  std::string job = {};   ///< of scene_picture and export_video
  std::string item = {};  ///< of scene_picture: the scene
};
/// Ends the program.
struct Close {
  CloseHow how = CloseHow::now;
};

}  // namespace intent

using Intent =
    std::variant<intent::Send, intent::MakeVideo, intent::ShowHistory, intent::ShowJob, intent::OpenVideo,
                 intent::OpenFolder, intent::Play, intent::FullScreen, intent::SaveLog, intent::UndoDeletion,
                 intent::RestoreDraft, intent::DuplicateJob, intent::CheckDraft, intent::PlaySample,
                 intent::CheckHealth, intent::CheckDisk, intent::OpenScript, intent::ReviseScript,
                 intent::ChangeSettings, intent::ChooseFiles, intent::Close>;

}  // namespace reelwright::ui
