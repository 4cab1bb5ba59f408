// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include "model/json_reader.h"
#include "model/limits.h"
#include "model/names.h"
#include "model/script.h"

namespace reelwright {
namespace {

using json::Need;
using json::Object;
using json::Output;

constexpr int newest_schema = 1;
constexpr Names<Layout, 5> layout_names{{"title", "statement", "bullets", "picture", "recap"}};
constexpr std::int64_t rank_limit = 1'000'000'000;
constexpr std::int64_t first_number_limit = 1'000'000'000;
constexpr std::size_t keywords_max = 64;

Output to_output(const Scene& scene) {
  Output out = {{"id", scene.id},
                {"layout", name_of(scene.layout)},
                {"heading", scene.heading},
                {"display", scene.display}};
  out["bullets"] = Output::array();
  for (const Bullet& bullet : scene.bullets)
    out["bullets"].push_back({{"text", bullet.text}, {"sentence", bullet.sentence}});
  out["first_number"] = scene.first_number;
  out["sentences"] = Output::array();
  for (const Sentence& sentence : scene.sentences)
    out["sentences"].push_back({{"text", sentence.text},
                                {"spoken", sentence.spoken},
                                {"removable", sentence.removable},
                                {"rank", sentence.rank}});
  out["icon"] = scene.icon;
  out["keywords"] = scene.keywords;
  out["picture"] = scene.picture;
  out["locked"] = scene.locked;
  out["edited"] = scene.edited;
  return out;
}

void read(const Object& in, Sentence& sentence) {
  in.text("text", sentence.text);
  in.flag("spoken", sentence.spoken, Need::optional);
  in.flag("removable", sentence.removable, Need::optional);
  in.integer("rank", sentence.rank, -rank_limit, rank_limit, Need::optional);
}

void read(const Object& in, Scene& scene) {
  in.text("id", scene.id);
  if (!json::is_plain_name(scene.id)) in.fail("id", "must be letters, digits and hyphens");
  in.choice("layout", scene.layout, parse_layout, Need::optional);
  in.text("heading", scene.heading, Need::optional);
  in.text("display", scene.display, Need::optional);
  in.list("sentences", limits::sentences_per_scene_max, scene.sentences,
          [](const Object& item, Sentence& sentence) { read(item, sentence); });
  in.list(
      "bullets", limits::bullets_max, scene.bullets,
      [&](const Object& item, Bullet& bullet) {
        item.text("text", bullet.text);
        item.integer("sentence", bullet.sentence, 0, static_cast<std::int64_t>(scene.sentences.size()) - 1);
      },
      Need::optional);
  in.integer("first_number", scene.first_number, 0, first_number_limit, Need::optional);
  in.text("icon", scene.icon, Need::optional);
  in.texts("keywords", keywords_max, scene.keywords, Need::optional);
  in.text("picture", scene.picture, Need::optional);
  in.flag("locked", scene.locked, Need::optional);
  in.flag("edited", scene.edited, Need::optional);
}

void check_scenes(const Script& script, json::Reading& reading) {
  if (!reading.ok()) return;
  if (script.scenes.empty()) return reading.fail("it has no scene");
  std::set<std::string_view> ids;
  for (const Scene& scene : script.scenes) {
    if (!ids.insert(scene.id).second)
      return reading.fail_with("script.duplicate_scene", "two scenes have the id \"" + scene.id + "\"");
    if (std::ranges::none_of(scene.sentences, [](const Sentence& s) { return s.spoken && !s.text.empty(); }))
      return reading.fail_with("script.empty_scene", "the scene \"" + scene.id + "\" has no spoken sentence");
  }
}

}  // namespace

std::string_view name_of(Layout layout) { return layout_names.of(layout); }
std::optional<Layout> parse_layout(std::string_view name) { return layout_names.parse(name); }

std::string to_json(const Script& script) {
  Output out = {{"schema_version", newest_schema}, {"title", script.title},       {"lang", script.lang},
                {"input_hash", script.input_hash}, {"verbatim", script.verbatim}, {"fitted", script.fitted}};
  out["scenes"] = Output::array();
  for (const Scene& scene : script.scenes) out["scenes"].push_back(to_output(scene));
  return json::dump(out);
}

Result<Script> script_from_json(std::string_view text) {
  const json::Subject subject{.name = "script.json",
                              .code = "script.damaged",
                              .newer_code = "",
                              .hint = "Correct or delete script.json and start the job again."};
  Script script;
  TRY(json::read_document(text, subject, [&](const Object& root, json::Reading& reading) {
    root.schema_version(newest_schema);
    root.text("title", script.title);
    root.text("lang", script.lang);
    root.text("input_hash", script.input_hash, Need::optional);
    root.flag("verbatim", script.verbatim, Need::optional);
    root.flag("fitted", script.fitted, Need::optional);
    if (root.list_size("scenes") > limits::scenes_max)
      reading.fail_with("script.too_many_scenes",
                        "it has more than " + std::to_string(limits::scenes_max) + " scenes");
    root.list("scenes", limits::scenes_max, script.scenes,
              [](const Object& item, Scene& scene) { read(item, scene); });
    check_scenes(script, reading);
  }));
  return script;
}

}  // namespace reelwright
