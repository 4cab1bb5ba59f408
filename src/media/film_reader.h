// SPDX-License-Identifier: GPL-3.0-or-later
// Any picture of a video file by its number, as fast as the file allows: in order, after a jump, backwards.
// Where verify is strict it is lenient: what is damaged is left out, a file that ends too early plays as far
// as it goes, and other pixel formats are brought to 8-bit 4:2:0.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

#include "base/result.h"
#include "media/film_frame.h"
#include "model/timeline.h"

namespace reelwright::media {

struct FilmFacts {
  int width = 0;
  int height = 0;
  double frames_per_second = 30;
  std::int64_t frame_count = 0;
  std::int64_t frames_missing = 0;  ///< that the file says it has behind its end
  bool has_sound = false;
  std::vector<Chapter> chapters;
};

struct FilmShot {
  FilmFrame frame;
  std::int64_t number = 0;  ///< as asked for, or the nearest one that there is
};

/// One thread.
class FilmReader {
 public:
  /// `threads` decode. Errors: film.missing, film.unreadable, film.no_video, canceled.
  [[nodiscard]] static Result<FilmReader> open(const std::filesystem::path& path, int threads,
                                               std::stop_token stop);
  FilmReader(FilmReader&&) noexcept;
  FilmReader& operator=(FilmReader&&) noexcept;
  ~FilmReader();

  /// frame_count becomes smaller when the file turns out to end before, and frames_missing larger when the
  /// file itself had said how long it is.
  [[nodiscard]] const FilmFacts& facts() const { return facts_; }

  /// The picture that is shown at `frame` / frames_per_second. Polls `gives_up` between packets and then
  /// returns canceled. Errors: film.damaged (nothing there can be decoded), canceled.
  [[nodiscard]] Result<FilmShot> read(std::int64_t frame, const std::function<bool()>& gives_up);

 private:
  struct Parts;
  /// A decoded picture and the numbers [number, until) at which it is shown.
  struct Decoded {
    FilmFrame frame;
    std::int64_t number = 0;
    std::int64_t until = 0;
  };

  FilmReader();
  /// Until there is a picture of `frame` or a later one, or the file ends: false when nothing was decoded.
  [[nodiscard]] Result<bool> decode_until(std::int64_t frame, std::int64_t keep_from,
                                          const std::function<bool()>& gives_up);
  [[nodiscard]] bool can_go_on_to(std::int64_t frame) const;
  void seek(std::int64_t frame);
  void send_packet(std::int64_t keep_from);
  void keep();
  [[nodiscard]] const Decoded* find(std::int64_t frame) const;
  [[nodiscard]] Result<FilmShot> shot_of(const Decoded& decoded);
  void note_end();
  [[nodiscard]] std::int64_t number_of(std::int64_t pts) const;
  [[nodiscard]] std::int64_t pts_of(std::int64_t frame) const;

  std::unique_ptr<Parts> parts_;
  FilmFacts facts_;
  bool is_steady_ = true;        ///< one picture a frame
  bool knows_length_ = false;    ///< from the file
  std::size_t decoded_max_ = 0;  ///< kept for steps back and to decode a stretch once when playing backwards

  std::deque<Decoded> decoded_;      ///< in order, without gaps in what the decoder put out
  std::int64_t last_asked_ = -1;     ///< frame of the newest read()
  std::int64_t newest_sent_ = -1;    ///< highest number that the decoder got since the last seek
  std::int64_t skipped_below_ = -1;  ///< up to here pictures may have been skipped since then
  bool is_fresh_ = true;             ///< the decoder got nothing since it was opened or flushed
  bool has_ended_ = false;           ///< the decoder was told that nothing more comes
  bool is_drained_ = false;          ///< and gave all that it had
};

}  // namespace reelwright::media
