// SPDX-License-Identifier: GPL-3.0-or-later
#include "end_to_end/product.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <csignal>
#include <fstream>

#include "base/check.h"
#include "base/file.h"
#include "media/picture.h"

extern char** environ;

namespace reelwright::test {
namespace {

std::array<int, 2> make_pipe() {
  std::array<int, 2> ends{};
  CHECK(::pipe2(ends.data(), O_CLOEXEC) == 0);
  return ends;
}

}  // namespace

Process::Process(const std::vector<std::string>& arguments, const std::filesystem::path& folder,
                 const std::string& input) {
  const auto out = make_pipe();
  const auto err = make_pipe();
  const TemporaryFolder stdin_folder;  // a file, not a pipe: large inputs cannot block us
  const std::filesystem::path stdin_path = stdin_folder / "stdin";
  std::ofstream(stdin_path, std::ios::binary) << input;

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, stdin_path.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  posix_spawn_file_actions_adddup2(&actions, err[1], 2);
  posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());

  std::vector<std::string> words{REELWRIGHT_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  CHECK(::posix_spawn(&pid_, REELWRIGHT_BINARY, &actions, nullptr, argv.data(), environ) == 0);
  posix_spawn_file_actions_destroy(&actions);
  ::close(out[1]);
  ::close(err[1]);
  out_ = out[0];
  err_ = err[0];
}

Process::~Process() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  if (out_ >= 0) ::close(out_);
  if (err_ >= 0) ::close(err_);
}

void Process::signal(int number) const { ::kill(pid_, number); }

bool Process::pump() {
  std::array<pollfd, 2> watched = {{{out_, POLLIN, 0}, {err_, POLLIN, 0}}};
  if (out_ < 0 && err_ < 0) return false;
  CHECK(::poll(watched.data(), watched.size(), -1) > 0);
  std::array<char, 65536> buffer;
  for (std::size_t i = 0; i < 2; ++i) {
    if (watched[i].revents == 0) continue;
    int& descriptor = i == 0 ? out_ : err_;
    const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
    if (count > 0) {
      (i == 0 ? out_text_ : err_text_).append(buffer.data(), static_cast<std::size_t>(count));
    } else {
      ::close(descriptor);
      descriptor = -1;
    }
  }
  return true;
}

bool Process::wait_for_stderr(const std::string& text) {
  while (err_text_.find(text) == std::string::npos) {
    if (!pump()) return false;
  }
  return true;
}

RunResult Process::wait() {
  while (pump()) {
  }
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), std::move(out_text_),
          std::move(err_text_)};
}

std::vector<std::string> Product::with_data_dir(std::vector<std::string> arguments) const {
  arguments.insert(arguments.end(), {"--data-dir", data().string()});
  return arguments;
}

RunResult Product::run(std::vector<std::string> arguments, const std::string& input) const {
  return Process(arguments, work(), input).wait();
}

nlohmann::json Product::generate(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), "generate");
  arguments.push_back("--json");
  const RunResult result = run(with_data_dir(std::move(arguments)));
  EXPECT_EQ(result.exit_code, 0) << result.err << result.out;
  auto document = nlohmann::json::parse(result.out, nullptr, false);
  EXPECT_FALSE(document.is_discarded()) << result.out;
  return document;
}

std::filesystem::path Product::write(const std::string& name, const std::string& bytes) const {
  const std::filesystem::path path = work() / name;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

std::filesystem::path Product::job_folder(const nlohmann::json& document) const {
  return data() / "jobs" / document.at("id").get<std::string>();
}

Timeline Product::timeline(const nlohmann::json& document) const {
  auto text = read_file(job_folder(document) / "timeline.json", 64U << 20);
  CHECK(text.has_value());
  auto parsed = timeline_from_json(*text);
  CHECK(parsed.has_value());
  return *std::move(parsed);
}

void write_picture(const std::filesystem::path& path, int width, int height, std::uint8_t red,
                   std::uint8_t green, std::uint8_t blue) {
  RgbaImage image(width, height);
  for (int y = 0; y < height; ++y) {
    std::uint8_t* row = image.row(y);
    const int lift = y * 40 / height;
    for (int x = 0; x < width; ++x) {
      row[4 * x] = static_cast<std::uint8_t>(std::min(255, red + lift));
      row[4 * x + 1] = static_cast<std::uint8_t>(std::min(255, green + lift));
      row[4 * x + 2] = static_cast<std::uint8_t>(std::min(255, blue + lift));
      row[4 * x + 3] = 255;
    }
  }
  std::filesystem::create_directories(path.parent_path());
  CHECK(media::write_png(image, path).has_value());
}

double difference(const RgbaImage& a, const RgbaImage& b, int top, int bottom) {
  CHECK(a.width == b.width && a.height == b.height);
  double sum = 0;
  for (int y = top; y < bottom; ++y) {
    for (int x = 0; x < a.width * 4; ++x)
      sum += std::abs(static_cast<int>(a.row(y)[x]) - static_cast<int>(b.row(y)[x]));
  }
  return sum / (static_cast<double>(bottom - top) * a.width * 3);
}

std::string short_script() {
  return R"(# Three colours

## Red

The red scene comes first. It is followed by others.

## Green

- Leaves
- Grass

Leaves are green in spring. Grass stays green for longer.

## Blue

The blue scene closes the video. Thank you for watching.
)";
}

}  // namespace reelwright::test
