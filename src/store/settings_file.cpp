// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/settings_file.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <cmath>
#include <functional>
#include <sstream>
#include <string>
#include <utility>

#include "base/file.h"
#include "model/encoder_names.h"
#include "model/limits.h"

namespace reelwright::store {
namespace {

constexpr std::string_view head =
    "# Settings of Reelwright. The window's Settings page writes this file: keys are kept, comments are "
    "not.\n\n";

/// One setting: where it stands in the file, and both ways. `read` is false when the value cannot be used.
struct Key {
  const char* table;
  const char* name;
  std::function<bool(const toml::node&, Settings&)> read;
  std::function<void(toml::table&, const Settings&)> write;
  std::string expected;  ///< "a number from 0.5 to 2"
};

Key text_key(const char* table, const char* name, std::string Settings::*member, std::string expected,
             std::function<bool(const std::string&)> is_usable) {
  return {table, name,
          [member, is_usable = std::move(is_usable)](const toml::node& node, Settings& settings) {
            const auto value = node.value<std::string>();
            if (!node.is_string() || !value || value->find('\0') != std::string::npos || !is_usable(*value))
              return false;
            settings.*member = *value;
            return true;
          },
          [name, member](toml::table& out, const Settings& settings) {
            out.insert_or_assign(name, settings.*member);
          },
          std::move(expected)};
}

Key count_key(const char* table, const char* name, std::size_t Settings::*member, std::size_t max) {
  return {table, name,
          [member, max](const toml::node& node, Settings& settings) {
            if (!node.is_integer()) return false;
            const std::int64_t value = **node.as_integer();
            if (value < 0 || static_cast<std::uint64_t>(value) > max) return false;
            settings.*member = static_cast<std::size_t>(value);
            return true;
          },
          [name, member](toml::table& out, const Settings& settings) {
            out.insert_or_assign(name, static_cast<std::int64_t>(settings.*member));
          },
          fmt::format("a whole number from 0 to {}", max)};
}

Key number_key(const char* table, const char* name, double Settings::*member, double min, double max,
               bool may_be_0) {
  return {table, name,
          [=](const toml::node& node, Settings& settings) {
            if (!node.is_number()) return false;
            const double value = node.value<double>().value_or(std::nan(""));
            // Also false for what is no number.
            if (!(value >= min && value <= max) && !(may_be_0 && value == 0)) return false;
            settings.*member = value;
            return true;
          },
          [name, member](toml::table& out, const Settings& settings) {
            out.insert_or_assign(name, settings.*member);
          },
          fmt::format("a number from {} to {}{}", min, max, may_be_0 ? ", or 0 to follow the screen" : "")};
}

std::vector<Key> make_keys() {
  const auto any_text = [](const std::string& text) { return text.size() <= 4096; };
  std::vector<Key> keys;
  keys.push_back(text_key("storage", "folder", &Settings::storage_folder,
                          "the whole path of a folder in quotes, or \"\"", [](const std::string& text) {
                            return text.empty() || (text.size() < 4096 && fs::path(text).is_absolute());
                          }));
  keys.push_back(count_key("storage", "jobs_kept", &Settings::jobs_kept, limits::jobs_kept_max));
  keys.push_back(count_key("work", "workers", &Settings::workers, limits::workers_max));
  keys.push_back(text_key("work", "encoder", &Settings::encoder,
                          "\"libx264\", \"auto\", \"nvenc\", \"qsv\", \"vaapi\" or \"amf\"", is_encoder_setting));
  keys.push_back(text_key("new_videos", "language", &Settings::lang, "a language such as \"en\"",
                          [](const std::string& text) { return !text.empty() && text.size() <= 64; }));
  keys.push_back(text_key("new_videos", "voice", &Settings::voice, "the name of a voice, or \"\"", any_text));
  keys.push_back(
      number_key("new_videos", "speed", &Settings::speed, limits::speed_min, limits::speed_max, false));
  keys.push_back({"appearance", "colours",
                  [](const toml::node& node, Settings& settings) {
                    const auto name = node.value<std::string>();
                    const auto value = name ? parse_appearance(*name) : std::nullopt;
                    if (value) settings.appearance = *value;
                    return value.has_value();
                  },
                  [](toml::table& out, const Settings& settings) {
                    out.insert_or_assign("colours", std::string(name_of(settings.appearance)));
                  },
                  "\"dark\", \"light\" or \"system\""});
  keys.push_back(number_key("appearance", "scale", &Settings::ui_scale, limits::ui_scale_min,
                            limits::ui_scale_max, true));
  keys.push_back({"appearance", "reduced_motion",
                  [](const toml::node& node, Settings& settings) {
                    if (!node.is_boolean()) return false;
                    settings.reduced_motion = **node.as_boolean();
                    return true;
                  },
                  [](toml::table& out, const Settings& settings) {
                    out.insert_or_assign("reduced_motion", settings.reduced_motion);
                  },
                  "true or false"});
  return keys;
}

Error damaged(const fs::path& path, std::size_t line, std::string_view what, std::string_view instead) {
  return {"settings.damaged",
          fmt::format("The settings file \"{}\" has a mistake in line {}: {}. {}", path.string(), line, what,
                      instead),
          "Correct that line, or delete the file to begin with the defaults."};
}

/// A sentence of the library, as the middle of one of ours.
std::string reason_of(const toml::parse_error& error) {
  std::string text(error.description());
  while (!text.empty() && (text.back() == '.' || text.back() == '\n')) text.pop_back();
  for (char& each : text)
    if (static_cast<unsigned char>(each) < ' ') each = ' ';
  return text;
}

struct Parsed {
  toml::table table;
  std::optional<Error> problem;
};

Parsed parse(const fs::path& path) {
  const Result<std::string> text = read_file(path, limits::settings_bytes_max);
  if (!text) {
    if (text.error().code == "file.missing") return {};
    return {
        {},
        Error{"settings.unreadable", fmt::format("{} The default settings are used.", text.error().message),
              "Make the file readable, or delete it to begin with the defaults."}};
  }
  try {
    return {toml::parse(*text, path.string()), std::nullopt};
  } catch (const toml::parse_error& error) {
    return {{}, damaged(path, error.source().begin.line, reason_of(error), "The default settings are used.")};
  }
}

SettingsRead take(const fs::path& path, const Parsed& parsed) {
  SettingsRead found{.settings = {}, .problem = parsed.problem};
  for (const Key& key : make_keys()) {
    const toml::node* const table = parsed.table.get(key.table);
    if (table == nullptr) continue;
    const toml::node* const node = table->is_table() ? table->as_table()->get(key.name) : table;
    if (node == nullptr || (node != table && key.read(*node, found.settings)) || found.problem) continue;
    found.problem = damaged(path, node->source().begin.line,
                            node == table ? fmt::format("{} must be a table", key.table)
                                          : fmt::format("{} must be {}", key.name, key.expected),
                            "Its default is used.");
  }
  return found;
}

}  // namespace

std::optional<fs::path> settings_path(const EnvironmentLookup& environment) {
  const auto value = [&](const char* name) { return fs::path(environment(name).value_or("")); };
  const fs::path file = fs::path("reelwright") / "config.toml";
  if (const fs::path config = value("XDG_CONFIG_HOME"); config.is_absolute()) return config / file;
  if (const fs::path home = value("HOME"); home.is_absolute()) return home / ".config" / file;
  return std::nullopt;
}

SettingsRead read_settings(const fs::path& path) { return take(path, parse(path)); }

Result<void> save_settings(const fs::path& link, const Settings& settings) {
  // Some people keep the real file elsewhere and a link in its place.
  std::error_code not_there;
  fs::path path = fs::canonical(link, not_there);
  if (not_there) path = link;
  TRY(make_folder(path.parent_path()));
  Parsed parsed = parse(path);
  if (take(path, parsed).problem) {
    fs::path aside = path;
    TRY(rename_durably(path, aside += ".bad"));
  }
  for (const Key& key : make_keys()) {
    toml::node* table = parsed.table.get(key.table);
    if (table == nullptr || !table->is_table())
      table = &parsed.table.insert_or_assign(key.table, toml::table()).first->second;
    key.write(*table->as_table(), settings);
  }
  std::ostringstream text;
  text << head << parsed.table << '\n';
  return save_file(path, text.str());
}

}  // namespace reelwright::store
