// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/intake.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/utf8.h"
#include "media/sound.h"
#include "model/limits.h"
#include "stages/compose/music.h"
#include "stages/compose/presets.h"
#include "model/language.h"
#include "stages/script/letters.h"
#include "stages/script/text_input.h"
#include "stages/visuals/theme.h"

namespace reelwright::runtime {
namespace {

namespace fs = std::filesystem;

/// The first Markdown heading of level 1, else "".
std::string heading_of(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    if (line.starts_with("# ")) return std::string(trim(line.substr(2)));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return {};
}

std::string one_line(std::string_view text) {
  std::string line(trim(text));
  std::ranges::replace_if(
      line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  constexpr std::size_t title_bytes_max = 200;
  return std::string(utf8_prefix(line, title_bytes_max));
}

std::string title_of(const IntakeRequest& request, const CheckedRequest& checked) {
  if (const std::string topic = one_line(stages::topic_text(request.brief)); !topic.empty()) return topic;
  for (const std::optional<std::string>* text : {&checked.script, &checked.source})
    if (*text)
      if (const std::string heading = one_line(heading_of(**text)); !heading.empty()) return heading;
  const std::string& file = request.brief.script.empty() ? request.brief.source : request.brief.script;
  const std::string stem = one_line(fs::path(file).stem().string());
  return stem.empty() || !is_valid_utf8(stem) ? "Video" : stem;
}

Result<std::string> read_with_pictures(const fs::path& path) {
  return stages::with_absolute_pictures(TRY(stages::read_text(path)), path.parent_path());
}

/// English is only the default: a voice of it would leave out nearly all of a text in other letters.
Result<void> take_language_of_letters(CheckedRequest& checked, const stages::VoiceCatalog& voices) {
  Brief& brief = checked.brief;
  if (primary_language(brief.lang) != "en") return {};
  const std::string& text = checked.script ? *checked.script : checked.source ? *checked.source : brief.topic;
  const auto letters = stages::foreign_letters(text);
  if (!letters) return {};
  const std::string lang(letters->lang);
  if (!brief.voice.empty() || !voices.find("", lang))
    return fail("brief.wrong_language",
                fmt::format("The text is in {} letters, which the voice of the language \"{}\" cannot read.",
                            letters->name, brief.lang),
                fmt::format("Give the text's language, such as --lang {}, and a voice for it (see "
                            "\"reelwright voices\") or none.",
                            lang));
  brief.lang = lang;
  checked.warnings.push_back(
      fmt::format("The text is in {} letters, so the language is {}; give --lang if that is wrong.",
                  letters->name, lang));
  return {};
}

Result<void> check_media(const std::string& media) {
  std::error_code error;
  if (media.empty()) return {};
  if (!fs::is_directory(media, error))
    return fail("media.missing",
                fmt::format("The media folder \"{}\" is not there, or is not a folder.", media),
                "Give a folder with pictures.");
  if (::access(media.c_str(), R_OK | X_OK) != 0)
    return fail("media.unreadable", fmt::format("The media folder \"{}\" may not be read.", media),
                "Change its permissions or give another folder.");
  return {};
}

Result<void> check_music(const std::string& music) {
  if (music == "none" || stages::is_music_mood(music)) return {};
  const std::string hint = fmt::format("Choose one of: {}, none; or give the path of an audio file.",
                                       fmt::join(stages::music_moods(), ", "));
  if (std::error_code error; !fs::is_regular_file(music, error))
    return fail("music.unknown",
                fmt::format("\"{}\" is neither a mood nor an audio file that is there.", music), hint);
  if (const Result<double> seconds = media::probe_sound(music); !seconds)
    return fail("music.unusable", seconds.error().message,
                seconds.error().hint.empty() ? hint : seconds.error().hint);
  return {};
}

std::string megabytes(std::uint64_t bytes) { return fmt::format("{} MB", (bytes + 999'999) / 1'000'000); }

Result<void> check_disk(const IntakeParts& parts, const fs::path& folder, std::uint64_t needed) {
  const std::uint64_t free = TRY(parts.free_bytes(folder));
  if (free >= needed) return {};
  return fail("disk.too_small",
              fmt::format("The video may need {} while it is made, but the disk of \"{}\" has only {} left.",
                          megabytes(needed), folder.string(), megabytes(free)),
              "Free some space, choose another folder with --data-dir, or make a shorter or a draft video.");
}

bool lies_in(const fs::path& file, const fs::path& folder) {
  std::error_code error;
  for (fs::path each = fs::canonical(file, error).parent_path(); !error && each.has_relative_path();
       each = each.parent_path())
    if (fs::equivalent(each, folder, error)) return true;
  return false;
}

}  // namespace

Result<fs::path> check_output(const fs::path& output, const std::vector<fs::path>& inputs) {
  if (output.empty()) return output;
  const auto unusable = [](std::string message, const char* hint) {
    return fail("output.unusable", std::move(message), hint);
  };
  std::error_code error;
  if (!output.has_filename() || fs::is_directory(output, error))
    return unusable(fmt::format("The output \"{}\" is a folder.", output.string()),
                    "Give the name of a file, such as video.mp4.");
  if (const std::string extension = ascii_lower(output.extension().string());
      !extension.empty() && extension != ".mp4" && extension != ".m4v")
    return unusable(
        fmt::format("The output \"{}\" ends in {}, but the video is an MP4.", output.string(), extension),
        "Give a name that ends in .mp4.");
  if (fs::is_symlink(output, error) && !fs::exists(output, error))
    return unusable(fmt::format("The output \"{}\" is a link to nothing.", output.string()),
                    "Remove it, or choose another output.");
  const fs::path target = fs::is_symlink(output, error) ? fs::canonical(output, error) : output;
  if (fs::exists(target, error) && !fs::is_regular_file(target, error))
    return unusable(fmt::format("The output \"{}\" is there already, and not a file.", output.string()),
                    "Choose another output.");
  for (const fs::path& input : inputs) {
    const bool is_input = !input.empty() && fs::exists(target, error) &&
                          (fs::equivalent(target, input, error) ||
                           (fs::is_directory(input, error) && lies_in(target, input)));
    if (is_input)
      return unusable(fmt::format("The output \"{}\" is what the video is made from.", output.string()),
                      "Choose another output.");
  }
  const fs::path folder = target.parent_path();
  if (!fs::is_directory(folder, error))
    return unusable(fmt::format("The folder \"{}\" for the output is not there.", folder.string()),
                    "Make it first, or choose another output.");
  if (::access(folder.c_str(), W_OK | X_OK) != 0)
    return unusable(fmt::format("The folder \"{}\" for the output cannot be written to.", folder.string()),
                    "Choose another output.");
  return target;
}

std::uint64_t estimate_bytes(const Brief& brief, std::size_t text_bytes) {
  constexpr double frames_per_second = 30;
  constexpr double bits_per_pixel_max =
      0.15;  // x264 at CRF 21 on moving photographs; drawn scenes need a third of it
  constexpr double sound_bytes_per_second =
      48'000.0 * 4 * (1 + 2 + 2);               // narration, music and mix as 32-bit float
  constexpr double characters_per_second = 12;  // slow speech
  constexpr double seconds_per_picture = 5;
  constexpr double fixed_bytes = 16e6;

  const FrameSize size = frame_size(brief.aspect, brief.quality);
  const double pixels = static_cast<double>(size.width) * size.height;
  const double spoken_s = static_cast<double>(text_bytes) / characters_per_second / brief.speed;
  const double seconds = text_bytes > 0 ? spoken_s : brief.duration_s.value_or(limits::duration_s_default);
  const double video_bytes_per_second = pixels * frames_per_second * bits_per_pixel_max / 8;
  const double picture_bytes = pixels * 4 / 2;  // RGBA, compressed by half
  return static_cast<std::uint64_t>(
      fixed_bytes +
      seconds * (2 * video_bytes_per_second + sound_bytes_per_second + picture_bytes / seconds_per_picture));
}

Result<CheckedRequest> check_request(const IntakeRequest& request, const IntakeParts& parts,
                                     const fs::path& data_folder) {
  CheckedRequest checked{.brief = request.brief,
                         .title = {},
                         .source = {},
                         .script = {},
                         .stop_after = request.stop_after,
                         .output = {},
                         .bytes_needed = 0,
                         .warnings = {}};
  Brief& brief = checked.brief;
  if (request.source_text) brief.source = "source.md";
  if (request.script_text) brief.script = "script.md";
  TRY(validate(brief));
  Brief as_read = brief;
  as_read.topic = stages::topic_text(brief);
  TRY(validate(as_read));  // a topic of nothing but markup is an empty one

  if (request.script_text)
    checked.script = TRY(stages::check_text(*request.script_text, "The script that was typed"));
  else if (!brief.script.empty())
    checked.script = TRY(read_with_pictures(brief.script));
  if (request.source_text)
    checked.source =
        TRY(stages::check_text(*request.source_text, "The text (typed, or from standard input)"));
  else if (!brief.source.empty())
    checked.source = TRY(read_with_pictures(brief.source));
  TRY(take_language_of_letters(checked, parts.voices));
  TRY(parts.voices.find(brief.voice, brief.lang));
  TRY(stages::load_theme(parts.assets, brief.theme));
  if (!brief.preset.empty()) apply_preset(TRY(stages::load_preset(parts.assets, brief.preset)), brief);
  TRY(check_media(brief.media));
  TRY(check_music(brief.music));
  const fs::path music = brief.music;  // or the name of a mood
  checked.output = TRY(check_output(request.output, {request.brief.source, request.brief.script, brief.media,
                                                     music.is_absolute() ? music : fs::path()}));

  checked.title = title_of(request, checked);
  if (checked.source) brief.source = "source.md";
  if (checked.script) brief.script = "script.md";
  checked.bytes_needed = estimate_bytes(brief, checked.script ? checked.script->size() : 0);
  TRY(check_disk(parts, data_folder, checked.bytes_needed));
  if (!checked.output.empty()) TRY(check_disk(parts, checked.output.parent_path(), checked.bytes_needed / 2));
  return checked;
}

Result<Job> create_job(const CheckedRequest& request, const store::JobStore& store, const Clock& clock,
                       std::uint16_t random) {
  Job job;
  job.created_utc_ms = clock.utc_ms();
  job.id = make_job_id(job.created_utc_ms, request.title, random);
  job.title = request.title;
  job.brief = request.brief;
  job.stop_after = request.stop_after;
  job.warnings = request.warnings;
  std::vector<store::JobText> texts;
  if (request.source) texts.push_back({"source.md", *request.source});
  if (request.script) texts.push_back({"script.md", *request.script});
  TRY(store.create(job, texts));
  return job;
}

}  // namespace reelwright::runtime
