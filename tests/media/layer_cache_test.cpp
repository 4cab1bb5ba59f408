// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/layer_cache.h"

#include <gtest/gtest.h>

#include <new>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include "base/temporary_folder.h"
#include "media/picture.h"
#include "media/support.h"

namespace reelwright::media::test {
namespace {

using reelwright::test::TemporaryFolder;

TEST(LayerCache, ThreadsThatWantTheSameImageGetTheSameImage) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_png(glass_disc(300), folder / "a.png").has_value());
  LayerCache cache(1 << 28);
  std::vector<std::shared_ptr<const LayerImage>> images(8);
  {
    std::vector<std::jthread> threads;
    for (auto& image : images)
      threads.emplace_back([&] {
        if (auto got = cache.get(folder.path(), "a.png", "1")) image = *got;
        if (image != nullptr) static_cast<void>(image->level(3));
      });
  }
  EXPECT_NE(images[0], nullptr);
  EXPECT_EQ(std::set(images.begin(), images.end()).size(), 1U);
}

TEST(LayerCache, OldImagesGoButNotThoseInUse) {
  const TemporaryFolder folder;
  for (const char* name : {"a.png", "b.png", "c.png"})
    ASSERT_TRUE(write_png(photograph(200, 100, 1), folder / name).has_value());
  LayerCache cache(1);  // nothing fits
  const auto used = cache.get(folder.path(), "a.png", "1");
  ASSERT_TRUE(used.has_value());
  std::weak_ptr<const LayerImage> unused = *cache.get(folder.path(), "b.png", "1");
  ASSERT_TRUE(cache.get(folder.path(), "c.png", "1").has_value());
  EXPECT_TRUE(unused.expired());
  EXPECT_EQ(*cache.get(folder.path(), "a.png", "1"), *used);
}

TEST(LayerCache, ImagesThatDoNotFitMemoryAreRefusedAndNobodyWaitsForThem) {
  LayerCache cache(1 << 28,
                   [](const std::filesystem::path&) -> Result<RgbaImage> { throw std::bad_alloc(); });
  for (int attempt = 0; attempt < 2; ++attempt) {
    const auto image = cache.get("folder", "a.png", "1");
    ASSERT_FALSE(image.has_value());
    EXPECT_EQ(image.error().code, "picture.too_large");
  }
}

TEST(LayerCache, AnyExceptionLeavesNoEntryToWaitFor) {
  LayerCache cache(
      1 << 28, [](const std::filesystem::path&) -> Result<RgbaImage> { throw std::runtime_error("broken"); });
  for (int attempt = 0; attempt < 2; ++attempt)
    EXPECT_THROW(static_cast<void>(cache.get("folder", "a.png", "1")), std::runtime_error);
}

TEST(LayerCache, AnotherContentIsAnotherImage) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_png(photograph(200, 100, 1), folder / "a.png").has_value());
  LayerCache cache(1 << 28);
  const auto before = cache.get(folder.path(), "a.png", "1");
  ASSERT_TRUE(write_png(photograph(300, 100, 1), folder / "a.png").has_value());
  const auto after = cache.get(folder.path(), "a.png", "2");
  ASSERT_TRUE(before.has_value() && after.has_value());
  EXPECT_EQ((*before)->width(), 200);
  EXPECT_EQ((*after)->width(), 300);
}

}  // namespace
}  // namespace reelwright::media::test
