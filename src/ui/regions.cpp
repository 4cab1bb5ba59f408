// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regions.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <array>
#include <utility>

namespace reelwright::ui {
namespace {

constexpr std::array<const char*, region_count> names = {"rail", "main", "generation", "log", "status"};

ImGuiWindow* shown_window(std::size_t region) {
  ImGuiWindow* const window = ImGui::FindWindowByName(names[region]);
  return window != nullptr && window->WasActive ? window : nullptr;
}

std::optional<std::size_t> focused_region() {
  const ImGuiWindow* const window = ImGui::GetCurrentContext()->NavWindow;
  for (std::size_t i = 0; window != nullptr && i < region_count; ++i)
    if (window->RootWindow == ImGui::FindWindowByName(names[i])) return i;
  return std::nullopt;
}

bool has_items(const ImGuiWindow& window) {
  // The rail and the page always have; an empty region is no stop.
  return window.DC.NavLayersActiveMask != 0;
}

std::optional<Region> neighbour(std::size_t from, bool forwards) {
  for (std::size_t step = 1; step < region_count; ++step) {
    const std::size_t to = (from + (forwards ? step : region_count - step)) % region_count;
    if (const ImGuiWindow* const window = shown_window(to); window != nullptr && has_items(*window))
      return static_cast<Region>(to);
  }
  return std::nullopt;
}

/// As if Tab came from before the first item, or from behind the last one.
void ask_for_end(ImGuiWindow& window, bool is_first) {
  ImGuiContext& context = *ImGui::GetCurrentContext();
  ImGui::SetNavID(0, ImGuiNavLayer_Main, window.NavRootFocusScopeId, ImRect());
  ImGui::NavMoveRequestSubmit(ImGuiDir_None, is_first ? ImGuiDir_Down : ImGuiDir_Up,
                              ImGuiNavMoveFlags_IsTabbing | ImGuiNavMoveFlags_Activate,
                              ImGuiScrollFlags_KeepVisibleEdgeX | ImGuiScrollFlags_KeepVisibleEdgeY);
  context.NavTabbingDir = is_first ? 1 : -1;
  context.NavTabbingCounter = is_first ? 1 : -1;
}

void carry_out(const RegionFocus::Entry& entry) {
  ImGuiWindow* const window = shown_window(static_cast<std::size_t>(entry.region));
  if (window == nullptr) return;
  const bool returns = entry.place == RegionFocus::Place::where_it_was;
  ImGui::FocusWindow(window,
                     returns ? ImGuiFocusRequestFlags_RestoreFocusedChild : ImGuiFocusRequestFlags_None);
  if (!returns || ImGui::GetCurrentContext()->NavId == 0)
    ask_for_end(*window, entry.place != RegionFocus::Place::last);
  ImGui::SetNavCursorVisible(true);
}

}  // namespace

const char* name_of(Region region) { return names[static_cast<std::size_t>(region)]; }

void step_region(RegionFocus& focus, bool forwards) {
  const std::optional<std::size_t> here = focused_region();
  if (!here) return focus.enter(Region::page);
  if (const std::optional<Region> next = neighbour(*here, forwards)) focus.enter(*next);
}

void begin_regions(RegionFocus& focus) {
  constexpr ImGuiPopupFlags any = ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel;
  focus.entering = std::exchange(focus.wanted, std::nullopt);
  if (ImGui::IsPopupOpen("", any)) focus.entering.reset();
  if (focus.entering) carry_out(*focus.entering);
}

void end_regions(RegionFocus& focus) {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  if (const std::optional<RegionFocus::Entry> entry = std::exchange(focus.entering, std::nullopt)) {
    // What had the focus there is no longer there.
    if (entry->place == RegionFocus::Place::where_it_was && !focus.wanted && !context.NavIdIsAlive &&
        !context.NavMoveSubmitted)
      focus.enter(entry->region, RegionFocus::Place::first);
    return;
  }
  // Tab has looked at every item of the region and found none: Dear ImGui would begin again at its other end.
  const bool ran_out = context.NavMoveScoringItems &&
                       (context.NavMoveFlags & ImGuiNavMoveFlags_IsTabbing) != 0 &&
                       (context.NavMoveFlags & ImGuiNavMoveFlags_FocusApi) == 0 && context.NavTabbingDir != 0;
  const std::optional<std::size_t> here = ran_out ? focused_region() : std::nullopt;
  if (!here) return;
  const bool forwards = context.NavTabbingDir > 0;
  const auto place = forwards ? RegionFocus::Place::first : RegionFocus::Place::last;
  const std::optional<Region> next =
      context.NavIdIsAlive ? neighbour(*here, forwards) : std::optional(static_cast<Region>(*here));
  if (!next) return;
  ImGui::NavMoveRequestCancel();
  focus.enter(*next, place);
}

}  // namespace reelwright::ui
