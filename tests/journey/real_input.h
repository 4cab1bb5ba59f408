// SPDX-License-Identifier: GPL-3.0-or-later
// A person at the screen: pointer and keyboard as the X server makes them (XTest), and what is to be seen.
#pragma once

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace reelwright::app::test {

/// One thread; needs the display that the window is on.
class RealInput {
 public:
  RealInput() : display_(XOpenDisplay(nullptr)) {}
  ~RealInput() { XCloseDisplay(display_); }
  RealInput(const RealInput&) = delete;
  RealInput& operator=(const RealInput&) = delete;

  void move(int x, int y) {
    XTestFakeMotionEvent(display_, -1, x, y, CurrentTime);
    XSync(display_, False);
  }
  void button(bool is_down) {
    XTestFakeButtonEvent(display_, 1, is_down ? True : False, CurrentTime);
    XSync(display_, False);
  }
  void key(KeySym symbol, bool is_down) {
    XTestFakeKeyEvent(display_, XKeysymToKeycode(display_, symbol), is_down ? True : False, CurrentTime);
    XSync(display_, False);
  }
  /// What a window manager says when it takes a window off the screen and gives it back. `window` is named as
  /// gfx::Window::system_name() does.
  void set_iconic(const std::string& window, bool is_iconic) {
    const auto id = static_cast<::Window>(std::stoul(window.substr(window.find(':') + 1), nullptr, 16));
    const Atom state = XInternAtom(display_, "WM_STATE", False);
    const std::array<long, 2> value{is_iconic ? IconicState : NormalState, None};
    XChangeProperty(display_, id, state, state, 32, PropModeReplace,
                    reinterpret_cast<const unsigned char*>(value.data()), static_cast<int>(value.size()));
    XSync(display_, False);
  }
  /// Red, green, blue of the screen, mean over a square of `side` pixels.
  [[nodiscard]] std::array<double, 3> colour(int x, int y, int side) const {
    XImage* const image = XGetImage(display_, DefaultRootWindow(display_), x, y, static_cast<unsigned>(side),
                                    static_cast<unsigned>(side), AllPlanes, ZPixmap);
    std::array<double, 3> sum{};
    for (int row = 0; row < side; ++row)
      for (int column = 0; column < side; ++column) {
        const unsigned long pixel = XGetPixel(image, column, row);
        for (std::size_t i = 0; i < 3; ++i) sum[i] += static_cast<double>(pixel >> (16 - 8 * i) & 0xffU);
      }
    XDestroyImage(image);
    for (double& each : sum) each /= side * side;
    return sum;
  }

 private:
  Display* display_;
};

}  // namespace reelwright::app::test
