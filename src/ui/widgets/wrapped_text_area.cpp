// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/wrapped_text_area.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cstring>

#include "base/utf8.h"
#include "model/characters.h"

namespace reelwright::ui {
namespace {

/// Beyond what a chapter of a book holds, a line may run out of the field.
constexpr std::size_t wrapped_bytes_max = 1U << 18;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// What became of a text: `removed` bytes at `at` were replaced by `inserted` ones.
struct Change {
  std::size_t at = 0;
  std::size_t removed = 0;
  std::size_t inserted = 0;
};

/// Where several places explain the new text, the one that ends at the cursor.
Change change_between(std::string_view before, std::string_view after, std::size_t cursor) {
  const std::size_t behind = after.size() - std::min(cursor, after.size());
  std::size_t suffix = 0;
  const std::size_t suffix_max = std::min({behind, before.size(), after.size()});
  while (suffix < suffix_max && before[before.size() - 1 - suffix] == after[after.size() - 1 - suffix])
    ++suffix;
  std::size_t prefix = 0;
  const std::size_t prefix_max = std::min(before.size(), after.size()) - suffix;
  while (prefix < prefix_max && before[prefix] == after[prefix]) ++prefix;
  return {prefix, before.size() - prefix - suffix, after.size() - prefix - suffix};
}

/// What the callbacks of one field need.
struct Session {
  TextAreaState* state = nullptr;
  std::string* text = nullptr;
  std::size_t cursor = 0;  ///< before the keys of this frame
  bool is_changed = false;
  // The clipboard's own function, while ours stands in.
  void (*copy)(ImGuiContext*, const char*) = nullptr;
  void* user_data = nullptr;
};

void copy_as_typed(ImGuiContext* context, const char* words) {
  auto* session = static_cast<Session*>(ImGui::GetPlatformIO().Platform_ClipboardUserData);
  const ImGuiInputTextState& input = context->InputTextState;
  const std::size_t begin =
      input.HasSelection()
          ? static_cast<std::size_t>(std::min(input.GetSelectionStart(), input.GetSelectionEnd()))
          : 0;
  const std::string typed = session->state->wrapped.typed(begin, begin + std::strlen(words));
  ImGuiPlatformIO& io = ImGui::GetPlatformIO();
  io.Platform_ClipboardUserData = session->user_data;
  session->copy(context, typed.c_str());
  io.Platform_ClipboardUserData = session;
}

/// A pixel less than the room, so that rounding never makes a line too long.
float inner_width(float width, const TextAreaLook& look) {
  const float bar = look.height > 0 ? ImGui::GetStyle().ScrollbarSize : 0;
  return width - 2 * ImGui::GetStyle().FramePadding.x - bar - 1;
}

std::size_t at_or_end(int place, std::size_t size) {
  return std::min(static_cast<std::size_t>(std::max(place, 0)), size);
}

/// Escape gives back the text that the field had when it was entered; here it is to keep what was typed.
void keep_on_escape(ImGuiInputTextState& input, const std::string& shown) {
  input.TextToRevertTo.resize(static_cast<int>(shown.size()) + 1);
  std::memcpy(input.TextToRevertTo.Data, shown.c_str(), shown.size() + 1);
}

int on_input(ImGuiInputTextCallbackData* data) {
  auto* session = static_cast<Session*>(data->UserData);
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    std::string& buffer = session->state->buffer;
    buffer.resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = buffer.data();
    return 0;
  }
  WrappedText& wrapped = session->state->wrapped;
  const std::string_view edited(data->Buf, static_cast<std::size_t>(data->BufTextLen));
  if (edited == wrapped.shown()) return 0;
  const std::size_t cursor = wrapped.edit(edited, session->cursor, at_or_end(data->CursorPos, edited.size()));
  const std::string& shown = wrapped.shown();
  *session->text = wrapped.text();
  session->is_changed = true;
  if (edited != shown) {
    data->DeleteChars(0, data->BufTextLen);
    data->InsertChars(0, shown.data(), shown.data() + shown.size());
  }
  data->CursorPos = static_cast<int>(cursor);
  data->SelectionStart = data->SelectionEnd = data->CursorPos;
  keep_on_escape(data->Ctx->InputTextState, shown);
  return 0;
}

/// Wraps what is edited right now: its text or its width became another one, by an undo or a resized window.
void rewrap(ImGuiInputTextState& input, WrappedText& wrapped, std::string_view text, float width) {
  const auto place = [&](int shown) { return wrapped.to_text(at_or_end(shown, wrapped.shown().size())); };
  const std::size_t cursor = place(input.GetCursorPos());
  const std::size_t start = place(input.GetSelectionStart());
  const std::size_t end = place(input.GetSelectionEnd());
  const bool has_selection = input.HasSelection();
  if (!wrapped.set(text, width)) return;
  const auto moved = [&](std::size_t at) {
    return static_cast<int>(wrapped.to_shown(std::min(at, wrapped.text().size())));
  };
  input.WantReloadUserBuf = true;
  input.ReloadSelectionStart = moved(has_selection ? start : cursor);
  input.ReloadSelectionEnd = moved(has_selection ? end : cursor);
  keep_on_escape(input, wrapped.shown());
}

}  // namespace

