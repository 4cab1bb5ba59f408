// SPDX-License-Identifier: GPL-3.0-or-later
// bench_render FOLDER [rounds N] [scenes N] [seconds N] [peer]: our render, the encoder alone and the ffmpeg
// program on the standard storyboard, in turn.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "base/check.h"
#include "media/libraries.h"
#include "render/process.h"
#include "render/storyboard.h"
#include "render/work.h"

namespace {

using namespace reelwright;
using namespace reelwright::bench;
namespace fs = std::filesystem;

struct Options {
  fs::path folder;
  int rounds = 3;
  StoryboardSpec spec;
};

/// One kind of run, over all rounds.
struct Series {
  std::vector<Cost> costs;
  [[nodiscard]] double median_of(double Cost::*figure) const {
    std::vector<double> values;
    for (const Cost& cost : costs) values.push_back(cost.*figure);
    return median(values);
  }
};

/// The median of the ratios of the rounds: what slows the machine down for a while slows down both.
double ratio(const Series& a, const Series& b, double Cost::*figure) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < a.costs.size(); ++i)
    ratios.push_back(a.costs[i].*figure / (b.costs[i].*figure));
  return median(ratios);
}

void print_row(const char* name, const Series& series) {
  fmt::print("{:<28} {:>8.2f} {:>8.2f} {:>8.0f}\n", name, series.median_of(&Cost::wall_s),
             series.median_of(&Cost::cpu_s), series.median_of(&Cost::memory_mb));
}

void print_ratio(const char* name, double value, double target) {
  fmt::print("{:<44} {:>7.3f}   at most {}\n", name, value, target);
}

void print_compositor(const fs::path& folder) {
  const CompositorSpeed speed = measure_compositor(folder);
  fmt::print("compositor, one core: {:.0f} moving and {:.0f} unchanged frames/s\n", speed.moving,
             speed.unchanged);
}

void compare(const Options& options, const std::string& program) {
  const fs::path& folder = options.folder;
  const fs::path log = folder / "log.txt";
  const Work work{program, folder};
  const fs::path segments = folder / "segments";
  const fs::path frames = folder / "frames.yuv";
  const bool has_ffmpeg = is_installed("ffmpeg");
  static_cast<void>(make_storyboard(folder, options.spec));
  print_compositor(folder);
  static_cast<void>(run(work.dump(frames), log));

  Series ours;
  Series nothing;
  Series scene;
  Series encode;
  Series ffmpeg;
  for (int round = 0; round < options.rounds; ++round) {
    fs::remove_all(segments);
    ours.costs.push_back(run(work.ours(segments, folder / "ours.mp4"), log));
    encode.costs.push_back(run(work.encode(frames, folder / "encode.mp4"), log));
    if (has_ffmpeg) ffmpeg.costs.push_back(run(work.ffmpeg(options.spec, folder / "ffmpeg.mp4"), log));
    nothing.costs.push_back(run(work.ours(segments, folder / "ours.mp4"), log));
    change_scene(folder, options.spec, 2);
    scene.costs.push_back(run(work.ours(segments, folder / "changed.mp4"), log));
    static_cast<void>(make_storyboard(folder, options.spec));
  }
  fmt::print("{:<28} {:>8} {:>8} {:>8}\n", "", "wall s", "CPU s", "MB");
  print_row("ours", ours);
  print_row("encoder alone", encode);
  if (has_ffmpeg) print_row("ffmpeg program", ffmpeg);
  print_row("ours, one scene changed", scene);
  print_row("ours, nothing changed", nothing);
  print_ratio("wall, ours / encoder alone", ratio(ours, encode, &Cost::wall_s), 0.95);
  print_ratio("CPU, ours / encoder alone", ratio(ours, encode, &Cost::cpu_s), 1.05);
  if (has_ffmpeg) print_ratio("wall, ours / ffmpeg program", ratio(ours, ffmpeg, &Cost::wall_s), 0.65);
  print_ratio("wall, one scene changed / ours", ratio(scene, ours, &Cost::wall_s), 0.22);
  print_ratio("wall, nothing changed / ours", ratio(nothing, ours, &Cost::wall_s), 0.03);
  print_ratio("bytes, ours / encoder alone",
              static_cast<double>(fs::file_size(folder / "ours.mp4")) /
                  static_cast<double>(fs::file_size(folder / "encode.mp4")),
              1.03);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.empty()) {
    fmt::print(stderr, "usage: bench_render FOLDER [rounds N] [scenes N] [seconds N]\n");
    return 2;
  }
  if (arguments.size() > 1 && (arguments[0] == "ours" || arguments[0] == "dump" || arguments[0] == "encode"))
    return do_work(arguments);
  media::quiet_libraries();
  if (arguments.size() == 2 && arguments[1] == "speed") {
    print_compositor(arguments[0]);
    return 0;
  }
  Options options{.folder = fs::absolute(arguments[0]), .rounds = 3, .spec = {}};
  for (std::size_t i = 1; i + 1 < arguments.size(); i += 2) {
    const int value = std::max(1, std::atoi(arguments[i + 1].c_str()));
    if (arguments[i] == "rounds") options.rounds = value;
    if (arguments[i] == "scenes") options.spec.scenes = value;
    if (arguments[i] == "seconds") options.spec.scene_s = value;
  }
  fs::create_directories(options.folder);
  compare(options, fs::canonical("/proc/self/exe"));
  return 0;
}
