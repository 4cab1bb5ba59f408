// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/picture_maker.h"

#include <algorithm>
#include <charconv>
#include <exception>
#include <optional>
#include <utility>

#include "media/picture.h"
#include "stages/visuals/theme.h"
#include "stages/visuals/thumbnail.h"
#include "store/job_paths.h"

namespace reelwright::app {
namespace {

constexpr int side_px_max = 384;
constexpr std::size_t orders_max = 128;  ///< more than the window remembers pictures
constexpr int poster_px_max = 1280;
constexpr std::string_view theme_prefix = "theme/";
constexpr std::string_view poster_prefix = "poster/";

struct ThemeWish {
  std::string theme;
  Aspect aspect = Aspect::wide;
};

std::optional<ThemeWish> theme_wish(std::string_view name) {
  if (!name.starts_with(theme_prefix)) return std::nullopt;
  name.remove_prefix(theme_prefix.size());
  const std::size_t slash = name.rfind('/');
  if (slash == std::string_view::npos) return std::nullopt;
  int aspect = 0;
  std::from_chars(name.data() + slash + 1, name.data() + name.size(), aspect);
  return ThemeWish{std::string(name.substr(0, slash)), static_cast<Aspect>(aspect)};
}

/// Each pixel is the mean of four; an odd last row or column is left out.
RgbaImage halved(const RgbaImage& image) {
  RgbaImage half(image.width / 2, image.height / 2);
  for (int y = 0; y < half.height; ++y) {
    const std::uint8_t* const above = image.row(2 * y);
    const std::uint8_t* const below = image.row(2 * y + 1);
    std::uint8_t* const out = half.row(y);
    for (int i = 0; i < half.width * 4; ++i) {
      const int from = i / 4 * 8 + i % 4;
      out[i] =
          static_cast<std::uint8_t>((above[from] + above[from + 4] + below[from] + below[from + 4] + 2) / 4);
    }
  }
  return half;
}

}  // namespace

RgbaImage draw_theme_sample(const std::filesystem::path& assets, const std::string& theme,
                            const std::string& title, Aspect aspect) {
  const Result<Theme> loaded = stages::load_theme(assets, theme);
  if (!loaded) return {};
  Script script;
  script.title = title.empty() ? loaded->title : title;
  Result<RgbaImage> image = stages::draw_thumbnail(*loaded, script, {}, aspect);
  return image ? std::move(*image) : RgbaImage{};
}

RgbaImage make_picture(const std::filesystem::path& assets, std::string_view wish, const std::string& title) {
  const auto theme = theme_wish(wish);
  if (!theme) return {};
  RgbaImage image = draw_theme_sample(assets, theme->theme, title, theme->aspect);
  while (std::max(image.width, image.height) > side_px_max) image = halved(image);
  return image;
}

PictureMaker::PictureMaker(const store::JobStore& store, std::filesystem::path assets,
                           std::function<void()> wake)
    : store_(store), assets_(std::move(assets)), wake_(std::move(wake)) {
  thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

PictureMaker::~PictureMaker() = default;

void PictureMaker::serve(ui::Pictures& pictures, const std::string& title) {
  for (ui::Pictures::Wish& wish : pictures.take_wishes()) waiting_.push_back({std::move(wish), title});
  std::vector<Made> made;
  {
    const std::unique_lock lock(mutex_, std::try_to_lock);
    if (!lock) return;
    made = std::exchange(made_, {});
    for (Order& order : waiting_) {
      // Of one picture only the newest version is wanted.
      std::erase_if(orders_, [&](const Order& each) { return each.wish.name == order.wish.name; });
      orders_.push_back(std::move(order));
    }
    // Those that waited longest have been scrolled away.
    if (orders_.size() > orders_max)
      orders_.erase(orders_.begin(), orders_.end() - static_cast<std::ptrdiff_t>(orders_max));
  }
  if (!waiting_.empty()) ordered_.notify_one();
  waiting_.clear();
  for (const Made& each : made)
    pictures.put(each.wish, each.image.pixels, {each.image.width, each.image.height});
}

void PictureMaker::work(const std::stop_token& stop) {
  for (;;) {
    Order order;
    {
      std::unique_lock lock(mutex_);
      if (!ordered_.wait(lock, stop, [this] { return !orders_.empty(); })) return;
      order = std::move(orders_.back());
      orders_.pop_back();
    }
    Made made{order.wish, {}};
    try {
      made.image = make(order, stop);
    } catch (const std::exception&) {
      // No memory for a small picture: it stays away, the work goes on.
    }
    if (stop.stop_requested()) return;
    {
      const std::lock_guard lock(mutex_);
      made_.push_back(std::move(made));
    }
    wake_();
  }
}

RgbaImage PictureMaker::make(const Order& order, const std::stop_token& stop) const {
  std::string_view job = order.wish.name;
  const bool is_poster = job.starts_with(poster_prefix);
  if (is_poster) job.remove_prefix(poster_prefix.size());
  if (!is_valid_job_id(job)) return make_picture(assets_, order.wish.name, order.title);
  const std::filesystem::path file = store_.paths(job).thumbnail();
  const int side_max = is_poster ? poster_px_max : side_px_max;
  Result<RgbaImage> image = media::decode_picture(file, side_max, side_max, stop);
  return image ? std::move(*image) : RgbaImage{};
}

}  // namespace reelwright::app
