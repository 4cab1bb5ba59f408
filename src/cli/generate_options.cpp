// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/generate_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>

#include "base/file.h"
#include "base/near_match.h"
#include "model/limits.h"
#include "stages/compose/music.h"
#include "stages/compose/presets.h"

namespace reelwright::cli {
namespace {

constexpr std::array<std::string_view, 3> aspects = {"16:9", "9:16", "1:1"};
constexpr std::array<std::string_view, 3> qualities = {"draft", "standard", "high"};
constexpr std::array<std::string_view, 4> caption_modes = {"burn", "sidecar", "both", "none"};
constexpr std::array<std::string_view, 6> stage_names = {"script",  "voice",  "visuals",
                                                         "compose", "render", "complete"};

std::unexpected<Error> bad_option(std::string_view name, std::string_view text, std::string hint) {
  return fail(fmt::format("option.{}", name), fmt::format("\"{}\" is no value for --{}.", text, name),
              std::move(hint));
}

template <typename Number>
Result<Number> parse_number(std::string_view name, std::string_view text, std::string hint) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size())
    return bad_option(name, text, std::move(hint));
  if constexpr (std::is_floating_point_v<Number>)
    if (!std::isfinite(number)) return bad_option(name, text, std::move(hint));
  return number;
}

template <typename Parse, typename Value>
Result<void> read_choice(std::string_view name, const std::optional<std::string>& text,
                         std::span<const std::string_view> known, const Parse& parse, Value& out) {
  if (!text) return {};
  const auto value = parse(*text);
  if (!value) return bad_option(name, *text, choices_hint(*text, known));
  out = *value;
  return {};
}

void read_text(const std::optional<std::string>& text, std::string& out) {
  if (text) out = *text;
}

/// Makes the paths of a brief absolute; "-" is standard input and stays.
void resolve_paths(Brief& brief, const fs::path& folder) {
  const auto absolute = [&](std::string& path) {
    if (!path.empty() && path != "-") path = (folder / path).lexically_normal().string();
  };
  absolute(brief.source);
  absolute(brief.script);
  absolute(brief.media);
  if (brief.music != "none" && !stages::is_music_mood(brief.music)) absolute(brief.music);
}

Result<Brief> read_brief_file(const fs::path& path) {
  Result<std::string> json = read_file(path, limits::json_bytes_max);
  if (!json)
    return fail("brief.unreadable", fmt::format("The brief cannot be read. {}", json.error().message),
                json.error().hint);
  Result<Brief> parsed = brief_from_json(*json);
  if (!parsed)
    return fail(parsed.error().code, fmt::format("{}: {}", path.string(), parsed.error().message),
                parsed.error().hint);
  Brief brief = *std::move(parsed);
  resolve_paths(brief, path.parent_path());
  return brief;
}

Result<void> read_numbers(const GenerateOptions& options, Brief& brief) {
  const std::string seconds =
      fmt::format("Give seconds between {} and {}.", limits::duration_s_min, limits::duration_s_max);
  if (options.duration) brief.duration_s = TRY(parse_number<double>("duration", *options.duration, seconds));
  if (options.speed)
    brief.speed = TRY(parse_number<double>(
        "speed", *options.speed,
        fmt::format("Give a number between {} and {}; 1 is normal.", limits::speed_min, limits::speed_max)));
  if (options.seed)
    brief.seed = TRY(parse_number<std::int64_t>("seed", *options.seed, "Give a whole number."));
  return {};
}

Result<void> read_choices(const GenerateOptions& options, runtime::IntakeRequest& request) {
  Brief& brief = request.brief;
  TRY(read_choice("aspect", options.aspect, aspects, parse_aspect, brief.aspect));
  TRY(read_choice("quality", options.quality, qualities, parse_quality, brief.quality));
  TRY(read_choice("captions", options.captions, caption_modes, parse_caption_mode, brief.captions));
  TRY(read_choice("stop-after", options.stop_after, stage_names, parse_stage, request.stop_after));
  const auto known_style = [](const std::string& name) {
    return std::ranges::find(caption_styles, name) != caption_styles.end() ? std::optional(name)
                                                                           : std::nullopt;
  };
  TRY(read_choice("caption-style", options.caption_style, caption_styles, known_style, brief.caption_style));
  return {};
}

