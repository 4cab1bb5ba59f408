// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/compose/captions.h"

#include "base/file.h"
#include "stages/compose/caption_words.h"
#include "stages/visuals/safe_area.h"

namespace reelwright::stages {
namespace {

/// Saves one caption file, or removes what an earlier attempt left when it is not wanted.
Result<void> write_or_remove(const fs::path& path, bool wanted, const std::string& text,
                             std::vector<Artifact>& artifacts) {
  if (!wanted) {
    std::error_code ignored;
    fs::remove(path, ignored);
    return {};
  }
  TRY(save_file(path, text));
  artifacts.push_back(
      {.path = path.filename().string(), .kind = ArtifactKind::captions, .bytes = text.size()});
  return {};
}

/// Captions are always set in the body font's first choice; libass finds other fonts for what it lacks.
std::string first_family(const std::string& families) { return families.substr(0, families.find(',')); }

}  // namespace

CaptionStyle caption_style(const Brief& brief, const Theme& theme, FrameSize size) {
  const SafeArea area = safe_area(size, true);
  return {.name = brief.caption_style,
          .font = first_family(theme.body.families),
          .size_px = area.caption_size_px,
          .margin_bottom_px = area.caption_margin_bottom_px,
          .margin_side_px = area.caption_margin_side_px,
          .accent = theme.caption_accent};
}

Result<std::vector<Artifact>> write_captions(const JobContext& job, const ComposeInputs& inputs,
                                             const CaptionStyle& style, Timeline& timeline) {
  const CaptionMode mode = job.brief.captions;
  const bool burned = mode == CaptionMode::burn || mode == CaptionMode::both;
  const bool sidecar = mode == CaptionMode::sidecar || mode == CaptionMode::both;
  const std::vector<CaptionCue> cues =
      make_cues(caption_words(inputs), caption_limits(job.brief.aspect, timeline.frames_per_second),
                timeline.duration_s());

  std::vector<Artifact> artifacts;
  TRY(write_or_remove(job.paths.captions_srt(), sidecar, to_srt(cues), artifacts));
  TRY(write_or_remove(job.paths.captions_vtt(), sidecar, to_vtt(cues), artifacts));
  TRY(write_or_remove(job.paths.captions_ass(), burned || sidecar,
                      to_ass(cues, style, timeline.size, timeline.title), artifacts));
  if (sidecar && !cues.empty()) timeline.soft_subtitles = job.paths.captions_srt().filename().string();
  timeline.burn_captions = burned;
  if (!burned) return artifacts;
  timeline.captions_ass = job.paths.captions_ass().filename().string();
  timeline.captions_style_hash = caption_style_hash(style, timeline.size);
  timeline.captions =
      timeline_captions(ass_events(cues, style), timeline.frames_per_second, timeline.frame_count);
  return artifacts;
}

}  // namespace reelwright::stages
