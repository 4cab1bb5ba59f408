// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/layer_cache.h"

#include <new>
#include <utility>

namespace reelwright::media {
namespace {

Error layer_error(const Error& error, const std::string& name) {
  if (error.code == "picture.too_large") return error;
  const bool missing = error.code == "picture.missing";
  return {missing ? "compositor.missing_layer" : "compositor.damaged_layer",
          missing ? "The picture \"" + name + "\" of the timeline is missing."
                  : "The picture \"" + name + "\" of the timeline cannot be drawn: " + error.message,
          "Run the Visuals stage again, or put the file back."};
}

}  // namespace

std::shared_ptr<LayerCache> make_layer_cache(std::size_t bytes_max) {
  return std::make_shared<LayerCache>(bytes_max);
}

Result<std::shared_ptr<const LayerImage>> LayerCache::get(const std::filesystem::path& root,
                                                          const std::string& name, const std::string& hash) {
  const std::filesystem::path path = root / name;
  const std::string key = path.string() + '\n' + hash;
  std::unique_lock lock(mutex_);
  for (;;) {
    const auto found = entries_.find(key);
    if (found == entries_.end()) break;
    if (found->second.image != nullptr) {
      found->second.last_use = ++uses_;
      return found->second.image;
    }
    loaded_.wait(lock);
  }
  const auto entry = entries_.try_emplace(key).first;
  // Whatever happens while it is loaded, nobody waits for ever.
  struct Pending {
    LayerCache& cache;
    std::unique_lock<std::mutex>& lock;
    std::map<std::string, Entry>::iterator entry;
    ~Pending() {
      if (!lock.owns_lock()) lock.lock();
      if (entry->second.image == nullptr) cache.entries_.erase(entry);
      cache.loaded_.notify_all();
    }
  };
  const Pending pending{*this, lock, entry};
  lock.unlock();
  const std::shared_ptr<const LayerImage> image = TRY(load(path, name));
  lock.lock();
  entry->second = {image, ++uses_};
  bytes_ += image->bytes();
  make_room();
  return image;
}

Result<std::shared_ptr<const LayerImage>> LayerCache::load(const std::filesystem::path& path,
                                                           const std::string& name) const {
  try {
    const Result<RgbaImage> picture = decode_(path);
    if (!picture) return std::unexpected(layer_error(picture.error(), name));
    return std::make_shared<const LayerImage>(*picture, AlphaKind::straight);
  } catch (const std::bad_alloc&) {
    return too_large_for_memory(path);
  }
}

void LayerCache::make_room() {
  while (bytes_ > bytes_max_) {
    auto oldest = entries_.end();
    for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
      const bool unused = entry->second.image != nullptr && entry->second.image.use_count() == 1;
      if (unused && (oldest == entries_.end() || entry->second.last_use < oldest->second.last_use))
        oldest = entry;
    }
    if (oldest == entries_.end()) return;
    bytes_ -= oldest->second.image->bytes();
    entries_.erase(oldest);
  }
}

}  // namespace reelwright::media
