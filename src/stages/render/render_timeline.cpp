// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/render/render_timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/guarded.h"
#include "base/hash.h"
#include "base/locked_folder.h"
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
  PartsRun(const Timeline& timeline, const fs::path& root, const fs::path& folder, const fs::path& ready,
           std::move_only_function<void(double)>& progress)
      : timeline_(timeline), root_(root), parts_(parts_in(folder, timeline)), progress_(progress) {
    const media::EncodedParts others = ready.empty() ? parts_ : parts_in(ready, timeline);
    const auto find = [](fs::path& own, const fs::path& other, const auto& is_complete) {
      if (is_complete(own)) return true;
      if (!is_complete(other)) return false;
      own = other;
      return true;
    };
    const auto is_sound = [&](const fs::path& path) { return media::is_complete_sound(path, timeline); };
    if (!timeline.audio.empty() && !find(parts_.sound, others.sound, is_sound))
      tasks_.emplace_back([this] { return encode_sound(); });
    std::map<std::string, fs::path> missing;
    const std::vector<Segment> segments = segments_of(timeline);
    for (std::size_t i = 0; i < segments.size(); ++i) {
      const auto is_segment = [&](const fs::path& path) {
        return media::is_complete_segment(path, timeline, segments[i].frame_count);
      };
      if (find(parts_.segments[i], others.segments[i], is_segment) || missing.contains(segments[i].key))
        frames_done_ += segments[i].frame_count;
      else
        missing.emplace(segments[i].key, parts_.segments[i]);
    }
    for (const Segment& segment : in_work_order(segments))
      if (auto own = missing.extract(segment.key))
        tasks_.emplace_back(
            [this, segment, path = std::move(own.mapped())] { return render(segment, path); });
  }

  Result<media::EncodedParts> run(int workers, const std::stop_token& stop) {
    advance(0);
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
      if (Result<void> done = guarded<void>("Render", tasks_[index]); !done) {
        const std::scoped_lock lock(mutex_);
        if (!error_ && !is_canceled(done.error())) error_ = std::move(done).error();
        failed_.request_stop();
      }
    }
  }

  /// Too short a task to be part of the progress.
  Result<void> encode_sound() {
    return media::encode_sound(timeline_, root_, parts_.sound, failed_.get_token(), {});
  }

  Result<void> render(const Segment& segment, const fs::path& path) {
    std::int64_t before = 0;
    return render_segment(timeline_, root_, cache_, sessions_, segment, path, failed_.get_token(),
                          [&](std::int64_t frames) { advance(frames - std::exchange(before, frames)); });
  }

  void advance(std::int64_t frames) {
    const std::scoped_lock lock(mutex_);
    frames_done_ += frames;
    progress_(static_cast<double>(frames_done_) / static_cast<double>(timeline_.frame_count));
  }

  const Timeline& timeline_;
  const fs::path& root_;
  std::shared_ptr<media::LayerCache> cache_ = media::make_layer_cache(layer_cache_bytes_max);
  HardwareSessions sessions_;
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

/// Named by what is rendered to where.
fs::path folder_for(const fs::path& timeline_json, const fs::path& output) {
  std::error_code failed;
  const fs::path timeline = fs::canonical(timeline_json, failed);
  Hasher hash;
  hash.text((failed ? timeline_json : timeline).string()).text(output.filename().string());
  return output.parent_path() / (".reelwright-" + hash.hex());
}

/// One rendering from the segments to the copy, with what it learns on the way.
class TimelineRun {
 public:
  TimelineRun(const fs::path& timeline_json, Timeline timeline, const fs::path& folder, int workers,
              std::stop_token stop, RenderTold& told)
      : timeline_(std::move(timeline)),
        root_(timeline_json.parent_path()),
        ready_(root_ / "render"),
        folder_(folder),
        workers_(workers),
        stop_(std::move(stop)),
        told_(told) {}

  /// To `joined`.
  Result<VideoFacts> run(const fs::path& joined) {
    Result<VideoFacts> facts = make(joined);
    while (!facts && TRY(mend(facts.error()))) facts = make(joined);
    return facts;
  }

 private:
  Result<VideoFacts> make(const fs::path& joined) {
    parts_ = TRY(render_parts(timeline_, root_, folder_, ready_, workers_, stop_,
                              [&](double share) { progress(encode_share * share); }));
    TRY(media::join_parts(timeline_, root_, parts_, joined, stop_, {}));
    return check_video(timeline_, root_, joined, stop_,
                       [&](double share) { progress(encode_share + (1 - encode_share) * share); });
  }

  /// Whether it is worth another try.
  Result<bool> mend(const Error& fault) {
    const bool is_part_fault = fault.code == "mux.segment_mismatch" || is_fault_of_parts(fault);
    // This machine may not have the hardware that the timeline was composed for.
    if (const HardwareEncoder* const hardware = find_hardware_encoder(timeline_.encode.encoder);
        hardware != nullptr && (is_part_fault || is_encoder_failure(fault))) {
      timeline_.encode = on_the_processor(timeline_.encode);
      told_.warning(
          fmt::format("The encoder {} failed, so the processor encodes this video.", hardware->title));
      return true;
    }
    if (!is_part_fault || std::exchange(has_mended_, true)) return false;
    // Those of the job are not ours to remove.
    ready_.clear();
    TRY(remove_bad_parts(parts_, folder_, stop_, {}));
    return true;
  }

  void progress(double share) {
    shown_ = std::max(shown_, share);
    told_.progress(shown_);
  }

  Timeline timeline_;
  const fs::path root_;
  fs::path ready_;
  const fs::path& folder_;
  const int workers_;
  const std::stop_token stop_;
  RenderTold& told_;
  media::EncodedParts parts_;
  double shown_ = 0;
  bool has_mended_ = false;
};

}  // namespace

Result<media::EncodedParts> render_parts(const Timeline& timeline, const fs::path& root,
                                         const fs::path& parts_folder, const fs::path& ready, int workers,
                                         std::stop_token stop,
                                         std::move_only_function<void(double)> progress) {
  TRY(make_folder(parts_folder));
  return PartsRun(timeline, root, parts_folder, ready, progress).run(std::max(1, workers), stop);
}

Result<VideoFacts> render_timeline(const fs::path& timeline_json, const fs::path& output, int workers,
                                   std::stop_token stop, RenderTold told) {
  Timeline timeline = TRY(load_timeline(timeline_json));
  LockedFolder folder = TRY(LockedFolder::open(folder_for(timeline_json, output)));
  // Joined beside the segments first: the output's name appears only once the file has passed its checks.
  const fs::path joined = folder.path() / "joined.mp4";
  const auto make = [&]() -> Result<VideoFacts> {
    VideoFacts facts =
        TRY(TimelineRun(timeline_json, std::move(timeline), folder.path(), workers, stop, told).run(joined));
    TRY(copy_file_durably(joined, output));
    return facts;
  };
  Result<VideoFacts> facts = make();
  std::error_code ignored;
  fs::remove(joined, ignored);
  if (!facts) {
    folder.remove_if_empty();
    return facts;
  }
  folder.remove();
  told.progress(1.0);
  return facts;
}

}  // namespace reelwright::stages