bool WrappedText::set(std::string_view text, float width) {
  const float font_size = ImGui::GetFontSize();
  if (text == text_ && width == width_ && font_size == font_size_) return false;
  text_ = text;
  width_ = width;
  font_size_ = font_size;
  wrap();
  return true;
}

std::size_t WrappedText::edit(std::string_view edited, std::size_t cursor_before, std::size_t cursor) {
  const Change change = change_between(shown_, edited, cursor);
  std::string text;
  text.reserve(edited.size());
  std::size_t place = 0;  // of the cursor in `text`
  std::size_t next = 0;
  for (std::size_t i = 0; i < edited.size(); ++i) {
    if (i == cursor) place = text.size();
    const bool is_fresh = i >= change.at && i < change.at + change.inserted;
    bool is_break = false;
    if (!is_fresh) {
      const std::size_t old = i < change.at ? i : i + change.removed - change.inserted;
      while (next < breaks_.size() && breaks_[next].at < old) ++next;
      is_break = next < breaks_.size() && breaks_[next].at == old;
    }
    if (!is_break)
      text += edited[i];
    else if (!breaks_[next].is_inserted)
      text += ' ';
  }
  if (cursor >= edited.size()) place = text.size();

  // Only the end of a line was deleted that nobody typed: what was meant is the character beside it.
  const auto lost = std::ranges::find(breaks_, change.at, &Break::at);
  if (change.inserted == 0 && change.removed == 1 && lost != breaks_.end() && lost->is_inserted) {
    std::size_t begin = place;
    std::size_t end = place;
    if (cursor_before > cursor) {
      while (begin > 0 && is_continuation(text[begin - 1])) --begin;
      if (begin > 0) --begin;
    } else {
      if (end < text.size()) ++end;
      while (end < text.size() && is_continuation(text[end])) ++end;
    }
    text.erase(begin, end - begin);
    place = begin;
  }
  text_ = std::move(text);
  wrap();
  return to_shown(place);
}

std::size_t WrappedText::to_text(std::size_t shown) const {
  const auto inserted =
      std::ranges::count_if(breaks_, [&](const Break& each) { return each.is_inserted && each.at < shown; });
  return shown - static_cast<std::size_t>(inserted);
}

std::size_t WrappedText::to_shown(std::size_t text) const {
  std::size_t shown = text;
  for (const Break& each : breaks_) {
    if (!each.is_inserted) continue;
    if (each.at >= shown) break;
    ++shown;
  }
  return shown;
}

std::string WrappedText::typed(std::size_t begin, std::size_t end) const {
  std::string typed;
  auto next = breaks_.begin();
  for (std::size_t i = begin; i < std::min(end, shown_.size()); ++i) {
    while (next != breaks_.end() && next->at < i) ++next;
    if (next == breaks_.end() || next->at != i)
      typed += shown_[i];
    else if (!next->is_inserted)
      typed += ' ';
  }
  return typed;
}

