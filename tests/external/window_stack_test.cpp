// SPDX-License-Identifier: GPL-3.0-or-later
// The libraries of the window fit together: GLFW opens it, glad loads OpenGL 3.3 core, Dear ImGui draws text
// of any script into it. Says nothing about our own window code. Needs a display; tests/external/with_display
// gives one.
#include <glad/gl.h>

// glad before GLFW, which else includes the system's OpenGL header.
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace {

constexpr int width = 320;
constexpr int height = 200;

class WindowStack : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(glfwInit(), GLFW_TRUE) << error();
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    window_ = glfwCreateWindow(width, height, "window stack", nullptr, nullptr);
    ASSERT_NE(window_, nullptr) << error();
    glfwMakeContextCurrent(window_);
    ASSERT_GE(gladLoadGL(glfwGetProcAddress), GLAD_MAKE_VERSION(3, 3));
  }

  void TearDown() override {
    if (window_ != nullptr) {
      glfwDestroyWindow(window_);
    }
    glfwTerminate();
  }

  static std::string_view error() {
    const char* text = nullptr;
    glfwGetError(&text);
    return text != nullptr ? text : "no GLFW error";
  }

  static std::vector<std::array<std::uint8_t, 4>> pixels() {
    std::vector<std::array<std::uint8_t, 4>> result(std::size_t{width} * height);
    glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, result.data());
    EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
    return result;
  }

  static void clear() {
    glViewport(0, 0, width, height);
    glClearColor(0.2F, 0.4F, 0.6F, 1.0F);
    glClear(GL_COLOR_BUFFER_BIT);
  }

  GLFWwindow* window_ = nullptr;
};

constexpr std::array<std::uint8_t, 4> background{51, 102, 153, 255};

TEST_F(WindowStack, GladClearsAWindowOfGlfw) {
  clear();
  const auto frame = pixels();
  EXPECT_EQ(std::ranges::count(frame, background), std::ssize(frame));
}

TEST_F(WindowStack, ImGuiDrawsTextWithAFontAtlasThatGrows) {
  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  ASSERT_TRUE(ImGui_ImplGlfw_InitForOpenGL(window_, true));
  ASSERT_TRUE(ImGui_ImplOpenGL3_Init("#version 330 core"));
  EXPECT_TRUE(ImGui::GetIO().BackendFlags & ImGuiBackendFlags_RendererHasTextures);

  std::vector<std::array<std::uint8_t, 4>> frame;
  for (int i = 0; i < 3; ++i) {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({10, 10});
    ImGui::SetNextWindowSize({200, 100});
    ImGui::Begin("panel");
    ImGui::TextUnformatted("A brief becomes a video");
    ImGui::End();
    ImGui::Render();
    clear();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    frame = pixels();
    glfwSwapBuffers(window_);
    glfwPollEvents();
  }
  EXPECT_GT(ImGui::GetIO().Fonts->TexData->Width, 0);
  const auto white = std::ranges::count_if(frame, [](const auto& p) { return p[0] > 240 && p[1] > 240; });
  EXPECT_GT(white, 50) << "no text in the panel";
  EXPECT_GT(std::ranges::count(frame, background), width * height / 2) << "the panel covers the window";

  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext();
}

}  // namespace
