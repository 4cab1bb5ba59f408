// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/script_stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <system_error>

#include "base/check.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "model/limits.h"
#include "model/pacing.h"
#include "model/sentences.h"
#include "model/words_for_people.h"
#include "stages/script/document.h"
#include "stages/script/draft.h"
#include "stages/script/finished_writer.h"
#include "stages/script/phrases.h"
#include "stages/script/source_writer.h"
#include "stages/script/text_input.h"
#include "stages/script/topic_writer.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

/// Grows whenever the same brief gives another script.
constexpr int writer_version = 5;
constexpr const char* unit_key = "script";
constexpr const char* unit_name = "the script";
constexpr std::size_t title_characters_max = 80;

/// The text that the brief is about: a file's, or the topic's own when that is as long as notes.
struct Input {
  enum class Kind : std::uint8_t { finished, source, topic };
  Kind kind = Kind::topic;
  std::string text;
  std::filesystem::path folder;
};

bool is_notes(std::string_view topic) {
  constexpr std::size_t notes_characters = 160;
  return utf8_length(topic) > notes_characters;
}

Result<Input> input_of(const Brief& brief) {
  if (!brief.script.empty()) {
    return Input{Input::Kind::finished, TRY(read_text(brief.script)),
                 std::filesystem::path(brief.script).parent_path()};
  }
  if (!brief.source.empty()) {
    return Input{Input::Kind::source, TRY(read_text(brief.source)),
                 std::filesystem::path(brief.source).parent_path()};
  }
  const std::string topic = TRY(check_text(topic_text(brief), "The topic"));
  return Input{is_notes(topic) ? Input::Kind::source : Input::Kind::topic, topic, {}};
}

std::string input_hash(const Brief& brief, const Input& input) {
  Hasher hash;
  hash.integer(writer_version)
      .integer(static_cast<std::int64_t>(input.kind))
      .text(input.text)
      .text(brief.topic);
  hash.text(brief.audience).text(brief.tone).text(brief.lang).text(brief.voice).number(brief.speed);
  hash.number(target_duration_s(brief)).boolean(!brief.media.empty()).integer(brief.seed);
  return hash.hex();
}

/// "water-cycle" as a title; "" for names that say nothing.
std::string title_of_name(std::string_view name) {
  constexpr std::array<std::string_view, 12> empty_names{"source", "script",   "notes",    "input",
                                                         "text",   "untitled", "document", "readme",
                                                         "draft",  "video",    "stdin",    "article"};
  std::string title(name);
  std::ranges::replace_if(
      title, [](char c) { return c == '-' || c == '_'; }, ' ');
  title = collapse_blanks(title);
  return std::ranges::find(empty_names, ascii_lower(title)) == empty_names.end() ? with_capital(title)
                                                                                 : std::string();
}

std::string title_of(const Brief& brief, const Document& document, std::string_view job_title) {
  constexpr std::size_t phrase_characters_max = 60;
  const std::string topic = topic_text(brief);
  if (!topic.empty() && !is_notes(topic)) return with_capital(title_of_topic(topic));
  if (!document.title.empty()) return fitted_title(document.title, title_characters_max);
  if (!is_notes(topic)) {
    if (std::string title = title_of_name(job_title); !title.empty()) return title;
  }
  for (const Section& section : document.sections) {
    for (const Block& block : section.blocks) {
      const std::string& text = block.kind == Block::Kind::paragraph ? block.text : block.items.front();
      const auto sentences = split_sentences(text, brief.lang);
      if (!sentences.empty()) return fitted_phrase(sentences.front(), phrase_characters_max, brief.lang);
    }
  }
  return job_title.empty() ? "Video" : std::string(job_title);
}

void warn_of_missing_pictures(const Document& document, Reporter& report) {
  constexpr std::size_t named_max = 5;
  constexpr std::size_t name_bytes_max = 120;
  for (std::size_t i = 0; i < std::min(named_max, document.missing_pictures.size()); ++i) {
    const std::string& link = document.missing_pictures[i];
    const std::string name(utf8_prefix(link, name_bytes_max));
    const bool web = link.find("://") != std::string::npos;
    report.warn(web ? fmt::format("The picture {} is left out: nothing is fetched from the web. Save it "
                                  "beside the text and name that file.",
                                  name)
                    : fmt::format("The picture \"{}\" is not there; it is left out.", name));
  }
  if (document.missing_pictures.size() > named_max)
    report.warn(fmt::format("{} more pictures of the text are not there.",
                            document.missing_pictures.size() - named_max));
}

void say_length(const Brief& brief, double seconds, bool verbatim, Reporter& report) {
  const double target_s = target_duration_s(brief);
  if (target_s <= 0 || std::abs(seconds - target_s) <= limits::duration_tolerance * target_s) return;
  if (verbatim) {
    report.warn(fmt::format(
        "The finished script takes about {:.0f} s to speak, not the asked {:.0f} s; its words are kept.",
        seconds, target_s));
  } else if (seconds > target_s) {
    report.warn(
        fmt::format("The text cannot be told in {:.0f} s without cutting sentences; it takes about {:.0f} s.",
                    target_s, seconds));
  } else if (brief.duration_s) {
    report.warn(fmt::format(
        "There is text for about {:.0f} s, not for the asked {:.0f} s. Add notes to make the video longer.",
        seconds, target_s));
  } else {
    report.log(LogLevel::info, fmt::format("There is text for about {:.0f} s.", seconds));
  }
}

}  // namespace

