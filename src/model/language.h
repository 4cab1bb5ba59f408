// SPDX-License-Identifier: GPL-3.0-or-later
// Language tags as everybody reads them.
#pragma once

#include <string>
#include <string_view>

#include "base/utf8.h"

namespace reelwright {

/// "en" of "en-GB", in lower case; "en" also of "". Any thread.
[[nodiscard]] inline std::string primary_language(std::string_view lang) {
  const std::string_view head = lang.substr(0, lang.find_first_of("-_"));
  return head.empty() ? "en" : ascii_lower(head);
}

}  // namespace reelwright
