// SPDX-License-Identifier: GPL-3.0-or-later
// The product as a person meets it: the real program, started as a process in a folder of its own, and what
// it left there.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/temporary_folder.h"
#include "model/image.h"
#include "model/timeline.h"

namespace reelwright::test {

struct RunResult {
  int exit_code = -1;  ///< 128 + signal when it was killed
  std::string out;
  std::string err;
};

/// A started program. One thread.
class Process {
 public:
  /// `arguments` without the program's name; `input` becomes its standard input.
  Process(const std::vector<std::string>& arguments, const std::filesystem::path& folder,
          const std::string& input);
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();

  void signal(int number) const;
  /// Reads stderr until `text` has appeared; false when the program ended without it.
  bool wait_for_stderr(const std::string& text);
  RunResult wait();

 private:
  bool pump();  ///< one read of whichever stream has something; false when both are closed

  pid_t pid_ = -1;
  int out_ = -1;
  int err_ = -1;
  std::string out_text_;
  std::string err_text_;
};

/// A data folder, a working folder and the program. One thread.
class Product {
 public:
  [[nodiscard]] std::vector<std::string> with_data_dir(std::vector<std::string> arguments) const;
  [[nodiscard]] RunResult run(std::vector<std::string> arguments, const std::string& input = {}) const;
  /// run() of `generate ... --json`, which must succeed; the parsed document.
  [[nodiscard]] nlohmann::json generate(std::vector<std::string> arguments) const;

  [[nodiscard]] std::filesystem::path data() const { return folder_ / "data"; }
  [[nodiscard]] const std::filesystem::path& work() const { return folder_.path(); }
  std::filesystem::path write(const std::string& name, const std::string& bytes) const;
  [[nodiscard]] std::filesystem::path job_folder(const nlohmann::json& document) const;
  [[nodiscard]] Timeline timeline(const nlohmann::json& document) const;

 private:
  TemporaryFolder folder_;
};

/// A PNG of one colour with a lighter band, so that it is a picture and not a flat field.
void write_picture(const std::filesystem::path& path, int width, int height, std::uint8_t red,
                   std::uint8_t green, std::uint8_t blue);

/// Mean absolute difference per channel (0 to 255) of two pictures of the same size within rows [top,
/// bottom).
[[nodiscard]] double difference(const RgbaImage& a, const RgbaImage& b, int top, int bottom);

/// A script of three scenes of a few seconds each.
[[nodiscard]] std::string short_script();

}  // namespace reelwright::test
