// SPDX-License-Identifier: GPL-3.0-or-later
// The one window with its OpenGL 3.3 core context, and everything that the system tells it. It draws nothing
// itself and knows nothing of what is shown.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

struct GLFWwindow;

namespace reelwright::gfx {

struct WindowOptions {
  std::string title;
  std::string application = "org.reelwright.Studio";  ///< as the desktop file is named
  int width = 1440;                                   ///< screen units, not pixels
  int height = 900;
  int width_min = 1000;
  int height_min = 640;
  bool visible = true;
  bool checks_gl = false;  ///< an error that OpenGL reports ends the program, with its text
};

struct PixelSize {
  int width = 0;
  int height = 0;
  friend bool operator==(const PixelSize&, const PixelSize&) = default;
};

using Rgb = std::array<float, 3>;  ///< sRGB, 0 to 1

/// Main thread, one at a time in a process; wake(): any thread.
class Window {
 public:
  /// Errors: window.no_display (with the command line as the way out), window.no_opengl.
  [[nodiscard]] static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  /// For the one who feeds input to the user interface.
  [[nodiscard]] GLFWwindow* handle() const { return handle_; }

  /// Takes what the system has for the window, without waiting.
  void poll();
  /// The same, but first waits until there is an event, somebody calls wake(), or `seconds` have passed.
  void wait(std::optional<double> seconds);
  static void wake();

  /// The user asked to close it. keep_open() takes that back.
  [[nodiscard]] bool is_closing() const;
  void keep_open();
  /// Out of the user's way, until they take it back.
  void minimise();
  void restore();
  /// Gone from the screen for good.
  void disappear();
  /// Nobody sees it: it need not be drawn. As the system said in the last poll() or wait().
  [[nodiscard]] bool is_hidden() const { return is_hidden_; }

  /// Screen units; of its content, without the frame around it.
  struct Place {
    int x = 0, y = 0, width = 0, height = 0;
  };
  /// Where it stands, or would if it were not full screen. A maximised one tells what it covers.
  [[nodiscard]] Place place() const;
  void set_place(const Place& place);
  [[nodiscard]] bool is_maximised() const;
  void maximise();
  /// Grows when place() or is_maximised() may have become another one: those ask the system, this does not.
  [[nodiscard]] std::uint64_t moves() const { return moves_; }
  /// Makes a window visible that was opened without being so.
  void appear();
  /// What windows may cover, of each screen.
  [[nodiscard]] static std::vector<Place> screens();
  /// Over the whole of the screen it is on, without a frame; off: where and as large as it was before.
  void set_full_screen(bool is_on);
  [[nodiscard]] bool is_full_screen() const;
  /// Screen units, as in WindowOptions.
  void resize(int width, int height);

  [[nodiscard]] PixelSize framebuffer() const;
  /// Pixels a unit of design: 1 on an ordinary screen, 2 on a dense one.
  [[nodiscard]] float content_scale() const;
  /// How dialogs of other programs name it as the window they belong to: "x11:1a00003"; "" where they cannot.
  [[nodiscard]] std::string system_name() const;
  struct IconImage {
    int side = 0;                      ///< pixels
    std::vector<std::uint8_t> pixels;  ///< RGBA, side * side * 4
  };
  /// In several sizes; the system takes what it needs.
  void set_icon(const std::vector<IconImage>& images);
  /// Files that were dropped on it since the last call.
  [[nodiscard]] std::vector<std::filesystem::path> take_dropped();

  /// The whole framebuffer in one colour; then it is drawn into.
  void clear(const Rgb& colour);
  /// Shows what was drawn; waits for the screen.
  void show();
  /// What was drawn since clear(), from top to bottom, RGB, three bytes a pixel. Before show().
  [[nodiscard]] std::vector<std::uint8_t> read_pixels() const;

 private:
  Window() = default;
  void follow_moves();

  GLFWwindow* handle_ = nullptr;
  Place before_full_screen_;
  std::uint64_t moves_ = 1;
  bool is_hidden_ = false;
  std::vector<std::filesystem::path> dropped_;
};

}  // namespace reelwright::gfx
