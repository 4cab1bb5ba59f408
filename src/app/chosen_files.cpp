// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/chosen_files.h"

#include <fmt/format.h>

#include <memory>
#include <span>
#include <utility>

#include "stages/script/text_input.h"
#include "ui/script_editor.h"

namespace reelwright::app {
namespace {

namespace fs = std::filesystem;
using ui::FilePurpose;

FileFilter filter_of(std::string name, std::span<const std::string_view> extensions) {
  FileFilter filter{.name = std::move(name), .patterns = {}};
  for (const std::string_view extension : extensions)
    filter.patterns.push_back(fmt::format("*{}", extension));
  return filter;
}

const FileFilter texts = filter_of("Text and Markdown", text_extensions);
const FileFilter sounds = filter_of("Sound", sound_extensions);
const FileFilter pictures = {"Pictures", {"*.jpg", "*.jpeg", "*.png", "*.webp", "*.bmp", "*.tif", "*.tiff"}};
const FileFilter videos = {"MP4 video", {"*.mp4"}};

}  // namespace

DialogRequest dialog_for(FilePurpose purpose) {
  using Kind = DialogRequest::Kind;
  switch (purpose) {
    case FilePurpose::source:
      return {.kind = Kind::open, .title = "Notes or an article", .filters = {texts}};
    case FilePurpose::script:
      return {.kind = Kind::open, .title = "A finished script", .filters = {texts}};
    case FilePurpose::music:
      return {.kind = Kind::open, .title = "Music for the video", .filters = {sounds}};
    case FilePurpose::media_folder:
      return {.kind = Kind::folder, .title = "A folder of pictures"};
    case FilePurpose::scene_picture:
      return {.kind = Kind::open, .title = "A picture for the scene", .filters = {pictures}};
    case FilePurpose::export_video:
      return {.kind = Kind::save, .title = "Save a copy of the video", .filters = {videos}};
    case FilePurpose::storage_folder:
      break;
  }
  return {.kind = Kind::folder, .title = "Where videos are kept"};
}

Result<ViewChange> use_chosen(const ui::intent::ChooseFiles& wish, const fs::path& path) {
  switch (wish.purpose) {
    case FilePurpose::source:
    case FilePurpose::script: {
      // Shared, so that a long article is not copied on the way.
      const auto text = std::make_shared<std::string>(
          stages::with_absolute_pictures(TRY(stages::read_text(path)), path.parent_path()));
      const bool is_script = wish.purpose == FilePurpose::script;
      return [text, is_script](ui::ViewState& view) {
        ui::Draft draft = view.draft;
        draft.kind = is_script ? ui::Draft::Kind::script : ui::Draft::Kind::notes;
        (is_script ? draft.script : draft.notes) = std::move(*text);
        ui::replace_draft(view, std::move(draft));
      };
    }
    case FilePurpose::music:
      return [path](ui::ViewState& view) {
        view.draft.brief.music = path.string();
        view.create.draft_hash = 0;
      };
    case FilePurpose::media_folder:
      return [path](ui::ViewState& view) {
        view.draft.brief.media = path.string();
        view.create.draft_hash = 0;
      };
    case FilePurpose::storage_folder:
      return [path](ui::ViewState& view) { view.settings.storage_folder = path.string(); };
    case FilePurpose::scene_picture:
      return [wish, path](ui::ViewState& view) {
        ui::take_picture(view.scenes, wish.job, wish.item, path.string());
      };
    case FilePurpose::export_video:
      break;
  }
  return ViewChange();
}

}  // namespace reelwright::app
