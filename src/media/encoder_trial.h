// SPDX-License-Identifier: GPL-3.0-or-later
// Whether an encoder works, found out by encoding with it.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string_view>

#include "base/result.h"

namespace reelwright::media {

/// Encodes a few frames twice in `folder`, which is the caller's to remove, joins them and decodes what came
/// out. A driver that crashes takes the process with it, so hardware is tried in a process of its own
/// (app/encoder_process.h).
/// Errors: encode.*, mux.*, verify.*, file.*, canceled. Any thread; up to a second or two.
[[nodiscard]] Result<void> try_encoder(std::string_view encoder, const std::filesystem::path& folder,
                                       const std::stop_token& stop);

/// In a folder of its own.
[[nodiscard]] Result<void> try_encoder(std::string_view encoder, const std::stop_token& stop);

}  // namespace reelwright::media
