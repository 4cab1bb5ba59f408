// SPDX-License-Identifier: GPL-3.0-or-later
// From a brief as its user wrote it to a job folder on disk. Everything that can be known beforehand is
// checked before anything is written, so that a mistake costs a sentence and not half a video. It starts no
// work: the studio does, given the job.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "model/brief.h"
#include "model/job.h"
#include "stages/voice/voices.h"
#include "store/job_store.h"

namespace reelwright::runtime {

struct IntakeRequest {
  Brief brief;  ///< source, script, media and a music file are absolute paths
  /// The texts themselves, when they do not come from a file; they win over brief.source and brief.script.
  std::optional<std::string> source_text;
  std::optional<std::string> script_text;
  std::optional<Stage> stop_after;
  std::filesystem::path output;  ///< where a copy of the video is wanted, absolute; "" for none
};

struct IntakeParts {
  const std::filesystem::path& assets;
  const stages::VoiceCatalog& voices;
  std::function<Result<std::uint64_t>(const std::filesystem::path&)> free_bytes;  ///< reelwright::free_bytes
};

/// A request that passed all checks, with its texts read.
struct CheckedRequest {
  Brief brief;  ///< as it is stored: source and script are names in the job folder
  std::string title;
  std::optional<std::string> source;
  std::optional<std::string> script;
  std::optional<Stage> stop_after;
  std::filesystem::path output;  ///< where the copy goes: not a link
  std::uint64_t bytes_needed = 0;
  std::vector<std::string> warnings;  ///< for Job::warnings: what was decided on the user's behalf
};

/// A text in letters of another language than the brief's English is taken for that language, when no voice
/// was asked for; a preset decides about quality and shape. Any thread; touches nothing. Errors: brief.* (validate), brief.wrong_language, source.*
/// (read_text), voice.*, theme.*, preset.*, media.missing, music.unknown, music.unusable, output.unusable,
/// disk.too_small (`data_folder`, which need not exist yet, has no room for the estimate).
[[nodiscard]] Result<CheckedRequest> check_request(const IntakeRequest& request, const IntakeParts& parts,
                                                   const std::filesystem::path& data_folder);

/// Whether a video can be written to `output` (absolute; "" is fine): a new name, or a file or a link to one
/// that is none of `inputs`, and in none of their folders. What the video is to be written to: the link's target,
/// else `output`. Error: output.unusable.
[[nodiscard]] Result<std::filesystem::path> check_output(const std::filesystem::path& output,
                                                         const std::vector<std::filesystem::path>& inputs);

/// Makes the folder with brief.json, the texts and job.json, all or nothing; send the result as
/// command::CreateJob. `random` gives the end of the id. Errors as JobStore::create. The holder of the data
/// folder's lock.
[[nodiscard]] Result<Job> create_job(const CheckedRequest& request, const store::JobStore& store,
                                     const Clock& clock, std::uint16_t random);

/// What a job may need on disk, from above: seconds * (segments and the joined file at `bits_per_pixel_max`,
/// narration, music and mix as WAV) + one frame-sized picture every few seconds + a fixed part. `text_bytes`
/// is the length of a finished script, 0 without. Pure.
[[nodiscard]] std::uint64_t estimate_bytes(const Brief& brief, std::size_t text_bytes);

}  // namespace reelwright::runtime
