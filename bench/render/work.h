// SPDX-License-Identifier: GPL-3.0-or-later
// What the render benchmark measures, each as a process of its own: this program run again with another first
// argument.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "render/storyboard.h"

namespace reelwright::bench {

/// The arguments for each; `program` is this program.
struct Work {
  std::string program;
  std::filesystem::path folder;  ///< with timeline.json

  /// Our renderer: segments, kept in `segments`, and the joined file.
  [[nodiscard]] std::vector<std::string> ours(const std::filesystem::path& segments,
                                              const std::filesystem::path& output) const;
  /// Every frame of the timeline, uncompressed, to `frames`.
  [[nodiscard]] std::vector<std::string> dump(const std::filesystem::path& frames) const;
  /// The same frames by one encoder with our settings and its own threads, nothing else.
  [[nodiscard]] std::vector<std::string> encode(const std::filesystem::path& frames,
                                                const std::filesystem::path& output) const;
  /// The whole job by the ffmpeg program with one filter graph.
  [[nodiscard]] std::vector<std::string> ffmpeg(const StoryboardSpec& spec,
                                                const std::filesystem::path& output) const;
};

/// Does what the arguments of one of the above ask. The exit code.
[[nodiscard]] int do_work(const std::vector<std::string>& arguments);

/// Of the file's pictures, without its sound and container.
[[nodiscard]] std::int64_t picture_bytes(const std::filesystem::path& video);

/// Frames a second that the compositor makes on one core, of CPU time.
struct CompositorSpeed {
  double moving = 0;
  double unchanged = 0;
};
[[nodiscard]] CompositorSpeed measure_compositor(const std::filesystem::path& folder);

}  // namespace reelwright::bench
