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

}  // namespace

Host::Host(gfx::Window& window) : window_(window), context_(create_context()) {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;  // what is remembered is the view state's business
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.ConfigInputTextCursorBlink = false;  // a blinking cursor would redraw an idle window
  io.ConfigErrorRecoveryEnableTooltip = false;
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
  ImGui::NewFrame();
}

void Host::end() {
  ImGui::Render();
  cost_ = {
      .ui_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun_).count(),
      .allocations = allocations_of_this_thread() - allocations_before_};
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace reelwright::ui
