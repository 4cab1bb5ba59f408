// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/edit_distance.h"
#include "base/utf8.h"
#include "model/limits.h"

namespace reelwright::json {
namespace {

/// Walks the text without keeping anything, to find errors and too deep nesting before memory is spent on
/// them.
class Scan final : public nlohmann::json_sax<Value> {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool key(string_t&) override { return true; }
  bool start_object(std::size_t) override { return enter(); }
  bool end_object() override { return leave(); }
  bool start_array(std::size_t) override { return enter(); }
  bool end_array() override { return leave(); }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    error_at = position;
    return false;
  }

  bool is_too_deep = false;
  std::size_t error_at = 0;

 private:
  bool enter() {
    ++depth_;
    is_too_deep = depth_ > limits::json_depth_max;
    return !is_too_deep;
  }
  bool leave() {
    --depth_;
    return true;
  }
  std::size_t depth_ = 0;
};

/// A field's name as it may stand in a message: short and printable.
std::string printable(std::string_view name) {
  std::string shown(utf8_prefix(name, 60));
  std::ranges::replace_if(
      shown, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
  return shown;
}

bool is_relative_path(std::string_view path) {
  constexpr std::size_t path_bytes_max = 1024;
  if (path.empty() || path.size() > path_bytes_max || path.front() == '/') return false;
  if (std::ranges::any_of(path, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\\'; }))
    return false;
  while (true) {
    const std::string_view part = path.substr(0, path.find('/'));
    if (part.empty() || part == "." || part == "..") return false;
    if (part.size() == path.size()) return true;
    path.remove_prefix(part.size() + 1);
  }
}

}  // namespace

std::string dump(const Output& value) {
  return value.dump(2, ' ', false, Output::error_handler_t::replace) + "\n";
}

void Reading::fail_with(std::string_view code, std::string_view what) {
  if (error_) return;
  error_ = Error{std::string(code), fmt::format("{} cannot be used: {}.", subject_.name, what),
                 std::string(subject_.hint)};
}

Object::Object(const Value& value, std::string path, Reading& reading)
    : value_(&value), path_(std::move(path)), reading_(&reading) {}

void Object::fail(std::string_view key, std::string_view expectation) const {
  reading_->fail(fmt::format("{}{} {}", path_, printable(key), expectation));
}

void Object::only(std::string_view code, std::initializer_list<std::string_view> keys) const {
  for (const auto& [key, value] : value_->items()) {
    if (std::ranges::find(keys, std::string_view(key)) != keys.end()) continue;
    constexpr std::size_t key_bytes_max = 64;
    const auto near = std::ranges::find_if(keys, [&](std::string_view known) {
      return key.size() <= key_bytes_max && is_near(edit_distance(key, known), known.size());
    });
    const std::string meant =
        near == keys.end() ? std::string() : fmt::format(" (did you mean \"{}\"?)", *near);
    reading_->fail_with(code, fmt::format("the field \"{}{}\" is not known{}", path_, printable(key), meant));
  }
}

void Object::schema_version(int newest) const {
  int version = 0;
  integer("schema_version", version, 1, std::numeric_limits<int>::max());
  if (reading_->ok() && version > newest) {
    const Subject& subject = reading_->subject();
    reading_->fail_with(subject.newer_code.empty() ? subject.code : subject.newer_code,
                        fmt::format("it was written by a newer version of the program (schema {})", version));
  }
}

const Value* Object::find(std::string_view key) const {
  const auto found = value_->find(key);
  return found == value_->end() || found->is_null() ? nullptr : &*found;
}

const Value* Object::find(std::string_view key, Need need) const {
  if (!reading_->ok()) return nullptr;
  const Value* value = find(key);
  if (value == nullptr && need == Need::required) fail(key, "is missing");
  return value;
}

void Object::text(std::string_view key, std::string& out, Need need) const {
  const Value* value = find(key, need);
  if (value == nullptr) return;
  if (!value->is_string()) return fail(key, "must be a text");
  const auto& read = value->get_ref<const std::string&>();
  if (read.find('\0') != std::string::npos) return fail(key, "must not contain a zero character");
  out = read;
}

void Object::flag(std::string_view key, bool& out, Need need) const {
  const Value* value = find(key, need);
  if (value == nullptr) return;
  if (!value->is_boolean()) return fail(key, "must be true or false");
  out = value->get<bool>();
}

void Object::number(std::string_view key, double& out, double low, double high, Need need) const {
  const Value* value = find(key, need);
  if (value == nullptr) return;
  if (!value->is_number()) return fail(key, "must be a number");
  const auto read = value->get<double>();
  if (!(read >= low && read <= high)) return fail(key, fmt::format("must be between {} and {}", low, high));
  out = read;
}

std::optional<std::int64_t> Object::read_integer(std::string_view key, std::int64_t low, std::int64_t high,
                                                 Need need) const {
  const Value* value = find(key, need);
  if (value == nullptr) return std::nullopt;
  if (!value->is_number_integer()) {
    fail(key, "must be a whole number");
    return std::nullopt;
  }
  const bool is_beyond_signed =
      value->is_number_unsigned() &&
      value->get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  const auto read = is_beyond_signed ? std::int64_t{0} : value->get<std::int64_t>();
  if (is_beyond_signed || read < low || read > high) {
    fail(key, fmt::format("must be between {} and {}", low, high));
    return std::nullopt;
  }
  return read;
}

void Object::relative_path(std::string_view key, std::string& out, Need need) const {
  std::string path;
  text(key, path, need);
  if (!reading_->ok()) return;
  if (!(path.empty() && need == Need::optional) && !is_relative_path(path))
    return fail(key, "must be a path below the file's own folder");
  out = path;
}

const Value* Object::find_list(std::string_view key, std::size_t count_max, Need need) const {
  const Value* value = find(key, need);
  if (value == nullptr) return nullptr;
  if (!value->is_array()) {
    fail(key, "must be a list");
    return nullptr;
  }
  if (value->size() > count_max) {
    fail(key, fmt::format("must have at most {} entries", count_max));
    return nullptr;
  }
  return value;
}

std::size_t Object::list_size(std::string_view key) const {
  const Value* value = find(key);
  return value != nullptr && value->is_array() ? value->size() : 0;
}

void Object::texts(std::string_view key, std::size_t count_max, std::vector<std::string>& out,
                   Need need) const {
  const Value* value = find_list(key, count_max, need);
  if (value == nullptr) return;
  for (const Value& item : *value) {
    if (!item.is_string()) return fail(key, "must be a list of texts");
    out.push_back(item.get<std::string>());
  }
}

void Object::object(std::string_view key, const std::function<void(const Object&)>& read, Need need) const {
  const Value* value = find(key, need);
  if (value == nullptr) return;
  if (!value->is_object()) return fail(key, "must be an object");
  read(Object(*value, fmt::format("{}{}.", path_, key), *reading_));
}

void Object::for_each(std::string_view key, std::size_t count_max, Need need,
                      const std::function<void(const Object&)>& read) const {
  const Value* value = find_list(key, count_max, need);
  if (value == nullptr) return;
  for (std::size_t i = 0; i < value->size() && reading_->ok(); ++i) {
    if (!(*value)[i].is_object()) return fail(fmt::format("{}[{}]", key, i), "must be an object");
    read(Object((*value)[i], fmt::format("{}{}[{}].", path_, key, i), *reading_));
  }
}

Result<void> read_document(std::string_view text, const Subject& subject,
                           const std::function<void(const Object&, Reading&)>& read) {
  Reading reading(subject);
  const auto parse = [&]() -> Value {
    if (text.size() > limits::json_bytes_max) {
      reading.fail(fmt::format("it is larger than {} bytes", limits::json_bytes_max));
      return {};
    }
    Scan scan;
    if (!Value::sax_parse(text, &scan)) {
      const auto before = text.substr(0, std::min(scan.error_at, text.size()));
      reading.fail(scan.is_too_deep
                       ? fmt::format("it is nested deeper than {} levels", limits::json_depth_max)
                       : fmt::format("it is not valid JSON (line {})", 1 + std::ranges::count(before, '\n')));
      return {};
    }
    Value root = Value::parse(text, nullptr, false);
    if (!root.is_object()) reading.fail("it is not a JSON object");
    return root;
  };
  const Value root = parse();
  if (reading.ok()) read(Object(root, {}, reading), reading);
  if (!reading.ok()) return std::unexpected(reading.take_error());
  return {};
}

bool is_plain_name(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

}  // namespace reelwright::json
