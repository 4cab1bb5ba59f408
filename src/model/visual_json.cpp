// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/clip_json.h"
#include "model/json_reader.h"
#include "model/limits.h"
#include "model/names.h"
#include "model/visual.h"

namespace reelwright {
namespace {

using json::Need;
using json::Object;
using json::Output;

constexpr int newest_schema = 1;
constexpr Names<Reveal, 2> reveal_names{{"from_start", "at_sentence"}};
constexpr Names<Entrance, 5> entrance_names{{"none", "fade", "rise", "slide", "grow"}};
constexpr double delay_s_max = 600;

Output to_output(const Placement& placement) {
  return {{"x_px", placement.x_px}, {"y_px", placement.y_px}, {"scale", placement.scale}};
}

void read(const Object& in, Placement& placement) {
  in.number("x_px", placement.x_px, -limits::layer_offset_px_max, limits::layer_offset_px_max);
  in.number("y_px", placement.y_px, -limits::layer_offset_px_max, limits::layer_offset_px_max);
  in.number("scale", placement.scale, limits::layer_scale_min, limits::layer_scale_max);
}

void read(const Object& in, VisualLayer& layer) {
  in.relative_path("image", layer.image);
  in.text("image_hash", layer.image_hash);
  in.object("from", [&](const Object& from) { read(from, layer.from); });
  in.object("to", [&](const Object& to) { read(to, layer.to); });
  in.number("opacity", layer.opacity, 0, 1);
  in.number("waiting_opacity", layer.waiting_opacity, 0, 1, Need::optional);
  in.choice("reveal", layer.reveal, [](std::string_view name) { return reveal_names.parse(name); });
  in.integer("sentence", layer.sentence, 0, static_cast<std::int64_t>(limits::sentences_per_scene_max) - 1);
  in.number("delay_s", layer.delay_s, 0, delay_s_max);
  in.choice("entrance", layer.entrance, [](std::string_view name) { return entrance_names.parse(name); });
  json::read_clip(in, layer.kind, layer.clip);
}

}  // namespace

std::string to_json(const SceneVisual& visual) {
  Output out = {
      {"schema_version", newest_schema}, {"scene", visual.scene}, {"input_hash", visual.input_hash}};
  out["layers"] = Output::array();
  for (const VisualLayer& layer : visual.layers) {
    Output& entry = out["layers"].emplace_back(Output{{"image", layer.image},
                                                      {"image_hash", layer.image_hash},
                                                      {"from", to_output(layer.from)},
                                                      {"to", to_output(layer.to)},
                                                      {"opacity", layer.opacity},
                                                      {"waiting_opacity", layer.waiting_opacity},
                                                      {"reveal", reveal_names.of(layer.reveal)},
                                                      {"sentence", layer.sentence},
                                                      {"delay_s", layer.delay_s},
                                                      {"entrance", entrance_names.of(layer.entrance)}});
    json::write_clip(layer.kind, layer.clip, entry);
  }
  out["over_picture"] = visual.over_picture;
  out["picture"] = visual.picture;
  out["credit"] = visual.credit;
  out["warnings"] = visual.warnings;
  return json::dump(out);
}

Result<SceneVisual> visual_from_json(std::string_view text) {
  const json::Subject subject{.name = "A scene's visual description",
                              .code = "visual.damaged",
                              .newer_code = "",
                              .hint = "Delete the job's visuals folder and start the job again."};
  SceneVisual visual;
  TRY(json::read_document(text, subject, [&](const Object& root, json::Reading& reading) {
    root.schema_version(newest_schema);
    root.text("scene", visual.scene);
    root.text("input_hash", visual.input_hash);
    root.list("layers", limits::layers_per_scene_max, visual.layers,
              [](const Object& item, VisualLayer& layer) { read(item, layer); });
    if (reading.ok() && visual.layers.empty()) root.fail("layers", "must have at least one entry");
    root.flag("over_picture", visual.over_picture, Need::optional);
    root.text("picture", visual.picture, Need::optional);
    root.text("credit", visual.credit, Need::optional);
    root.texts("warnings", limits::pictures_max, visual.warnings, Need::optional);
  }));
  return visual;
}

}  // namespace reelwright
