// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/file_dialog.h"

#include <fmt/format.h>
#include <systemd/sd-bus.h>

#include <algorithm>
#include <map>
#include <optional>

#include "app/child_program.h"
#include "app/session_bus.h"

namespace reelwright::app {
namespace {

namespace fs = std::filesystem;
using Kind = DialogRequest::Kind;
using Paths = std::vector<fs::path>;

constexpr const char* portal_name = "org.freedesktop.portal.Desktop";
constexpr const char* portal_path = "/org/freedesktop/portal/desktop";
constexpr const char* request_token = "reelwright";
constexpr const char* request_interface = "org.freedesktop.portal.Request";

/// "*.md" as "*.[mM][dD]": portals compare letter by letter.
std::string any_case(std::string_view pattern) {
  std::string glob;
  for (const char each : pattern) {
    const bool is_letter = (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
    if (is_letter)
      glob += fmt::format("[{}{}]", static_cast<char>(each | 0x20), static_cast<char>(each & ~0x20));
    else
      glob += each;
  }
  return glob;
}

int append_option(sd_bus_message* message, const char* name, const char* text) {
  return sd_bus_message_append(message, "{sv}", name, "s", text);
}

int append_filters(sd_bus_message* message, const std::vector<FileFilter>& filters) {
  int error = sd_bus_message_open_container(message, 'e', "sv");
  if (error >= 0) error = sd_bus_message_append(message, "s", "filters");
  if (error >= 0) error = sd_bus_message_open_container(message, 'v', "a(sa(us))");
  if (error >= 0) error = sd_bus_message_open_container(message, 'a', "(sa(us))");
  for (const FileFilter& filter : filters) {
    if (error >= 0) error = sd_bus_message_open_container(message, 'r', "sa(us)");
    if (error >= 0) error = sd_bus_message_append(message, "s", filter.name.c_str());
    if (error >= 0) error = sd_bus_message_open_container(message, 'a', "(us)");
    for (const std::string& pattern : filter.patterns)
      if (error >= 0) error = sd_bus_message_append(message, "(us)", 0U, any_case(pattern).c_str());
    if (error >= 0) error = sd_bus_message_close_container(message);
    if (error >= 0) error = sd_bus_message_close_container(message);
  }
  for (int open = 0; open < 3; ++open)
    if (error >= 0) error = sd_bus_message_close_container(message);
  return error;
}

int append_request(sd_bus_message* message, const DialogRequest& request) {
  int error = sd_bus_message_append(message, "ss", request.window.c_str(), request.title.c_str());
  if (error >= 0) error = sd_bus_message_open_container(message, 'a', "{sv}");
  if (error >= 0) error = append_option(message, "handle_token", request_token);
  if (error >= 0 && request.kind == Kind::open_many)
    error = sd_bus_message_append(message, "{sv}", "multiple", "b", 1);
  if (error >= 0 && request.kind == Kind::folder)
    error = sd_bus_message_append(message, "{sv}", "directory", "b", 1);
  if (error >= 0 && request.kind == Kind::save && !request.name.empty())
    error = append_option(message, "current_name", request.name.c_str());
  if (error >= 0 && !request.filters.empty()) error = append_filters(message, request.filters);
  if (error >= 0) error = sd_bus_message_close_container(message);
  return error;
}

/// What a Response signal carries: how it ended (0: chosen) and the chosen.
struct Answer {
  std::uint32_t how = 0;
  Paths paths;
};

Answer read_answer(sd_bus_message* message) {
  Answer answer;
  sd_bus_message_read(message, "u", &answer.how);
  if (sd_bus_message_enter_container(message, 'a', "{sv}") <= 0) return answer;
  while (sd_bus_message_enter_container(message, 'e', "sv") > 0) {
    const char* name = nullptr;
    sd_bus_message_read(message, "s", &name);
    if (name != nullptr && std::string_view(name) == "uris" &&
        sd_bus_message_enter_container(message, 'v', "as") > 0) {
      sd_bus_message_enter_container(message, 'a', "s");
      const char* uri = nullptr;
      while (sd_bus_message_read(message, "s", &uri) > 0)
        if (fs::path path = path_of_uri(uri); !path.empty()) answer.paths.push_back(std::move(path));
      sd_bus_message_exit_container(message);
      sd_bus_message_exit_container(message);
    } else {
      sd_bus_message_skip(message, "v");
    }
    sd_bus_message_exit_container(message);
  }
  return answer;
}

/// Of the only request of a connection, before the portal tells it.
std::string request_path(const SessionBus& bus) {
  std::string sender = bus.own_name();
  std::ranges::replace(sender, '.', '_');
  return fmt::format("{}/request/{}/{}", portal_path, sender.substr(std::min<std::size_t>(sender.size(), 1)),
                     request_token);
}

Result<Paths> ask_portal(const DialogRequest& request, const DialogHost& host, const std::stop_token& stop) {
  SessionBus bus = TRY(SessionBus::open(host.bus_address));
  // Watched before the call: the answer may be quicker than the reply that names the request.
  std::map<std::string, Answer, std::less<>> answers;
  SessionBus::Handler on_answer = [&answers](sd_bus_message* message) {
    answers.emplace(sd_bus_message_get_path(message), read_answer(message));
  };
  bool has_gone = false;
  SessionBus::Handler on_owner = [&has_gone](sd_bus_message* message) {
    const char* name = nullptr;
    const char* owner_before = nullptr;
    const char* owner = nullptr;
    if (sd_bus_message_read(message, "sss", &name, &owner_before, &owner) > 0)
      has_gone |= std::string_view(name) == portal_name && *owner == '\0';
  };
  const BusSlot answer_slot =
      TRY(bus.watch({portal_name, nullptr, request_interface}, "Response", on_answer));
  const BusSlot owner_slot =
      TRY(bus.watch({"org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus"},
                    "NameOwnerChanged", on_owner));
  const auto close = [&bus](const std::string& handle) {
    bus.send({portal_name, handle.c_str(), request_interface}, "Close");
  };
  const Result<BusMessage> reply = bus.call(
      {portal_name, portal_path, "org.freedesktop.portal.FileChooser"},
      request.kind == Kind::save ? "SaveFile" : "OpenFile",
      [&](sd_bus_message* message) { return append_request(message, request); }, stop);
  if (!reply) {
    // It may be opening just now.
    if (is_canceled(reply.error())) close(request_path(bus));
    return std::unexpected(reply.error());
  }
  const char* name = nullptr;
  if (sd_bus_message_read(reply->get(), "o", &name) <= 0)
    return fail("bus.refused", "The desktop's file dialog answers in words that are not understood.");
  const std::string handle = name;
  if (const Result<void> waited = bus.run([&] { return answers.contains(handle) || has_gone; }, stop);
      !waited) {
    close(handle);
    return std::unexpected(waited.error());
  }
  const auto answer = answers.find(handle);
  if (answer == answers.end() || answer->second.how > 1)
    return fail("bus.refused", "The desktop's file dialog went away without an answer.");
  if (answer->second.how == 1) return Paths();
  if (answer->second.paths.empty())
    return fail("dialog.not_a_file", "What was chosen is not a file on this machine.",
                "Choose a file or folder on a disk that is connected here.");
  return answer->second.paths;
}

std::string joined(const std::vector<std::string>& patterns) {
  std::string text;
  for (const std::string& each : patterns) text += text.empty() ? each : " " + each;
  return text;
}

std::vector<std::string> zenity_arguments(const DialogRequest& request) {
  std::vector<std::string> arguments = {"--file-selection", "--title=" + request.title, "--separator=\n"};
  if (request.kind == Kind::open_many) arguments.emplace_back("--multiple");
  if (request.kind == Kind::folder) arguments.emplace_back("--directory");
  if (request.kind == Kind::save) {
    arguments.emplace_back("--save");
    arguments.emplace_back("--confirm-overwrite");
    if (!request.name.empty()) arguments.push_back("--filename=" + request.name);
  }
  for (const FileFilter& filter : request.filters)
    arguments.push_back(fmt::format("--file-filter={} | {}", filter.name, joined(filter.patterns)));
  if (!request.filters.empty()) arguments.emplace_back("--file-filter=All files | *");
  return arguments;
}

std::vector<std::string> kdialog_arguments(const DialogRequest& request) {
  std::vector<std::string> arguments = {"--title", request.title};
  if (request.kind == Kind::open_many) {
    arguments.emplace_back("--multiple");
    arguments.emplace_back("--separate-output");
  }
  arguments.emplace_back(request.kind == Kind::save     ? "--getsavefilename"
                         : request.kind == Kind::folder ? "--getexistingdirectory"
                                                        : "--getopenfilename");
  arguments.push_back(request.name.empty() ? "." : request.name);
  std::string filters;
  for (const FileFilter& filter : request.filters)
    filters += fmt::format("{}|{}\n", joined(filter.patterns), filter.name);
  if (!filters.empty()) arguments.push_back(filters + "*|All files");
  return arguments;
}

/// Nothing when there is no such program.
std::optional<Result<Paths>> ask_program(const char* name, const std::vector<std::string>& arguments,
                                         const DialogHost& host, const std::stop_token& stop) {
  const std::optional<fs::path> program = find_program(name, host.program_path);
  if (!program) return std::nullopt;
  const Result<std::string> output = read_program(*program, arguments, stop);
  if (!output) return std::unexpected(output.error());
  Paths paths;
  std::string_view rest = *output;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (!line.empty()) paths.emplace_back(line);
  }
  return paths;
}

bool is_plain(char each) {
  return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || (each >= '0' && each <= '9') ||
         std::string_view("-._~/").find(each) != std::string_view::npos;
}

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  const char lower = static_cast<char>(digit | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}  // namespace

Result<Paths> ask_for_files(const DialogRequest& request, const DialogHost& host,
                            const std::stop_token& stop) {
  Result<Paths> asked = ask_portal(request, host, stop);
  if (asked || !asked.error().code.starts_with("bus.")) return asked;
  if (auto answer = ask_program("zenity", zenity_arguments(request), host, stop)) return *std::move(answer);
  if (auto answer = ask_program("kdialog", kdialog_arguments(request), host, stop)) return *std::move(answer);
  return fail("dialog.unavailable", "This desktop has no dialog for choosing files.",
              "Drop the file on this window or type its path, or install xdg-desktop-portal-gtk or zenity.");
}

fs::path path_of_uri(std::string_view uri) {
  constexpr std::string_view scheme = "file://";
  if (!uri.starts_with(scheme)) return {};
  uri.remove_prefix(scheme.size());
  if (uri.starts_with("localhost/")) uri.remove_prefix(std::string_view("localhost").size());
  if (!uri.starts_with('/')) return {};
  std::string path;
  for (std::size_t i = 0; i < uri.size(); ++i) {
    const bool is_escape =
        uri[i] == '%' && i + 2 < uri.size() && hex_value(uri[i + 1]) >= 0 && hex_value(uri[i + 2]) >= 0;
    if (!is_escape) {
      path += uri[i];
      continue;
    }
    path += static_cast<char>(hex_value(uri[i + 1]) * 16 + hex_value(uri[i + 2]));
    i += 2;
  }
  return path.find('\0') == std::string::npos ? fs::path(path) : fs::path();
}

std::string uri_of_path(const fs::path& path) {
  std::string uri = "file://";
  for (const char each : path.string())
    if (is_plain(each))
      uri += each;
    else
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(each));
  return uri;
}

}  // namespace reelwright::app
