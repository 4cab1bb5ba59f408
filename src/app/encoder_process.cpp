// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/encoder_process.h"

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>

#include "app/child_program.h"
#include "base/scratch_folder.h"
#include "media/encoder_trial.h"
#include "media/libraries.h"

namespace reelwright::app {
namespace {

constexpr std::string_view trial_argument = "--try-encoder";
constexpr std::string_view works = "works";
constexpr std::chrono::seconds patience(20);

}  // namespace

bool try_encoder_apart(std::string_view encoder, const std::stop_token& stop,
                       const std::filesystem::path& program) {
  std::error_code error;
  const std::filesystem::path temporary = std::filesystem::temp_directory_path(error);
  if (error) return false;
  // Ours, since a trial that hangs is killed and removes nothing.
  const Result<ScratchFolder> scratch = ScratchFolder::in(temporary, "reelwright-encoder-");
  if (!scratch) return false;
  std::stop_source ending;
  const std::stop_callback forward(stop, [&ending] { ending.request_stop(); });
  const std::jthread limit([&ending](const std::stop_token& answered) {
    std::mutex mutex;
    std::condition_variable_any waiting;
    std::unique_lock lock(mutex);
    waiting.wait_for(lock, answered, patience, [] { return false; });
    if (!answered.stop_requested()) ending.request_stop();
  });
  const Result<std::string> said =
      read_program(program, {std::string(trial_argument), std::string(encoder), scratch->path().string()},
                   ending.get_token());
  return said && *said == works;
}

bool is_encoder_trial(int argc, char** argv) { return argc == 4 && argv[1] == trial_argument; }

int run_encoder_trial(char** argv) {
  // What drivers print is nobody's to read.
  static_cast<void>(std::freopen("/dev/null", "w", stderr));
  media::quiet_libraries();
  const bool is_good = media::try_encoder(argv[2], argv[3], {}).has_value();
  if (is_good) std::fputs(works.data(), stdout);
  return is_good ? 0 : 1;
}

}  // namespace reelwright::app
