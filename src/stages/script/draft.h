// SPDX-License-Identifier: GPL-3.0-or-later
// A script while it is being written: what each line is worth and how long it takes to say. The writers fill
// it; here it is brought to its length and turned into the model's Script.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/brief.h"
#include "model/pacing.h"
#include "model/script.h"

namespace reelwright::stages {

struct Line {
  std::string text;
  bool essential = false;  ///< always spoken; things on screen may depend on it
  double importance =
      0;  ///< among the others of the whole script: what goes first when the video is too long
  bool spoken = true;
  bool leads_in = false;  ///< only says what comes next: never a point of a list
};

struct DraftScene {
  Layout layout = Layout::statement;
  std::string heading;
  std::string display;
  std::vector<Bullet> bullets;  ///< of essential lines only
  int first_number = 0;         ///< as Scene has it
  std::vector<Line> lines;
  std::vector<std::string> keywords;
  std::string picture;
};

/// The number of the first of these items when they go on counting from it, else 0 (an item without a number
/// has 0). Any thread.
[[nodiscard]] int first_number_of(std::span<const int> numbers);

/// How long text takes to say, before any voice has spoken it. A value; any thread.
class Pace {
 public:
  /// Of the brief's language, voice and speed.
  explicit Pace(const Brief& brief);

  /// Speech of one line and the pause after it.
  [[nodiscard]] double seconds(std::string_view text) const;
  /// Spoken lines and the pauses between them and before the next scene.
  [[nodiscard]] double seconds(const DraftScene& scene) const;
  /// The whole video.
  [[nodiscard]] double seconds(const std::vector<DraftScene>& scenes) const;
  /// Essential lines only: what cannot be made shorter.
  [[nodiscard]] double essential_seconds(const std::vector<DraftScene>& scenes) const;

 private:
  Pacing pacing_;
  double seconds_per_character_ = 0;
};

/// Chooses which lines that are not essential are spoken: by importance, then exchanged until the estimate is
/// as near to the target as they allow. The rest stays in reserve. Pure.
void meet_length(std::vector<DraftScene>& scenes, double target_s, const Pace& pace);

/// Scenes with ids "01", "02", ... and ranks in order of importance.
[[nodiscard]] std::vector<Scene> to_scenes(const std::vector<DraftScene>& drafts);

}  // namespace reelwright::stages
