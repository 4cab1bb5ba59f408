// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/compose/captions.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/file.h"
#include "model/language.h"
#include "paint/colour.h"
#include "paint/text.h"
#include "stages/compose/caption_words.h"
#include "stages/visuals/safe_area.h"

namespace reelwright::stages {
namespace {

/// Saves one caption file, or removes what an earlier attempt left when it is not wanted.
Result<void> write_or_remove(const fs::path& path, bool wanted, const std::string& text) {
  if (!wanted) {
    std::error_code ignored;
    fs::remove(path, ignored);
    return {};
  }
  return save_file(path, text);
}

/// Captions are always set in the body font's first choice; libass finds other fonts for what it lacks.
std::string first_family(const std::string& families) { return families.substr(0, families.find(',')); }

double luminance_of(const std::string& html) {
  const auto colour = paint::parse_colour(html);
  return colour ? paint::luminance(*colour) : 0;
}

bool is_darker(const std::string& a, const std::string& b) { return luminance_of(a) < luminance_of(b); }

double distance(const std::string& a, const std::string& b) {
  const auto first = paint::parse_colour(a).value_or(paint::Colour{});
  const auto second = paint::parse_colour(b).value_or(paint::Colour{});
  return std::hypot(first.r - second.r, first.g - second.g, first.b - second.b);
}

/// On light themes dark letters, as in the headings; white ones would need a heavy outline there.
CaptionInk ink_on(const Theme& theme) {
  const std::vector<std::string>& stops = theme.background.stops;
  if (!is_darker(theme.text, stops.front()))
    return {.text = "#FFFFFF",
            .halo = *std::ranges::min_element(stops, is_darker),
            .accent = theme.caption_accent};
  std::string accent = theme.accents.front().ink;
  for (const ThemeAccent& other : theme.accents)
    if (distance(other.ink, theme.text) > distance(accent, theme.text)) accent = other.ink;
  return {.text = theme.text, .halo = *std::ranges::max_element(stops, is_darker), .accent = accent};
}

/// In the script that most of the captions are written in.
std::string_view letters_of(std::string_view lang) {
  const std::string primary = primary_language(lang);
  const bool is_wide = primary == "ja" || primary == "zh" || primary == "ko" || primary == "yue";
  return is_wide ? "一" : "Ag";
}

constexpr double unlimited_px = 1e5;

paint::TextStyle line_style(const std::string& font, double size_px, std::string_view lang) {
  return {.families = font,
          .weight = 700,
          .size_px = size_px,
          .size_px_min = size_px,
          .lines_max = 1,
          .lang = std::string(lang)};
}

/// Ascent and descent in the em's size. libass counts a font's size by them, so that letters of a tall font
/// come out smaller.
double line_height_em(const paint::TextEngine& engine, const std::string& font, std::string_view lang) {
  constexpr double em_px = 100;
  return engine.fit(letters_of(lang), line_style(font, em_px, lang), unlimited_px, unlimited_px).height_px() /
         em_px;
}

/// libass' size for letters as large as Inter's are in `size_px`, as far as the caption band has room.
double libass_size_px(const std::string& font, std::string_view lang, double size_px) {
  constexpr double inter_line_height_em = 1.21;
  return size_px *
         std::clamp(line_height_em(paint::TextEngine(), font, lang) / inter_line_height_em, 0.9, 1.25);
}

/// Widths of caption lines as libass sets them.
class LineRuler {
 public:
  LineRuler(const CaptionStyle& style, const std::string& lang)
      : style_(line_style(style.font, style.size_px / line_height_em(engine_, style.font, lang), lang)) {}
  [[nodiscard]] double width_px(const std::string& line) {
    const auto known = widths_.find(line);
    if (known != widths_.end()) return known->second;
    return widths_.emplace(line, engine_.fit(line, style_, unlimited_px, unlimited_px).width_px())
        .first->second;
  }

