// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workshop.h"

#include "app/encoder_process.h"

#include <cstdlib>
#include <functional>
#include <utility>
#include <vector>

namespace reelwright::app {
namespace {

namespace fs = std::filesystem;

/// $REELWRIGHT_ASSETS_DIR, else the installed place beside the program, else the source tree it was built
/// from.
fs::path find_assets() {
  if (const std::optional<std::string> given = variable("REELWRIGHT_ASSETS_DIR")) return *given;
  std::error_code error;
  const fs::path installed =
      fs::read_symlink("/proc/self/exe", error).parent_path() / ".." / "share" / "reelwright";
  if (fs::is_directory(installed / "themes", error)) return installed.lexically_normal();
  return REELWRIGHT_ASSETS_DIR;
}

/// $XDG_CONFIG_HOME/reelwright/lexicon.txt, else ~/.config/reelwright/lexicon.txt; need not exist.
fs::path find_lexicon() {
  const fs::path config = variable("XDG_CONFIG_HOME").value_or(variable("HOME").value_or("/") + "/.config");
  return config / "reelwright" / "lexicon.txt";
}

}  // namespace

std::optional<std::string> variable(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

std::optional<fs::path> find_settings_path() {
  return store::settings_path([](const char* name) { return variable(name); });
}

store::SettingsRead find_settings() {
  const std::optional<fs::path> path = find_settings_path();
  return path ? store::read_settings(*path) : store::SettingsRead();
}

Workshop::Workshop()
    : assets_(find_assets()),
      wordnet_(variable("WNSEARCHDIR").value_or("/usr/share/wordnet")),
      other_languages_(stages::EspeakSynthesiser::create()),
      voices_(make_catalog()),
      encoders_(
          std::make_unique<stages::EncoderChoice>([](std::string_view encoder, const std::stop_token& stop) {
            return try_encoder_apart(encoder, stop);
          })),
      script_({.wordnet = wordnet_}),
      voice_(voices_, find_lexicon()),
      visuals_(assets_),
      compose_(assets_, encoders_.get()),
      render_(encoders_.get()),
      complete_(assets_, encoders_.get()) {}

stages::VoiceCatalog Workshop::make_catalog() {
  std::vector<std::reference_wrapper<stages::ISynthesiser>> engines = {english_};
  if (other_languages_) engines.emplace_back(**other_languages_);
  return stages::VoiceCatalog(std::move(engines));
}

}  // namespace reelwright::app
