// SPDX-License-Identifier: GPL-3.0-or-later
// Layer images by file, shared by the compositors of one render. Internal to media/; made by make_layer_cache
// in compositor.h.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/result.h"
#include "media/compositor.h"
#include "media/layer_image.h"
#include "media/picture_decode.h"

namespace reelwright::media {

/// Any thread. Two threads that want the same image load it once.
class LayerCache {
 public:
  /// May throw std::bad_alloc.
  using Decode = Result<RgbaImage> (*)(const std::filesystem::path&);

  explicit LayerCache(std::size_t bytes_max, Decode decode = decode_whole_picture)
      : bytes_max_(bytes_max), decode_(decode) {}

  /// The image in `root / name`; `hash` is its content's. Errors: compositor.missing_layer,
  /// compositor.damaged_layer, picture.too_large.
  [[nodiscard]] Result<std::shared_ptr<const LayerImage>> get(const std::filesystem::path& root,
                                                              const std::string& name,
                                                              const std::string& hash);

 private:
  struct Entry {
    std::shared_ptr<const LayerImage> image;  ///< null while it is being loaded
    std::uint64_t last_use = 0;
  };
  [[nodiscard]] Result<std::shared_ptr<const LayerImage>> load(const std::filesystem::path& path,
                                                               const std::string& name) const;
  void make_room();

  const std::size_t bytes_max_;
  const Decode decode_;
  std::mutex mutex_;
  std::condition_variable loaded_;
  // Guarded by mutex_.
  std::map<std::string, Entry> entries_;
  std::size_t bytes_ = 0;
  std::uint64_t uses_ = 0;
};

}  // namespace reelwright::media
