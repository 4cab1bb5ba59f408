// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/visuals/visuals_stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <system_error>

#include "base/check.h"
#include "base/file.h"
#include "base/hash.h"
#include "media/picture.h"
#include "model/limits.h"
#include "model/script.h"
#include "model/visual.h"
#include "model/words_for_people.h"
#include "stages/visuals/picture_folder.h"
#include "stages/visuals/safe_area.h"
#include "stages/visuals/said_on_screen.h"
#include "stages/visuals/scene_design.h"
#include "stages/visuals/scene_media.h"
#include "stages/visuals/theme.h"

namespace reelwright::stages {
namespace {

/// Part of every scene's hash: a change of what is drawn draws everything again.
constexpr int painter_version = 4;
constexpr int photo_jpeg_quality = 93;
constexpr double media_share = 0.25;  ///< of a scene's work, for progress

/// A unit's key is the scene's id and, after a line break, the path of the picture that the plan chose for
/// it.
std::string make_key(const Scene& scene, const std::string& picture) {
  return picture.empty() ? scene.id : scene.id + "\n" + picture;
}
std::string picture_of_key(const std::string& key) {
  const std::size_t cut = key.find('\n');
  return cut == std::string::npos ? "" : key.substr(cut + 1);
}

Result<Script> read_script(const JobContext& job) {
  return script_from_json(TRY(read_file(job.paths.script_json(), limits::json_bytes_max)));
}

/// What makes neighbours look different: the scene's number as it was written, so that a scene which is moved
/// keeps its looks and need not be drawn again.
std::size_t variation_of(const Scene& scene) {
  std::size_t number = 0;
  for (const char c : scene.id) number = 10 * number + static_cast<std::size_t>(c - '0' + 10) % 10;
  return (number + 999) % 1'000;
}

/// Of what the scene shows, and of nothing else.
std::string input_hash(const JobContext& job, const Script& script, const Scene& scene,
                       const std::string& theme_json, const std::string& picture) {
  const FrameSize size = frame_size(job.brief.aspect, job.brief.quality);
  Hasher hasher;
  hasher.integer(painter_version).text(theme_json).integer(size.width).integer(size.height);
  hasher.boolean(burns_captions(job.brief.captions)).integer(job.brief.seed).text(script.lang);
  hasher.integer(static_cast<std::int64_t>(variation_of(scene))).text(scene.id).text(name_of(scene.layout));
  hasher.text(scene.heading).text(scene.display).text(scene.icon);
  hasher.boolean(shows_display(scene, burns_captions(job.brief.captions)));
  hasher.integer(static_cast<std::int64_t>(scene.bullets.size()));
  for (const Bullet& bullet : scene.bullets) hasher.text(bullet.text).integer(bullet.sentence);
  hasher.integer(scene.first_number);
  for (const std::string& keyword : scene.keywords) hasher.text(keyword);
  hasher.text(picture);
  if (!picture.empty()) {
    hasher.text(hash_content(picture, job.stop)).text(credit_of(picture));
  }
  return hasher.hex();
}

std::optional<SceneVisual> stored_visual(const JobContext& job, const std::string& scene_id) {
  const Result<std::string> json = read_file(job.paths.visual_json(scene_id), limits::json_bytes_max);
  if (!json) return std::nullopt;
  Result<SceneVisual> visual = visual_from_json(*json);
  if (!visual) return std::nullopt;
  return std::move(*visual);
}

bool is_current(const JobContext& job, const std::string& scene_id, const std::string& hash) {
  const std::optional<SceneVisual> visual = stored_visual(job, scene_id);
  return visual && visual->input_hash == hash &&
         std::all_of(visual->layers.begin(), visual->layers.end(), [&](const VisualLayer& layer) {
           std::error_code error;
           return fs::is_regular_file(job.paths.folder() / layer.image, error);
         });
}

Result<std::string> read_theme_text(const fs::path& assets, const std::string& name) {
  return read_file(assets / "themes" / (name + ".json"), limits::json_bytes_max);
}

/// The picture of each scene: its own, or one from the brief's folder, or "".
Result<std::vector<std::string>> choose_pictures(const JobContext& job, const Script& script) {
  std::vector<std::string> chosen;
  for (const Scene& scene : script.scenes) chosen.push_back(scene.picture);
  if (job.brief.media.empty()) return chosen;
  const PictureFolder folder = TRY(scan_pictures(job.brief.media, job.stop));
  for (const std::string& warning : folder.warnings) job.report.warn(warning);
  if (folder.pictures.empty())
    job.report.warn(fmt::format("The folder {} holds no picture or clip that can be used.", job.brief.media));
  const std::vector<int> matches = match_pictures(script.scenes, folder.pictures);
  for (std::size_t i = 0; i < chosen.size(); ++i)
    if (matches[i] >= 0) chosen[i] = folder.pictures[static_cast<std::size_t>(matches[i])].path.string();
  return chosen;
}

std::string hash_pixels(const RgbaImage& image) {
  return Hasher()
      .integer(image.width)
      .integer(image.height)
      .bytes(std::as_bytes(std::span(image.pixels)))
      .hex();
}

/// The clip that a layer shows.
struct ClipFile {
  fs::path path;
  ClipTime time;
};

/// Writes the layer's image, or a copy of the clip.
Result<VisualLayer> store_image(const JobContext& job, const Scene& scene, const DesignLayer& layer,
                                const ClipFile& clip) {
  VisualLayer stored;
  fs::path path = job.paths.visual_picture(scene.id, layer.name, layer.photo ? "jpg" : "png");
  if (layer.is_clip) {
    path.replace_extension(ascii_lower(clip.path.extension().string()));
    TRY(copy_file_durably(clip.path, path));
    stored.kind = LayerKind::clip;
    stored.clip = clip.time;
    stored.image_hash = hash_content(path, job.stop);
  } else {
    TRY(layer.photo ? media::write_jpeg(layer.image, path, photo_jpeg_quality)
                    : media::write_png(layer.image, path));
    stored.image_hash = hash_pixels(layer.image);
  }
  stored.image = path.lexically_relative(job.paths.folder()).generic_string();
  return stored;
}

Result<VisualLayer> store_layer(const JobContext& job, const Scene& scene, const DesignLayer& layer,
                                const ClipFile& clip) {
  VisualLayer stored = TRY(store_image(job, scene, layer, clip));
  stored.from = layer.from;
  stored.to = layer.to;
  stored.opacity = layer.opacity;
  stored.waiting_opacity = layer.waiting_opacity;
  stored.reveal = layer.reveal;
  stored.sentence = layer.sentence;
  stored.delay_s = layer.delay_s;
  stored.entrance = layer.entrance;
  return stored;
}

void remove_leftovers(const JobContext& job, const SceneVisual& before, const SceneVisual& now) {
  for (const VisualLayer& old : before.layers) {
    const bool kept = std::any_of(now.layers.begin(), now.layers.end(),
                                  [&](const VisualLayer& layer) { return layer.image == old.image; });
    std::error_code ignored;
    if (!kept) fs::remove(job.paths.folder() / old.image, ignored);
  }
}

}  // namespace

Result<StagePlan> VisualsStage::plan(const JobContext& job) {
  const Script script = TRY(read_script(job));
  TRY(load_theme(assets_, job.brief.theme));
  const std::string theme_json = TRY(read_theme_text(assets_, job.brief.theme));
  const std::vector<std::string> pictures = TRY(choose_pictures(job, script));
  TRY(make_folder(job.paths.visuals_folder()));
  StagePlan plan;
  for (std::size_t i = 0; i < script.scenes.size(); ++i) {
    if (job.stop.stop_requested()) return canceled();
    const Scene& scene = script.scenes[i];
    std::string name = fmt::format("scene {}", i + 1);
    if (is_current(job, scene.id, input_hash(job, script, scene, theme_json, pictures[i]))) {
      plan.reused.push_back(std::move(name));
      continue;
    }
    plan.units.push_back({.name = std::move(name),
                          .key = make_key(scene, pictures[i]),
                          .weight = pictures[i].empty() ? 1.0 : 1.5});
  }
  return plan;
}

Result<void> VisualsStage::run(const JobContext& job, const WorkUnit& unit, UnitProgress progress) {
  const Script script = TRY(read_script(job));
  const std::string picture_path = picture_of_key(unit.key);
  const std::string scene_id = unit.key.substr(0, unit.key.find('\n'));
  const auto found = std::find_if(script.scenes.begin(), script.scenes.end(),
                                  [&](const Scene& scene) { return scene.id == scene_id; });
  if (found == script.scenes.end())
    return fail("visual.scene_gone", fmt::format("Scene {} is no longer in the script.", scene_id),
                "Retry the job.");
  const Scene& scene = *found;
  const Theme theme = TRY(load_theme(assets_, job.brief.theme));
  const FrameSize size = frame_size(job.brief.aspect, job.brief.quality);

  SceneVisual visual;
  visual.scene = scene.id;
  visual.input_hash =
      input_hash(job, script, scene, TRY(read_theme_text(assets_, job.brief.theme)), picture_path);

  std::optional<SceneMedia> shown;
  if (!picture_path.empty()) {
    Result<SceneMedia> loaded = load_media(picture_path, job.brief, job.stop,
                                           [&](double fraction) { progress(media_share * fraction); });
    if (loaded) {
      shown = std::move(*loaded);
      visual.picture = picture_path;
      visual.credit = credit_of(picture_path);
      if (!shown->warning.empty())
        visual.warnings.push_back(fmt::format("Scene {}: {}", scene.id, shown->warning));
    } else if (is_canceled(loaded.error())) {
      return std::unexpected(loaded.error());
    } else {
      visual.warnings.push_back(
          fmt::format("Scene {}: {} It is left out.", scene.id, loaded.error().message));
    }
  }
  progress(media_share);
  if (job.stop.stop_requested()) return canceled();

  const paint::IconFont icons = TRY(paint::IconFont::open());
  const paint::TextEngine engine;
  const SceneDesign design = design_scene({.scene = scene,
                                           .theme = theme,
                                           .picture = shown ? &shown->still : nullptr,
                                           .picture_is_clip = shown && shown->clip,
                                           .size = size,
                                           .captions_burned = burns_captions(job.brief.captions),
                                           .index = variation_of(scene),
                                           .seed = job.brief.seed,
                                           .lang = script.lang},
                                          engine, icons);
  visual.over_picture = design.over_picture;
  visual.warnings.insert(visual.warnings.end(), design.warnings.begin(), design.warnings.end());
  progress(0.4);

  // Without its description a half-written scene counts as not drawn.
  const std::optional<SceneVisual> before = stored_visual(job, scene.id);
  std::error_code ignored;
  fs::remove(job.paths.visual_json(scene.id), ignored);
  const ClipFile clip{picture_path, shown && shown->clip ? *shown->clip : ClipTime{}};
  for (const DesignLayer& layer : design.layers) {
    if (job.stop.stop_requested()) return canceled();
    visual.layers.push_back(TRY(store_layer(job, scene, layer, clip)));
    progress(0.4 +
             0.6 * static_cast<double>(visual.layers.size()) / static_cast<double>(design.layers.size()));
  }
  if (job.stop.stop_requested()) return canceled();
  TRY(save_file(job.paths.visual_json(scene.id), to_json(visual)));
  if (before) remove_leftovers(job, *before, visual);
  return {};
}

Result<StageResult> VisualsStage::finish(const JobContext& job, int, UnitProgress) {
  const Script script = TRY(read_script(job));
  StageResult result;
  std::size_t pictures = 0;
  for (const Scene& scene : script.scenes) {
    const fs::path path = job.paths.visual_json(scene.id);
    const std::string json = TRY(read_file(path, limits::json_bytes_max));
    const SceneVisual visual = TRY(visual_from_json(json));
    for (const std::string& warning : visual.warnings) job.report.warn(warning);
    if (!visual.picture.empty()) ++pictures;
    result.artifacts.push_back({.path = path.lexically_relative(job.paths.folder()).generic_string(),
                                .kind = ArtifactKind::visual,
                                .bytes = json.size()});
  }
  job.report.log(LogLevel::info,
                 fmt::format("{} drawn, {} with a picture.",
                             std::string_view(count_text(script.scenes.size(), "scene")), pictures));
  return result;
}

}  // namespace reelwright::stages
