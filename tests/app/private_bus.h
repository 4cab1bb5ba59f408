// SPDX-License-Identifier: GPL-3.0-or-later
// A message bus of the test's own, and a desktop on it that answers as the test says.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <systemd/sd-bus.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <condition_variable>
#include <fstream>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/check.h"
#include "base/temporary_folder.h"

namespace reelwright::test {

/// A dbus-daemon that knows no services but those that connect to it.
class PrivateBus {
 public:
  PrivateBus() {
    const std::string config = (folder_ / "bus.conf").string();
    std::ofstream(config)
        << "<busconfig><type>session</type><listen>unix:dir=" << folder_.path().string()
        << "</listen><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
           "<allow eavesdrop=\"true\"/>"
           "<allow own=\"*\"/></policy></busconfig>";
    std::array<int, 2> ends{};
    CHECK(::pipe2(ends.data(), O_CLOEXEC) == 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    // It ends with the test, however that ends.
    std::array<std::string, 6> texts = {"setpriv",     "--pdeathsig=TERM",
                                        "dbus-daemon", "--config-file=" + config,
                                        "--nofork",    "--print-address"};
    std::array<char*, 7> arguments{};
    for (std::size_t i = 0; i < texts.size(); ++i) arguments[i] = texts[i].data();
    CHECK(::posix_spawnp(&daemon_, "setpriv", &actions, nullptr, arguments.data(), environ) == 0);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    for (char each = 0; ::read(ends[0], &each, 1) == 1 && each != '\n';) address_ += each;
    ::close(ends[0]);
    CHECK(!address_.empty() && "dbus-daemon is needed: tools/setup installs it");
  }
  PrivateBus(const PrivateBus&) = delete;
  PrivateBus& operator=(const PrivateBus&) = delete;
  ~PrivateBus() {
    ::kill(daemon_, SIGTERM);
    ::waitpid(daemon_, nullptr, 0);
  }

  [[nodiscard]] const std::string& address() const { return address_; }

 private:
  TemporaryFolder folder_;
  std::string address_;
  pid_t daemon_ = 0;
};

/// Has a name on the bus and calls `answer` for every method call at or below `path`, on its own thread.
class FakeService {
 public:
  using Answer = std::function<void(sd_bus_message*)>;

  FakeService(const PrivateBus& bus, const char* name, const char* path, Answer answer)
      : answer_(std::move(answer)) {
    CHECK(sd_bus_new(&bus_) >= 0 && sd_bus_set_address(bus_, bus.address().c_str()) >= 0 &&
          sd_bus_set_bus_client(bus_, 1) >= 0 && sd_bus_start(bus_) >= 0);
    CHECK(sd_bus_add_fallback(bus_, nullptr, path, take, this) >= 0);
    CHECK(sd_bus_request_name(bus_, name, 0) >= 0);
    thread_ = std::jthread([this](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
        {
          const std::lock_guard lock(mutex_);
          while (sd_bus_process(bus_, nullptr) > 0) {
          }
        }
        sd_bus_wait(bus_, 5'000);
      }
    });
  }
  FakeService(const FakeService&) = delete;
  FakeService& operator=(const FakeService&) = delete;
  ~FakeService() { leave(); }

  /// The name is gone afterwards, as when a program crashes.
  void leave() {
    if (bus_ == nullptr) return;
    thread_ = {};
    sd_bus_flush_close_unref(bus_);
    bus_ = nullptr;
  }
  /// From the test's thread: signals.
  void with_bus(const std::function<void(sd_bus*)>& use) {
    const std::lock_guard lock(mutex_);
    use(bus_);
    sd_bus_flush(bus_);
  }

 private:
  static int take(sd_bus_message* message, void* self, sd_bus_error*) {
    static_cast<FakeService*>(self)->answer_(message);
    return 1;
  }

  Answer answer_;
  sd_bus* bus_ = nullptr;
  std::mutex mutex_;  ///< one at a time uses bus_
  std::jthread thread_;
};

/// Waits until somebody says that something has happened; the test's limit strikes when nobody does.
class Happening {
 public:
  void tell() {
    const std::lock_guard lock(mutex_);
    has_happened_ = true;
    changed_.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return has_happened_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool has_happened_ = false;
};

}  // namespace reelwright::test
