// SPDX-License-Identifier: GPL-3.0-or-later
// Tries an encoder in a process of its own, since a driver that crashes or hangs must not take the program
// with it. Both programs start themselves again with an argument that nobody else gives.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string_view>

namespace reelwright::app {

/// Whether the encoder works (media/encoder_trial.h); false after 20 s. Any thread.
/// `program` is this one; tests have another.
[[nodiscard]] bool try_encoder_apart(std::string_view encoder, const std::stop_token& stop,
                                     const std::filesystem::path& program = "/proc/self/exe");

/// Whether this process was started to try an encoder, and doing it: for main().
[[nodiscard]] bool is_encoder_trial(int argc, char** argv);
[[nodiscard]] int run_encoder_trial(char** argv);

}  // namespace reelwright::app