 private:
  paint::TextEngine engine_;
  paint::TextStyle style_;
  std::map<std::string, double> widths_;
};

/// The longest lines, at most 42 characters, that fit the band's width in this font.
std::vector<CaptionCue> fitting_cues(const std::vector<CaptionWord>& words, const CaptionStyle& style,
                                     const Timeline& timeline) {
  constexpr int characters_most = 42;
  constexpr int characters_least = 12;
  constexpr double used_share = 0.97;  // libass and Pango do not measure quite alike
  const double room_px = (timeline.size.width - 2 * style.margin_side_px) * used_share;
  LineRuler ruler(style, timeline.lang);
  for (int characters = characters_most;; --characters) {
    const CaptionLimits limits = caption_limits(timeline.frames_per_second, characters);
    std::vector<CaptionCue> cues = make_cues(words, limits, timeline.duration_s());
    const bool fits = std::ranges::all_of(cues, [&](const CaptionCue& cue) {
      return std::ranges::all_of(cue.lines,
                                 [&](const auto& line) { return ruler.width_px(text_of(line)) <= room_px; });
    });
    if (fits || characters == characters_least) return cues;
  }
}

/// Without the cues that are words of a sentence which the scene shows large at that time.
std::vector<CaptionCue> cues_to_burn(std::vector<CaptionCue> cues) {
  std::erase_if(cues, [](const CaptionCue& cue) {
    return std::ranges::all_of(
        cue.lines, [](const auto& line) { return std::ranges::all_of(line, &CaptionWord::on_screen); });
  });
  return cues;
}

}  // namespace

CaptionStyle caption_style(const Brief& brief, const Theme& theme, FrameSize size) {
  const SafeArea area = safe_area(size, true);
  const std::string font = first_family(theme.body.families);
  return {.name = brief.caption_style,
          .font = font,
          .size_px = libass_size_px(font, brief.lang, area.caption_size_px),
          .margin_bottom_px = area.caption_margin_bottom_px,
          .margin_side_px = area.caption_margin_side_px,
          .ink = ink_on(theme),
          .picture_ink = {.accent = theme.caption_accent}};
}

Result<std::vector<Artifact>> write_captions(const JobContext& job, const ComposeInputs& inputs,
                                             const CaptionStyle& style, Timeline& timeline) {
  const CaptionMode mode = job.brief.captions;
  const bool burned = mode == CaptionMode::burn || mode == CaptionMode::both;
  const bool sidecar = mode == CaptionMode::sidecar || mode == CaptionMode::both;
  const std::vector<CaptionCue> cues = fitting_cues(caption_words(inputs), style, timeline);
  const std::vector<CaptionCue> burned_cues = burned ? cues_to_burn(cues) : cues;
  const bool has_own_file = burned_cues.size() < cues.size();

  std::vector<Artifact> artifacts;
  const auto publish = [&](const fs::path& path, bool wanted, const std::string& text) -> Result<void> {
    TRY(write_or_remove(path, wanted, text));
    if (wanted)
      artifacts.push_back(
          {.path = path.filename().string(), .kind = ArtifactKind::captions, .bytes = text.size()});
    return {};
  };
  const auto ass = [&](const std::vector<CaptionCue>& shown) {
    return to_ass(shown, style, timeline.size, timeline.title);
  };
  TRY(publish(job.paths.captions_srt(), sidecar, to_srt(cues)));
  TRY(publish(job.paths.captions_vtt(), sidecar, to_vtt(cues)));
  TRY(publish(job.paths.captions_ass(), burned || sidecar, ass(cues)));
  TRY(write_or_remove(job.paths.burned_ass(), has_own_file, ass(burned_cues)));
  if (sidecar && !cues.empty()) timeline.soft_subtitles = job.paths.captions_srt().filename().string();
  timeline.burn_captions = burned;
  if (!burned) return artifacts;
  timeline.captions_ass = (has_own_file ? job.paths.burned_ass() : job.paths.captions_ass())
                              .lexically_relative(job.paths.folder())
                              .string();
  timeline.captions_style_hash = caption_style_hash(style, timeline.size);
  timeline.captions =
      timeline_captions(ass_events(burned_cues, style), timeline.frames_per_second, timeline.frame_count);
  return artifacts;
}

}  // namespace reelwright::stages
