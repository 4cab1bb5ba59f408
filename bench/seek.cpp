// SPDX-License-Identifier: GPL-3.0-or-later
// bench_seek FILE [SEEKS]: exact seeks to random frames, from the command to the picture, ours and mpv's in
// turn on the same file.
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "base/check.h"
#include "media/libraries.h"
#include "player_loop.h"

namespace {

using namespace reelwright;

constexpr unsigned seed = 1;
constexpr int seeks_default = 60;
constexpr int connect_tries = 200;

double since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

/// mpv without a window, paused, told over its socket.
class Mpv {
 public:
  explicit Mpv(const std::filesystem::path& file) {
    const std::string socket_path =
        (std::filesystem::temp_directory_path() / fmt::format("bench-seek-{}.sock", ::getpid())).string();
    const std::string server = "--input-ipc-server=" + socket_path;
    const std::string path = file.string();
    std::array<const char*, 10> arguments{"mpv",        "--no-config",    "--vo=null",       "--ao=null",
                                          "--pause",    "--really-quiet", "--keep-open=yes", server.c_str(),
                                          path.c_str(), nullptr};
    if (::posix_spawnp(&process_, "mpv", nullptr, nullptr, const_cast<char**>(arguments.data()), environ) !=
        0)
      return;
    socket_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, socket_path.c_str(), sizeof address.sun_path - 1);
    for (int i = 0; i < connect_tries && !is_connected_; ++i) {
      is_connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
      if (!is_connected_) std::this_thread::sleep_for(std::chrono::milliseconds(25));
    }
    if (is_connected_) wait_for("playback-restart");
    std::filesystem::remove(socket_path);
  }
  ~Mpv() {
    if (process_ > 0) {
      ::kill(process_, SIGTERM);
      ::waitpid(process_, nullptr, 0);
    }
    if (socket_ >= 0) ::close(socket_);
  }
  Mpv(const Mpv&) = delete;
  Mpv& operator=(const Mpv&) = delete;

  [[nodiscard]] bool is_there() const { return is_connected_; }
  void seek(double seconds) {
    const std::string command =
        fmt::format("{{\"command\":[\"seek\",{:.6f},\"absolute+exact\"]}}\n", seconds);
    CHECK(::write(socket_, command.data(), command.size()) == static_cast<ssize_t>(command.size()));
    wait_for("playback-restart");
  }

 private:
  void wait_for(const std::string& event) {
    for (;;) {
      std::array<char, 4096> buffer{};
      const ssize_t got = ::read(socket_, buffer.data(), buffer.size());
      if (got <= 0) return;
      text_.append(buffer.data(), static_cast<std::size_t>(got));
      if (const std::size_t found = text_.find(event); found != std::string::npos) {
        text_.erase(0, found + event.size());
        return;
      }
    }
  }
  pid_t process_ = -1;
  int socket_ = -1;
  bool is_connected_ = false;
  std::string text_;
};

struct Times {
  double median_ms = 0;
  double p95_ms = 0;
};
Times summary(std::vector<double> times) {
  std::ranges::sort(times);
  return {times[times.size() / 2], times[times.size() * 95 / 100]};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: bench_seek FILE [SEEKS]\n");
    return 2;
  }
  media::quiet_libraries();
  const std::filesystem::path file = std::filesystem::absolute(argv[1]);
  const int seeks = argc > 2 ? std::max(std::atoi(argv[2]), 1) : seeks_default;
  bench::PlayerLoop loop(file.parent_path());
  runtime::Player& player = loop.player();
  player.open_file(file);
  loop.wait_for_picture();
  if (player.status().state != PlayerState::ready) {
    fmt::print(stderr, "bench_seek: {}\n", player.status().problem);
    return 1;
  }
  Mpv mpv(file);
  if (!mpv.is_there()) fmt::print(stderr, "bench_seek: mpv is not there; only our times are measured\n");
  std::this_thread::sleep_for(std::chrono::seconds(2));  // the waveform is made, mpv has read ahead

  std::mt19937 random(seed);
  std::vector<double> ours;
  std::vector<double> theirs;
  for (int i = 0; i < seeks; ++i) {
    const auto frame = static_cast<std::int64_t>(random()) % player.status().frame_count;
    auto begin = std::chrono::steady_clock::now();
    player.send(player::Seek{frame});
    loop.wait_for_picture();
    ours.push_back(since(begin));
    CHECK(player.status().frame == frame);
    if (!mpv.is_there()) continue;
    begin = std::chrono::steady_clock::now();
    mpv.seek(static_cast<double>(frame) / player.status().frames_per_second);
    theirs.push_back(since(begin));
  }
  const Times own = summary(ours);
  fmt::print("{}x{}, {} frames, {} seeks\n", player.status().width, player.status().height,
             player.status().frame_count, seeks);
  fmt::print("ours   median {:7.1f} ms   p95 {:7.1f} ms\n", own.median_ms, own.p95_ms);
  if (theirs.empty()) return 0;
  const Times other = summary(theirs);
  fmt::print("mpv    median {:7.1f} ms   p95 {:7.1f} ms\n", other.median_ms, other.p95_ms);
  fmt::print("ratio  median {:7.2f}      p95 {:7.2f}\n", own.median_ms / other.median_ms,
             own.p95_ms / other.p95_ms);
  return 0;
}
