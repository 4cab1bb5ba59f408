// SPDX-License-Identifier: GPL-3.0-or-later
// What all layouts draw with: the scene's palette, its safe area, text in the theme's roles, cards, badges,
// and the list of layers that grows. A layout decides what stands where; it never touches pixels itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "paint/canvas.h"
#include "paint/icon.h"
#include "paint/text.h"
#include "stages/visuals/safe_area.h"
#include "stages/visuals/scene_design.h"
#include "stages/visuals/theme.h"

namespace reelwright::stages {

enum class Shape { wide, tall, square };
[[nodiscard]] Shape shape_of(FrameSize size);

enum class TextRole { heading, display, body, label };

/// Sizes are in design units: 1080 units are the frame's short side.
struct TextSize {
  double most = 48;
  double least = 24;
  int lines_max = 0;
};

/// When and how a layer comes in, and how far it moves until the scene ends.
struct Appearance {
  Reveal reveal = Reveal::from_start;
  int sentence = 0;
  double delay_s = 0;
  std::optional<Entrance> entrance{};  ///< unset: the theme's
  double dx = 0, dy = 0;               ///< in design units, over the whole scene
  double grow = 1;                     ///< size at the end over size at the start, about its middle
  double waiting_opacity = 0;          ///< VisualLayer::waiting_opacity
  LayerRole role = LayerRole::content;
};

/// A point of a list: faintly there soon after its heading, one after the other, and lit by the word that
/// names it.
[[nodiscard]] Appearance with_sentence(const Bullet& bullet, std::size_t index);

/// One thread.
class Composer {
 public:
  Composer(const SceneInput& input, const paint::TextEngine& engine, const paint::IconFont& icons);

  [[nodiscard]] const Scene& scene() const { return input_.scene; }
  [[nodiscard]] const SceneInput& input() const { return input_; }
  [[nodiscard]] const Palette& palette() const { return palette_; }
  [[nodiscard]] const paint::Box& content() const { return safe_.content; }
  [[nodiscard]] paint::Box frame() const {
    return {0, 0, static_cast<double>(input_.size.width), static_cast<double>(input_.size.height)};
  }
  [[nodiscard]] Shape shape() const { return shape_; }
  [[nodiscard]] double px(double units) const { return units * unit_px_; }
  [[nodiscard]] double corner_px() const { return input_.theme.radius * unit_px_ * 1080; }
  [[nodiscard]] Entrance entrance() const;
  [[nodiscard]] Random& random() { return random_; }
  /// A coin that differs between neighbouring scenes.
  [[nodiscard]] bool odd() const { return input_.index % 2 == 1; }

  /// Layouts think from left to right; for a scene written from right to left this mirrors a box.
  [[nodiscard]] paint::Box place(const paint::Box& box) const;

  [[nodiscard]] paint::TextStyle style(TextRole role, const TextSize& size,
                                       paint::Align align = paint::Align::start) const;
  /// Fits and remembers to warn if it does not fit.
  [[nodiscard]] paint::TextBlock fit(std::string_view text, const paint::TextStyle& style, double width_px,
                                     double height_px);
  /// All at one size, the largest at which each fits.
  [[nodiscard]] std::vector<paint::TextBlock> fit_alike(const std::vector<std::string>& texts,
                                                        paint::TextStyle style, double width_px,
                                                        double height_px);
  /// The label's text as the theme sets it.
  [[nodiscard]] std::string label(std::string_view text) const;

  void add_background();
  void add(std::string name, const paint::PlacedImage& image, const Appearance& appearance, double scale = 1);
  /// `box` is the one the block was fitted to, already placed.
  void add_text(std::string name, const paint::TextBlock& block, const paint::Box& box,
                const paint::Colour& colour, const Appearance& appearance);
  /// `lighten` 0 to 1: towards white, for dark pictures.
  void add_bar(std::string name, const paint::Box& box, const Appearance& appearance, double lighten = 0);
  /// The icon on what the theme puts icons on, with its companions. `box` is square.
  void add_badge(const std::string& name, const std::string& icon, const paint::Box& box, double delay_s);

  void draw_card(paint::Canvas& canvas, const paint::Box& box) const;
  [[nodiscard]] double card_bleed_px() const { return px(44); }  ///< how far a card's shadow reaches
  /// A small badge with an icon, or with `number` where there is none.
  void draw_marker(paint::Canvas& canvas, const paint::Box& box, const std::string& icon,
                   std::size_t number) const;
  void draw_icon(paint::Canvas& canvas, const std::string& icon, const paint::Box& box,
                 const paint::Fill& fill) const;

  /// The scene's icon, or "".
  [[nodiscard]] const std::string& icon() const { return icon_; }
  /// One a bullet, all different; empty when any has none.
  [[nodiscard]] std::vector<std::string> bullet_icons() const;
  [[nodiscard]] const paint::IconFont& icons() const { return icons_; }

  /// A layer that is not content: pictures, scrims.
  DesignLayer& add_layer(DesignLayer layer);
  /// What lies below is a picture that was darkened for light text.
  void stands_over_picture() { design_.over_picture = true; }
  [[nodiscard]] SceneDesign finish() &&;

 private:
  void warn_about_missing_glyphs();

  const SceneInput& input_;
  const paint::TextEngine& engine_;
  const paint::IconFont& icons_;
  const Palette palette_;
  const SafeArea safe_;
  const Shape shape_;
  const double unit_px_;
  const bool from_right_;
  Random random_;
  std::string icon_;
  SceneDesign design_;
};

}  // namespace reelwright::stages
