// SPDX-License-Identifier: GPL-3.0-or-later
// The promise behind "Done": the finished file is reopened, every frame and sample is decoded and compared
// with what the timeline asked for.
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>

#include "base/result.h"
#include "media/verify.h"
#include "model/job.h"
#include "model/timeline.h"

namespace reelwright::stages {

/// What is wrong with a decoded file, as an error (complete.wrong_size, .wrong_length, .no_sound,
/// .wrong_loudness, .too_loud, .black, .frozen, .wrong_format), or nothing. Pure.
[[nodiscard]] Result<void> judge(const Timeline& timeline, const media::FileReport& report);

/// Takes out of the report what the timeline itself asks for: composes some pictures of frozen and black runs
/// (`root` is the timeline's folder) and compares. A night picture may be dark, and an encoder may hold a
/// picture that changes by less than one can see. Errors of the compositor, canceled.
[[nodiscard]] Result<void> excuse_intended(const Timeline& timeline, const std::filesystem::path& root,
                                           media::FileReport& report, const std::stop_token& stop);

/// decode_fully, excuse_intended and judge. Errors of all, canceled. Worker thread.
[[nodiscard]] Result<VideoFacts> check_video(const Timeline& timeline, const std::filesystem::path& root,
                                             const std::filesystem::path& path, std::stop_token stop,
                                             std::move_only_function<void(double)> progress);

/// Whether an error of check_video tells of a bad video, and not of what stops the check itself, such as a
/// layer or the video that is not there.
[[nodiscard]] bool is_fault_of_parts(const Error& error);

}  // namespace reelwright::stages
