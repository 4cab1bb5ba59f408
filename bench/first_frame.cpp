// SPDX-License-Identifier: GPL-3.0-or-later
// How long the studio's window takes from the start of the program to its first picture on the screen.
//   bench_first_frame DATA_FOLDER PROGRAM [RUNS]      on a display of its own, which nothing else draws on
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using Steady = std::chrono::steady_clock;

/// The window stands somewhere over the middle of the screen; before that the screen is black.
bool shows_something(Display* display) {
  const int screen = DefaultScreen(display);
  XImage* const image =
      XGetImage(display, RootWindow(display, screen), DisplayWidth(display, screen) / 2 - 200,
                DisplayHeight(display, screen) / 2, 1, 1, AllPlanes, ZPixmap);
  if (image == nullptr) return false;
  const unsigned long pixel = XGetPixel(image, 0, 0) & 0xffffffUL;
  XDestroyImage(image);
  return pixel != 0;
}

void wait_until(Display* display, bool is_shown) {
  while (shows_something(display) != is_shown) ::usleep(500);
}

}  // namespace

int main(int argc, char** argv) {
  Display* const display = XOpenDisplay(nullptr);
  if (argc < 3 || display == nullptr) return EXIT_FAILURE;
  std::string program = argv[2];
  std::string option = "--data-dir";
  std::string folder = argv[1];
  const int runs = argc > 3 ? std::atoi(argv[3]) : 7;
  std::vector<double> times_ms;
  for (int run = 0; run < runs; ++run) {
    char* const arguments[] = {program.data(), option.data(), folder.data(), nullptr};
    const auto begun = Steady::now();
    pid_t child = 0;
    if (::posix_spawn(&child, program.c_str(), nullptr, nullptr, arguments, environ) != 0)
      return EXIT_FAILURE;
    wait_until(display, true);
    times_ms.push_back(std::chrono::duration<double, std::milli>(Steady::now() - begun).count());
    ::kill(child, SIGTERM);
    ::waitpid(child, nullptr, 0);
    wait_until(display, false);
  }
  std::ranges::sort(times_ms);
  fmt::print("first frame: median {:.0f} ms, least {:.0f}, most {:.0f} ({} starts)\n",
             times_ms[times_ms.size() / 2], times_ms.front(), times_ms.back(), runs);
  return EXIT_SUCCESS;
}
