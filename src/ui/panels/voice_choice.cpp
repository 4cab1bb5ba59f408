// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/voice_choice.h"

#include <array>
#include <span>

#include "ui/widgets/menu.h"

namespace reelwright::ui {
namespace {

constexpr std::size_t choices_max = 256;

/// Of `choices`, those that `is_offered`; `chosen` is an id.
template <typename IsOffered>
bool choose_one(Frame& frame, const char* label, const std::vector<Choice>& choices,
                const IsOffered& is_offered, std::string& chosen, float width) {
  std::array<const char*, choices_max> names{};
  std::array<const Choice*, choices_max> offered{};
  std::size_t count = 0;
  std::size_t current = choices_max;
  for (const Choice& choice : choices) {
    if (count == choices_max || !is_offered(choice)) continue;
    if (choice.id == chosen) current = count;
    offered[count] = &choice;
    names[count++] = choice.title.c_str();
  }
  const auto picked = drop_down(frame.style, label, std::span(names).first(count), current, width);
  if (picked) chosen = offered[*picked]->id;
  return picked.has_value();
}

}  // namespace

bool choose_language(Frame& frame, const char* label, std::string& lang, float width) {
  return choose_one(
      frame, label, frame.machine.languages, [](const Choice&) { return true; }, lang, width);
}

bool choose_voice(Frame& frame, const char* label, std::string_view lang, std::string& voice, float width) {
  return choose_one(
      frame, label, frame.machine.voices,
      [lang](const Choice& choice) { return choice.id.empty() || choice.note == lang; }, voice, width);
}

}  // namespace reelwright::ui
