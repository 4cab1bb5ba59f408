// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/html_text.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "model/sentences.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

struct Tag {
  std::string name;  ///< lower case
  bool closing = false;
  std::size_t end = 0;  ///< after '>'
};

/// The tag that starts at `at` (a '<'), or one with an empty name when it is none.
Tag tag_at(std::string_view html, std::size_t at) {
  Tag tag;
  std::size_t i = at + 1;
  if (i < html.size() && html[i] == '/') {
    tag.closing = true;
    ++i;
  }
  const std::size_t begin = i;
  while (i < html.size() && std::isalnum(static_cast<unsigned char>(html[i])) != 0) ++i;
  const std::size_t end = html.find('>', i);
  if (i == begin || end == std::string_view::npos) return {};
  tag.name = ascii_lower(html.substr(begin, i - begin));
  tag.end = end + 1;
  return tag;
}

constexpr std::string_view dropped =
    " script style head nav footer aside form table figure svg noscript template button select iframe ";
constexpr std::string_view blocks =
    " p div section article main header br hr blockquote ul ol dl dt dd body html pre "
    "h1 h2 h3 h4 h5 h6 li td th title tr ";

std::size_t find_ignoring_case(std::string_view text, std::string_view needle, std::size_t from) {
  const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
  const auto found = std::search(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), needle.begin(),
                                 needle.end(), same);
  return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

}  // namespace

bool looks_like_html(std::string_view text) {
  const std::string_view start = trim(text);
  const std::string head = ascii_lower(start.substr(0, 200));
  if (head.starts_with("<!doctype html") || head.starts_with("<html") || head.starts_with("<?xml"))
    return true;
  if (!head.starts_with("<")) return false;
  constexpr std::array<std::string_view, 6> tags{"<p>", "<p ", "<div", "<h1", "<h2", "<li"};
  std::size_t found = 0;
  for (const std::string_view tag : tags) {
    for (std::size_t at = find_ignoring_case(text, tag, 0); at != std::string_view::npos && found < 3;
         at = find_ignoring_case(text, tag, at + 1)) {
      ++found;
    }
  }
  return found >= 3;
}

std::string without_tags(std::string_view line) {
  constexpr std::string_view inline_tags =
      " a abbr b big blink center cite code del em font i img ins kbd link mark meta q s small span strike "
      "strong sub sup tt u var video ";
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> entities{{{"&lt;", "<"},
                                                                                   {"&gt;", ">"},
                                                                                   {"&quot;", "\""},
                                                                                   {"&#39;", "'"},
                                                                                   {"&apos;", "'"},
                                                                                   {"&nbsp;", " "},
                                                                                   {"&amp;", "&"}}};
  std::string out;
  bool apart = false;  // a block has begun or ended since the last character
  for (std::size_t at = 0; at < line.size();) {
    const std::string_view rest = line.substr(at);
    if (rest.starts_with("<!--")) {
      const std::size_t end = line.find("-->", at);
      at = end == std::string_view::npos ? line.size() : end + 3;
      continue;
    }
    Tag tag = line[at] == '<' ? tag_at(line, at) : Tag{};
    if (!tag.name.empty()) {
      const std::size_t begin = at + 1 + (tag.closing ? 1 : 0) + tag.name.size();
      const std::string_view rest_of_tag = trim(line.substr(begin, tag.end - 1 - begin));
      const bool attributes = rest_of_tag.find('=') != std::string_view::npos;
      if (!rest_of_tag.empty() && rest_of_tag != "/" && !attributes) tag = {};  // "a <b and c> d"
    }
    const bool between = is_listed(tag.name, blocks) || is_listed(tag.name, dropped);
    if (between || is_listed(tag.name, inline_tags)) {
      const std::size_t content_end = tag.name == "script" || tag.name == "style"
                                          ? find_ignoring_case(line, "</" + tag.name, tag.end)
                                          : std::string_view::npos;
      at = content_end == std::string_view::npos || tag.closing ? tag.end : content_end;
      apart = apart || between;
      continue;
    }
    const auto entity =
        std::ranges::find_if(entities, [&](const auto& known) { return rest.starts_with(known.first); });
    if (apart && !out.empty() && out.back() != ' ' && line[at] != ' ') out += ' ';
    apart = false;
    out += entity == entities.end() ? line.substr(at, 1) : entity->second;
    at += entity == entities.end() ? 1 : entity->first.size();
  }
  return out;
}