void WrappedText::wrap() {
  shown_ = text_;
  breaks_.clear();
  lines_ = 1 + static_cast<int>(std::ranges::count(text_, '\n'));
  if (width_ <= 0 || text_.size() > wrapped_bytes_max || !is_valid_utf8(text_)) return;
  ImFontBaked& font = *ImGui::GetFontBaked();
  const float scale = ImGui::GetFontSize() / font.Size;
  shown_.clear();
  // Where the line may end: the last such place, and the width of what follows it.
  constexpr std::size_t nowhere = std::string::npos;
  Break place{nowhere, false};
  float behind_px = 0;
  float line_px = 0;
  char32_t before = 0;
  for (std::size_t at = 0; at < text_.size();) {
    const std::size_t begin = at;
    const char32_t c = utf8_next(text_, at);
    if (c == '\n') {
      place.at = nowhere;
      line_px = 0;
      before = 0;
      shown_ += '\n';
      continue;
    }
    const float advance = font.GetCharAdvance(static_cast<ImWchar>(c)) * scale;
    if (c != ' ' && before != 0 && before != ' ' && may_break_between(before, c)) {
      place = {shown_.size(), true};
      behind_px = 0;
    }
    // A blank may hang over the end of its line.
    if (c != ' ' && line_px > 0 && line_px + advance > width_) {
      if (place.at == nowhere) {
        place = {shown_.size(), true};
        behind_px = 0;
      }
      if (place.is_inserted)
        shown_.insert(place.at, 1, '\n');
      else
        shown_[place.at] = '\n';
      breaks_.push_back(place);
      line_px = behind_px;
      place.at = nowhere;
      ++lines_;
    }
    if (c == ' ') {
      place = {shown_.size(), false};
      behind_px = 0;
    } else {
      behind_px += advance;
    }
    shown_.append(text_, begin, at - begin);
    line_px += advance;
    before = c;
  }
}

int measure_text_area(TextAreaState& state, std::string_view text, float width) {
  // What is edited right now is wrapped when it is drawn, so that its cursor goes along.
  if (!state.is_active) state.wrapped.set(text, inner_width(width, {}));
  return state.wrapped.lines();
}

float text_area_height(int lines) {
  return static_cast<float>(lines) * ImGui::GetFontSize() + 2 * ImGui::GetStyle().FramePadding.y;
}

bool wrapped_text_area(const Style& style, const char* label, const char* hint, std::string& text,
                       TextAreaState& state, const TextAreaLook& look) {
  const ImVec2 padding = ImGui::GetStyle().FramePadding;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::CalcItemWidth();
  const float inner = inner_width(width, look);
  ImGuiInputTextState* const input = ImGui::GetInputTextState(ImGui::GetID(label));
  const bool is_active = input != nullptr && ImGui::GetActiveID() == input->ID && !look.is_read_only;
  Session session{.state = &state, .text = &text};
  if (is_active) {
    rewrap(*input, state.wrapped, text, inner);
    session.cursor = at_or_end(input->GetCursorPos(), state.wrapped.shown().size());
  } else {
    state.wrapped.set(text, inner);
  }
  if (state.buffer != state.wrapped.shown()) state.buffer = state.wrapped.shown();
  const float height =
      look.height > 0 ? look.height : text_area_height(std::max(state.wrapped.lines(), look.lines_min));

  ImGuiPlatformIO& io = ImGui::GetPlatformIO();
  session.copy = io.Platform_SetClipboardTextFn;
  session.user_data = io.Platform_ClipboardUserData;
  io.Platform_SetClipboardTextFn = copy_as_typed;
  io.Platform_ClipboardUserData = &session;
  ImGuiInputTextFlags flags = ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_CallbackAlways |
                              ImGuiInputTextFlags_NoHorizontalScroll | ImGuiInputTextFlags_NoUndoRedo;
  if (look.is_read_only) flags |= ImGuiInputTextFlags_ReadOnly;
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, style.px(1));
  ImGui::InputTextMultiline(label, state.buffer.data(), state.buffer.capacity() + 1, {width, height}, flags,
                            on_input, &session);
  ImGui::PopStyleVar();
  state.is_active = ImGui::IsItemActive();
  io.Platform_SetClipboardTextFn = session.copy;
  io.Platform_ClipboardUserData = session.user_data;
  if (text.empty())
    ImGui::GetWindowDrawList()->AddText(ImGui::GetFont(), ImGui::GetFontSize(),
                                        {at.x + padding.x, at.y + padding.y},
                                        colour(style.palette().text_faint), hint, nullptr, inner);
  return session.is_changed;
}

}  // namespace reelwright::ui
