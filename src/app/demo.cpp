// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>
#include <utility>

#include "app/demo_data.h"
#include "app/picture_maker.h"
#include "base/file.h"
#include "gfx/image_texture.h"
#include "media/picture.h"
#include "ui/host.h"
#include "ui/shell.h"

namespace reelwright::app {
namespace {

constexpr int settle_frames = 6;
constexpr double frame_s = 1.0 / 30;

class Demo {
 public:
  Demo(gfx::Window& window, const Workshop& workshop)
      : window_(window),
        assets_(workshop.assets()),
        fonts_(find_fonts()),
        data_(make_demo_data()),
        machine_(look_at_machine(workshop, "Videos")),
        host_(window),
        style_(fonts_.files, fonts_.icons),
        log_(data_.log.size() + 1, 1U << 20) {
    for (const LogLine& line : data_.log) log_.add(line);
    machine_.health = demo_health();
    view_.draft = demo_draft();
    view_.job = demo_job_done;
    ui::ScriptFile file{
        .job = demo_job_done, .script = data_.script, .hash = {}, .spoken = {}, .problem = {}};
    static_cast<void>(view_.scenes.at(file.job));
    ui::take_script(view_.scenes, std::move(file), data_.snapshot.shown->brief);
    show_picture();
  }

  [[nodiscard]] ui::ViewState& view() { return view_; }
  [[nodiscard]] bool is_moving() const { return is_moving_; }

  void draw() {
    style_.set(ui::is_light(view_.settings, machine_) ? ui::light_palette : ui::dark_palette,
               window_.content_scale());
    intents_.clear();
    const ui::PlayerView player{.status = data_.player, .picture = picture_.id()};
    ui::Frame frame{.snapshot = data_.snapshot,
                    .machine = machine_,
                    .player = player,
                    .diagnostics = diagnostics_,
                    .style = style_,
                    .log = log_,
                    .pictures = pictures_,
                    .view = view_,
                    .intents = intents_,
                    .utc_ms = data_.utc_ms,
                    .time_s = time_s_ += frame_s};
    host_.begin();
    ui::draw_shell(frame);
    window_.clear({0, 0, 0});
    host_.end();
    is_moving_ = frame.is_moving;
    serve();
    for (const ui::Intent& intent : intents_) perform(intent);
  }

 private:
  /// What concerns the window alone; there is no studio for the rest.
  void perform(const ui::Intent& intent) {
    if (const auto* change = std::get_if<ui::intent::ChangeSettings>(&intent))
      view_.settings = change->settings;
    const auto* const draft = std::get_if<ui::intent::CheckDraft>(&intent);
    if (draft == nullptr) return;
    view_.create.check = {.draft_hash = draft->draft_hash,
                          .lines = {},
                          .bytes_needed = 263'000'000,
                          .bytes_free = 61'000'000'000};
    view_.create.eta = EtaRange{19, 26};
  }

  void show_picture() {
    const RgbaImage image = draw_theme_sample(assets_, "dawn", data_.script.title, Aspect::wide);
    if (!image.pixels.empty()) picture_.set(image.pixels, {image.width, image.height});
  }

  /// Pictures at once: nobody waits for them here.
  void serve() {
    for (const ui::Pictures::Wish& wish : pictures_.take_wishes()) {
      const RgbaImage image = make(wish.name);
      pictures_.put(wish, image.pixels, {image.width, image.height});
    }
  }
  RgbaImage make(std::string_view name) {
    const auto row = std::ranges::find(data_.snapshot.history, name, &HistoryRow::id);
    if (row == data_.snapshot.history.end()) return make_picture(assets_, name, view_.create.title);
    const auto number = static_cast<std::size_t>(row - data_.snapshot.history.begin());
    const std::string& theme = machine_.themes[number % machine_.themes.size()].choice.id;
    return draw_theme_sample(assets_, theme, row->title, Aspect::wide);
  }

  gfx::Window& window_;
  const std::filesystem::path assets_;
  const Fonts fonts_;
  DemoData data_;
  ui::Machine machine_;
  ui::Host host_;
  ui::Style style_;
  ui::LogHistory log_;
  ui::Pictures pictures_{64};
  ui::ViewState view_;
  ui::Diagnostics diagnostics_;
  gfx::ImageTexture picture_;
  std::vector<ui::Intent> intents_;
  double time_s_ = 0;
  bool is_moving_ = false;
};

struct Shot {
  const char* name;
  ui::Page page;
  const char* job = "";  ///< in the generation panel
  ui::VideoView::Tab tab = ui::VideoView::Tab::timeline;
  bool shows_log = false;
};
constexpr std::array<Shot, 7> shots = {
    {{.name = "create", .page = ui::Page::create, .job = demo_job_at_work},
     {.name = "video", .page = ui::Page::video, .job = demo_job_done, .shows_log = true},
     {.name = "scenes", .page = ui::Page::video, .tab = ui::VideoView::Tab::scenes},
     {.name = "jobs", .page = ui::Page::jobs, .job = demo_job_at_work, .shows_log = true},
     {.name = "settings", .page = ui::Page::settings},
     {.name = "health", .page = ui::Page::health},
     {.name = "controls", .page = ui::Page::gallery}}};

Result<void> save_shot(const gfx::Window& window, const std::filesystem::path& path) {
  const std::vector<std::uint8_t> rgb = window.read_pixels();
  const gfx::PixelSize size = window.framebuffer();
  RgbaImage image(size.width, size.height);
  for (std::size_t i = 0; i < rgb.size() / 3; ++i) {
    std::copy_n(rgb.begin() + static_cast<std::ptrdiff_t>(3 * i), 3,
                image.pixels.begin() + static_cast<std::ptrdiff_t>(4 * i));
    image.pixels[4 * i + 3] = 255;
  }
  return media::write_png(image, path);
}

}  // namespace

void run_demo(gfx::Window& window, const Workshop& workshop) {
  Demo demo(window, workshop);
  demo.view().page = ui::Page::gallery;
  demo.view().log.is_open = true;
  int settled = 0;
  while (!window.is_closing()) {
    demo.draw();
    window.show();
    if (demo.is_moving()) {
      window.wait(frame_s);
    } else if (++settled < settle_frames) {
      window.poll();
    } else {
      settled = 0;
      window.wait(std::nullopt);
    }
  }
}

Result<void> take_screenshots(gfx::Window& window, const Workshop& workshop,
                              const std::filesystem::path& folder) {
  TRY(make_folder(folder));
  Demo demo(window, workshop);
  ui::ViewState& view = demo.view();
  view.settings.reduced_motion = true;
  for (const Appearance appearance : {Appearance::dark, Appearance::light}) {
    view.settings.appearance = appearance;
    for (const Shot& shot : shots) {
      view.page = shot.page;
      view.job = shot.job;
      view.video.tab = shot.tab;
      view.video.lower_part = shot.tab == ui::VideoView::Tab::scenes ? 0.56F : 0.34F;
      view.log.is_open = shot.shows_log;
      for (int i = 0; i < settle_frames; ++i) {
        window.poll();
        demo.draw();
        window.show();
      }
      demo.draw();
      TRY(save_shot(window, folder / fmt::format("{}-{}.png", shot.name, name_of(appearance))));
      window.show();
    }
  }
  return {};
}

}  // namespace reelwright::app
