// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/visuals/composer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/hash.h"
#include "base/utf8.h"
#include "paint/background.h"
#include "stages/visuals/glyph_report.h"
#include "stages/visuals/icon_choice.h"

namespace reelwright::stages {
namespace {

using paint::around;
using paint::Box;
using paint::Canvas;
using paint::Fill;
using paint::with_alpha;

/// From the brief's seed and the scene's id, so that inserting a scene does not change the others'
/// decoration.
std::uint64_t scene_seed(const SceneInput& input) {
  const std::string hash = Hasher().integer(input.seed).text(input.scene.id).hex();
  std::uint64_t seed = 0;
  for (std::size_t i = 0; i < 16; ++i)
    seed = seed << 4U | static_cast<std::uint64_t>(hash[i] <= '9' ? hash[i] - '0' : hash[i] - 'a' + 10);
  return seed;
}

bool written_from_right(const Scene& scene) {
  if (!scene.display.empty()) return paint::is_right_to_left(scene.display);
  if (!scene.heading.empty()) return paint::is_right_to_left(scene.heading);
  return !scene.bullets.empty() && paint::is_right_to_left(scene.bullets.front().text);
}

}  // namespace

Shape shape_of(FrameSize size) {
  if (size.width > 1.2 * size.height) return Shape::wide;
  return size.height > 1.2 * size.width ? Shape::tall : Shape::square;
}

Appearance with_sentence(const Bullet& bullet, std::size_t index) {
  constexpr double waiting_opacity = 0.3;
  return {.reveal = Reveal::at_sentence,
          .sentence = bullet.sentence,
          .delay_s = 0.15 + 0.06 * static_cast<double>(index),
          .waiting_opacity = waiting_opacity};
}

Composer::Composer(const SceneInput& input, const paint::TextEngine& engine, const paint::IconFont& icons)
    : input_(input),
      engine_(engine),
      icons_(icons),
      palette_(palette_for(input.theme, input.index)),
      safe_(safe_area(input.size, input.captions_burned)),
      shape_(shape_of(input.size)),
      unit_px_(std::min(input.size.width, input.size.height) / 1080.0),
      from_right_(written_from_right(input.scene)),
      random_(scene_seed(input)),
      icon_(choose_icon(icons, input.scene)) {
  warn_about_missing_glyphs();
}

Entrance Composer::entrance() const {
  if (input_.theme.entrance == "fade") return Entrance::fade;
  return input_.theme.entrance == "slide" ? Entrance::slide : Entrance::rise;
}

Box Composer::place(const Box& box) const {
  return from_right_ ? Box{frame().w - box.right(), box.y, box.w, box.h} : box;
}

paint::TextStyle Composer::style(TextRole role, const TextSize& size, paint::Align align) const {
  const Theme& theme = input_.theme;
  const ThemeFont& font = role == TextRole::heading   ? theme.heading
                          : role == TextRole::display ? theme.display
                          : role == TextRole::body    ? theme.body
                                                      : theme.label;
  paint::TextStyle style;
  style.families = font.families;
  style.weight = font.weight;
  style.size_px = px(size.most);
  style.size_px_min = px(size.least);
  style.line_spacing = font.line_spacing;
  style.tracking_em = font.tracking_em;
  style.lines_max = size.lines_max;
  style.align = align;
  style.lang = input_.lang;
  return style;
}

paint::TextBlock Composer::fit(std::string_view text, const paint::TextStyle& style, double width_px,
                               double height_px) {
  paint::TextBlock block = engine_.fit(text, style, width_px, height_px);
  if (!block.complete()) {
    const std::string_view start = utf8_prefix(text, 48);
    design_.warnings.push_back(
        fmt::format("Scene {}: \"{}{}\" is too long for its place on screen and was shortened.", scene().id,
                    start, start.size() < text.size() ? "..." : ""));
  }
  return block;
}

std::vector<paint::TextBlock> Composer::fit_alike(const std::vector<std::string>& texts,
                                                  paint::TextStyle style, double width_px, double height_px) {
  for (const std::string& text : texts)
    style.size_px = std::min(style.size_px, engine_.fit(text, style, width_px, height_px).size_px());
  std::vector<paint::TextBlock> blocks;
  for (const std::string& text : texts) blocks.push_back(fit(text, style, width_px, height_px));
  return blocks;
}

std::string Composer::label(std::string_view text) const {
  return input_.theme.label_capitals ? paint::in_capitals(text) : std::string(text);
}

void Composer::add_background() {
  paint::BackgroundSpec spec;
  spec.kind = palette_.background;
  spec.stops = palette_.stops;
  spec.shapes = palette_.shapes;
  spec.line = palette_.line;
  spec.width = input_.size.width;
  spec.height = input_.size.height;
  spec.motion = input_.theme.motion;
  spec.seed = random_.next();
  std::size_t index = 0;
  for (paint::DriftingImage& drifting : paint::paint_background(spec)) {
    DesignLayer layer;
    layer.name = index == 0 ? "background" : fmt::format("shapes-{}", index);
    layer.role = LayerRole::background;
    layer.image = std::move(drifting.image);
    layer.from = {drifting.x0, drifting.y0, drifting.scale};
    layer.to = {drifting.x1, drifting.y1, drifting.scale};
    design_.layers.push_back(std::move(layer));
    ++index;
  }
}

void Composer::add(std::string name, const paint::PlacedImage& image, const Appearance& appearance,
                   double scale) {
  DesignLayer layer;
  layer.name = std::move(name);
  layer.role = appearance.role;
  layer.image = image.image;
  layer.from = {image.x * scale, image.y * scale, scale};
  layer.to = layer.from;
  layer.to.scale *= appearance.grow;
  layer.to.x_px += px(appearance.dx) - image.image.width * (layer.to.scale - scale) / 2;
  layer.to.y_px += px(appearance.dy) - image.image.height * (layer.to.scale - scale) / 2;
  layer.reveal = appearance.reveal;
  layer.sentence = appearance.sentence;
  layer.waiting_opacity = appearance.waiting_opacity;
  layer.delay_s = appearance.delay_s;
  layer.entrance = appearance.entrance.value_or(entrance());
  design_.layers.push_back(std::move(layer));
}

DesignLayer& Composer::add_layer(DesignLayer layer) { return design_.layers.emplace_back(std::move(layer)); }

void Composer::add_text(std::string name, const paint::TextBlock& block, const Box& box,
                        const paint::Colour& colour, const Appearance& appearance) {
  const Box ink = block.ink().moved(box.x, box.y);
  if (ink.empty()) return;
  Canvas canvas(ink.grown(3));
  canvas.draw_text(block, box.x, box.y, colour);
  add(std::move(name), canvas.ink(), appearance);
}

void Composer::add_bar(std::string name, const Box& box, const Appearance& appearance, double lighten) {
  constexpr paint::Colour white{1, 1, 1, 1};
  Canvas canvas(box.grown(2));
  canvas.fill_box(box, std::min(corner_px(), box.h / 2),
                  Fill::linear(mix(palette_.accent.fill, white, lighten),
                               mix(palette_.accent.fill_end, white, lighten), box.x, 0, box.right(), 0));
  add(std::move(name), canvas.ink(), appearance);
}

void Composer::draw_icon(Canvas& canvas, const std::string& icon, const Box& box, const Fill& fill) const {
  canvas.fill_path(icons_.outline(icon).fitted_into(box), fill);
}

void Composer::add_badge(const std::string& name, const std::string& icon, const Box& box, double delay_s) {
  const Accent& accent = palette_.accent;
  const double d = box.w;
  const std::string& kind = input_.theme.badge;
  const Fill fill = Fill::linear(accent.fill, accent.fill_end, box.x, box.y, box.right(), box.bottom());
  const Appearance around_it{
      .delay_s = delay_s + 0.15, .entrance = Entrance::fade, .grow = 1.04, .role = LayerRole::decoration};
  const Appearance on_top{.delay_s = delay_s, .entrance = Entrance::grow};
  const double turn = random_.between(0, 360);

  Canvas back(box.grown(d * 0.02));
  const auto ring = [&](double radius, double from, double to, double width, const paint::Colour& colour) {
    back.stroke_arc(box.mid_x(), box.mid_y(), radius, from, to, width, colour);
  };
  const auto dot = [&](double radius, double degrees, double size, const paint::Colour& colour) {
    const double angle = degrees * 3.14159265358979 / 180;
    back.fill_circle(box.mid_x() + radius * std::cos(angle), box.mid_y() + radius * std::sin(angle), size,
                     colour);
  };
  Canvas front(box);
  if (kind == "disc") {
    const double r = d * 0.355;
    ring(d * 0.475, 0, 360, d * 0.006, with_alpha(accent.ink, 0.28));
    ring(d * 0.475, turn, turn + 70, d * 0.011, with_alpha(accent.ink, 0.85));
    ring(d * 0.412, 0, 360, d * 0.004, with_alpha(accent.ink, 0.16));
    dot(d * 0.475, turn + 150, d * 0.021, palette_.second.fill);
    dot(d * 0.412, turn + 255, d * 0.013, accent.fill);
    front.shadow(around(box.mid_x(), box.mid_y() + d * 0.03, 2 * r), r, d * 0.035,
                 with_alpha(accent.fill_end, 0.34));
    front.fill_circle(box.mid_x(), box.mid_y(), r, fill);
    front.fill_circle(
        box.mid_x(), box.mid_y(), r,
        Fill::radial({1, 1, 1, 0.20}, {1, 1, 1, 0}, box.mid_x() - r * 0.4, box.mid_y() - r * 0.5, r * 1.1));
    draw_icon(front, icon, around(box.mid_x(), box.mid_y(), d * 0.37), accent.on);
  } else if (kind == "tile") {
    const Box tile = around(box.mid_x(), box.mid_y(), d * 0.66);
    const Box behind = around(box.mid_x() + d * 0.07, box.mid_y() - d * 0.07, d * 0.66);
    back.fill_box(behind, tile.w * 0.26, with_alpha(palette_.second.fill, 0.30));
    dot(d * 0.46, 128, d * 0.025, palette_.second.fill);
    dot(d * 0.49, 142, d * 0.012, accent.fill);
    front.shadow(tile.moved(0, d * 0.03), tile.w * 0.26, d * 0.03, with_alpha(accent.fill_end, 0.30));
    front.fill_box(tile, tile.w * 0.26, fill);
    draw_icon(front, icon, around(box.mid_x(), box.mid_y(), d * 0.40), accent.on);
  } else if (kind == "ring") {
    const double r = d * 0.44;
    ring(r, 0, 360, d * 0.007, with_alpha(accent.ink, 0.32));
    ring(r, turn, turn + 105, d * 0.016, accent.ink);
    ring(d * 0.39, turn + 180, turn + 235, d * 0.007, palette_.second.ink);
    dot(r, turn + 200, d * 0.017, palette_.second.ink);
    draw_icon(front, icon, around(box.mid_x(), box.mid_y(), d * 0.44), accent.ink);
  } else {
    draw_icon(front, icon, around(box.mid_x(), box.mid_y(), d * 0.86), accent.fill);
  }
  const paint::PlacedImage companions = back.ink();
  if (companions.image.width > 1) add(name + "-around", companions, around_it);
  add(name, front.ink(), on_top);
}

void Composer::draw_card(Canvas& canvas, const Box& box) const {
  canvas.shadow(box.moved(0, px(8)), corner_px(), px(11), palette_.shadow);
  canvas.clear_box(box, corner_px());  // a translucent card shows the background, not its own shadow
  canvas.fill_box(box, corner_px(), palette_.surface);
  canvas.stroke_box(box, corner_px(), std::max(1.0, px(1.5)), palette_.surface_line);
}

void Composer::draw_marker(Canvas& canvas, const Box& box, const std::string& icon,
                           std::size_t number) const {
  const Accent& accent = palette_.accent;
  const std::string& kind = input_.theme.badge;
  const bool filled = kind == "disc" || kind == "tile";
  if (filled) {
    canvas.fill_box(box, kind == "disc" ? box.w / 2 : box.w * 0.28,
                    Fill::linear(accent.fill, accent.fill_end, box.x, box.y, box.right(), box.bottom()));
  } else if (kind == "ring") {
    const double r = box.w * 0.47;
    canvas.stroke_arc(box.mid_x(), box.mid_y(), r, 0, 360, std::max(1.0, box.w * 0.03),
                      with_alpha(accent.ink, 0.4));
    canvas.stroke_arc(box.mid_x(), box.mid_y(), r, -90, 20, std::max(1.5, box.w * 0.055), accent.ink);
  }
  const paint::Colour colour = filled ? accent.on : accent.ink;
  if (!icon.empty()) {
    draw_icon(canvas, icon, around(box.mid_x(), box.mid_y(), box.w * (kind == "plain" ? 0.86 : 0.54)),
              colour);
    return;
  }
  paint::TextStyle digits = style(TextRole::heading, {}, paint::Align::centre);
  digits.size_px = box.h * (kind == "plain" ? 0.92 : 0.52);
  digits.size_px_min = digits.size_px / 2;
  digits.lines_max = 1;
  digits.tracking_em = 0;
  const paint::TextBlock block = engine_.fit(std::to_string(number), digits, box.w, 2 * box.h);
  canvas.draw_text(block, box.x, box.mid_y() - block.ink().mid_y(), colour);
}

std::vector<std::string> Composer::bullet_icons() const {
  std::vector<std::string> found;
  for (const Bullet& bullet : scene().bullets) {
    std::string icon = icon_in_text(icons_, bullet.text, found);
    if (icon.empty()) return {};
    found.push_back(std::move(icon));
  }
  return found;
}

void Composer::warn_about_missing_glyphs() {
  std::string shown = scene().heading + scene().display;
  for (const Bullet& bullet : scene().bullets) shown += bullet.text;
  const std::vector<char32_t> missing = engine_.missing_glyphs(shown, style(TextRole::body, {}));
  if (!missing.empty())
    design_.warnings.push_back(fmt::format("Scene {}: {}", scene().id, missing_glyphs_sentence(missing)));
}

SceneDesign Composer::finish() && { return std::move(design_); }

}  // namespace reelwright::stages
