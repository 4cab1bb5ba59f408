// SPDX-License-Identifier: GPL-3.0-or-later
// The real window on a real (virtual) display.
#include "gfx/window.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <string>
#include <thread>

namespace reelwright::gfx {
namespace {

TEST(Window, ShowsTheColourItWasClearedTo) {
  const Result<std::unique_ptr<Window>> window = Window::open({.title = "test", .checks_gl = true});
  ASSERT_TRUE(window) << window.error().message;
  EXPECT_EQ((*window)->framebuffer(), (PixelSize{1440, 900}));
  (*window)->clear({0.2F, 0.4F, 0.6F});
  const std::vector<std::uint8_t> pixels = (*window)->read_pixels();
  (*window)->show();
  ASSERT_EQ(pixels.size(), 1440U * 900U * 3U);
  for (const std::size_t at : {std::size_t{0}, pixels.size() / 2 / 3 * 3, pixels.size() - 3}) {
    EXPECT_EQ(pixels[at], 51);
    EXPECT_EQ(pixels[at + 1], 102);
    EXPECT_EQ(pixels[at + 2], 153);
  }
}

TEST(Window, WakesFromWaitingWhenAnotherThreadAsks) {
  const Result<std::unique_ptr<Window>> window = Window::open({.title = "test", .visible = false});
  ASSERT_TRUE(window) << window.error().message;
  (*window)->poll();
  const std::jthread waker([] { Window::wake(); });
  (*window)->wait(std::nullopt);
}

TEST(Window, CloseIsAWishThatCanBeDeclined) {
  const Result<std::unique_ptr<Window>> window = Window::open({.title = "test", .visible = false});
  ASSERT_TRUE(window) << window.error().message;
  EXPECT_FALSE((*window)->is_closing());
  (*window)->keep_open();
  EXPECT_FALSE((*window)->is_closing());
}

TEST(Window, FullScreenCoversTheScreenAndGoesBack) {
  const Result<std::unique_ptr<Window>> window =
      Window::open({.title = "test", .width = 1100, .height = 700});
  ASSERT_TRUE(window) << window.error().message;
  (*window)->poll();
  const PixelSize before = (*window)->framebuffer();
  EXPECT_EQ(before, (PixelSize{1100, 700}));
  (*window)->set_full_screen(true);
  (*window)->poll();
  EXPECT_TRUE((*window)->is_full_screen());
  EXPECT_EQ((*window)->framebuffer(), (PixelSize{1920, 1200}));
  (*window)->set_full_screen(false);
  (*window)->poll();
  EXPECT_FALSE((*window)->is_full_screen());
  EXPECT_EQ((*window)->framebuffer(), before);
}

TEST(Window, CountsMovesThatSomebodyElseMakes) {
  const Result<std::unique_ptr<Window>> window = Window::open({.title = "test"});
  ASSERT_TRUE(window) << window.error().message;
  (*window)->wait(0.1);
  const std::uint64_t before = (*window)->moves();
  // As a window manager does it, past Window.
  glfwSetWindowPos((*window)->handle(), 140, 80);
  for (int i = 0; i < 100 && (*window)->moves() == before; ++i) (*window)->wait(0.1);
  EXPECT_GT((*window)->moves(), before);
  EXPECT_EQ((*window)->place().x, 140);
}

TEST(Window, WithoutADisplayItSaysWhatToUseInstead) {
  const std::string display = ::getenv("DISPLAY");
  ::unsetenv("DISPLAY");
  ::unsetenv("WAYLAND_DISPLAY");
  const Result<std::unique_ptr<Window>> window = Window::open({.title = "test"});
  ::setenv("DISPLAY", display.c_str(), 1);
  ASSERT_FALSE(window);
  EXPECT_EQ(window.error().code, "window.no_display");
  EXPECT_NE(window.error().hint.find("reelwright generate"), std::string::npos);
}

}  // namespace
}  // namespace reelwright::gfx
