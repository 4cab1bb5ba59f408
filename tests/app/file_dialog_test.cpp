// SPDX-License-Identifier: GPL-3.0-or-later
// File dialogs as a desktop answers them: a portal on a bus of the test's own, programs in a folder of its
// own.
#include "app/file_dialog.h"

#include <gtest/gtest.h>

#include <fstream>
#include <future>
#include <optional>

#include "base/file.h"
#include "private_bus.h"

namespace reelwright::app {
namespace {

namespace fs = std::filesystem;
using test::Happening;

/// What a portal was asked, and how it answers.
class FakePortal {
 public:
  enum class Way { answers, answers_before_it_replies, waits };

  FakePortal(const test::PrivateBus& bus, Way way, std::uint32_t how, std::vector<std::string> uris)
      : way_(way),
        how_(how),
        uris_(std::move(uris)),
        service_(bus, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
                 [this](sd_bus_message* message) { take(message); }) {}

  void leave() { service_.leave(); }

  Happening asked;
  Happening closed;
  std::string method;
  std::string window;
  std::string title;
  std::string name;
  std::string first_pattern;
  bool is_multiple = false;
  bool is_folder = false;

 private:
  void take(sd_bus_message* message) {
    if (sd_bus_message_is_method_call(message, "org.freedesktop.portal.Request", "Close") > 0)
      return closed.tell();
    if (sd_bus_message_is_method_call(message, "org.freedesktop.portal.FileChooser", nullptr) <= 0) return;
    method = sd_bus_message_get_member(message);
    read(message);
    std::string sender = sd_bus_message_get_sender(message) + 1;
    for (char& each : sender)
      if (each == '.') each = '_';
    const std::string handle = "/org/freedesktop/portal/desktop/request/" + sender + "/reelwright";
    if (way_ == Way::answers_before_it_replies) respond(message, handle);
    sd_bus_reply_method_return(message, "o", handle.c_str());
    if (way_ == Way::answers) respond(message, handle);
    asked.tell();
  }

  void read(sd_bus_message* message) {
    const char* text = nullptr;
    const char* second = nullptr;
    ASSERT_GT(sd_bus_message_read(message, "ss", &text, &second), 0);
    window = text;
    title = second;
    ASSERT_GT(sd_bus_message_enter_container(message, 'a', "{sv}"), 0);
    while (sd_bus_message_enter_container(message, 'e', "sv") > 0) {
      const char* option = nullptr;
      sd_bus_message_read(message, "s", &option);
      read_option(message, option);
      sd_bus_message_exit_container(message);
    }
  }

  void read_option(sd_bus_message* message, const std::string& option) {
    int flag = 0;
    const char* text = nullptr;
    if (option == "multiple" && sd_bus_message_read(message, "v", "b", &flag) > 0) {
      is_multiple = flag != 0;
    } else if (option == "directory" && sd_bus_message_read(message, "v", "b", &flag) > 0) {
      is_folder = flag != 0;
    } else if (option == "current_name" && sd_bus_message_read(message, "v", "s", &text) > 0) {
      name = text;
    } else if (option == "filters") {
      sd_bus_message_enter_container(message, 'v', "a(sa(us))");
      sd_bus_message_enter_container(message, 'a', "(sa(us))");
      sd_bus_message_enter_container(message, 'r', "sa(us)");
      sd_bus_message_read(message, "s", &text);
      sd_bus_message_enter_container(message, 'a', "(us)");
      std::uint32_t kind = 9;
      if (sd_bus_message_read(message, "(us)", &kind, &text) > 0 && kind == 0) first_pattern = text;
      while (sd_bus_message_read(message, "(us)", &kind, &text) > 0) {
      }
      for (int i = 0; i < 4; ++i) {
        while (sd_bus_message_at_end(message, 0) == 0 && sd_bus_message_skip(message, nullptr) > 0) {
        }
        sd_bus_message_exit_container(message);
      }
    } else {
      sd_bus_message_skip(message, "v");
    }
  }

