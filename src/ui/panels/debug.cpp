// SPDX-License-Identifier: GPL-3.0-or-later
// What the last frames cost, for whoever works on the program: opened and closed by F12.
#include <algorithm>
#include <array>

#include "ui/format.h"
#include "ui/panels/panels.h"
#include "ui/widgets/controls.h"

namespace reelwright::ui {
namespace {

/// Over the ring's filled part.
struct Spread {
  float median = 0;
  float p99 = 0;
};

Spread spread_of(const std::array<float, DebugView::frames>& ring) {
  std::array<float, DebugView::frames> sorted{};
  const auto end = std::ranges::copy_if(ring, sorted.begin(), [](float value) { return value > 0; }).out;
  const auto count = static_cast<std::size_t>(end - sorted.begin());
  if (count == 0) return {};
  std::sort(sorted.begin(), end);
  return {sorted[count / 2], sorted[count * 99 / 100]};
}

void row(const Style& style, const char* name, const ShortText& value) {
  faint(style, name);
  ImGui::SameLine(style.px(132));
  text(style, value, Font::mono, metric::text_small, style.palette().text);
}

void draw_ring(const Style& style, const DebugView& view) {
  constexpr float full_ms = 33;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 size{style.px(static_cast<float>(DebugView::frames) * 1.5F), style.px(10 * metric::grid)};
  ImGui::Dummy(size);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(at, {at.x + size.x, at.y + size.y}, colour(style.palette().window),
                     style.px(metric::radius_small));
  const float step = size.x / static_cast<float>(DebugView::frames);
  for (std::size_t i = 0; i < DebugView::frames; ++i) {
    const std::size_t index = (view.next + i) % DebugView::frames;
    const float x = at.x + static_cast<float>(i) * step;
    const auto bar = [&](float ms, std::uint32_t rgb) {
      const float height = size.y * std::min(ms / full_ms, 1.0F);
      draw.AddRectFilled({x, at.y + size.y - height}, {x + step, at.y + size.y}, colour(rgb));
    };
    bar(view.frame_ms[index], style.palette().border);
    bar(view.ui_ms[index], style.palette().accent);
  }
}

}  // namespace

void draw_debug(Frame& frame) {
  DebugView& view = frame.view.debug;
  const Diagnostics& now = frame.diagnostics;
  view.ui_ms[view.next] = static_cast<float>(now.ui_ms);
  view.frame_ms[view.next] = static_cast<float>(now.frame_ms);
  view.next = (view.next + 1) % DebugView::frames;
  if (ImGui::IsKeyPressed(ImGuiKey_F12, false)) view.is_open = !view.is_open;
  if (!view.is_open) return;
  const Style& style = frame.style;
  ImGui::SetNextWindowPos({style.px(metric::rail_width + 4 * metric::grid), style.px(4 * metric::grid)});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, colour(style.palette().raised, 0.96F));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, style.px(metric::radius));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {style.px(metric::gap), style.px(metric::grid)});
  ImGui::Begin("Debug", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_AlwaysAutoResize);
  const Spread ui = spread_of(view.ui_ms);
  const Spread all = spread_of(view.frame_ms);
  draw_ring(style, view);
  row(style, "User interface", ShortText("{:.2f} ms, 99 %: {:.2f}", ui.median, ui.p99));
  row(style, "Whole frame", ShortText("{:.1f} ms, 99 %: {:.1f}", all.median, all.p99));
  row(style, "Allocations", ShortText("{} in the last frame", now.allocations));
  row(style, "Frames drawn", ShortText("{}", now.frames));
  row(style, "Snapshot", ShortText("revision {}", frame.snapshot.revision));
  row(style, "Studio's inbox", ShortText("{} waiting", frame.snapshot.inbox_items));
  row(style, "Log", ShortText("{} lines, {} dropped", frame.log.total(), frame.snapshot.log_lines_dropped));
  row(style, "Preview", ShortText("{} frames dropped", frame.player.status.frames_dropped));
  ImGui::End();
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor();
}

}  // namespace reelwright::ui
