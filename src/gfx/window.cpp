// SPDX-License-Identifier: GPL-3.0-or-later
#include "gfx/window.h"

#include <fmt/format.h>
#include <glad/gl.h>

// glad before GLFW, which else includes the system's OpenGL header.
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <utility>

#include "base/check.h"

/// Of GLFW's native access, whose header would bring in all of X11's. Not there in a build for Wayland alone.
extern "C" __attribute__((weak)) unsigned long glfwGetX11Window(GLFWwindow* window);

namespace reelwright::gfx {
namespace {

/// The screen that has most of the window; null without any.
GLFWmonitor* screen_of(GLFWwindow* window) {
  int x = 0, y = 0, width = 0, height = 0;
  glfwGetWindowPos(window, &x, &y);
  glfwGetWindowSize(window, &width, &height);
  int count = 0;
  GLFWmonitor** const screens = glfwGetMonitors(&count);
  GLFWmonitor* best = nullptr;
  int area_max = -1;
  for (int i = 0; i < count; ++i) {
    int left = 0, top = 0;
    glfwGetMonitorPos(screens[i], &left, &top);
    const GLFWvidmode* const mode = glfwGetVideoMode(screens[i]);
    if (mode == nullptr) continue;
    const int across = std::min(x + width, left + mode->width) - std::max(x, left);
    const int down = std::min(y + height, top + mode->height) - std::max(y, top);
    const int area = std::max(across, 0) * std::max(down, 0);
    if (area <= area_max) continue;
    area_max = area;
    best = screens[i];
  }
  return best;
}

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
  glfwWindowHintString(GLFW_X11_CLASS_NAME, options.application.c_str());
  glfwWindowHintString(GLFW_X11_INSTANCE_NAME, options.application.c_str());
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
  window->follow_moves();
  return window;
}

void Window::follow_moves() {
  static constexpr auto count = [](GLFWwindow* handle) {
    ++static_cast<Window*>(glfwGetWindowUserPointer(handle))->moves_;
  };
  glfwSetWindowPosCallback(handle_, [](GLFWwindow* handle, int, int) { count(handle); });
  glfwSetWindowSizeCallback(handle_, [](GLFWwindow* handle, int, int) { count(handle); });
  glfwSetWindowMaximizeCallback(handle_, [](GLFWwindow* handle, int) { count(handle); });
  glfwSetWindowIconifyCallback(handle_, [](GLFWwindow* handle, int is_hidden) {
    static_cast<Window*>(glfwGetWindowUserPointer(handle))->is_hidden_ = is_hidden == GLFW_TRUE;
    count(handle);
  });
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

void Window::minimise() { glfwIconifyWindow(handle_); }
void Window::restore() { glfwRestoreWindow(handle_); }
void Window::disappear() {
  glfwHideWindow(handle_);
  glfwPollEvents();
}

Window::Place Window::place() const {
  if (is_full_screen()) return before_full_screen_;
  Place found;
  glfwGetWindowPos(handle_, &found.x, &found.y);
  glfwGetWindowSize(handle_, &found.width, &found.height);
  return found;
}

void Window::set_place(const Place& place) {
  glfwSetWindowSize(handle_, place.width, place.height);
  glfwSetWindowPos(handle_, place.x, place.y);
  ++moves_;
}

bool Window::is_maximised() const { return glfwGetWindowAttrib(handle_, GLFW_MAXIMIZED) == GLFW_TRUE; }

void Window::maximise() {
  glfwMaximizeWindow(handle_);
  ++moves_;
}

void Window::appear() { glfwShowWindow(handle_); }

std::vector<Window::Place> Window::screens() {
  int count = 0;
  GLFWmonitor** const monitors = glfwGetMonitors(&count);
  std::vector<Place> found(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < found.size(); ++i)
    glfwGetMonitorWorkarea(monitors[i], &found[i].x, &found[i].y, &found[i].width, &found[i].height);
  return found;
}

bool Window::is_full_screen() const { return glfwGetWindowMonitor(handle_) != nullptr; }

void Window::set_full_screen(bool is_on) {
  if (is_on == is_full_screen()) return;
  if (!is_on) {
    const Place& place = before_full_screen_;
    return glfwSetWindowMonitor(handle_, nullptr, place.x, place.y, place.width, place.height,
                                GLFW_DONT_CARE);
  }
  GLFWmonitor* const screen = screen_of(handle_);
  const GLFWvidmode* const mode = screen == nullptr ? nullptr : glfwGetVideoMode(screen);
  if (mode == nullptr) return;
  Place& place = before_full_screen_;
  glfwGetWindowPos(handle_, &place.x, &place.y);
  glfwGetWindowSize(handle_, &place.width, &place.height);
  // In the mode that the screen has: it does not flicker, and nothing else on it is moved about.
  glfwSetWindowMonitor(handle_, screen, 0, 0, mode->width, mode->height, mode->refreshRate);
}

void Window::resize(int width, int height) {
  glfwSetWindowSize(handle_, width, height);
  ++moves_;
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

std::string Window::system_name() const {
  const unsigned long number = glfwGetX11Window == nullptr ? 0 : glfwGetX11Window(handle_);
  return number == 0 ? std::string() : fmt::format("x11:{:x}", number);
}

void Window::set_icon(const std::vector<IconImage>& images) {
  std::vector<GLFWimage> given;
  for (const IconImage& image : images)
    // GLFW copies the pixels and changes none.
    given.push_back({image.side, image.side, const_cast<unsigned char*>(image.pixels.data())});
  glfwSetWindowIcon(handle_, static_cast<int>(given.size()), given.data());
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
