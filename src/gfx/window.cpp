// SPDX-License-Identifier: GPL-3.0-or-later
#include "gfx/window.h"

#include <fmt/format.h>
#include <glad/gl.h>

// glad before GLFW, which else includes the system's OpenGL header.
#include <GLFW/glfw3.h>

#include <cstddef>
#include <cstring>
#include <utility>

#include "base/check.h"

namespace reelwright::gfx {
namespace {

std::string glfw_reason() {
  const char* text = nullptr;
  glfwGetError(&text);
  return text == nullptr ? std::string() : fmt::format(" ({})", text);
}

void GLAD_API_PTR report(GLenum, GLenum type, GLuint, GLenum, GLsizei, const GLchar* text, const void*) {
  if (type != GL_DEBUG_TYPE_ERROR) return;
  fmt::print(stderr, "OpenGL: {}\n", text);
  CHECK(type != GL_DEBUG_TYPE_ERROR);
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
  if (glfwInit() != GLFW_TRUE)
    return fail("window.no_display", fmt::format("There is no display to open a window on{}.", glfw_reason()),
                "Start it in a graphical session, or make videos with \"reelwright generate\".");
  std::unique_ptr<Window> window(new Window);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_OPENGL_DEBUG_CONTEXT, options.checks_gl ? GLFW_TRUE : GLFW_FALSE);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
  glfwWindowHint(GLFW_VISIBLE, options.visible ? GLFW_TRUE : GLFW_FALSE);
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "reelwright-studio");
  window->handle_ = glfwCreateWindow(options.width, options.height, options.title.c_str(), nullptr, nullptr);
  const std::string hint =
      "Install a graphics driver with OpenGL 3.3 (package libgl1-mesa-dri), or make videos with "
      "\"reelwright generate\".";
  if (window->handle_ == nullptr)
    return fail("window.no_opengl", fmt::format("The window cannot be opened{}.", glfw_reason()), hint);
  glfwMakeContextCurrent(window->handle_);
  if (gladLoadGL(glfwGetProcAddress) < GLAD_MAKE_VERSION(3, 3))
    return fail("window.no_opengl", "The graphics driver has no OpenGL 3.3.", hint);
  if (options.checks_gl && GLAD_GL_KHR_debug) {
    glEnable(GL_DEBUG_OUTPUT);
    glEnable(GL_DEBUG_OUTPUT_SYNCHRONOUS);
    glDebugMessageCallback(report, nullptr);
  }
  glfwSwapInterval(1);
  glfwSetWindowSizeLimits(window->handle_, options.width_min, options.height_min, GLFW_DONT_CARE,
                          GLFW_DONT_CARE);
  glfwSetWindowUserPointer(window->handle_, window.get());
  glfwSetDropCallback(window->handle_, [](GLFWwindow* handle, int count, const char** paths) {
    auto& dropped = static_cast<Window*>(glfwGetWindowUserPointer(handle))->dropped_;
    for (int i = 0; i < count; ++i) dropped.emplace_back(paths[i]);
  });
  return window;
}

Window::~Window() {
  if (handle_ != nullptr) glfwDestroyWindow(handle_);
  glfwTerminate();
}

void Window::poll() { glfwPollEvents(); }

void Window::wait(std::optional<double> seconds) {
  seconds ? glfwWaitEventsTimeout(*seconds) : glfwWaitEvents();
}

void Window::wake() { glfwPostEmptyEvent(); }

bool Window::is_closing() const { return glfwWindowShouldClose(handle_) == GLFW_TRUE; }

void Window::keep_open() { glfwSetWindowShouldClose(handle_, GLFW_FALSE); }

bool Window::is_hidden() const {
  return glfwGetWindowAttrib(handle_, GLFW_ICONIFIED) == GLFW_TRUE || framebuffer() == PixelSize{0, 0};
}

PixelSize Window::framebuffer() const {
  PixelSize size;
  glfwGetFramebufferSize(handle_, &size.width, &size.height);
  return size;
}

float Window::content_scale() const {
  float x = 1;
  glfwGetWindowContentScale(handle_, &x, nullptr);
  return x;
}

std::vector<std::filesystem::path> Window::take_dropped() { return std::exchange(dropped_, {}); }

void Window::clear(const Rgb& colour) {
  const PixelSize size = framebuffer();
  glViewport(0, 0, size.width, size.height);
  glDisable(GL_SCISSOR_TEST);
  glClearColor(colour[0], colour[1], colour[2], 1.0F);
  glClear(GL_COLOR_BUFFER_BIT);
}

void Window::show() { glfwSwapBuffers(handle_); }

std::vector<std::uint8_t> Window::read_pixels() const {
  const PixelSize size = framebuffer();
  const std::size_t row_bytes = static_cast<std::size_t>(size.width) * 3;
  const auto rows = static_cast<std::size_t>(size.height);
  std::vector<std::uint8_t> upside_down(row_bytes * rows);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, size.width, size.height, GL_RGB, GL_UNSIGNED_BYTE, upside_down.data());
  std::vector<std::uint8_t> pixels(upside_down.size());
  for (std::size_t row = 0; row < rows; ++row)
    std::memcpy(pixels.data() + row * row_bytes, upside_down.data() + (rows - 1 - row) * row_bytes,
                row_bytes);
  return pixels;
}

}  // namespace reelwright::gfx
