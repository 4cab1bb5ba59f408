// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/visuals/picture_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <tuple>

#include "base/file.h"
#include "base/utf8.h"
#include "media/clip.h"
#include "media/picture.h"
#include "model/limits.h"
#include "model/visual.h"

namespace reelwright::stages {
namespace {

constexpr std::uint64_t credit_bytes_max = 16 * 1024;
constexpr std::size_t credit_line_bytes_max = 300;
constexpr std::size_t bullets_beside_picture_max = 4;

std::string singular(std::string word) {
  if (word.size() > 4 && word.ends_with("ies")) return word.substr(0, word.size() - 3) + "y";
  if (word.size() > 3 && word.ends_with("s") && !word.ends_with("ss")) word.pop_back();
  return word;
}

/// Runs of letters (any script), lower case where ASCII; camera prefixes and numbers say nothing about what
/// is shown.
std::vector<std::string> words_of(std::string_view text) {
  constexpr std::array<std::string_view, 8> empty_words = {"copy",  "dsc", "image",   "img",
                                                           "photo", "pic", "picture", "scan"};
  std::vector<std::string> words;
  std::string word;
  for (const char c : ascii_lower(text) + " ") {
    if ((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80) {
      word += c;
    } else {
      if (word.size() >= 3 && std::find(empty_words.begin(), empty_words.end(), word) == empty_words.end())
        words.push_back(singular(word));
      word.clear();
    }
  }
  return words;
}

/// Digits compare as numbers, letters without regard to case; equal names by their bytes.
bool natural_less(const fs::path& first, const fs::path& second) {
  const std::string a = ascii_lower(first.string());
  const std::string b = ascii_lower(second.string());
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (digit(a[i]) && digit(b[j])) {
      const auto number = [&](const std::string& text, std::size_t& at) {
        while (at + 1 < text.size() && text[at] == '0' && digit(text[at + 1])) ++at;
        const std::size_t start = at;
        while (at < text.size() && digit(text[at])) ++at;
        return text.substr(start, at - start);
      };
      const std::string x = number(a, i);
      const std::string y = number(b, j);
      if (x.size() != y.size()) return x.size() < y.size();
      if (x != y) return x < y;
    } else {
      if (a[i] != b[j]) return a[i] < b[j];
      ++i;
      ++j;
    }
  }
  const std::size_t left_a = a.size() - i;
  const std::size_t left_b = b.size() - j;
  return left_a != left_b ? left_a < left_b : first < second;
}

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

struct Files {
  std::vector<fs::path> usable;  ///< by their names
  std::vector<fs::path> others;  ///< somebody may expect to be used
};

/// Pictures and clips of kinds that are not read.
bool is_of_another_kind(const fs::path& file) {
  constexpr std::array<std::string_view, 19> known = {".3gp", ".ai",  ".cr2",  ".dng", ".eps", ".flv", ".ico",
                                                      ".jp2", ".jpe", ".m2ts", ".mpg", ".mts", ".nef", ".ogv",
                                                      ".psd", ".svg", ".tga",  ".ts",  ".wmv"};
  return std::ranges::find(known, ascii_lower(file.extension().string())) != known.end();
}

Result<Files> list_files(const fs::path& folder) {
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (status.type() == fs::file_type::not_found)
    return fail("media.missing_folder",
                fmt::format("The folder of pictures {} does not exist.", folder.string()),
                "Check the path that was given with --media.");
  if (status.type() != fs::file_type::directory)
    return fail("media.not_a_folder", fmt::format("{} is not a folder of pictures.", folder.string()),
                "Give the folder that holds the pictures with --media.");
  Files files;
  std::vector<fs::path> inner;
  fs::directory_iterator at(folder, error);
  if (error)
    return fail("media.unreadable_folder",
                fmt::format("The folder of pictures {} cannot be read.", folder.string()),
                "Check its permissions.");
  const auto take = [&](const fs::directory_entry& entry, bool top) {
    std::error_code ignored;
    if (is_hidden(entry.path())) return;
    if (top && entry.is_directory(ignored)) inner.push_back(entry.path());
    const std::string name = entry.path().string();
    if (has_picture_name(name) || has_clip_name(name))
      files.usable.push_back(entry.path());
    else if (is_of_another_kind(entry.path()) && !entry.is_directory(ignored))
      files.others.push_back(entry.path());
  };
  for (const fs::directory_iterator end; !error && at != end; at.increment(error)) take(*at, true);
  for (const fs::path& sub : inner) {
    error.clear();
    fs::directory_iterator below(sub, error);
    for (const fs::directory_iterator end; !error && below != end; below.increment(error))
      take(*below, false);
  }
  std::sort(files.usable.begin(), files.usable.end(), natural_less);
  std::sort(files.others.begin(), files.others.end(), natural_less);
  return files;
}

std::string left_out(const std::vector<fs::path>& files) {
  constexpr std::size_t named_max = 3;
  std::string names;
  for (std::size_t i = 0; i < std::min(files.size(), named_max); ++i)
    names += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", files[i].filename().string());
  if (files.size() > named_max) names += fmt::format(" and {} more", files.size() - named_max);
  return fmt::format(
      "The folder of pictures has files of other kinds, which are left out: {}. Pictures may be JPEG, PNG, "
      "WebP, "
      "GIF, TIFF or BMP; clips MP4, MOV, WebM, MKV or AVI.",
      names);
}

double score(const Scene& scene, const FolderPicture& picture) {
  double total = 0;
  const auto holds = [&](const std::string& word) {
    return std::find(picture.words.begin(), picture.words.end(), word) != picture.words.end();
  };
  for (std::size_t i = 0; i < scene.keywords.size(); ++i)
    for (const std::string& word : words_of(scene.keywords[i]))
      if (holds(word)) total += 4.0 / (1.0 + 0.25 * static_cast<double>(i));
  for (const std::string& word : words_of(scene.heading)) total += holds(word) ? 2 : 0;
  for (const std::string& word : words_of(scene.display)) total += holds(word) ? 1 : 0;
  for (const Bullet& bullet : scene.bullets)
    for (const std::string& word : words_of(bullet.text)) total += holds(word) ? 0.5 : 0;
  return total;
}

/// 0: cannot show a picture; else the later, the rather it keeps its own design.
int willingness(const Scene& scene) {
  if (!scene.picture.empty()) return 0;
  switch (scene.layout) {
    case Layout::picture:
      return 1;
    case Layout::statement:
      return 2;
    case Layout::bullets:
      return scene.bullets.size() <= bullets_beside_picture_max ? 3 : 0;
    case Layout::title:
      return 4;
    case Layout::recap:
      return 0;
  }
  return 0;
}

bool fits(const Scene& scene, const FolderPicture& picture) {
  return !picture.is_clip || scene.layout != Layout::bullets;
}

Result<void> check_usable(const fs::path& file, bool is_clip, const std::stop_token& stop) {
  if (is_clip) {
    TRY(media::probe_clip(file, stop));
  } else {
    TRY(media::probe_picture(file));
  }
  return {};
}

}  // namespace

Result<PictureFolder> scan_pictures(const fs::path& folder, const std::stop_token& stop) {
  PictureFolder found;
  const Files files = TRY(list_files(folder));
  if (!files.others.empty()) found.warnings.push_back(left_out(files.others));
  for (const fs::path& file : files.usable) {
    if (found.pictures.size() == limits::pictures_max) {
      found.warnings.push_back(fmt::format("Only the first {} pictures and clips in {} are used.",
                                           limits::pictures_max, folder.string()));
      break;
    }
    const bool is_clip = has_clip_name(file.string());
    const Result<void> usable = check_usable(file, is_clip, stop);
    if (stop.stop_requested()) break;
    if (usable) {
      found.pictures.push_back({file, words_of(file.stem().string()), is_clip});
    } else {
      found.warnings.push_back(usable.error().message + " It is left out.");
    }
  }
  return found;
}

std::vector<int> match_pictures(const std::vector<Scene>& scenes,
                                const std::vector<FolderPicture>& pictures) {
  std::vector<int> chosen(scenes.size(), -1);
  std::vector<bool> used(pictures.size(), false);
  struct Match {
    double score;
    std::size_t scene;
    std::size_t picture;
  };
  std::vector<Match> matches;
  for (std::size_t s = 0; s < scenes.size(); ++s)
    for (std::size_t p = 0; willingness(scenes[s]) > 0 && p < pictures.size(); ++p)
      if (const double points = score(scenes[s], pictures[p]); points > 0 && fits(scenes[s], pictures[p]))
        matches.push_back({points, s, p});
  std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
    return std::tuple(-a.score, a.scene, a.picture) < std::tuple(-b.score, b.scene, b.picture);
  });
  for (const Match& match : matches) {
    if (chosen[match.scene] >= 0 || used[match.picture]) continue;
    chosen[match.scene] = static_cast<int>(match.picture);
    used[match.picture] = true;
  }

  std::vector<std::size_t> left;
  for (std::size_t p = 0; p < pictures.size(); ++p)
    if (!used[p]) left.push_back(p);
  // The most willing scenes get what is left, and they get it in the order of the video. A title keeps its
  // design.
  std::vector<std::size_t> open;
  for (int wish = 1; wish <= 3; ++wish)
    for (std::size_t s = 0; s < scenes.size(); ++s)
      if (chosen[s] < 0 && willingness(scenes[s]) == wish && open.size() < left.size()) open.push_back(s);
  std::sort(open.begin(), open.end());
  for (const std::size_t s : open) {
    const auto next = std::ranges::find_if(left, [&](std::size_t p) { return fits(scenes[s], pictures[p]); });
    if (next == left.end()) continue;
    chosen[s] = static_cast<int>(*next);
    left.erase(next);
  }
  return chosen;
}

std::string credit_of(const fs::path& picture) {
  fs::path beside = picture;
  for (const fs::path& sidecar : {fs::path(picture.string() + ".txt"), beside.replace_extension(".txt")}) {
    const Result<std::string> text = read_file(sidecar, credit_bytes_max);
    if (!text || !is_valid_utf8(*text)) continue;
    const std::string_view whole = trim(*text);
    const std::string_view line = utf8_prefix(trim(whole.substr(0, whole.find('\n'))), credit_line_bytes_max);
    if (!line.empty()) return fmt::format("{}: {}", picture.filename().string(), line);
  }
  return {};
}

}  // namespace reelwright::stages
