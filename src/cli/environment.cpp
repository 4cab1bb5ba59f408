// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/environment.h"

#include <fmt/format.h>

#include "cli/progress_text.h"
#include "store/data_folder.h"

namespace reelwright::cli {

fs::path resolve(const Environment& environment, const fs::path& path) {
  return (environment.working_folder / path).lexically_normal();
}

Result<fs::path> data_folder_path(const Environment& environment, const std::string& option) {
  if (!option.empty()) return resolve(environment, option);
  return resolve(
      environment,
      TRY(store::default_data_folder([&](const char* name) { return environment.variable(name); },
                                     environment.settings.settings.storage_folder)));
}

Result<void> print_result(const Environment& environment, std::string_view text) {
  environment.out << text << std::flush;
  if (environment.out) return {};
  return fail("output.closed", "The result could not be written to standard output.",
              "Check where the output is sent to.");
}

void print_error(const Environment& environment, const Error& error) {
  environment.err << fmt::format("reelwright: {}\n", printable(error.message));
  if (!error.hint.empty()) environment.err << fmt::format("  {}\n", printable(error.hint));
  environment.err.flush();
}

}  // namespace reelwright::cli
