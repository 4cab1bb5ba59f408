// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/file_manager.h"

#include <fmt/format.h>
#include <systemd/sd-bus.h>

#include "app/child_program.h"
#include "app/file_dialog.h"
#include "app/session_bus.h"

namespace reelwright::app {
namespace {

namespace fs = std::filesystem;

Result<void> show_items(const fs::path& file, const std::string& bus_address, const std::stop_token& stop) {
  SessionBus bus = TRY(SessionBus::open(bus_address));
  const std::string uri = uri_of_path(file);
  TRY(bus.call(
      {"org.freedesktop.FileManager1", "/org/freedesktop/FileManager1", "org.freedesktop.FileManager1"},
      "ShowItems",
      [&uri](sd_bus_message* message) { return sd_bus_message_append(message, "ass", 1, uri.c_str(), ""); },
      stop));
  return {};
}

}  // namespace

Result<void> open_with_desktop(const fs::path& path, const std::string& program_path) {
  const auto program = find_program("xdg-open", program_path);
  const Result<void> started = program ? start_program(*program, {path.string()})
                                       : fail("program.not_started", "There is no xdg-open.");
  if (started) return {};
  return fail("desktop.cannot_open", fmt::format("\"{}\" could not be opened.", path.string()),
              "Install the package xdg-utils, or open it yourself from your file manager.");
}

Result<void> reveal(const fs::path& file, const std::string& bus_address, const std::string& program_path,
                    const std::stop_token& stop) {
  std::error_code error;
  if (!fs::exists(file, error))
    return fail("desktop.cannot_open", fmt::format("\"{}\" is not there any more.", file.string()),
                "It was moved or deleted outside of Reelwright.");
  const Result<void> shown = show_items(file, bus_address, stop);
  if (shown || is_canceled(shown.error())) return shown;
  return open_with_desktop(fs::is_directory(file, error) ? file : file.parent_path(), program_path);
}

}  // namespace reelwright::app
