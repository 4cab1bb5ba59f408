// SPDX-License-Identifier: GPL-3.0-or-later
// The brief as part of another document: job.json holds the same fields as brief.json. For codecs only.
#pragma once

#include "model/brief.h"
#include "model/json_reader.h"

namespace reelwright::json {

[[nodiscard]] Output to_output(const Brief& brief);
/// Fields that are absent keep their default; unknown ones are not looked at.
void read(const Object& in, Brief& brief);

}  // namespace reelwright::json