Result<Script> write_script(const Brief& brief, std::string_view job_title, const ScriptResources& resources,
                            Reporter& report, const std::stop_token& stop, UnitProgress progress) {
  // Shares of a long source; a topic and a finished script are soon written.
  constexpr double input_read = 0.05;
  constexpr double document_read = 0.15;
  constexpr double written = 0.9;
  const Input input = TRY(input_of(brief));
  progress(input_read);
  const Style style = style_of(brief);
  const Pace pace(brief);
  const bool english = style.lang == "en";
  const bool verbatim = input.kind == Input::Kind::finished;

  std::optional<WordNet> net;
  if (english) {
    auto opened = WordNet::open(resources.wordnet);
    if (opened) {
      net = std::move(*opened);
    } else if (input.kind == Input::Kind::topic) {
      report.warn(opened.error().message + " " + opened.error().hint);
    } else {
      report.log(LogLevel::info, opened.error().message);
    }
  }
  std::optional<Nouns> nouns;
  if (net && !verbatim) nouns.emplace(*net);
  const Nouns* words = nouns ? &*nouns : nullptr;
  if (stop.stop_requested()) return canceled();
  if (!style.tone_known && !verbatim) {
    report.warn(
        fmt::format("The writer has no words of its own for the tone \"{}\"; it writes plainly. It knows: "
                    "friendly, formal, energetic, calm.",
                    brief.tone));
  }

  Script script;
  script.lang = brief.lang;
  script.input_hash = input_hash(brief, input);
  script.verbatim = verbatim;
  std::vector<DraftScene> scenes;
  bool known = true;
  if (input.kind == Input::Kind::topic) {
    TopicDraft draft = write_topic(words, input.text, style, pace, target_duration_s(brief), stop);
    script.title = std::move(draft.title);
    scenes = std::move(draft.scenes);
    known = draft.known;
    if (!draft.taken_as.empty()) report.warn(draft.taken_as);
    if (draft.unanswered) {
      report.warn(
          fmt::format("The dictionary says what things are, not how or why: \"{}\" stays open. Give "
                      "notes or an article that answers it.",
                      script.title));
    }
    if (!known) {
      report.warn(english ? fmt::format("Nothing is known offline about \"{}\": the script only says what to "
                                        "fill in. Give notes, an article or a finished script.",
                                        script.title)
                  : is_localised(style)
                      ? "Without notes only English topics can be looked up: the script only says what to "
                        "fill in. Give notes or a finished script."
                      : "Without notes only English topics can be looked up: the video says nothing but its "
                        "title and is much shorter than asked. Give notes or a finished script.");
    }
  } else {
    const Document document =
        read_document(input.text, verbatim ? Reading::script : Reading::article, input.folder);
    progress(document_read);
    warn_of_missing_pictures(document, report);
    script.title = title_of(brief, document, job_title);
    const std::string subject = english ? topic_in_sentence(words, script.title) : script.title;
    scenes = verbatim ? TRY(write_finished(document, script.title, style.lang, pace))
                      : TRY(write_source(words, document, script.title, subject, style, pace,
                                         target_duration_s(brief), stop, [&](double fraction) {
                                           progress(document_read + (written - document_read) * fraction);
                                         }));
  }
  if (stop.stop_requested()) return canceled();
  progress(written);
  vary_layouts(scenes, !brief.media.empty(), style.lang);
  add_keywords(scenes, script.title, net ? &*net : nullptr, style.lang);
  if (known) say_length(brief, pace.seconds(scenes), verbatim, report);
  script.scenes = to_scenes(scenes);
  return script;
}

Result<StagePlan> ScriptStage::plan(const JobContext& job) {
  const StagePlan write{.units = {{.name = unit_name, .key = unit_key, .weight = 1}}, .reused = {}};
  std::error_code error;
  if (!std::filesystem::exists(job.paths.script_json(), error)) return write;
  auto script = script_from_json(TRY(read_file(job.paths.script_json(), limits::json_bytes_max)));
  if (!script) {
    Error broken = std::move(script.error());
    broken.hint = "Correct script.json, or delete it to have it written again.";
    return std::unexpected(std::move(broken));
  }
  const Input input = TRY(input_of(job.brief));
  if (!script->input_hash.empty() && script->input_hash != input_hash(job.brief, input)) return write;
  return StagePlan{.units = {}, .reused = {unit_name}};
}

Result<void> ScriptStage::run(const JobContext& job, const WorkUnit& unit, UnitProgress progress) {
  CHECK(unit.key == unit_key);
  const Script script =
      TRY(write_script(job.brief, job.title, resources_, job.report, job.stop, std::move(progress)));
  if (job.stop.stop_requested()) return canceled();
  return save_file(job.paths.script_json(), to_json(script));
}

Result<StageResult> ScriptStage::finish(const JobContext& job, int, UnitProgress) {
  const std::string json = TRY(read_file(job.paths.script_json(), limits::json_bytes_max));
  const Script script = TRY(script_from_json(json));
  job.report.log(
      LogLevel::info,
      fmt::format("{}: \"{}\".", std::string_view(count_text(script.scenes.size(), "scene")), script.title));
  StageResult result;
  result.title = script.title;
  result.artifacts.push_back({.path = job.paths.script_json().filename().string(),
                              .kind = ArtifactKind::script,
                              .bytes = json.size()});
  return result;
}

}  // namespace reelwright::stages
