// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/host.h"

#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include "base/check.h"

namespace reelwright::ui {

Host::Host(gfx::Window& window) : window_(window), context_(ImGui::CreateContext()) {
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

void Host::begin() {
  if (items_ != nullptr) items_->begin_frame();
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGui::NewFrame();
}

void Host::end() {
  ImGui::Render();
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace reelwright::ui
