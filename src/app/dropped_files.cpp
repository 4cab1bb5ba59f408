// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dropped_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/utf8.h"
#include "model/clip.h"
#include "model/visual.h"

namespace reelwright::app {
namespace {

namespace fs = std::filesystem;
using ui::FilePurpose;

/// One wish for each purpose; the first file of its kind is taken.
struct Sorted {
  std::optional<fs::path> text;
  std::optional<fs::path> sound;
  std::optional<fs::path> pictures;  ///< a folder
  bool has_picture = false;          ///< in it, by name
  bool has_clip = false;
  std::size_t left_out = 0;
};

bool ends_in(const fs::path& path, std::span<const std::string_view> extensions) {
  return std::ranges::find(extensions, ascii_lower(path.extension().string())) != extensions.end();
}

/// The first of its kind; of pictures and clips, those in the same folder come with it.
void sort_in(const fs::path& path, Sorted& sorted) {
  std::error_code error;
  std::optional<fs::path>* place = nullptr;
  bool* has = nullptr;
  fs::path value = path;
  if (fs::is_directory(path, error)) {
    place = &sorted.pictures;
  } else if (has_picture_name(path.string()) || has_clip_name(path.string())) {
    place = &sorted.pictures;
    value = path.parent_path();
    has = has_clip_name(path.string()) ? &sorted.has_clip : &sorted.has_picture;
  } else if (ends_in(path, text_extensions)) {
    place = &sorted.text;
  } else if (ends_in(path, sound_extensions)) {
    place = &sorted.sound;
  }
  if (place == nullptr || (*place && **place != value)) {
    ++sorted.left_out;
    return;
  }
  *place = std::move(value);
  if (has != nullptr) *has = true;
}

/// A folder that was dropped itself may hold both.
std::string_view contents_of(const Sorted& sorted) {
  if (sorted.has_clip == sorted.has_picture) return "pictures and clips from";
  return sorted.has_clip ? "clips from" : "pictures from";
}

class Report {
 public:
  void used(std::string_view what, const fs::path& path) {
    text_ += fmt::format("{}{} \"{}\"", text_.empty() ? "Taken: " : ", ", what, path.filename().string());
  }
  [[nodiscard]] std::string text() const {
    return text_.empty() ? "Nothing of this can be used." : text_ + ".";
  }
  [[nodiscard]] bool is_empty() const { return text_.empty(); }

 private:
  std::string text_;
};

}  // namespace

ViewChange use_dropped(const std::vector<fs::path>& paths, ui::Draft::Kind kind) {
  Sorted sorted;
  for (const fs::path& path : paths) sort_in(path, sorted);
  std::vector<ViewChange> changes;
  Report report;
  std::optional<Error> refused;
  const auto use = [&](FilePurpose purpose, std::string_view what, const std::optional<fs::path>& path) {
    if (!path) return;
    Result<ViewChange> change = use_chosen({.purpose = purpose}, *path);
    if (!change) {
      refused = change.error();
      return;
    }
    changes.push_back(*std::move(change));
    report.used(what, *path);
  };
  const bool is_script = kind == ui::Draft::Kind::script;
  use(is_script ? FilePurpose::script : FilePurpose::source, is_script ? "the script" : "the notes",
      sorted.text);
  use(FilePurpose::music, "the music", sorted.sound);
  use(FilePurpose::media_folder, contents_of(sorted), sorted.pictures);
  ui::Toast toast{.text = report.text(), .hint = {}, .is_error = report.is_empty()};
  if (sorted.left_out > 0)
    toast.hint =
        fmt::format("{} {} left out: a text, a sound and a folder of pictures and clips can be used.",
                    sorted.left_out, sorted.left_out == 1 ? "file was" : "files were");
  if (refused) toast = ui::toast_of(*refused);
  return [changes = std::move(changes), toast = std::move(toast)](ui::ViewState& view) {
    for (const ViewChange& change : changes) change(view);
    if (!changes.empty()) view.page = ui::Page::create;
    view.toasts.push_back(toast);
  };
}

}  // namespace reelwright::app
