// SPDX-License-Identifier: GPL-3.0-or-later
// Text from outside, checked before anything is made of it: a brief's source or script, from a file or from
// standard input. It decides what is text; it does not look at Markdown.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/brief.h"

namespace reelwright::stages {

/// The bytes as UTF-8 without a byte order mark, with '\n' line ends and without other control characters
/// than '\n' and
/// '\t'. UTF-16 with a byte order mark is converted. `name` is how messages call the input. Errors:
/// source.too_large, source.empty (nothing but white space), source.not_text (binary data), source.not_utf8.
/// Any thread.
[[nodiscard]] Result<std::string> check_text(std::string_view bytes, std::string_view name);

/// The same for a file, whose size is looked at before it is read. Further errors: source.missing,
/// source.is_folder, source.unreadable. Any thread.
[[nodiscard]] Result<std::string> read_text(const std::filesystem::path& path);

/// What the brief's topic says: without HTML tags, "" when nothing else is in it. Any thread.
[[nodiscard]] std::string topic_text(const Brief& brief);

/// Markdown in which relative picture links `![](name.jpg)` to files that exist beside the text are absolute,
/// so that the text may be kept in another folder (a job's). Everything else stays byte for byte. Any thread.
[[nodiscard]] std::string with_absolute_pictures(std::string_view markdown,
                                                 const std::filesystem::path& folder);

}  // namespace reelwright::stages
