// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/preview/player.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "runtime/background_priority.h"
#include "runtime/preview/controls.h"

namespace reelwright::runtime {
namespace {

constexpr std::size_t layers_bytes_max = 256U << 20;
constexpr unsigned decoder_threads_max = 4;
constexpr double side_wait_s = 3600;
/// A picture is shown a little early rather than a frame late.
constexpr double early_s = 0.004;

}  // namespace

double PlayerParts::steady_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Player::Player(PlayerParts parts)
    : parts_(std::move(parts)),
      layers_(media::make_layer_cache(layers_bytes_max)),
      engine_(exchange_,
              {.now_s = parts_.now_s,
               .wake = parts_.wake,
               .open_audio = parts_.open_audio,
               .layers = layers_,
               .decoder_threads = static_cast<int>(
                   std::clamp(std::thread::hardware_concurrency(), 1U, decoder_threads_max))},
              stop_.get_token()),
      sideline_(
          exchange_, [this] { return engine_.plan(); }, parts_.wake, layers_, stop_.get_token()) {
  if (!parts_.has_threads) return;
  side_thread_ = std::jthread([this] {
    work_in_background();
    while (!stop_.stop_requested())
      if (!sideline_.work()) exchange_.side_bell.wait(side_wait_s);
  });
  thread_ = std::jthread([this] {
    std::shared_ptr<const PreviewPlan> plan;
    while (!stop_.stop_requested()) {
      const double wait_s = engine_.work();
      if (std::shared_ptr<const PreviewPlan> now = engine_.plan(); now != plan) {
        plan = std::move(now);
        exchange_.side_bell.notify();
      }
      if (wait_s > 0) exchange_.preview_bell.wait(wait_s);
    }
  });
}

Player::~Player() {
  stop_.request_stop();
  exchange_.preview_bell.notify();
  exchange_.side_bell.notify();
}

void Player::work() {
  while (engine_.work() == 0) continue;
  while (sideline_.work()) continue;
}

void Player::follow(const Job& job) {
  // What the preview can be made of changes when a unit of these stages is done.
  job_signature_.clear();
  fmt::format_to(std::back_inserter(job_signature_), "{} {} {}", job.id, job.attempt,
                 static_cast<int>(job.status));
  for (const Stage stage : {Stage::script, Stage::voice, Stage::visuals, Stage::compose, Stage::complete})
    fmt::format_to(std::back_inserter(job_signature_), " {}:{}", static_cast<int>(job.stage(stage).status),
                   job.stage(stage).units_done);
  fmt::format_to(std::back_inserter(job_signature_), " {}", job.finished_utc_ms);
  if (job_signature_ == followed_) return;
  std::swap(job_signature_, followed_);
  show_subject(subject_of(job, parts_.store.paths(job.id)), job.id);
}

void Player::open_file(const std::filesystem::path& path) {
  followed_.clear();
  status_.job.clear();
  PreviewSubject subject;
  subject.film = path;
  subject.is_settled = true;
  order_.subject = 0;
  show_subject(std::move(subject), {});
}

void Player::clear() {
  if (!has_subject_) return;
  followed_.clear();
  order_.subject = 0;
  PreviewSubject nothing;
  nothing.is_settled = true;
  show_subject(std::move(nothing), {});
  has_subject_ = false;
  status_.state = PlayerState::empty;
  status_.is_seeking = false;
}

void Player::show_subject(PreviewSubject subject, const std::string& job) {
  if (order_.subject == 0 || job != status_.job) {
    PlayerStatus status;
    status.state = PlayerState::opening;
    status.job = job;
    status.is_seeking = true;
    status.is_untouched = true;
    status.lacks_audio_device = status_.lacks_audio_device;
    status.is_muted = status_.is_muted;
    status.volume = status_.volume;
    status_ = std::move(status);
    PlayerOrder order;
    order.generation = order_.generation;
    order.subject = ++subjects_;
    order.gain = order_.gain;
    order_ = order;
    begin_generation(order_, status_);
    is_growing_ = false;
    frames_skipped_ = frames_missed_ = 0;
    give_back(std::exchange(shown_, {}));
    give_back(std::exchange(peeked_, {}));
    drop_what_is_on_its_way();
    ++picture_id_;
  }
  has_subject_ = true;
  subject.id = order_.subject;
  publish_order();
  delete exchange_.subject.exchange(new PreviewSubject(std::move(subject)));
  exchange_.preview_bell.notify();
}

void Player::send(const PlayerCommand& command) {
  if (!has_subject_) return;
  if (std::holds_alternative<player::TakeSnapshot>(command)) {
    if (shown_ && exchange_.snapshots.try_push(SnapshotWish{shown_.share(), status_.frame}))
      exchange_.side_bell.notify();
    return;
  }
  const std::uint64_t generation = order_.generation;
  const std::optional<std::int64_t> peek = order_.peek;
  apply(command, is_growing_, order_, status_);
  if (order_.generation != generation) drop_what_is_on_its_way();
  publish_order();
  if (order_.peek != peek) {
    exchange_.side_bell.notify();
    if (!order_.peek) give_back(std::exchange(peeked_, {}));
    return;
  }
  exchange_.preview_bell.notify();
}

void Player::publish_order() { exchange_.order.publish(order_); }

void Player::drop_what_is_on_its_way() {
  if (next_) give_back(std::move(next_->frame));
  next_.reset();
  while (std::optional<DueFrame> stale = exchange_.frames.try_pop()) give_back(std::move(stale->frame));
}

void Player::give_back(media::FilmFrame frame) {
  if (frame) exchange_.used.push_or_drop(std::move(frame));
}

void Player::update() {
  take_facts();
  take_frames();
  take_peeks();
  status_.frames_dropped = frames_skipped_ + frames_missed_;
}

void Player::take_facts() {
  if (const auto facts = exchange_.facts.read();
      facts->version != facts_version_ && facts->subject == order_.subject) {
    facts_version_ = facts->version;
    // A failure comes through the ring, behind the pictures before it.
    if (facts->state != PlayerState::failed) status_.state = facts->state;
    status_.problem = facts->problem;
    status_.hint = facts->hint;
    status_.is_live = facts->is_live;
    status_.width = facts->width;
    status_.height = facts->height;
    status_.frames_per_second = facts->frames_per_second;
    status_.frame_count = facts->frame_count;
    status_.lacks_audio_device = facts->lacks_audio_device;
    if (!order_.captions || !facts->can_switch_captions) status_.shows_captions = facts->shows_captions;
    status_.can_switch_captions = facts->can_switch_captions;
    status_.scenes = facts->scenes;
    is_growing_ = facts->is_growing;
    frames_skipped_ = facts->frames_skipped;
  }
  const auto side = exchange_.side_facts.read();
  if (side->version == side_version_ || side->subject != order_.subject) return;
  side_version_ = side->version;
  status_.waveform = side->waveform;
  status_.snapshot_file = side->snapshot_file;
  status_.snapshots = side->snapshots;
  status_.snapshots_failed = side->snapshots_failed;
  status_.snapshot_error = side->snapshot_error;
}

bool Player::is_due(const DueFrame& frame) const {
  return frame.due_s == DueFrame::at_once ||
         (frame.run == clock_.run && clock_.at(parts_.now_s()) >= frame.due_s - early_s);
}

void Player::take_frames() {
  clock_ = *exchange_.clock.read();
  bool had_timed = false;
  for (;;) {
    if (!next_) next_ = exchange_.frames.try_pop();
    if (!next_) return;
    // It was pushed after its run began.
    if (next_->run > clock_.run) clock_ = *exchange_.clock.read();
    const bool is_stale = next_->generation != order_.generation ||
                          (next_->due_s != DueFrame::at_once && next_->run < clock_.run);
    if (!is_stale && !is_due(*next_)) return;
    DueFrame frame = std::move(*next_);
    next_.reset();
    if (is_stale) {
      give_back(std::move(frame.frame));
      continue;
    }
    const bool is_timed = frame.kind == DueFrame::Kind::picture && frame.due_s != DueFrame::at_once;
    if (is_timed && had_timed) ++frames_missed_;
    had_timed |= is_timed;
    take(frame);
  }
}

void Player::take(DueFrame& frame) {
  switch (frame.kind) {
    case DueFrame::Kind::picture:
      give_back(std::exchange(shown_, std::move(frame.frame)));
      picture_ = shown_.picture();
      ++picture_id_;
      status_.frame = frame.number;
      status_.is_seeking = false;
      return;
    case DueFrame::Kind::end:
      send(player::Pause{});
      return;
    case DueFrame::Kind::failed:
      status_.state = PlayerState::failed;
      status_.is_seeking = status_.is_playing = order_.is_playing = false;
      publish_order();
      give_back(std::exchange(shown_, {}));
      ++picture_id_;
      return;
  }
}

void Player::take_peeks() {
  while (std::optional<PeekFrame> came = exchange_.peeks.try_pop()) {
    if (came->subject != order_.subject || !order_.peek) {
      give_back(std::move(came->frame));
      continue;
    }
    give_back(std::exchange(peeked_, std::move(came->frame)));
    peek_picture_ = peeked_.picture();
    peek_frame_ = came->number;
    ++peek_id_;
  }
}

std::optional<double> Player::next_due_s() const {
  if (!next_ || !clock_.is_running || next_->run != clock_.run) return std::nullopt;
  return std::max(0.0, next_->due_s - early_s - clock_.at(parts_.now_s()));
}

}  // namespace reelwright::runtime