std::string markdown_of_html(std::string_view html) {
  std::string out;
  bool heading = false;        // inside <h1>..<h6>: the text must stay on one line
  bool keeps_lines = false;    // inside a <pre> with prose: an empty line ends a paragraph
  std::string unclosed = " ";  // tags without an end, which need not be looked for again
  const auto open_line = [&](std::string_view start) {
    out += "\n\n";
    out += start;
  };
  for (std::size_t at = 0; at < html.size();) {
    const char c = html[at];
    if (c != '<') {
      const bool blank = c == '\n' || c == '\t' || c == ' ';
      if (keeps_lines && html.substr(at).starts_with("\n\n")) {
        open_line("");
      } else if (!blank) {
        out += c;
      } else if (!out.empty() && out.back() != ' ' && out.back() != '\n') {
        out += ' ';
      }
      ++at;
      continue;
    }
    if (html.substr(at).starts_with("<!--")) {
      const std::size_t end = html.find("-->", at);
      at = end == std::string_view::npos ? html.size() : end + 3;
      continue;
    }
    if (html.substr(at).starts_with("<!") || html.substr(at).starts_with("<?")) {
      const std::size_t end = html.find('>', at);
      at = end == std::string_view::npos ? html.size() : end + 1;
      continue;
    }
    const Tag tag = tag_at(html, at);
    if (tag.name.empty()) {
      out += "&lt;";
      ++at;
      continue;
    }
    at = tag.end;
    if (is_listed(tag.name, dropped)) {
      if (tag.closing || is_listed(tag.name, unclosed)) continue;
      // The page's own title is worth more than an empty one.
      const std::size_t title =
          tag.name == "head" ? find_ignoring_case(html, "<title>", at) : std::string_view::npos;
      const std::size_t end = find_ignoring_case(html, "</" + tag.name, at);
      if (title < end && find_ignoring_case(html, "<h1", at) == std::string_view::npos) {
        const std::size_t title_end = find_ignoring_case(html, "</title>", title);
        if (title_end < end)
          open_line("# " + std::string(trim(html.substr(title + 7, title_end - title - 7))) + "\n\n");
      }
      if (end == std::string_view::npos) {
        unclosed += tag.name + " ";
        continue;
      }
      const std::size_t after = html.find('>', end);
      at = after == std::string_view::npos ? html.size() : after + 1;
    } else if (tag.name == "pre") {
      open_line("");
      if (tag.closing || keeps_lines || is_listed(tag.name, unclosed)) {
        keeps_lines = keeps_lines && !tag.closing;
        continue;
      }
      const std::size_t end = find_ignoring_case(html, "</pre", at);
      if (end == std::string_view::npos) {
        unclosed += "pre ";
        continue;
      }
      keeps_lines = is_prose(without_tags(html.substr(at, end - at)));
      if (!keeps_lines) at = end;
    } else if (tag.name.size() == 2 && tag.name[0] == 'h' && tag.name[1] >= '1' && tag.name[1] <= '6') {
      heading = !tag.closing;
      open_line(tag.closing ? "" : std::string(static_cast<std::size_t>(tag.name[1] - '0'), '#') + " ");
    } else if (tag.name == "li") {
      if (!tag.closing) out += "\n- ";
    } else if (is_listed(tag.name, blocks) && !heading) {
      open_line("");
    }
  }
  return out;
}

}  // namespace reelwright::stages
