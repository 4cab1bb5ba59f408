// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the small pictures that the window wishes for: thumbnails of jobs from their files, samples of themes
// drawn as the video would be. On a thread of its own, the newest wish first, because what was wished for
// last is what is looked at.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "model/brief.h"
#include "model/image.h"
#include "store/job_store.h"
#include "ui/pictures.h"

namespace reelwright::app {

/// A theme as a video called `title` would begin, as large as it is drawn; empty when the theme cannot be
/// read. Any thread.
[[nodiscard]] RgbaImage draw_theme_sample(const std::filesystem::path& assets, const std::string& theme,
                                          const std::string& title, Aspect aspect);
/// What a wish for a theme's sample names; empty for other wishes. Any thread.
[[nodiscard]] RgbaImage make_picture(const std::filesystem::path& assets, std::string_view wish,
                                     const std::string& title);

/// Main thread; the store and the folder of assets outlive it.
class PictureMaker {
 public:
  /// `wake`: a picture is ready; from the maker's thread, must not block.
  PictureMaker(const store::JobStore& store, std::filesystem::path assets, std::function<void()> wake);
  ~PictureMaker();
  PictureMaker(const PictureMaker&) = delete;
  PictureMaker& operator=(const PictureMaker&) = delete;

  /// Passes on what `pictures` wished for since the last call, with the `title` that samples of themes show,
  /// and puts in what is ready. Waits for nobody.
  void serve(ui::Pictures& pictures, const std::string& title);

 private:
  struct Order {
    ui::Pictures::Wish wish;
    std::string title;
  };
  struct Made {
    ui::Pictures::Wish wish;
    RgbaImage image;  ///< empty when there is none
  };

  void work(const std::stop_token& stop);
  [[nodiscard]] RgbaImage make(const Order& order, const std::stop_token& stop) const;

  const store::JobStore& store_;
  const std::filesystem::path assets_;
  const std::function<void()> wake_;
  std::vector<Order> waiting_;  ///< main thread: not yet passed on

  std::mutex mutex_;
  std::condition_variable_any ordered_;
  std::vector<Order> orders_;  ///< guarded by mutex_
  std::vector<Made> made_;     ///< guarded by mutex_

  std::jthread thread_;  ///< last: starts when all else is there
};

}  // namespace reelwright::app