  void respond(sd_bus_message* call, const std::string& handle) {
    sd_bus* bus = sd_bus_message_get_bus(call);
    sd_bus_message* signal = nullptr;
    sd_bus_message_new_signal(bus, &signal, handle.c_str(), "org.freedesktop.portal.Request", "Response");
    sd_bus_message_append(signal, "u", how_);
    sd_bus_message_open_container(signal, 'a', "{sv}");
    // Something that nobody asked for comes first.
    sd_bus_message_append(signal, "{sv}", "choices", "a(ss)", 0);
    sd_bus_message_open_container(signal, 'e', "sv");
    sd_bus_message_append(signal, "s", "uris");
    sd_bus_message_open_container(signal, 'v', "as");
    sd_bus_message_open_container(signal, 'a', "s");
    for (const std::string& uri : uris_) sd_bus_message_append(signal, "s", uri.c_str());
    sd_bus_message_close_container(signal);
    sd_bus_message_close_container(signal);
    sd_bus_message_close_container(signal);
    sd_bus_message_close_container(signal);
    EXPECT_GE(sd_bus_send(bus, signal, nullptr), 0);
    sd_bus_message_unref(signal);
  }

  const Way way_;
  const std::uint32_t how_;
  const std::vector<std::string> uris_;
  test::FakeService service_;
};

struct FileDialog : testing::Test {
  test::PrivateBus bus;
  test::TemporaryFolder programs;
  DialogHost host{.bus_address = bus.address(), .program_path = programs.path().string()};

