// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/preview/source.h"

#include <algorithm>
#include <utility>

namespace reelwright::runtime {
namespace {

class FilmSource final : public PreviewSource {
 public:
  explicit FilmSource(media::FilmReader reader) : reader_(std::move(reader)) {}
  [[nodiscard]] const media::FilmFacts& facts() const override { return reader_.facts(); }
  [[nodiscard]] Result<media::FilmShot> picture(std::int64_t frame, const GivesUp& gives_up) override {
    return reader_.read(frame, gives_up);
  }

 private:
  media::FilmReader reader_;
};

class TimelineSource final : public PreviewSource {
 public:
  TimelineSource(std::shared_ptr<const PreviewPlan> plan, media::Compositor compositor)
      : plan_(std::move(plan)),
        compositor_(std::move(compositor)),
        pool_(plan_->timeline.size.width, plan_->timeline.size.height),
        facts_{.width = plan_->timeline.size.width,
               .height = plan_->timeline.size.height,
               .frames_per_second = static_cast<double>(plan_->timeline.frames_per_second),
               .frame_count = plan_->frame_count,
               .has_sound = !plan_->sound.empty(),
               .chapters = {}} {}
  [[nodiscard]] const media::FilmFacts& facts() const override { return facts_; }
  [[nodiscard]] Result<media::FilmShot> picture(std::int64_t frame, const GivesUp&) override {
    const std::int64_t number = std::clamp<std::int64_t>(frame, 0, facts_.frame_count - 1);
    media::FilmPool::Blank blank = pool_.get();
    TRY(compositor_.compose(number, blank.view));
    return media::FilmShot{std::move(blank.frame), number};
  }

 private:
  std::shared_ptr<const PreviewPlan> plan_;
  media::Compositor compositor_;
  media::FilmPool pool_;
  media::FilmFacts facts_;
};

}  // namespace

Result<std::unique_ptr<PreviewSource>> open_source(std::shared_ptr<const PreviewPlan> plan,
                                                   const SourceParts& parts) {
  if (!plan->is_live()) {
    media::FilmReader reader = TRY(media::FilmReader::open(plan->film, parts.decoder_threads, parts.stop));
    return std::make_unique<FilmSource>(std::move(reader));
  }
  media::Compositor compositor =
      TRY(media::Compositor::open(plan->timeline, plan->folder, parts.layers, parts.stop));
  return std::make_unique<TimelineSource>(std::move(plan), std::move(compositor));
}

}  // namespace reelwright::runtime
