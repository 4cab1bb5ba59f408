// SPDX-License-Identifier: GPL-3.0-or-later
// bench_playback FILE SECONDS: plays a video, or the live timeline when FILE is a job folder, and tells how
// many frames were dropped and how late the pictures were. Run it while a render runs.
#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "media/libraries.h"
#include "player_loop.h"

using namespace reelwright;

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: bench_playback FILE|JOB-FOLDER SECONDS\n");
    return 2;
  }
  media::quiet_libraries();
  const std::filesystem::path file = std::filesystem::absolute(argv[1]);
  const double seconds = std::atof(argv[2]);
  bench::PlayerLoop loop(file.parent_path());
  runtime::Player& player = loop.player();
  if (std::filesystem::is_directory(file)) {
    auto job = loop.store().load(file.filename().string());
    if (!job) {
      fmt::print(stderr, "bench_playback: {}\n", job.error().message);
      return 1;
    }
    job->artifacts.clear();  // as if the file were not there yet
    player.follow(*job);
  } else {
    player.open_file(file);
  }
  loop.wait_for_picture();
  if (player.status().state != PlayerState::ready) {
    fmt::print(stderr, "bench_playback: {}\n", player.status().problem);
    return 1;
  }
  player.send(player::SetLoop{0, player.status().frame_count});
  player.send(player::Play{});
  const double begin_s = runtime::PlayerParts::steady_seconds();
  std::vector<double> gaps_s;
  double last_s = begin_s;
  std::uint64_t last_id = player.picture_id();
  while (runtime::PlayerParts::steady_seconds() - begin_s < seconds) {
    loop.turn();
    if (player.picture_id() == last_id) continue;
    last_id = player.picture_id();
    const double now_s = runtime::PlayerParts::steady_seconds();
    gaps_s.push_back(now_s - last_s);
    last_s = now_s;
  }
  const double expected = seconds * player.status().frames_per_second;
  double variance = 0;
  for (const double gap_s : gaps_s)
    variance +=
        std::pow(gap_s - 1 / player.status().frames_per_second, 2) / static_cast<double>(gaps_s.size());
  fmt::print("{}x{} {}: {} pictures in {:.0f} s, {} dropped ({:.2f} %), intervals off by {:.1f} ms (rms)\n",
             player.status().width, player.status().height, player.status().is_live ? "composed" : "decoded",
             gaps_s.size(), seconds, player.status().frames_dropped,
             100.0 * static_cast<double>(player.status().frames_dropped) / expected,
             1000 * std::sqrt(variance));
  return 0;
}