/// What the preset decides cannot be asked for otherwise beside it.
Result<void> check_preset(const GenerateOptions& options, const fs::path& assets, const Brief& brief) {
  if (brief.preset.empty()) return {};
  const Preset preset = TRY(stages::load_preset(assets, brief.preset));
  const auto refuse = [&](std::string_view option, std::string_view has) {
    return fail(
        fmt::format("option.{}", option),
        fmt::format("The preset {} is for {} {}.", preset.name, option, has),
        fmt::format("Leave out --{}, or choose another preset (see \"reelwright presets\").", option));
  };
  if (options.quality && brief.quality != preset.quality) return refuse("quality", name_of(preset.quality));
  if (options.aspect && preset.aspect && brief.aspect != *preset.aspect)
    return refuse("aspect", name_of(*preset.aspect));
  return {};
}

/// Reads at most one byte more than is allowed: enough to see that it is too much.
std::string read_standard_input(std::istream& in) {
  std::string text(limits::source_bytes_max + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

}  // namespace

void add_generate_options(CLI::App& command, GenerateOptions& options) {
  const auto add = [&](const char* name, std::optional<std::string>& target, const char* type,
                       const std::string& description) {
    command.add_option(name, target, description)->type_name(type);
  };
  add("--topic", options.topic, "T", "What the video is about");
  add("--source", options.source, "FILE|-", "Notes or an article (Markdown or text), - for standard input");
  add("--script", options.script, "FILE", "A finished script (# title, ## scenes)");
  add("--brief", options.brief, "FILE.json", "All of these as JSON; options win over it");
  add("--audience", options.audience, "A", "Who it is for");
  add("--tone", options.tone, "T", "friendly, formal, energetic, ...");
  add("--lang", options.lang, "BCP47", "Language, such as en, de or pt-BR");
  add("--duration", options.duration, "SECONDS", "Length, 15 to 600");
  add("--aspect", options.aspect, "16:9|9:16|1:1", "Shape of the picture");
  add("--quality", options.quality, "draft|standard|high", "");
  add("--preset", options.preset, "NAME", "What it is for: see \"reelwright presets\"");
  add("--theme", options.theme, "NAME", "See \"reelwright themes\"");
  add("--voice", options.voice, "ID", "See \"reelwright voices\"");
  add("--speed", options.speed, "X", "Of the voice: 0.5 to 2");
  add("--music", options.music, "MOOD|none|FILE",
      fmt::format("{}, none or an audio file", fmt::join(stages::music_moods(), ", ")));
  add("--captions", options.captions, "burn|sidecar|both|none", "");
  add("--caption-style", options.caption_style, "NAME", fmt::format("{}", fmt::join(caption_styles, ", ")));
  add("--media", options.media, "DIR", "Folder with your pictures and clips");
  add("--seed", options.seed, "N", "Another number makes other choices");
  add("--stop-after", options.stop_after, "STAGE",
      "Stop for a look after script, voice, visuals, compose, render");
  add("--output", options.output, "FILE", "Copy the finished video there");
  add("--workers", options.workers, "N", "Threads");
  command.get_option("--workers")->group("");
  command.add_flag("--quiet", options.quiet, "No progress on standard error");
  add_data_dir_option(command, options.common);
  add_json_option(command, options.common);
}

Result<std::size_t> parse_workers(const std::optional<std::string>& text, std::size_t cores) {
  if (!text) return cores;
  const std::string hint = fmt::format("Give a whole number between 1 and {}.", limits::workers_max);
  const std::size_t workers = TRY(parse_number<std::size_t>("workers", *text, hint));
  if (workers < 1 || workers > limits::workers_max) return bad_option("workers", *text, hint);
  return workers;
}

Result<runtime::IntakeRequest> read_request(const GenerateOptions& options, const Environment& environment) {
  runtime::IntakeRequest request;
  if (options.brief) request.brief = TRY(read_brief_file(resolve(environment, *options.brief)));
  Brief& brief = request.brief;
  read_text(options.topic, brief.topic);
  read_text(options.source, brief.source);
  read_text(options.script, brief.script);
  read_text(options.audience, brief.audience);
  read_text(options.tone, brief.tone);
  read_text(options.lang, brief.lang);
  read_text(options.preset, brief.preset);
  read_text(options.theme, brief.theme);
  read_text(options.voice, brief.voice);
  read_text(options.music, brief.music);
  read_text(options.media, brief.media);
  TRY(read_numbers(options, brief));
  TRY(read_choices(options, request));
  TRY(check_preset(options, environment.assets, brief));
  resolve_paths(brief, environment.working_folder);
  if (options.output) request.output = resolve(environment, *options.output);
  if (brief.script == "-")
    return fail("option.script", "A script cannot come from standard input.",
                "Give its file, or use --source -.");
  if (brief.source == "-") {
    brief.source.clear();
    request.source_text = read_standard_input(environment.in);
  }
  return request;
}

}  // namespace reelwright::cli
