// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/text.h"

#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>

#include "base/utf8.h"
#include "model/characters.h"

namespace reelwright::paint {
namespace {

struct FreeObject {
  void operator()(void* object) const { g_object_unref(object); }
};
struct FreeDescription {
  void operator()(PangoFontDescription* description) const { pango_font_description_free(description); }
};
using DescriptionPtr = std::unique_ptr<PangoFontDescription, FreeDescription>;

DescriptionPtr describe(const TextStyle& style, double size_px) {
  DescriptionPtr description(pango_font_description_new());
  pango_font_description_set_family(description.get(), style.families.c_str());
  pango_font_description_set_weight(description.get(), static_cast<PangoWeight>(style.weight));
  pango_font_description_set_style(description.get(), style.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_font_description_set_absolute_size(description.get(), size_px * PANGO_SCALE);
  return description;
}

/// Spaced letters would tear joined scripts apart; those start with Hebrew and Arabic.
bool takes_tracking(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (utf8_next(text, at) >= 0x0590) return false;
  return true;
}

std::string one_paragraph(std::string_view text) {
  std::string flat;
  for (const char c : trim(text)) {
    const bool blank = static_cast<unsigned char>(c) < 0x20 || c == ' ' || c == 0x7f;
    if (!blank) {
      flat += c;
    } else if (!flat.empty() && flat.back() != ' ') {
      flat += ' ';
    }
  }
  return flat;
}

/// Japanese with invisible joiners wherever a line should not end, so that Pango breaks between phrases only.
std::string with_phrases_held(const std::string& text) {
  constexpr int break_cost_max = 3;
  constexpr char32_t word_joiner = 0x2060;
  std::string held;
  bool has_kana = false;
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8_next(text, at);
    has_kana = has_kana || is_kana(c);
    if (before != 0 && may_break_between(before, c) && unspaced_break_cost(before, c) > break_cost_max)
      append_utf8(held, word_joiner);
    append_utf8(held, c);
    before = c;
  }
  return has_kana ? held : text;
}

double to_px(int pango_units) { return static_cast<double>(pango_units) / PANGO_SCALE; }

struct Extents {
  double width_px = 0;
  double height_px = 0;
  int lines = 0;
};

Extents measure(PangoLayout* layout) {
  PangoRectangle logical;
  pango_layout_get_extents(layout, nullptr, &logical);
  return {to_px(logical.width), to_px(logical.height), pango_layout_get_line_count(layout)};
}

void set_width(PangoLayout* layout, double width_px) {
  pango_layout_set_width(layout, static_cast<int>(std::ceil(width_px * PANGO_SCALE)));
}

void set_size(PangoLayout* layout, const TextStyle& style, double size_px, bool tracked) {
  const DescriptionPtr description = describe(style, size_px);
  pango_layout_set_font_description(layout, description.get());
  PangoAttrList* attributes = pango_attr_list_new();
  pango_attr_list_insert(attributes, pango_attr_font_features_new("lnum"));  // figures as tall as capitals
  if (tracked)
    pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(static_cast<int>(
                                           std::lround(style.tracking_em * size_px * PANGO_SCALE))));
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
}

/// Of the last line, in the widest line's width.
double last_line_share(PangoLayout* layout, int lines) {
  PangoRectangle logical;
  pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, lines - 1), nullptr, &logical);
  return to_px(logical.width) / std::max(1.0, measure(layout).width_px);
}

/// Makes the box about as narrow as the same number of lines allows, so that no line is left with a single
/// word. A little wider, because a long first line reads better than a short one, unless that leaves the last
/// line short.
void even_out(PangoLayout* layout, double width_px, int lines) {
  if (lines < 2) return;
  double enough = width_px;
  double too_narrow = width_px / (lines + 1);
  while (enough - too_narrow > 2) {
    const double middle = (enough + too_narrow) / 2;
    set_width(layout, middle);
    const Extents extents = measure(layout);
    (extents.lines <= lines && extents.width_px <= middle + 0.5 ? enough : too_narrow) = middle;
  }
  set_width(layout, std::min(width_px, enough * 1.06));
  if (last_line_share(layout, lines) < 0.45) set_width(layout, enough);
}

bool needs_no_glyph(char32_t c) {
  return c <= 0x20 || (c >= 0x7f && c <= 0xa0) || (c >= 0x2000 && c <= 0x200f) ||
         (c >= 0x2028 && c <= 0x202f) || (c >= 0x205f && c <= 0x206f) || c == 0x3000 ||
         (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff || (c >= 0xe0000 && c <= 0xe01ef);
}

}  // namespace

struct TextEngine::Fonts {
  std::unique_ptr<PangoFontMap, FreeObject> map{pango_cairo_font_map_new()};
  std::unique_ptr<PangoContext, FreeObject> context{pango_font_map_create_context(map.get())};
};

void TextBlock::Free::operator()(PangoLayout* layout) const { g_object_unref(layout); }

TextEngine::TextEngine() : fonts_(std::make_unique<Fonts>()) {
  // Independent of the desktop's settings, and unhinted, so that text can stand at any size and place.
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(fonts_->context.get(), options);
  cairo_font_options_destroy(options);
  pango_cairo_context_set_resolution(fonts_->context.get(), 96);
  pango_context_set_round_glyph_positions(fonts_->context.get(), FALSE);
}

