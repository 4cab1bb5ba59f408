// SPDX-License-Identifier: GPL-3.0-or-later
// What all JSON codecs share: parsing within size and depth limits, and typed access to fields whose errors
// name the field. Only the codecs (*_json.cpp) include this; the JSON library is not seen outside of them.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace reelwright::json {

using Value = nlohmann::json;
using Output = nlohmann::ordered_json;  ///< fields stay in the order in which they are added

/// Two-space indent, a newline at the end; invalid UTF-8 is replaced, so the result is always JSON.
[[nodiscard]] std::string dump(const Output& value);

/// What is being read, for its errors.
struct Subject {
  std::string_view name;        ///< begins a sentence: "timeline.json", "The brief"
  std::string_view code;        ///< "timeline.damaged"
  std::string_view newer_code;  ///< "timeline.newer_version"; empty means `code`
  std::string_view hint;
};

enum class Need : std::uint8_t { required, optional };

/// Collects the first error of a document; afterwards every access does nothing. One thread.
class Reading {
 public:
  explicit Reading(Subject subject) : subject_(subject) {}

  [[nodiscard]] bool ok() const { return !error_.has_value(); }
  /// "<subject> cannot be used: <what>."
  void fail(std::string_view what) { fail_with(subject_.code, what); }
  void fail_with(std::string_view code, std::string_view what);
  [[nodiscard]] const Subject& subject() const { return subject_; }
  [[nodiscard]] Error take_error() { return std::move(*error_); }

 private:
  Subject subject_;
  std::optional<Error> error_;
};

/// One JSON object with its path in the document. A null counts as absent. One thread; must not outlive
/// document and Reading.
class Object {
 public:
  Object(const Value& value, std::string path, Reading& reading);

  [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }
  void fail(std::string_view key, std::string_view expectation) const;
  /// Refuses fields that are not listed.
  void only(std::string_view code, std::initializer_list<std::string_view> keys) const;
  /// The required schema_version: 1 to `newest`.
  void schema_version(int newest) const;

  void text(std::string_view key, std::string& out, Need need = Need::required) const;
  void flag(std::string_view key, bool& out, Need need = Need::required) const;
  void number(std::string_view key, double& out, double low = std::numeric_limits<double>::lowest(),
              double high = std::numeric_limits<double>::max(), Need need = Need::required) const;
  template <std::integral Integer>
  void integer(std::string_view key, Integer& out, std::int64_t low, std::int64_t high,
               Need need = Need::required) const {
    if (const auto value = read_integer(key, low, high, need)) out = static_cast<Integer>(*value);
  }
  /// A file below the document's folder: relative, no "." or "..", no empty parts. Optional ones may also be
  /// "".
  void relative_path(std::string_view key, std::string& out, Need need = Need::required) const;
  /// One of the texts that `parse` (text to optional enumerator) knows.
  template <typename Enum, typename Parse>
  void choice(std::string_view key, Enum& out, const Parse& parse, Need need = Need::required) const {
    std::string name;
    text(key, name, need);
    if (!reading_->ok() || !has(key)) return;
    if (const std::optional<Enum> value = parse(name))
      out = *value;
    else
      fail(key, "is not one of the known names");
  }
  void texts(std::string_view key, std::size_t count_max, std::vector<std::string>& out,
             Need need = Need::required) const;
  void object(std::string_view key, const std::function<void(const Object&)>& read,
              Need need = Need::required) const;
  /// Entries of an array; 0 when there is none.
  [[nodiscard]] std::size_t list_size(std::string_view key) const;
  /// Appends one element for each object of the array.
  template <typename Element, typename Read>
  void list(std::string_view key, std::size_t count_max, std::vector<Element>& out, const Read& read,
            Need need = Need::required) const {
    for_each(key, count_max, need, [&](const Object& item) { read(item, out.emplace_back()); });
  }

 private:
  [[nodiscard]] const Value* find(std::string_view key) const;
  [[nodiscard]] const Value* find(std::string_view key, Need need) const;
  [[nodiscard]] const Value* find_list(std::string_view key, std::size_t count_max, Need need) const;
  [[nodiscard]] std::optional<std::int64_t> read_integer(std::string_view key, std::int64_t low,
                                                         std::int64_t high, Need need) const;
  void for_each(std::string_view key, std::size_t count_max, Need need,
                const std::function<void(const Object&)>& read) const;

  const Value* value_;
  std::string path_;  ///< "scenes[3]." or ""
  Reading* reading_;
};

/// Parses `text` within limits::json_bytes_max and json_depth_max (checked before the tree is built) and
/// reads its root object.
[[nodiscard]] Result<void> read_document(std::string_view text, const Subject& subject,
                                         const std::function<void(const Object&, Reading&)>& read);

/// Letters, digits, '-' and '_', 1 to 64 of them: safe as part of a file name.
[[nodiscard]] bool is_plain_name(std::string_view text);

}  // namespace reelwright::json
