// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/document.h"

#include <cmark.h>

#include <algorithm>
#include <memory>
#include <system_error>
#include <utility>

#include "base/utf8.h"
#include "model/sentences.h"
#include "stages/script/html_text.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeIterator {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};
using Node = std::unique_ptr<cmark_node, FreeNode>;
using Iterator = std::unique_ptr<cmark_iter, FreeIterator>;

std::string_view literal_of(cmark_node* node) {
  const char* text = cmark_node_get_literal(node);
  return text == nullptr ? std::string_view() : std::string_view(text);
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// cmark's time grows with the square of how deep quotes, lists and brackets are nested. Nobody nests so deep
/// on purpose, so such runs lose their excess marks before parsing.
std::string without_hostile_nesting(std::string_view text) {
  constexpr std::size_t marks_max = 12;
  std::string out;
  out.reserve(text.size());
  for (const std::string_view line : lines_of(text)) {
    std::size_t marks = 0;
    bool prefix = true;
    std::size_t run = 0;
    char last = '\0';
    for (const char c : line) {
      const bool marker = c == '>' || c == '-' || c == '*' || c == '+';
      if (prefix && marker) {
        if (++marks > marks_max && c != last) continue;
      } else if (c != ' ' && c != '\t') {
        prefix = false;
      }
      const bool bracket =
          c == '[' || c == '*' || c == '_' || c == '`' || c == '<' || c == '!' || c == '(' || c == '>';
      run = bracket ? run + 1 : 0;
      last = c;
      if (run > marks_max * 8) continue;
      out += c;
    }
    out += '\n';
  }
  return out;
}

std::string decoded_link(std::string_view link) {
  std::string out;
  const auto hex = [](char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
  };
  for (std::size_t i = 0; i < link.size(); ++i) {
    if (link[i] == '%' && i + 2 < link.size() && hex(link[i + 1]) >= 0 && hex(link[i + 2]) >= 0) {
      out += static_cast<char>(hex(link[i + 1]) * 16 + hex(link[i + 2]));
      i += 2;
    } else {
      out += link[i];
    }
  }
  return out;
}

bool is_table_rule(std::string_view line) {
  return line.find("---") != std::string_view::npos && line.find('|') != std::string_view::npos &&
         line.find_first_not_of(" \t|:-") == std::string_view::npos;
}

/// The lines of a paragraph as one text; table rows and footnotes are left out.
std::string joined_lines(std::string_view paragraph) {
  const auto lines = lines_of(paragraph);
  const bool table = std::ranges::any_of(lines, is_table_rule);
  std::string text;
  for (const std::string_view line : lines) {
    const std::string_view row = trim(line);
    if (row.empty() || (table && row.find('|') != std::string_view::npos)) continue;
    if (row.starts_with("[^") && row.find("]:") != std::string_view::npos) break;
    if (!text.empty()) {
      std::size_t first = 0;
      std::size_t last = text.size() - 1;
      while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80U) --last;
      const bool dense = is_dense_script(utf8_next(row, first)) && is_dense_script(utf8_next(text, last));
      if (!dense) text += ' ';
    }
    text += row;
  }
  return text;
}

void drop_bracketed(std::string& text, bool references) {
  for (std::size_t at = text.find('['); at != std::string::npos; at = text.find('[', at)) {
    const std::size_t end = text.find(']', at);
    if (end == std::string::npos) return;
    const std::string_view inside = std::string_view(text).substr(at + 1, end - at - 1);
    const bool number = !inside.empty() && inside.size() <= 4 &&
                        inside.find_first_not_of("0123456789,-") == std::string_view::npos;
    const bool note = inside.starts_with('^') && inside.size() < 60;
    if (note || (references && (number || inside == "citation needed" || inside == "edit"))) {
      text.erase(at, end - at + 1);
    } else {
      ++at;
    }
  }
}

/// Builds the document while walking the tree.
class Reader {
 public:
  Reader(Reading reading, const std::filesystem::path& folder, std::string_view text)
      : reading_(reading), folder_(folder), lines_(lines_of(text)) {
    document_.sections.emplace_back();
  }

