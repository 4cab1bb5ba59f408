// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop's file manager and its preferences, on a bus of the test's own.
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <fstream>
#include <map>

#include "app/desktop_preferences.h"
#include "app/file_manager.h"
#include "base/file.h"
#include "private_bus.h"

namespace reelwright::app {
namespace {

namespace fs = std::filesystem;

struct FileManager : testing::Test {
  test::PrivateBus bus;
  test::TemporaryFolder folder;
  fs::path video = folder / "für uns.mp4";

  FileManager() {
    std::ofstream(video) << "a video";
    std::ofstream(folder / "xdg-open")
        << "#!/bin/sh\necho \"$1\" > " << (folder / "opening").string() << "\nmv "
        << (folder / "opening").string() << " " << (folder / "opened").string() << "\n";
    fs::permissions(folder / "xdg-open", fs::perms::owner_all);
  }
  [[nodiscard]] std::string opened() const {
    std::string text;
    while (text.empty()) text = read_file(folder / "opened", 1000).value_or("");
    return text;
  }
};

TEST_F(FileManager, ShowsTheFileItself) {
  std::string shown;
  test::FakeService manager(bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                            [&shown](sd_bus_message* message) {
                              sd_bus_message_enter_container(message, 'a', "s");
                              const char* uri = nullptr;
                              sd_bus_message_read(message, "s", &uri);
                              shown = uri;
                              sd_bus_reply_method_return(message, nullptr);
                            });
  ASSERT_TRUE(reveal(video, bus.address(), folder.path().string(), {}));
  EXPECT_EQ(shown, "file://" + folder.path().string() + "/f%C3%BCr%20uns.mp4");
}

TEST_F(FileManager, WithoutOneItsFolderIsOpened) {
  ASSERT_TRUE(reveal(video, bus.address(), folder.path().string(), {}));
  EXPECT_EQ(opened(), folder.path().string() + "\n");
}

TEST_F(FileManager, WhatIsGoneOrCannotBeOpenedIsSaid) {
  EXPECT_EQ(reveal(folder / "gone.mp4", bus.address(), folder.path().string(), {}).error().code,
            "desktop.cannot_open");
  EXPECT_EQ(open_with_desktop(video, "/nowhere").error().code, "desktop.cannot_open");
}

/// A portal whose settings the test changes.
class FakeSettings {
 public:
  explicit FakeSettings(const test::PrivateBus& bus)
      : service_(bus, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
                 [this](sd_bus_message* message) { answer(message); }) {}

  void change_colours(std::uint32_t scheme) {
    service_.with_bus([scheme](sd_bus* bus) {
      sd_bus_emit_signal(bus, "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings",
                         "SettingChanged", "ssv", "org.freedesktop.appearance", "color-scheme", "u", scheme);
    });
  }

 private:
  static void answer(sd_bus_message* message) {
    const char* space = nullptr;
    const char* name = nullptr;
    sd_bus_message_read(message, "ss", &space, &name);
    if (std::string_view(name) == "color-scheme")
      sd_bus_reply_method_return(message, "v", "v", "u", 2U);
    else
      sd_bus_reply_method_return(message, "v", "v", "b", 0);
  }
  test::FakeService service_;
};

/// Takes connections and never says a word.
class SilentBus {
 public:
  SilentBus() : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path_.copy(address.sun_path, sizeof address.sun_path - 1);
    CHECK(::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    CHECK(::listen(socket_, 4) == 0);
  }
  SilentBus(const SilentBus&) = delete;
  SilentBus& operator=(const SilentBus&) = delete;
  ~SilentBus() { ::close(socket_); }

  [[nodiscard]] std::string address() const { return "unix:path=" + path_; }

 private:
  test::TemporaryFolder folder_;
  std::string path_ = (folder_ / "bus").string();
  int socket_;
};

TEST(DesktopPreferences, ABusThatNeverAnswersIsNotWaitedForOnceStopped) {
  const SilentBus bus;
  std::stop_source stop;
  stop.request_stop();
  const Result<void> end = follow_desktop_preferences(
      bus.address(), [](const DesktopPreferences&) { FAIL() << "nothing is known"; }, stop.get_token());
  EXPECT_TRUE(is_canceled(end.error())) << end.error().message;
}

TEST(DesktopPreferences, AreToldAtOnceAndFollowed) {
  const test::PrivateBus bus;
  FakeSettings settings(bus);
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<DesktopPreferences> told;
  std::jthread thread([&](const std::stop_token& stop) {
    const Result<void> end = follow_desktop_preferences(
        bus.address(),
        [&](const DesktopPreferences& each) {
          const std::lock_guard lock(mutex);
          told.push_back(each);
          changed.notify_all();
        },
        stop);
    EXPECT_TRUE(is_canceled(end.error()));
  });
  const auto wait_for = [&](std::size_t count) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return told.size() >= count; });
    return told.back();
  };
  EXPECT_EQ(wait_for(1), (DesktopPreferences{.light = true, .reduced_motion = true}));
  settings.change_colours(1);
  EXPECT_EQ(wait_for(2), (DesktopPreferences{.light = false, .reduced_motion = true}));
  settings.change_colours(0);  // as before: not told again
  settings.change_colours(2);
  EXPECT_EQ(wait_for(3), (DesktopPreferences{.light = true, .reduced_motion = true}));
  thread = {};
  EXPECT_EQ(told.size(), 3U);
}

TEST(DesktopPreferences, WithoutAPortalNothingIsTold) {
  const test::PrivateBus bus;
  const Result<void> end =
      follow_desktop_preferences(bus.address(), [](const DesktopPreferences&) { FAIL(); }, {});
  EXPECT_EQ(end.error().code, "bus.refused");
}

}  // namespace
}  // namespace reelwright::app
