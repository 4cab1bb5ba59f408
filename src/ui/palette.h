// SPDX-License-Identifier: GPL-3.0-or-later
// The look of the studio in numbers: two palettes, one grid, two radii, four text sizes. Values only; style.h
// gives them to Dear ImGui.
#pragma once

#include <cstdint>

namespace reelwright::ui {

/// sRGB as 0xRRGGBB.
struct Palette {
  std::uint32_t window = 0;      ///< behind everything
  std::uint32_t surface = 0;     ///< cards and panels
  std::uint32_t raised = 0;      ///< fields and buttons on a card
  std::uint32_t hovered = 0;     ///< the same under the pointer
  std::uint32_t border = 0;      ///< of fields and between panels
  std::uint32_t text = 0;        ///< at least 4.5:1 on all of the above
  std::uint32_t text_faint = 0;  ///< captions and hints: 4.5:1 on window, surface and raised
  std::uint32_t accent = 0;      ///< what to press next, focus
  std::uint32_t on_accent = 0;   ///< text on the accent
  std::uint32_t active = 0;      ///< stages and jobs at work
  std::uint32_t done = 0;
  std::uint32_t failed = 0;
  std::uint32_t attention = 0;  ///< skipped, canceled, interrupted, warnings
  std::uint32_t idle = 0;       ///< queued
};

inline constexpr Palette dark_palette = {.window = 0x14161b,
                                         .surface = 0x1b1e25,
                                         .raised = 0x262a33,
                                         .hovered = 0x303642,
                                         .border = 0x363c49,
                                         .text = 0xeceff4,
                                         .text_faint = 0xa3acba,
                                         .accent = 0x7c83ff,
                                         .on_accent = 0x0e1016,
                                         .active = 0x6cb2ff,
                                         .done = 0x5fd08a,
                                         .failed = 0xff8080,
                                         .attention = 0xf0b44c,
                                         .idle = 0xa3acba};

inline constexpr Palette light_palette = {.window = 0xf3f4f7,
                                          .surface = 0xffffff,
                                          .raised = 0xf0f1f5,
                                          .hovered = 0xe4e7ee,
                                          .border = 0xcfd4de,
                                          .text = 0x191c22,
                                          .text_faint = 0x565e6c,
                                          .accent = 0x4a45d1,
                                          .on_accent = 0xffffff,
                                          .active = 0x0b5fbf,
                                          .done = 0x10713b,
                                          .failed = 0xb3261e,
                                          .attention = 0x8a5300,
                                          .idle = 0x565e6c};

/// Units of design: multiplied by the scale of the screen.
namespace metric {
inline constexpr float grid = 4;
inline constexpr float gap = 2 * grid;
inline constexpr float padding = 4 * grid;
inline constexpr float radius = 8;
inline constexpr float radius_small = 5;
inline constexpr float row_height = 9 * grid;
inline constexpr float rail_width = 18 * grid;
inline constexpr float status_height = 7 * grid;
inline constexpr float generation_width = 400;
inline constexpr float text_small = 13;
inline constexpr float text_normal = 15;
inline constexpr float text_large = 19;
inline constexpr float text_title = 27;
}  // namespace metric

}  // namespace reelwright::ui