  void read(cmark_node* root) {
    const Iterator iterator(cmark_iter_new(root));
    for (cmark_event_type event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iterator.get())) {
      cmark_node* node = cmark_iter_get_node(iterator.get());
      if (event == CMARK_EVENT_ENTER) {
        enter(node);
      } else {
        leave(node);
      }
    }
  }

  Document take() {
    std::erase_if(document_.sections, [](const Section& section) {
      return section.blocks.empty() && section.heading.empty() && section.picture.empty();
    });
    return std::move(document_);
  }

 private:
  void enter(cmark_node* node) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_LIST:
        if (lists_++ == 0) {
          section().blocks.push_back({.kind = Block::Kind::list, .text = {}, .items = {}, .numbers = {}});
          ordered_ = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
          next_number_ = cmark_node_get_list_start(node);
        }
        break;
      case CMARK_NODE_ITEM:
        if (lists_ == 1 && ordered_) number_ = next_number_++;
        break;
      case CMARK_NODE_IMAGE:
        ++images_;
        take_picture(node);
        break;
      case CMARK_NODE_TEXT:
      case CMARK_NODE_CODE:
        if (images_ == 0) text_ += literal_of(node);
        break;
      case CMARK_NODE_SOFTBREAK:
      case CMARK_NODE_LINEBREAK:
        text_ += '\n';
        break;
      case CMARK_NODE_HTML_INLINE:
        if (literal_of(node).starts_with("<br")) text_ += ' ';
        break;
      case CMARK_NODE_HTML_BLOCK:
        add_html(literal_of(node));
        break;
      case CMARK_NODE_CODE_BLOCK:
        add_indented(node);
        break;
      default:
        break;
    }
  }

  void leave(cmark_node* node) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_LIST:
        if (--lists_ == 0 && section().blocks.back().items.empty()) section().blocks.pop_back();
        break;
      case CMARK_NODE_IMAGE:
        --images_;
        break;
      case CMARK_NODE_PARAGRAPH:
        add_text(std::exchange(text_, {}));
        break;
      case CMARK_NODE_HEADING:
        add_heading(std::exchange(text_, {}), cmark_node_get_heading_level(node));
        break;
      default:
        break;
    }
  }

  Section& section() { return document_.sections.back(); }

  void add_heading(std::string text, int level) {
    drop_bracketed(text, reading_ == Reading::article);
    text = collapse_blanks(text);
    while (text.ends_with('#')) text.pop_back();
    text = std::string(trim(text));
    if (text.empty()) return;
    if (lists_ > 0) return add_text(text);
    if (level == 1 && document_.title.empty() && !document_.has_headings && section().blocks.empty()) {
      document_.title = std::move(text);
      return;
    }
    document_.has_headings = true;
    document_.sections.push_back({.heading = std::move(text), .blocks = {}, .picture = {}});
  }

  void add_text(const std::string& raw) {
    std::string text = joined_lines(raw);
    drop_bracketed(text, reading_ == Reading::article);
    text = collapse_blanks(text);
    if (text.empty()) return;
    if (lists_ > 0) {
      for (const std::string_view box : {"[ ] ", "[x] ", "[X] "}) {
        if (text.starts_with(box)) text.erase(0, box.size());
      }
      section().blocks.back().items.push_back(std::move(text));
      section().blocks.back().numbers.push_back(std::exchange(number_, 0));
    } else {
      section().blocks.push_back(
          {.kind = Block::Kind::paragraph, .text = std::move(text), .items = {}, .numbers = {}});
    }
  }

  void add_html(std::string_view html) {
    const Node root(parse(markdown_of_html(html)));
    if (root == nullptr) return;
    std::string text;
    const Iterator iterator(cmark_iter_new(root.get()));
    for (cmark_event_type event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iterator.get())) {
      cmark_node* node = cmark_iter_get_node(iterator.get());
      if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_TEXT) {
        text += literal_of(node);
        text += ' ';
      }
    }
    add_text(text);
  }

  /// Indented plain text looks like code to Markdown; fenced code is code.
  void add_indented(cmark_node* node) {
    const auto line = static_cast<std::size_t>(std::max(1, cmark_node_get_start_line(node))) - 1;
    const std::string_view start = line < lines_.size() ? trim(lines_[line]) : std::string_view();
    const bool fenced =
        start.find("```") != std::string_view::npos || start.find("~~~") != std::string_view::npos;
    const std::string_view code = literal_of(node);
    // Inside a list nobody indents prose by so much.
    if (fenced || lists_ > 0 || (reading_ == Reading::article && !is_prose(code))) return;
    std::string paragraph;
    for (const std::string_view text : lines_of(code)) {
      if (trim(text).empty()) {
        add_text(std::exchange(paragraph, {}));
      } else {
        paragraph += text;
        paragraph += '\n';
      }
    }
    add_text(paragraph);
  }

  void take_picture(cmark_node* node) {
    const char* url = cmark_node_get_url(node);
    if (url == nullptr || *url == '\0') return;
    const std::filesystem::path path = folder_ / decoded_link(url);
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) {
      document_.missing_pictures.emplace_back(url);
    } else if (section().picture.empty()) {
      section().picture = path.lexically_normal().string();
    }
  }

 public:
  static cmark_node* parse(const std::string& text) {
    return cmark_parse_document(text.data(), text.size(), CMARK_OPT_DEFAULT);
  }

 private:
  Reading reading_;
  const std::filesystem::path& folder_;
  std::vector<std::string_view> lines_;
  Document document_;
  std::string text_;
  int lists_ = 0;
  int images_ = 0;
  bool ordered_ = false;  // the outermost list that is being read, and its items' numbers
  int next_number_ = 0;
  int number_ = 0;
};