  void program(const std::string& name, const std::string& script) const {
    std::ofstream(programs / name) << "#!/bin/sh\n" << script;
    fs::permissions(programs / name, fs::perms::owner_all);
  }
  static DialogRequest request(DialogRequest::Kind kind = DialogRequest::Kind::open) {
    return {.kind = kind,
            .title = "A title",
            .name = "bees.mp4",
            .filters = {{"Text", {"*.md", "*.txt"}}, {"Pictures", {"*.png"}}},
            .window = "x11:1a"};
  }
};

using Way = FakePortal::Way;
using Paths = std::vector<fs::path>;

TEST_F(FileDialog, WhatIsChosenInThePortalComesBack) {
  for (const Way way : {Way::answers, Way::answers_before_it_replies}) {
    FakePortal portal(bus, way, 0, {"file:///media/a%20b/f%C3%BCr%2525.md"});
    const Result<Paths> chosen = ask_for_files(request(), host, {});
    ASSERT_TRUE(chosen) << chosen.error().message;
    EXPECT_EQ(*chosen, Paths{"/media/a b/für%25.md"});
    EXPECT_EQ(portal.method, "OpenFile");
    EXPECT_EQ(portal.window, "x11:1a");
    EXPECT_EQ(portal.title, "A title");
    EXPECT_EQ(portal.first_pattern, "*.[mM][dD]");
    EXPECT_FALSE(portal.is_multiple);
    EXPECT_FALSE(portal.is_folder);
  }
}

TEST_F(FileDialog, SeveralFilesFoldersAndNamesToSaveAreAskedForAsSuch) {
  {
    FakePortal portal(bus, Way::answers, 0, {"file:///a", "file:///b", "sftp://host/c"});
    EXPECT_EQ(ask_for_files(request(DialogRequest::Kind::open_many), host, {}).value(), (Paths{"/a", "/b"}));
    EXPECT_TRUE(portal.is_multiple);
  }
  {
    FakePortal portal(bus, Way::answers, 0, {"file:///a"});
    EXPECT_TRUE(ask_for_files(request(DialogRequest::Kind::folder), host, {}));
    EXPECT_TRUE(portal.is_folder);
  }
  FakePortal portal(bus, Way::answers, 0, {"file:///a.mp4"});
  EXPECT_TRUE(ask_for_files(request(DialogRequest::Kind::save), host, {}));
  EXPECT_EQ(portal.method, "SaveFile");
  EXPECT_EQ(portal.name, "bees.mp4");
}

TEST_F(FileDialog, AChangedMindIsNoErrorAndNoSecondDialog) {
  program("zenity", "echo /not/asked\n");
  FakePortal portal(bus, Way::answers, 1, {});
  EXPECT_EQ(ask_for_files(request(), host, {}).value(), Paths());
}

TEST_F(FileDialog, APlaceOnAnotherMachineIsSaidToBeNone) {
  FakePortal portal(bus, Way::answers, 0, {"sftp://host/c"});
  const Result<Paths> chosen = ask_for_files(request(), host, {});
  EXPECT_EQ(chosen.error().code, "dialog.not_a_file");
}

TEST_F(FileDialog, AtTheEndOfTheProgramThePortalsDialogIsClosed) {
  FakePortal portal(bus, Way::waits, 0, {});
  std::stop_source ending;
  auto asked =
      std::async(std::launch::async, [&] { return ask_for_files(request(), host, ending.get_token()); });
  portal.asked.wait();
  ending.request_stop();
  EXPECT_TRUE(is_canceled(asked.get().error()));
  portal.closed.wait();
}

TEST_F(FileDialog, APortalThatDiesLeavesNobodyWaiting) {
  FakePortal portal(bus, Way::waits, 0, {});
  auto asked = std::async(std::launch::async, [&] { return ask_for_files(request(), host, {}); });
  portal.asked.wait();
  portal.leave();
  EXPECT_EQ(asked.get().error().code, "dialog.unavailable");
}

TEST_F(FileDialog, WithoutAPortalAProgramAsks) {
  // Each argument on a line of its own: nothing of them may have been a shell's business.
  program("zenity", "for each in \"$@\"; do echo \"$each\"; done > " + (programs / "seen").string() +
                        "\necho '/a b/$(c).md'\n");
  DialogRequest wish = request(DialogRequest::Kind::save);
  wish.name = "$(touch nothing) \"x\".mp4";
  EXPECT_EQ(ask_for_files(wish, host, {}).value(), Paths{"/a b/$(c).md"});
  const std::string seen = read_file(programs / "seen", 10'000).value_or("");
  EXPECT_NE(seen.find("--filename=$(touch nothing) \"x\".mp4\n"), std::string::npos) << seen;
  EXPECT_NE(seen.find("--title=A title\n"), std::string::npos);
  fs::remove(programs / "zenity");
  program("kdialog", "echo /from/kdialog\n");
  EXPECT_EQ(ask_for_files(request(), host, {}).value(), Paths{"/from/kdialog"});
  program("kdialog", "exit 1\n");
  EXPECT_EQ(ask_for_files(request(), host, {}).value(), Paths());
}

TEST_F(FileDialog, AProgramThatAsksEndsWithTheProgram) {
  program("zenity", "echo $$ > " + (programs / "pid").string() + "\nmkfifo " + (programs / "never").string() +
                        "\nread line < " + (programs / "never").string() + "\n");
  std::stop_source ending;
  auto asked =
      std::async(std::launch::async, [&] { return ask_for_files(request(), host, ending.get_token()); });
  std::string pid;
  while (pid.empty() || pid.back() != '\n') pid = read_file(programs / "pid", 100).value_or("");
  ending.request_stop();
  EXPECT_TRUE(is_canceled(asked.get().error()));
  EXPECT_EQ(::kill(std::stoi(pid), 0), -1);
}

TEST_F(FileDialog, WithNothingToAskWithItSaysWhatToDoInstead) {
  const Result<Paths> chosen = ask_for_files(request(), host, {});
  ASSERT_FALSE(chosen);
  EXPECT_EQ(chosen.error().code, "dialog.unavailable");
  EXPECT_NE(chosen.error().hint.find("Drop the file"), std::string::npos);
  host.bus_address = "unix:path=/nowhere/bus";
  EXPECT_EQ(ask_for_files(request(), host, {}).error().code, "dialog.unavailable");
}

TEST(FileUri, NamesEveryPathBothWays) {
  for (const char* path : {"/", "/a b/ü%#?.md", "/~x-y_z.0", "/日本/🍯"})
    EXPECT_EQ(path_of_uri(uri_of_path(path)), path);
  EXPECT_EQ(uri_of_path("/a b"), "file:///a%20b");
  EXPECT_EQ(path_of_uri("file://localhost/a"), "/a");
  EXPECT_EQ(path_of_uri("file:///100%"), "/100%");
  for (const char* uri : {"http://a/b", "file://other/a", "file:///a%00b", "", "file://"})
    EXPECT_EQ(path_of_uri(uri), "") << uri;
}

}  // namespace
}  // namespace reelwright::app
