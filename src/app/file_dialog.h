// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop's own dialogs for files and folders: its portal, else zenity or kdialog. They run in other
// processes; a thread of ours waits for the answer.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"

namespace reelwright::app {

struct FileFilter {
  std::string name;                   ///< "Text and Markdown"
  std::vector<std::string> patterns;  ///< "*.md"; case does not matter
};

struct DialogRequest {
  enum class Kind : std::uint8_t { open, open_many, save, folder };
  Kind kind = Kind::open;
  std::string title;
  std::string name = {};                 ///< save: the proposed file name
  std::vector<FileFilter> filters = {};  ///< the first is chosen; all files can always be shown
  std::string window = {};               ///< as gfx::Window::system_name()
};

/// Where the dialogs are found.
struct DialogHost {
  std::string bus_address;   ///< "" for the user's own bus
  std::string program_path;  ///< $PATH
};

/// Absolute paths; none when the user changed their mind. Waits for the user: for errand threads. Errors:
/// dialog.unavailable (the hint says what to do instead), canceled.
[[nodiscard]] Result<std::vector<std::filesystem::path>> ask_for_files(const DialogRequest& request,
                                                                       const DialogHost& host,
                                                                       const std::stop_token& stop);

/// "/a b" of "file:///a%20b"; "" when it is no file of this machine.
[[nodiscard]] std::filesystem::path path_of_uri(std::string_view uri);
/// The reverse.
[[nodiscard]] std::string uri_of_path(const std::filesystem::path& path);

}  // namespace reelwright::app
