// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draft_check.h"

#include <string_view>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/utf8.h"
#include "paint/text.h"
#include "stages/visuals/glyph_report.h"

namespace reelwright::app {
namespace {

/// Texts beyond this are looked at in their beginning: a missing script shows early.
constexpr std::size_t glyph_bytes_max = 20'000;

void check_glyphs(std::string_view text, ui::DraftCheck& check) {
  const paint::TextEngine engine;
  const std::vector<char32_t> missing = engine.missing_glyphs(utf8_prefix(text, glyph_bytes_max), {});
  if (missing.empty()) return;
  check.lines.push_back({.is_problem = false,
                         .text = stages::missing_glyphs_sentence(missing),
                         .hint = "Without it these characters are shown as boxes.",
                         .code = "visuals.missing_glyphs"});
}

}  // namespace

ui::DraftCheck check_draft(const runtime::IntakeRequest& request, const runtime::IntakeParts& parts,
                           const std::filesystem::path& data_folder) {
  ui::DraftCheck check;
  check.bytes_free = parts.free_bytes(data_folder).value_or(0);
  const Result<runtime::CheckedRequest> checked = runtime::check_request(request, parts, data_folder);
  if (!checked) {
    const Error& error = checked.error();
    check.lines.push_back(
        {.is_problem = true, .text = error.message, .hint = error.hint, .code = std::string(error.code)});
    return check;
  }
  check.bytes_needed = checked->bytes_needed;
  for (const std::string& warning : checked->warnings)
    check.lines.push_back({.is_problem = false, .text = warning, .hint = {}, .code = {}});
  check_glyphs(checked->script   ? *checked->script
               : checked->source ? *checked->source
                                 : checked->brief.topic,
               check);
  return check;
}

}  // namespace reelwright::app