TextEngine::~TextEngine() = default;

TextBlock TextEngine::fit(std::string_view text, const TextStyle& style, double width_px,
                          double height_px) const {
  constexpr double smaller_for_phrases = 0.62;
  const std::string flat = one_paragraph(text);
  const std::string phrases = with_phrases_held(flat);
  if (phrases == flat) return fit_paragraph(flat, style, width_px, height_px);
  TextBlock held = fit_paragraph(phrases, style, width_px, height_px);
  if (held.complete() && held.size_px() == style.size_px) return held;
  TextBlock free = fit_paragraph(flat, style, width_px, height_px);
  const bool is_worth_it = held.complete() && held.size_px() >= smaller_for_phrases * free.size_px();
  return is_worth_it ? std::move(held) : std::move(free);
}

TextBlock TextEngine::fit_paragraph(const std::string& text, const TextStyle& style, double width_px,
                                    double height_px) const {
  const bool tracked = style.tracking_em != 0 && takes_tracking(text);
  pango_context_set_language(fonts_->context.get(), pango_language_from_string(style.lang.c_str()));

  TextBlock block;
  block.layout_.reset(pango_layout_new(fonts_->context.get()));
  PangoLayout* layout = block.layout_.get();
  pango_layout_set_text(layout, text.c_str(), static_cast<int>(text.size()));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
  pango_layout_set_line_spacing(layout, static_cast<float>(style.line_spacing));
  pango_layout_set_alignment(layout, style.align == Align::centre ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);

  const auto fits_at = [&](double size_px) {
    set_size(layout, style, size_px, tracked);
    set_width(layout, width_px);
    const Extents extents = measure(layout);
    return extents.width_px <= width_px + 0.5 && extents.height_px <= height_px + 0.5 &&
           (style.lines_max == 0 || extents.lines <= style.lines_max);
  };

  double size_px = style.size_px;
  if (!fits_at(size_px)) {
    double fitting = std::min(style.size_px_min, style.size_px);
    double too_large = size_px;
    block.complete_ = fits_at(fitting);
    while (block.complete_ && too_large - fitting > 0.5) {
      const double middle = (fitting + too_large) / 2;
      (fits_at(middle) ? fitting : too_large) = middle;
    }
    size_px = fitting;
    static_cast<void>(fits_at(size_px));
  }
  if (block.complete_) {
    even_out(layout, width_px, pango_layout_get_line_count(layout));
  } else {
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    const double line_px = measure(layout).height_px / std::max(1, pango_layout_get_line_count(layout));
    const int room = std::max(1, static_cast<int>(height_px / std::max(1.0, line_px)));
    pango_layout_set_height(layout, -(style.lines_max == 0 ? room : std::min(room, style.lines_max)));
  }

  PangoRectangle ink;
  PangoRectangle logical;
  pango_layout_get_extents(layout, &ink, &logical);
  // Pango aligns within the layout's width; what is left of the caller's width is ours to share out.
  const double left_over = width_px - to_px(pango_layout_get_width(layout));
  const bool from_right = is_right_to_left(text);
  if (style.align == Align::centre) {
    block.offset_x_px_ = left_over / 2;
  } else if (from_right) {
    block.offset_x_px_ = left_over;
  }
  block.size_px_ = size_px;
  block.width_px_ = to_px(logical.width);
  block.height_px_ = to_px(logical.height);
  block.lines_ = pango_layout_get_line_count(layout);
  block.ink_ = {to_px(ink.x) + block.offset_x_px_, to_px(ink.y), to_px(ink.width), to_px(ink.height)};
  return block;
}

std::vector<char32_t> TextEngine::missing_glyphs(std::string_view text, const TextStyle& style) const {
  std::vector<char32_t> missing;
  std::vector<char32_t> seen;
  const DescriptionPtr description = describe(style, style.size_px);
  PangoLanguage* language = pango_language_from_string(style.lang.c_str());
  const std::unique_ptr<PangoFontset, FreeObject> fonts(
      pango_font_map_load_fontset(fonts_->map.get(), fonts_->context.get(), description.get(), language));
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8_next(text, at);
    if (needs_no_glyph(c) || std::find(seen.begin(), seen.end(), c) != seen.end()) continue;
    seen.push_back(c);
    const std::unique_ptr<PangoFont, FreeObject> font(pango_fontset_get_font(fonts.get(), c));
    if (font == nullptr || pango_font_has_char(font.get(), c) == FALSE) missing.push_back(c);
  }
  return missing;
}

bool TextEngine::has_family(std::string_view family) const {
  PangoFontFamily* const found = pango_font_map_get_family(fonts_->map.get(), std::string(family).c_str());
  return found != nullptr;
}

bool is_right_to_left(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8_next(text, at);
    if (g_unichar_isalpha(c) == FALSE) continue;
    // The blocks that Unicode reserves for scripts written from the right (Bidi_Class R and AL).
    return (c >= 0x0590 && c <= 0x08ff) || (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfeff) ||
           (c >= 0x10800 && c <= 0x10fff) || (c >= 0x1e800 && c <= 0x1efff);
  }
  return false;
}

std::string in_capitals(std::string_view text) {
  const std::unique_ptr<char, decltype(&g_free)> capitals(
      g_utf8_strup(text.data(), static_cast<gssize>(text.size())), &g_free);
  return capitals.get();
}

}  // namespace reelwright::paint
