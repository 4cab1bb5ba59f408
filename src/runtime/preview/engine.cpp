// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/preview/engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "model/limits.h"

namespace reelwright::runtime {
namespace {

constexpr std::size_t frames_ahead = 6;
constexpr double pictures_per_second_max = 60;  ///< at higher speeds some are left out
constexpr double feed_interval_s = 0.02;
constexpr double watch_interval_s = 1;
constexpr double idle_s = 3600;
/// A person who drags sees a picture from time to time: only after this long a newer wish ends the search for
/// an older one.
constexpr double search_s_min = 0.12;
constexpr double audio_rest_s = 2;           ///< after a pause this long the device is left to others
constexpr double audio_begin_s_max = 2;      ///< a device that plays nothing for this long has failed
constexpr double audio_try_interval_s = 10;  ///< it may have been plugged in
/// A file that ends this much before its time was cut off; less may be how its last pictures were counted.
constexpr double missing_s_min = 1;

/// "0:12".
std::string clock_text(double seconds) {
  const auto whole = std::llround(seconds);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

/// What is wrong with a video that can be played all the same; "" for nothing.
std::string problem_of(const media::FilmFacts& film) {
  const double end_s = static_cast<double>(film.frame_count) / film.frames_per_second;
  const double missing_s = static_cast<double>(film.frames_missing) / film.frames_per_second;
  if (missing_s < missing_s_min) return {};
  return fmt::format("This video ends at {} although {} were expected; the file may be damaged.",
                     clock_text(end_s), clock_text(end_s + missing_s));
}

}  // namespace

PreviewEngine::PreviewEngine(Exchange& exchange, EngineParts parts, std::stop_token stop)
    : exchange_(exchange),
      parts_(std::move(parts)),
      stop_(std::move(stop)),
      clock_(parts_.now_s),
      sound_(stop_) {}

PreviewEngine::~PreviewEngine() { delete exchange_.subject.exchange(nullptr); }

std::shared_ptr<const PreviewPlan> PreviewEngine::plan() const {
  const std::lock_guard lock(plan_mutex_);
  return plan_;
}

double PreviewEngine::work() {
  while (exchange_.used.try_pop()) continue;
  take_subject();
  take_order();
  if (plan_ != nullptr && (is_running_ || wants_still_) && parts_.now_s() - watched_s_ > watch_interval_s) {
    watched_s_ = parts_.now_s();
    if (!plan_->watched.empty() && stamp_of(plan_->watched) != plan_->stamp) look_again();
  }
  if (wants_still_ && source_ != nullptr) {
    if (!has_room()) return feed_interval_s;
    make_still();
    return 0;
  }
  if (is_running_) {
    keep_time();
    const bool goes_on = has_room() && !has_ended_ && make_next();
    return goes_on && has_room() ? 0 : feed_interval_s;
  }
  if (audio_ != nullptr && parts_.now_s() - idle_since_s_ > audio_rest_s) audio_->set_running(false);
  return audio_ != nullptr && parts_.now_s() - idle_since_s_ < audio_rest_s ? audio_rest_s : idle_s;
}

void PreviewEngine::take_subject() {
  std::unique_ptr<const PreviewSubject> subject(exchange_.subject.exchange(nullptr));
  if (subject == nullptr) return;
  const bool is_another = subject_ == nullptr || subject->id != subject_->id;
  subject_ = std::move(subject);
  if (is_another) {
    stop_run();
    source_.reset();
    show_plan(nullptr);
    captions_.reset();
    PlayerFacts facts;
    facts.version = facts_.version;
    facts.subject = subject_->id;
    facts.lacks_audio_device = facts_.lacks_audio_device;
    facts_ = std::move(facts);
    wants_still_ = false;
  }
  look_again();
}

void PreviewEngine::take_order() {
  const PlayerOrder order = *exchange_.order.read();
  if (subject_ == nullptr || order.subject != subject_->id) return;
  const bool is_new = order.generation != order_.generation;
  order_ = order;
  if (audio_ != nullptr) audio_->set_gain(static_cast<float>(order_.gain));
  if (order_.captions != captions_) {
    captions_ = order_.captions;
    look_again();
  }
  if (!is_new) return;
  stop_run();
  still_ = order_.frame;
  wants_still_ = order_.wants_picture;
  if (facts_.state == PlayerState::failed) push_failure(DueFrame::at_once);
  if (order_.is_playing && !wants_still_ && source_ != nullptr) start_run(still_);
}

void PreviewEngine::look_again() {
  watched_s_ = parts_.now_s();
  auto plan = plan_preview(*subject_, captions_);
  if (!plan) {
    // What is being made may lack a part for a moment.
    if (!subject_->is_settled && source_ != nullptr) return;
    return fail_with(plan.error());
  }
  if (*plan == nullptr) {
    facts_.state = PlayerState::empty;
    return publish_facts();
  }
  if (plan_ != nullptr && **plan == *plan_) return;
  auto source =
      open_source(*plan, {.layers = parts_.layers, .decoder_threads = parts_.decoder_threads, .stop = stop_});
  if (!source) {
    if (is_canceled(source.error())) return;
    if (!subject_->is_settled) {
      if (source_ == nullptr) facts_.state = PlayerState::opening;
      return publish_facts();
    }
    return fail_with(source.error());
  }
  const std::int64_t now = is_running_ ? frame_now() : still_;
  const std::int64_t place = plan_ == nullptr ? now : same_place(*plan_, **plan, now);
  const bool stays = plan_ != nullptr && place == now;
  source_ = std::move(*source);
  show_plan(std::move(*plan));
  sound_.set_pieces(plan_->sound, plan_->is_growing ? std::optional(sample_at(source_->facts().frame_count))
                                                    : std::nullopt);
  publish_facts();
  if (is_running_ && stays && !is_waiting_) {
    has_ended_ = false;
  } else if (is_running_) {
    start_run(place);
  } else {
    still_ = place;
    wants_still_ = true;
  }
}

void PreviewEngine::show_plan(std::shared_ptr<const PreviewPlan> plan) {
  const std::lock_guard lock(plan_mutex_);
  plan_ = std::move(plan);
}

void PreviewEngine::fail_with(const Error& error) {
  double due_s = DueFrame::at_once;
  if (is_running_) {  // what was made before is still shown
    is_running_ = is_waiting_ = false;
    due_s = next_due_s_;
    clock_.follow(std::nullopt);
    exchange_.clock.publish(clock_.point());
    if (audio_ != nullptr) audio_->restart();
  }
  source_.reset();
  show_plan(nullptr);
  wants_still_ = false;
  facts_.state = PlayerState::failed;
  facts_.problem = error.message;
  facts_.hint = error.hint;
  publish_facts();
  push_failure(due_s);
}

void PreviewEngine::push_failure(double due_s) {
  push({.kind = DueFrame::Kind::failed,
        .generation = order_.generation,
        .run = clock_.point().run,
        .number = 0,
        .due_s = due_s});
}

void PreviewEngine::publish_facts() {
  if (source_ != nullptr) {
    const media::FilmFacts& film = source_->facts();
    facts_.state = PlayerState::ready;
    facts_.problem = problem_of(film);
    facts_.hint = facts_.problem.empty() ? "" : "Make it again.";
    facts_.is_live = plan_->is_live();
    facts_.is_growing = plan_->is_growing;
    facts_.width = film.width;
    facts_.height = film.height;
    facts_.frames_per_second = film.frames_per_second;
    facts_.frame_count = film.frame_count;
    facts_.shows_captions = plan_->shows_captions;
    facts_.can_switch_captions = plan_->can_switch_captions;
    facts_.scenes = plan_->scenes;
    if (facts_.scenes.empty())
      for (const Chapter& chapter : film.chapters)
        facts_.scenes.push_back(
            {std::llround(static_cast<double>(chapter.start_ms) * film.frames_per_second / 1000),
             chapter.title});
  }
  ++facts_.version;
  exchange_.facts.publish(facts_);
  parts_.wake();
}

void PreviewEngine::make_still() {
  const double began_s = parts_.now_s();
  const auto gives_up = [&] {
    return parts_.now_s() - began_s > search_s_min && exchange_.order.read()->generation != order_.generation;
  };
  const std::int64_t count = source_->facts().frame_count;
  Result<media::FilmShot> shot = source_->picture(still_, gives_up);
  if (!shot) {
    if (!is_canceled(shot.error())) return fail_with(shot.error());
    wants_still_ = !stop_.stop_requested();
    return;
  }
  if (source_->facts().frame_count != count) publish_facts();
  wants_still_ = false;
  still_ = std::min(still_, source_->facts().frame_count - 1);
  push({.generation = order_.generation, .number = still_, .frame = std::move(shot->frame)});
  if (order_.is_playing) start_run(still_);
}

void PreviewEngine::open_audio() {
  const double now_s = parts_.now_s();
  if (audio_ != nullptr || now_s < next_audio_try_s_) return;
  next_audio_try_s_ = now_s + audio_try_interval_s;
  if (parts_.open_audio) audio_ = parts_.open_audio();
  if (audio_ != nullptr) audio_->set_gain(static_cast<float>(order_.gain));
  if (facts_.lacks_audio_device == (audio_ == nullptr)) return;
  facts_.lacks_audio_device = audio_ == nullptr;
  publish_facts();
}

void PreviewEngine::start_run(std::int64_t frame) {
  open_audio();
  is_running_ = true;
  has_ended_ = is_waiting_ = false;
  still_ = frame;
  pushed_count_ = 0;
  next_ = frame + step();
  next_due_s_ = step_s();
  if (audio_ != nullptr) {
    SoundRun run{.start = sample_at(frame), .speed = order_.speed, .loop = {}};
    if (order_.loop) run.loop = FrameRange{sample_at(order_.loop->begin), sample_at(order_.loop->end)};
    sound_.start(run, *audio_);
    audio_->set_running(true);
  }
  run_began_s_ = parts_.now_s();
  clock_.start(audio_ != nullptr);
  keep_time();
}

void PreviewEngine::stop_run() {
  if (!is_running_) return;
  is_running_ = is_waiting_ = false;
  idle_since_s_ = parts_.now_s();
  clock_.stop();
  exchange_.clock.publish(clock_.point());
  if (audio_ != nullptr) audio_->restart();
}

void PreviewEngine::keep_time() {
  const bool was_running = clock_.point().is_running;
  if (is_waiting_) {
    exchange_.clock.publish(clock_.point());
    return;
  }
  if (audio_ != nullptr) {
    sound_.feed(*audio_);
    std::optional<double> heard_s = audio_->heard_s();
    if (heard_s && *heard_s < 0 && parts_.now_s() - run_began_s_ > audio_begin_s_max) heard_s.reset();
    clock_.follow(heard_s);
    if (!heard_s) {
      audio_.reset();
      facts_.lacks_audio_device = true;
      publish_facts();
    }
  }
  exchange_.clock.publish(clock_.point());
  if (clock_.point().is_running != was_running) parts_.wake();
}

std::int64_t PreviewEngine::sample_at(std::int64_t frame) const {
  return std::llround(static_cast<double>(frame) * limits::audio_sample_rate /
                      source_->facts().frames_per_second);
}

std::int64_t PreviewEngine::step() const {
  const double pictures_per_second = source_->facts().frames_per_second * std::abs(order_.speed);
  const auto size =
      static_cast<std::int64_t>(std::ceil(pictures_per_second / pictures_per_second_max - 1e-6));
  return (order_.speed < 0 ? -1 : 1) * std::max<std::int64_t>(size, 1);
}

double PreviewEngine::step_s() const {
  return static_cast<double>(std::abs(step())) /
         (source_->facts().frames_per_second * std::abs(order_.speed));
}

std::int64_t PreviewEngine::frame_now() const {
  const double position_s = clock_.position_s();
  std::int64_t frame = still_;
  for (std::uint64_t i = pushed_count_ - std::min<std::uint64_t>(pushed_count_, pushed_.size());
       i < pushed_count_; ++i)
    if (const Pushed& pushed = pushed_[i % pushed_.size()]; pushed.due_s <= position_s) frame = pushed.number;
  return frame;
}

bool PreviewEngine::has_room() const { return exchange_.frames.size_hint() < frames_ahead; }

/// Where the video or the loop ends. False: there is nothing more to make for now.
bool PreviewEngine::turn_at_end() {
  const std::int64_t count = source_->facts().frame_count;
  const std::int64_t end = order_.loop ? std::min(order_.loop->end, count) : count;
  const std::int64_t begin = order_.loop ? order_.loop->begin : 0;
  const bool is_over = order_.speed > 0 ? next_ >= end : next_ < begin;
  if (!is_over) return true;
  if (order_.loop && begin < end) {
    next_ = order_.speed > 0 ? begin : end - 1;
    return true;
  }
  if (plan_->is_growing && order_.speed > 0) {
    // Playing waits for the next scene and then goes on from here.
    is_waiting_ = is_waiting_ || clock_.position_s() >= next_due_s_;
    if (is_waiting_) clock_.stop();
    return false;
  }
  has_ended_ = true;
  push({.kind = DueFrame::Kind::end,
        .generation = order_.generation,
        .run = clock_.point().run,
        .number = next_,
        .due_s = next_due_s_});
  return false;
}

/// Goes on to the picture that is due now. True when some were left out.
bool PreviewEngine::skip_late() {
  const double late_s = clock_.position_s() - next_due_s_;
  if (late_s < step_s()) return false;
  const auto steps = static_cast<std::int64_t>(late_s / step_s());
  next_ += steps * step();
  next_due_s_ += static_cast<double>(steps) * step_s();
  facts_.frames_skipped += static_cast<std::uint64_t>(steps);
  return true;
}

bool PreviewEngine::make_next() {
  if (!is_waiting_ && skip_late()) publish_facts();
  if (!turn_at_end()) return false;
  const auto gives_up = [&] { return exchange_.order.read()->generation != order_.generation; };
  const std::int64_t count = source_->facts().frame_count;
  Result<media::FilmShot> shot = source_->picture(next_, gives_up);
  if (!shot) {
    if (!is_canceled(shot.error())) fail_with(shot.error());
    return true;
  }
  if (source_->facts().frame_count != count) {
    publish_facts();
    if (next_ >= source_->facts().frame_count) return true;
  }
  pushed_[pushed_count_++ % pushed_.size()] = {next_due_s_, next_};
  push({.generation = order_.generation,
        .run = clock_.point().run,
        .number = next_,
        .due_s = next_due_s_,
        .frame = std::move(shot->frame)});
  next_ += step();
  next_due_s_ += step_s();
  return true;
}

void PreviewEngine::push(DueFrame frame) {
  if (exchange_.frames.push(std::move(frame))) parts_.wake();
}

}  // namespace reelwright::runtime
