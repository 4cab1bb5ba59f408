// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the window as the keyboard goes through them: F6 leads from one to the next and back to where
// it was there, Tab from the last item of one to the first of the next. What is in them is theirs.
#pragma once

#include <cstdint>
#include <optional>

namespace reelwright::ui {

/// In the order in which they are gone through.
enum class Region : std::uint8_t { rail, page, generation, log, status };
inline constexpr std::size_t region_count = static_cast<std::size_t>(Region::status) + 1;

/// The name of its window.
[[nodiscard]] const char* name_of(Region region);

/// A value.
struct RegionFocus {
  enum class Place : std::uint8_t { first, last, where_it_was };
  struct Entry {
    Region region = Region::page;
    Place place = Place::where_it_was;
  };
  std::optional<Entry> wanted;    ///< from the next frame on
  std::optional<Entry> entering;  ///< in this frame

  void enter(Region region, Place place = Place::where_it_was) { wanted = Entry{region, place}; }
};

/// Between Host::begin() and the first region of a frame; leaves the focus alone while a popup is open.
void begin_regions(RegionFocus& focus);
/// Behind the last region of the frame.
void end_regions(RegionFocus& focus);

/// The next region that is on the screen, or the one before; from nowhere the page.
void step_region(RegionFocus& focus, bool forwards);

}  // namespace reelwright::ui
