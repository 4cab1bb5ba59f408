// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/render/render_timeline.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include "base/file.h"
#include "media/encode.h"
#include "stages/complete/checks.h"
#include "stages/encoder_choice.h"
#include "stages/render/segment_render.h"

namespace reelwright::stages {
namespace {

/// Joining and checking take about this share of the whole.
constexpr double encode_share = 0.85;

/// Works through the parts until all are there or one failed.
class PartsRun {
 public:
  PartsRun(const Timeline& timeline, const fs::path& root, const fs::path& folder,
           std::move_only_function<void(double)>& progress)
      : timeline_(timeline),
        root_(root),
        folder_(folder),
        parts_(parts_in(folder, timeline)),
        progress_(progress) {
    if (!timeline.audio.empty()) tasks_.emplace_back([this] { return encode_sound(); });
    std::set<std::string> seen;
    for (Segment& segment : in_work_order(segments_of(timeline)))
      if (seen.insert(segment.key).second)
        tasks_.emplace_back([this, segment = std::move(segment)] { return render(segment); });
  }

  Result<media::EncodedParts> run(int workers, const std::stop_token& stop) {
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < workers; ++i) threads.emplace_back([this, stop] { work(stop); });
    }
    if (stop.stop_requested()) return canceled();
    if (error_) return std::unexpected(*std::move(error_));
    return std::move(parts_);
  }

 private:
  void work(std::stop_token stop) {
    // One source that stops for the caller and for the first failure.
    std::stop_callback forward(stop, [this] { failed_.request_stop(); });
    while (!failed_.stop_requested()) {
      const std::size_t index = next_.fetch_add(1);
      if (index >= tasks_.size()) return;
      if (Result<void> done = tasks_[index](); !done) {
        const std::scoped_lock lock(mutex_);
        if (!error_ && !is_canceled(done.error())) error_ = std::move(done).error();
        failed_.request_stop();
      }
    }
  }

  /// Too short a task to be part of the progress.
  Result<void> encode_sound() {
    if (media::is_complete_sound(parts_.sound, timeline_)) return {};
    return media::encode_sound(timeline_, root_, parts_.sound, failed_.get_token(), {});
  }

  Result<void> render(const Segment& segment) {
    const fs::path path = part_in(folder_, segment.key);
    std::int64_t before = 0;
    if (!media::is_complete_segment(path, timeline_, segment.frame_count)) {
      TRY(render_segment(timeline_, root_, cache_, segment, path, failed_.get_token(),
                         [&](std::int64_t frames) {
                           advance(frames - before);
                           before = frames;
                         }));
    }
    advance(segment.frame_count - before);
    return {};
  }

  void advance(std::int64_t frames) {
    const std::scoped_lock lock(mutex_);
    frames_done_ += frames;
    progress_(static_cast<double>(frames_done_) / static_cast<double>(timeline_.frame_count));
  }

  const Timeline& timeline_;
  const fs::path& root_;
  const fs::path& folder_;
  std::shared_ptr<media::LayerCache> cache_ = media::make_layer_cache(layer_cache_bytes_max);
  media::EncodedParts parts_;
  std::vector<std::move_only_function<Result<void>()>> tasks_;
  std::atomic<std::size_t> next_ = 0;
  std::stop_source failed_;

  std::mutex mutex_;
  // guarded by mutex_
  std::move_only_function<void(double)>& progress_;
  std::int64_t frames_done_ = 0;
  std::optional<Error> error_;
};

}  // namespace

Result<media::EncodedParts> render_parts(const Timeline& timeline, const fs::path& root,
                                         const fs::path& parts_folder, int workers, std::stop_token stop,
                                         std::move_only_function<void(double)> progress) {
  TRY(make_folder(parts_folder));
  return PartsRun(timeline, root, parts_folder, progress).run(std::max(1, workers), stop);
}

Result<VideoFacts> render_timeline(const fs::path& timeline_json, const fs::path& output,
                                   const fs::path& segments_folder, int workers, std::stop_token stop,
                                   std::move_only_function<void(double)> progress) {
  Timeline timeline = TRY(load_timeline(timeline_json));
  const fs::path root = timeline_json.parent_path();
  // Joined beside the segments first: the output's name appears only once the file has passed its checks.
  const fs::path joined = segments_folder / "joined.mp4";
  const auto encode = [&]() -> Result<void> {
    const media::EncodedParts parts =
        TRY(render_parts(timeline, root, segments_folder, workers, stop,
                         [&](double share) { progress(encode_share * share); }));
    return media::join_parts(timeline, root, parts, joined, stop, [](double) {});
  };
  if (const Result<void> encoded = encode(); !encoded) {
    // This machine may not have the hardware that the timeline was composed for.
    if (find_hardware_encoder(timeline.encode.encoder) == nullptr || !is_encoder_failure(encoded.error()))
      return std::unexpected(encoded.error());
    timeline.encode = on_the_processor(timeline.encode);
    TRY(encode());
  }
  const VideoFacts facts = TRY(check_video(timeline, root, joined, stop, [&](double share) {
    progress(encode_share + (1 - encode_share) * share);
  }));
  TRY(copy_file_durably(joined, output));
  std::error_code ignored;
  fs::remove(joined, ignored);
  progress(1.0);
  return facts;
}

}  // namespace reelwright::stages
