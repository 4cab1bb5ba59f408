// SPDX-License-Identifier: GPL-3.0-or-later
// Scenes full of facts about a thing: what it is, its kinds, its parts, what it belongs to. Near facts first,
// then ever wider circles, until there is enough for the asked length.
#pragma once

#include <cstddef>
#include <deque>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "stages/script/draft.h"
#include "stages/script/topic_members.h"
#include "stages/script/wording.h"

namespace reelwright::stages {

/// A scene that could be told, and what the recap would say of it.
struct FactScene {
  DraftScene scene;
  std::size_t subject = 0;        ///< which of the topic's things it belongs to
  int depth = 0;                  ///< 0: about the thing itself; more: about its relations' relations
  bool opening = false;           ///< a definition of the topic's things or what connects them: told first
  std::size_t series = 0;         ///< scenes of one series ("kinds", "more kinds") have the same number
  bool opens_series = true;       ///< false: makes no sense without the scene that opens its series
  std::string recap_text;         ///< a short sentence, or ""
  std::string recap_bullet;       ///< the same as a phrase of at least two words, or ""
  std::string recap_text_of_two;  ///< both for a list that has to make do with its first two items
  std::string recap_bullet_of_two;
};

/// Collects scenes in order of how near they are to the topic. One thread at a time.
class FactCollector {
 public:
  FactCollector(const Nouns& nouns, const Style& style, const Pace& pace, std::size_t items_per_scene);

  /// Until the scenes together could fill `seconds` or nothing more is known. `topic_words` are those of the
  /// topic that mean something; what is defined with all of them connects them. Returns early when stopped.
  void collect(const std::vector<Concept>& subjects, const std::vector<std::string>& topic_words,
               double seconds, const std::stop_token& stop);
  [[nodiscard]] const std::vector<FactScene>& scenes() const { return scenes_; }

 private:
  struct Task {
    Concept thing;
    std::size_t subject = 0;
    int depth = 0;
  };
  /// The wording of scenes that list things. {}-free: complete texts.
  struct GroupWords {
    std::string heading;
    std::vector<std::string> leads;
    std::string more;         ///< heading of the scenes that go on with it
    std::string recap;        ///< "Kinds of bee include"; "" when the recap leaves it out
    std::string recap_after;  ///< "connect bees and honey": the sentence begins with the names instead
  };
  struct Rest {
    Task task;
    std::vector<Concept> members;
    std::string heading;
    std::size_t series = 0;
  };

  void define(const Task& task);
  void connect(const std::vector<Concept>& subjects, const std::vector<std::string>& topic_words);
  void tell_kinds(const Task& task);
  void tell_examples(const Task& task);
  void tell_parts(const Task& task);
  void tell_whole(const Task& task);
  void tell_mentions(const Task& task);
  void tell_people(const Task& task);
  void tell_family(const Task& task);
  void tell_relatives(const Task& task);
  void tell_words(const Task& task);
  void tell_rests();
  void tell_group(const Task& task, std::vector<Concept> members, const GroupWords& words,
                  bool opening = false);
  [[nodiscard]] DraftScene list_scene(const Task& task, std::vector<Concept>& members,
                                      const std::string& heading, Line lead);
  void add(DraftScene scene, const Task& task, std::string recap_text, std::string recap_bullet,
           bool opening = false);
  [[nodiscard]] std::vector<Concept> concepts(const std::vector<std::uint32_t>& ids,
                                              const std::string& family) const;
  [[nodiscard]] const std::string& vary(const std::vector<std::string>& choices);

  const Nouns& nouns_;
  TopicMembers members_;
  const Style& style_;
  const Pace& pace_;
  std::size_t items_per_scene_;
  std::vector<FactScene> scenes_;
  std::deque<Task> wider_;        ///< to look at when the near facts are not enough
  std::vector<Rest> rests_;       ///< what lists have beyond their first scene
  std::set<std::uint32_t> told_;  ///< what has been defined already
  std::size_t series_ = 0;
  std::size_t turn_ = 0;  ///< for varying the wording
  double seconds_ = 0;
};

}  // namespace reelwright::stages
