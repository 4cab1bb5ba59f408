// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json_reader.h"
#include "model/theme.h"

namespace reelwright {
namespace {

using json::Need;
using json::Object;

constexpr std::size_t list_max = 16;

void read(const Object& in, ThemeFont& font) {
  in.text("families", font.families);
  in.integer("weight", font.weight, 100, 1000);
  in.number("tracking_em", font.tracking_em, -0.2, 0.5, Need::optional);
  in.number("line_spacing", font.line_spacing, 0.5, 2.0, Need::optional);
}

void read(const Object& in, ThemeAccent& accent) {
  in.text("fill", accent.fill);
  in.text("fill_end", accent.fill_end);
  in.text("on", accent.on);
  in.text("ink", accent.ink);
}

void read(const Object& in, ThemeBackground& background) {
  in.text("kind", background.kind);
  in.texts("stops", list_max, background.stops);
  in.texts("shapes", list_max, background.shapes);
  in.text("line", background.line);
  in.number("hue_shift_deg", background.hue_shift_deg, 0, 45, Need::optional);
}

}  // namespace

Result<Theme> theme_from_json(std::string_view text) {
  const json::Subject subject{.name = "The theme",
                              .code = "theme.damaged",
                              .newer_code = "",
                              .hint = "Restore the file from the original."};
  Theme theme;
  TRY(json::read_document(text, subject, [&](const Object& root, json::Reading& reading) {
    root.text("name", theme.name);
    root.text("title", theme.title);
    root.text("description", theme.description);
    root.object("heading", [&](const Object& in) { read(in, theme.heading); });
    root.object("display", [&](const Object& in) { read(in, theme.display); });
    root.object("body", [&](const Object& in) { read(in, theme.body); });
    root.object("label", [&](const Object& in) { read(in, theme.label); });
    root.flag("label_capitals", theme.label_capitals);
    root.object("background", [&](const Object& in) { read(in, theme.background); });
    root.text("text", theme.text);
    root.text("muted", theme.muted);
    root.text("surface", theme.surface);
    root.text("surface_line", theme.surface_line);
    root.text("shadow", theme.shadow);
    root.list("accents", list_max, theme.accents,
              [](const Object& in, ThemeAccent& accent) { read(in, accent); });
    root.text("badge", theme.badge);
    root.number("radius", theme.radius, 0, 0.2);
    root.number("motion", theme.motion, 0, 1);
    root.text("entrance", theme.entrance);
    root.text("caption_accent", theme.caption_accent);
    if (reading.ok() && theme.accents.empty()) root.fail("accents", "must have at least one entry");
    if (reading.ok() && (theme.background.stops.empty() || theme.background.shapes.empty()))
      root.fail("background", "must have at least one stop and one shape");
  }));
  return theme;
}

}  // namespace reelwright
