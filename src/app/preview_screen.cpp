// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/preview_screen.h"

#include "gfx/window.h"

namespace reelwright::app {

PreviewScreen::PreviewScreen(const store::JobStore& store)
    : player_({.store = store, .wake = gfx::Window::wake}) {}

Result<std::unique_ptr<PreviewScreen>> PreviewScreen::open(const store::JobStore& store) {
  std::unique_ptr<PreviewScreen> screen(new PreviewScreen(store));
  screen->picture_ = TRY(gfx::VideoTexture::create());
  screen->peek_ = TRY(gfx::VideoTexture::create());
  return screen;
}

void PreviewScreen::follow(const Snapshot& snapshot, const ui::ViewState& view) {
  const std::string& wanted = view.video.job;
  if (snapshot.revision == revision_ && wanted == job_) return;
  revision_ = snapshot.revision;
  if (wanted != job_) {
    job_ = wanted;
    if (job_.empty()) player_.clear();
  }
  if (const Job* const job = job_.empty() ? nullptr : find_job(snapshot, job_)) player_.follow(*job);
}

void PreviewScreen::update(const Snapshot& snapshot, const ui::ViewState& view) {
  follow(snapshot, view);
  player_.update();
  if (const YuvPicture* const picture = player_.picture(); picture == nullptr) {
    picture_->clear();
    picture_id_ = 0;
  } else if (player_.picture_id() != picture_id_) {
    picture_id_ = player_.picture_id();
    picture_->upload(*picture);
  }
  if (picture_id_ != 0)
    picture_->convert(
        {view.video.shown_width, view.video.shown_height},
        view.video.is_exact_size ? gfx::VideoTexture::Sampling::exact : gfx::VideoTexture::Sampling::smooth);
  if (const YuvPicture* const peek = player_.peek(); peek == nullptr) {
    peek_->clear();
    peek_id_ = 0;
  } else if (player_.peek_id() != peek_id_) {
    peek_id_ = player_.peek_id();
    peek_->upload(*peek);
    peek_->convert(peek_->picture_size(), gfx::VideoTexture::Sampling::smooth);
  }
}

ui::PlayerView PreviewScreen::view() const {
  const gfx::PixelSize peek = peek_->picture_size();
  return {
      .status = player_.status(),
      .picture = picture_->id(),
      .peek = {
          .picture = peek_->id(), .frame = player_.peek_frame(), .width = peek.width, .height = peek.height}};
}

}  // namespace reelwright::app
