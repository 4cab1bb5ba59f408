// SPDX-License-Identifier: GPL-3.0-or-later
// bench_render FOLDER [rounds N] [scenes N] [seconds N]: our render, the encoder alone and the ffmpeg program
// on the standard storyboard, in turn. bench_render FOLDER speed | memory | scaling: the compositor alone,
// memory against the length, cost against length and size.
#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <utility>
#include <vector>

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
  do_apart([&] {
    const CompositorSpeed speed = measure_compositor(folder);
    fmt::print("compositor, one core: {:.0f} moving and {:.0f} unchanged frames/s\n", speed.moving,
               speed.unchanged);
  });
}

void prepare(const fs::path& folder, const StoryboardSpec& spec) {
  do_apart([&] { make_storyboard(folder, spec); });
}

void compare(const Options& options, const std::string& program) {
  const fs::path& folder = options.folder;
  const fs::path log = folder / "log.txt";
  const Work work{program, folder};
  const fs::path segments = folder / "segments";
  const fs::path frames = folder / "frames.yuv";
  const bool has_ffmpeg = is_installed("ffmpeg");
  prepare(folder, options.spec);
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
    do_apart([&] { change_scene(folder, options.spec, 2); });
    scene.costs.push_back(run(work.ours(segments, folder / "changed.mp4"), log));
    prepare(folder, options.spec);
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
  print_ratio("bytes of pictures, ours / encoder alone",
              static_cast<double>(picture_bytes(folder / "ours.mp4")) /
                  static_cast<double>(picture_bytes(folder / "encode.mp4")),
              1.03);
}

/// One render of a storyboard of its own.
Cost render_once(const Options& options, const std::string& program, const StoryboardSpec& spec) {
  const Work work{program, options.folder};
  prepare(options.folder, spec);
  fs::remove_all(options.folder / "segments");
  return run(work.ours(options.folder / "segments", options.folder / "ours.mp4"), options.folder / "log.txt");
}

void print_memory(const Options& options, const std::string& program) {
  const Cost one = render_once(options, program, {.scenes = 6});
  const Cost twenty = render_once(options, program, {.scenes = 120});
  fmt::print("peak memory, 1 min: {:.0f} MB, 20 min: {:.0f} MB (at most 700)\n", one.memory_mb,
             twenty.memory_mb);
  print_ratio("memory, 20 min / 1 min", twenty.memory_mb / one.memory_mb, 1.1);
}

/// The exponent of a power law through the points, by least squares of the logarithms.
double slope(const std::vector<std::pair<double, double>>& points) {
  double x = 0;
  double y = 0;
  double xx = 0;
  double xy = 0;
  for (const auto& [work, cost] : points) {
    x += std::log(work);
    y += std::log(cost);
    xx += std::log(work) * std::log(work);
    xy += std::log(work) * std::log(cost);
  }
  const auto count = static_cast<double>(points.size());
  return (count * xy - x * y) / (count * xx - x * x);
}

void print_scaling(const Options& options, const std::string& program) {
  fmt::print("{:<28} {:>8} {:>8} {:>8} {:>12}\n", "", "wall s", "CPU s", "MB", "CPU ns/pixel");
  const auto measure = [&](const StoryboardSpec& spec) {
    const Cost cost = render_once(options, program, spec);
    const double pixels =
        1.0 * spec.size.width * spec.size.height * spec.scenes * spec.scene_s * spec.frames_per_second;
    fmt::print("{:<28} {:>8.2f} {:>8.2f} {:>8.0f} {:>12.2f}\n",
               fmt::format("{} scenes, {}x{}", spec.scenes, spec.size.width, spec.size.height), cost.wall_s,
               cost.cpu_s, cost.memory_mb, cost.cpu_s / pixels * 1e9);
    return std::pair(pixels, cost.cpu_s);
  };
  std::vector<std::pair<double, double>> lengths;
  for (const int scenes : {2, 8, 24}) lengths.push_back(measure({.scenes = scenes, .scene_s = 3}));
  std::vector<std::pair<double, double>> sizes;
  for (const FrameSize size : {FrameSize{1280, 720}, {1920, 1080}, {3840, 2160}})
    sizes.push_back(measure({.scenes = 3, .scene_s = 3, .size = size}));
  fmt::print("CPU grows with the length to the power of {:.2f}, with the pixels to that of {:.2f}\n",
             slope(lengths), slope(sizes));
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.empty()) {
    fmt::print(stderr,
               "usage: bench_render FOLDER [speed | memory | scaling | [rounds N] [scenes N] [seconds N]]\n");
    return 2;
  }
  if (arguments.size() > 1 && (arguments[0] == "ours" || arguments[0] == "dump" || arguments[0] == "encode"))
    return do_work(arguments);
  media::quiet_libraries();
  Options options{.folder = fs::absolute(arguments[0]), .rounds = 3, .spec = {}};
  for (std::size_t i = 1; i + 1 < arguments.size(); i += 2) {
    const int value = std::max(1, std::atoi(arguments[i + 1].c_str()));
    if (arguments[i] == "rounds") options.rounds = value;
    if (arguments[i] == "scenes") options.spec.scenes = value;
    if (arguments[i] == "seconds") options.spec.scene_s = value;
  }
  fs::create_directories(options.folder);
  const std::string program = fs::canonical("/proc/self/exe");
  const std::string what = arguments.size() == 2 ? arguments[1] : "";
  if (what == "speed") {
    prepare(options.folder, options.spec);
    print_compositor(options.folder);
  } else if (what == "memory") {
    print_memory(options, program);
  } else if (what == "scaling") {
    print_scaling(options, program);
  } else {
    compare(options, program);
  }
  return 0;
}