/// "---\ntitle: X\n---\n" at the start: returns the title and moves `text` behind it.
std::string take_front_matter(std::string_view& text) {
  if (!text.starts_with("---\n")) return {};
  const std::size_t end = text.find("\n---\n", 3);
  if (end == std::string_view::npos || end > 8'000) return {};
  std::string title;
  for (const std::string_view line : lines_of(text.substr(4, end - 4))) {
    if (line.starts_with("title:"))
      title = std::string(trim(line.substr(6)));
    else if (!line.empty() && line.find(':') == std::string_view::npos && !line.starts_with(" ") &&
             !line.starts_with("-"))
      return {};
  }
  if (title.size() >= 2 && (title.front() == '"' || title.front() == '\'') && title.back() == title.front()) {
    title = title.substr(1, title.size() - 2);
  }
  text.remove_prefix(end + 5);
  return title;
}

/// Plain text marks headings by standing alone: one short line without an end mark before a paragraph.
bool looks_like_heading(const Block& block) {
  if (block.kind != Block::Kind::paragraph || utf8_length(block.text) > 60) return false;
  if (with_end_mark(block.text) == block.text || block.text.ends_with(',') || block.text.ends_with(':'))
    return false;
  std::size_t at = 0;
  const char32_t first = utf8_next(block.text, at);
  return is_upper(first) || (first >= '0' && first <= '9');
}

void recognise_headings(Document& document) {
  if (document.has_headings || document.sections.size() != 1) return;
  Section all = std::move(document.sections.front());
  std::vector<Section> sections(1);
  sections.front().picture = std::move(all.picture);
  for (std::size_t i = 0; i < all.blocks.size(); ++i) {
    const bool heading = i + 1 < all.blocks.size() && looks_like_heading(all.blocks[i]);
    if (!heading) {
      sections.back().blocks.push_back(std::move(all.blocks[i]));
    } else if (i == 0 && document.title.empty()) {
      document.title = all.blocks[i].text;
    } else {
      sections.push_back({.heading = all.blocks[i].text, .blocks = {}, .picture = {}});
      document.has_headings = true;
    }
  }
  std::erase_if(sections,
                [](const Section& section) { return section.blocks.empty() && section.picture.empty(); });
  document.sections = std::move(sections);
}

bool is_apparatus(const Section& section) {
  constexpr std::string_view names =
      "|references|see also|external links|further reading|contents|table of "
      "contents|bibliography|footnotes|license|licence|"
      "einzelnachweise|weblinks|literatur|siehe auch|références|liens externes|voir "
      "aussi|referencias|enlaces externos|véase también|";
  return !section.heading.empty() &&
         names.find("|" + fold_case(section.heading) + "|") != std::string_view::npos;
}

}  // namespace

Document read_document(std::string_view text, Reading reading, const std::filesystem::path& folder) {
  std::string title = take_front_matter(text);
  const std::string plain =
      without_hostile_nesting(looks_like_html(text) ? markdown_of_html(text) : std::string(text));
  const Node root(Reader::parse(plain));
  Reader reader(reading, folder, plain);
  if (root != nullptr) reader.read(root.get());
  Document document = reader.take();
  if (!title.empty()) {
    // Nothing that is written gets lost: another title below becomes a heading.
    const std::string written = std::exchange(document.title, std::move(title));
    if (!written.empty() && written != document.title && !document.sections.empty() &&
        document.sections.front().heading.empty()) {
      document.sections.front().heading = written;
      document.has_headings = true;
    }
  }
  if (reading == Reading::article) {
    recognise_headings(document);
    std::erase_if(document.sections, is_apparatus);
  }
  return document;
}

}  // namespace reelwright::stages
