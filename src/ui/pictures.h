// SPDX-License-Identifier: GPL-3.0-or-later
// The small pictures of the window, by name: thumbnails of jobs, samples of themes. A panel asks for one and
// draws it when it is there; what is not there yet is remembered as a wish, which somebody with a disk
// fulfils. The pictures seen last are kept, as far as they are not too many or too large.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gfx/image_texture.h"

namespace reelwright::ui {

/// Main thread, while the window lives.
class Pictures {
 public:
  explicit Pictures(std::size_t pictures_max);

  struct Picture {
    ImTextureID texture = 0;  ///< 0: not there (yet)
    float aspect = 1;         ///< width / height
  };
  /// `version`: when it differs from the one that was put, the picture is wished for again and the old one is
  /// shown meanwhile.
  [[nodiscard]] Picture find(std::string_view name, std::int64_t version = 0);

  struct Wish {
    std::string name;
    std::int64_t version = 0;
  };
  /// What was looked for and not found since the last call, oldest first.
  [[nodiscard]] std::vector<Wish> take_wishes();
  /// An empty `rgba` says that there is none, so that nobody asks again.
  void put(const Wish& wish, std::span<const std::uint8_t> rgba, gfx::PixelSize size);

 private:
  struct Entry {
    std::string name;
    std::int64_t version = -1;  ///< of the picture
    std::int64_t wished = -1;
    std::uint64_t seen = 0;
    gfx::ImageTexture texture;
  };
  Entry& entry_of(std::string_view name);
  /// Those seen longest ago go until the others are not too large.
  void make_room(std::string_view kept);

  const std::size_t pictures_max_;
  std::vector<Entry> entries_;
  std::vector<Wish> wishes_;
  std::uint64_t looks_ = 0;
};

}  // namespace reelwright::ui
