// SPDX-License-Identifier: GPL-3.0-or-later
// Emoji in the window's own text, with the fonts of this machine.
#include <cstdint>
#include <memory>

#include "paint/emoji_font.h"
#include "paint/font_files.h"
#include "ui/driver.h"

namespace reelwright::ui {
namespace {

/// Inter, the emoji, and one font for other scripts.
FontFiles fonts() {
  FontFiles files;
  files.text = paint::find_font_file("Inter", 400)->path;
  for (const paint::FontFile& file : paint::find_fallback_files({"zh-cn", "und-zsye"}))
    if (file.is_colour)
      files.draw_emoji = [font = std::make_shared<paint::EmojiFont>(file)](char32_t character, int height) {
        return font->draw(character, height);
      };
    else
      files.fallbacks.push_back({file.path, file.face});
  return files;
}

struct Pixels {
  std::size_t golden = 0;
  std::size_t reddish = 0;
  std::vector<std::uint8_t> all;
};

/// The Jobs page with one video of this title.
struct JobsPage : Driver {
  JobsPage() : Driver(true, fonts()) {
    view.page = Page::jobs;
    view.log.is_open = false;
    snapshot.history_total = 1;
    snapshot.history_query = view.history;
  }

  Pixels show(const std::string& title) {
    snapshot.history = {{.id = "20261122-143005-bees-7f3a",
                         .title = title,
                         .status = JobStatus::paused,
                         .created_utc_ms = 1'794'000'000'000}};
    ImGui::GetIO().AddMousePosEvent(5, 5);
    settle();
    Pixels pixels{.all = window().read_pixels()};
    for (std::size_t i = 0; i < pixels.all.size(); i += 3) {
      const std::uint8_t* const rgb = pixels.all.data() + i;
      pixels.golden += rgb[0] > 150 && rgb[0] > rgb[2] + 80 ? 1 : 0;
      pixels.reddish += rgb[0] > 150 && rgb[0] > rgb[1] + 80 ? 1 : 0;
    }
    return pixels;
  }
};

TEST(Emoji, OfATitleIsSeenInItsColours) {
  JobsPage window;
  const std::size_t without = window.show("Honey").golden;
  const std::size_t with_pot = window.show("Honey \U0001F36F").golden;
  // At least a third of a square as high as the text.
  EXPECT_GT(with_pot, without + 60);
  EXPECT_LT(with_pot, without + 400);
}

TEST(Emoji, SelectorsJoinersAndSkinTonesDrawNothing) {
  JobsPage window;
  const Pixels plain = window.show("Honey \U0001F36F and \U0001F44D done");
  EXPECT_EQ(window.show("Honey\u20E3\uFE0F \U0001F36F\uFE0F\u200D and \U0001F44D\U0001F3FD done").all,
            plain.all);
}

TEST(Emoji, HeartIsRedAlthoughTheTextsFontHasOne) {
  JobsPage window;
  EXPECT_GT(window.show("Honey \u2764\uFE0F").reddish, window.show("Honey").reddish + 40);
}

TEST(Emoji, OnceSeenTakesNoMemory) {
  JobsPage window;
  window.show("Honey \U0001F36F\uFE0F");
  std::uint64_t watching = 0;
  std::uint64_t allocations = 0;
  const auto count = [&] {
    std::uint64_t sum = 0;
    for (int i = 0; i < 10; ++i) {
      window.frame();
      sum += window.diagnostics().allocations;
    }
    return sum;
  };
  window.frame(80);
  allocations = count();
  window.show("Honey pot");
  window.frame(80);
  watching = count();
  EXPECT_EQ(allocations, watching);
}

TEST(Emoji, FontIsNotOpenedForLetters) {
  const FontFiles files = fonts();
  FontFiles counted = files;
  int drawn = 0;
  counted.draw_emoji = [&](char32_t character, int height) {
    ++drawn;
    return files.draw_emoji(character, height);
  };
  Driver window(true, counted);
  for (const Page page : {Page::create, Page::video, Page::jobs, Page::settings, Page::health}) {
    window.view.page = page;
    window.view.draft.topic = "Пчёлы 蜂蜜 꿀 \u0627\u0644\u0639\u0633\u0644";
    window.settle();
  }
  EXPECT_EQ(drawn, 0);
  window.view.page = Page::create;
  window.view.draft.topic = "\U0001F36F";
  window.settle();
  EXPECT_GT(drawn, 0);
}

}  // namespace
}  // namespace reelwright::ui
