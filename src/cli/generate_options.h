// SPDX-License-Identifier: GPL-3.0-or-later
// The options of `generate`, as given, and their meaning: a brief file merged with what is on the command
// line. Reads the brief file and standard input, nothing else.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/result.h"
#include "cli/environment.h"
#include "cli/subcommands.h"
#include "runtime/intake.h"

namespace CLI {
class App;
}

namespace reelwright::cli {

struct GenerateOptions {
  CommonOptions common;
  std::optional<std::string> brief, topic, source, script, audience, tone, lang, duration, aspect, quality,
      preset, theme, voice, speed, music, captions, caption_style, media, seed, stop_after, output, workers;
  bool quiet = false;
};

void add_generate_options(CLI::App& command, GenerateOptions& options);

/// A whole number of threads; `cores` when the option is not given. Error: option.workers.
[[nodiscard]] Result<std::size_t> parse_workers(const std::optional<std::string>& text, std::size_t cores);

/// The brief with absolute paths. Options win over the brief file; paths in the file are relative to its
/// folder, paths on the command line to the working folder. Errors: option.* (naming the option, with what is
/// allowed), preset.*, brief.* of the file, source.* of standard input.
[[nodiscard]] Result<runtime::IntakeRequest> read_request(const GenerateOptions& options,
                                                          const Environment& environment);

}  // namespace reelwright::cli
