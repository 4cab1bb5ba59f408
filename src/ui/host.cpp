// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/host.h"

#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>
#include <imgui_internal.h>

#include "base/allocation_count.h"
#include "base/check.h"

namespace reelwright::ui {

namespace {

ImGuiContext* create_context() {
  ImGui::SetAllocatorFunctions(counted_malloc, counted_free);
  return ImGui::CreateContext();
}

bool is_modifier(ImGuiKey key) { return (key & ImGuiMod_Mask_) != 0; }

/// Takes from the queue what begins with a modifier that is let go after another key came down: in one frame,
/// that key would have come down without it.
void hold_back_modifiers(ImVector<ImGuiInputEvent>& queue, ImVector<ImGuiInputEvent>& held) {
  held.resize(0);
  bool has_key = false;
  int kept = 0;
  for (; kept < queue.Size; ++kept) {
    const ImGuiInputEvent& event = queue[kept];
    if (event.Type != ImGuiInputEventType_Key) continue;
    if (is_modifier(event.Key.Key) && !event.Key.Down && has_key) break;
    has_key |= !is_modifier(event.Key.Key) && event.Key.Down;
  }
  for (int i = kept; i < queue.Size; ++i) held.push_back(queue[i]);
  queue.resize(kept);
}

}  // namespace

Host::Host(gfx::Window& window) : window_(window), context_(create_context()) {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;  // what is remembered is the view state's business
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.ConfigInputTextCursorBlink = false;  // a blinking cursor would redraw an idle window
  io.ConfigErrorRecoveryEnableTooltip = false;
  // Its list of windows is not for users: F6 goes through the parts of ours.
  context_->ConfigNavWindowingKeyNext = context_->ConfigNavWindowingKeyPrev = 0;
  CHECK(ImGui_ImplGlfw_InitForOpenGL(window_.handle(), true));
  CHECK(ImGui_ImplOpenGL3_Init("#version 330 core"));
}

Host::~Host() {
  items_.reset();
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext(context_);
}

const ItemRegistry& Host::watch_items() {
  if (items_ == nullptr) items_ = std::make_unique<ItemRegistry>(context_);
  return *items_;
}

bool Host::has_pending_input() const { return context_->InputEventsQueue.Size > 0; }

void Host::begin() {
  had_input_ = context_->InputEventsQueue.Size > 0;
  if (items_ != nullptr) items_->begin_frame();
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  begun_ = std::chrono::steady_clock::now();
  allocations_before_ = allocations_of_this_thread();
  ImVector<ImGuiInputEvent>& queue = context_->InputEventsQueue;
  hold_back_modifiers(queue, held_);
  ImGui::NewFrame();
  for (const ImGuiInputEvent& event : held_) queue.push_back(event);
}

void Host::end() {
  ImGui::Render();
  cost_ = {
      .ui_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun_).count(),
      .allocations = allocations_of_this_thread() - allocations_before_};
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace reelwright::ui
