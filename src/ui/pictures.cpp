// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures.h"

#include <algorithm>
#include <utility>

namespace reelwright::ui {
namespace {

constexpr std::size_t pixels_max = 16U << 20;

}  // namespace

Pictures::Pictures(std::size_t pictures_max) : pictures_max_(pictures_max) { entries_.reserve(pictures_max); }

Pictures::Entry& Pictures::entry_of(std::string_view name) {
  const auto found = std::ranges::find(entries_, name, &Entry::name);
  if (found != entries_.end()) return *found;
  if (entries_.size() == pictures_max_) entries_.erase(std::ranges::min_element(entries_, {}, &Entry::seen));
  entries_.push_back({.name = std::string(name), .texture = {}});
  return entries_.back();
}

Pictures::Picture Pictures::find(std::string_view name, std::int64_t version) {
  Entry& entry = entry_of(name);
  entry.seen = ++looks_;
  if (entry.version != version && entry.wished != version) {
    entry.wished = version;
    wishes_.push_back({entry.name, version});
  }
  const gfx::PixelSize size = entry.texture.size();
  if (entry.texture.id() == 0) return {};
  return {entry.texture.id(), static_cast<float>(size.width) / static_cast<float>(std::max(size.height, 1))};
}

std::vector<Pictures::Wish> Pictures::take_wishes() { return std::exchange(wishes_, {}); }

void Pictures::put(const Wish& wish, std::span<const std::uint8_t> rgba, gfx::PixelSize size) {
  Entry& entry = entry_of(wish.name);
  // A newer one was asked for meanwhile.
  if (entry.wished != wish.version && entry.wished != -1) return;
  entry.version = wish.version;
  if (rgba.empty())
    entry.texture = {};
  else
    entry.texture.set(rgba, size);
  make_room(wish.name);
}

void Pictures::make_room(std::string_view kept) {
  const auto pixels_of = [](const Entry& entry) {
    const gfx::PixelSize size = entry.texture.size();
    return static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
  };
  std::size_t pixels = 0;
  for (const Entry& entry : entries_) pixels += pixels_of(entry);
  while (pixels > pixels_max) {
    const auto oldest = std::ranges::min_element(entries_, {}, &Entry::seen);
    if (oldest->name == kept) return;
    pixels -= pixels_of(*oldest);
    entries_.erase(oldest);
  }
}

}  // namespace reelwright::ui
