// SPDX-License-Identifier: GPL-3.0-or-later
// The player's picture, and what stands in its place while there is none.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "ui/panels/panels.h"
#include "ui/panels/player_parts.h"
#include "ui/player_actions.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/picture_fit.h"

namespace reelwright::ui {
namespace {

/// Behind every picture, in both looks: a film is seen in the dark.
constexpr std::uint32_t surround = 0x08090b;
constexpr std::uint32_t on_surround = 0xd7dbe2;

void centred(const Style& style, std::string_view words, Font font, float size, std::uint32_t rgb, ImVec2 box,
             ImVec2 at, float& y) {
  ImGui::PushFont(style.font(font), style.px(size));
  const float wrap = box.x - style.px(48);
  const ImVec2 area = ImGui::CalcTextSize(words.data(), words.data() + words.size(), false, wrap);
  ImGui::GetWindowDrawList()->AddText(ImGui::GetFont(), ImGui::GetFontSize(),
                                      {at.x + (box.x - area.x) / 2, y}, colour(rgb), words.data(),
                                      words.data() + words.size(), wrap);
  y += area.y + style.px(metric::gap);
  ImGui::PopFont();
}

/// An icon and sentences in the middle. `lines` in two colours: what it is, what to do. `below`: room for
/// what follows them, pixels. Returns where they end.
float message(const Frame& frame, ImVec2 at, ImVec2 box, Icon icon, std::string_view what,
              std::string_view hint, std::uint32_t rgb, float below = 0) {
  const Style& style = frame.style;
  const bool has_icon = box.y > style.px(120) + below;
  float y = at.y + (box.y - below) / 2 - style.px(has_icon ? 50 : 16);
  if (has_icon) centred(style, style.icon(icon), Font::text, 44, 0x5b6270, box, at, y);
  centred(style, what, Font::text, metric::text_normal, rgb, box, at, y);
  if (!hint.empty()) centred(style, hint, Font::text, metric::text_small, 0x9aa2b0, box, at, y);
  return y;
}

void draw_spinner(Frame& frame, ImVec2 centre) {
  constexpr float turn = 2 * std::numbers::pi_v<float>;
  const bool turns = !frame.reduces_motion();
  const float start = turns ? static_cast<float>(std::fmod(frame.time_s, 1.0)) * turn : 0;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.PathArcTo(centre, frame.style.px(14), start, start + 0.7F * turn, 32);
  draw.PathStroke(colour(on_surround, 0.9F), 0, frame.style.px(3));
  frame.is_moving |= turns;
}

constexpr const char* again_label = "Make it again##of the player";

bool may_be_made_again(const Job& job) { return job.status == JobStatus::done || may_retry(job.status); }

void again_button(Frame& frame, const Job& job) {
  if (button(frame.style, again_label, {.kind = ButtonKind::primary, .icon = Icon::retry}))
    frame.ask(intent::Send{command::RetryJob{job.id}});
}

void draw_instead(Frame& frame, ImVec2 at, ImVec2 box) {
  const PlayerStatus& status = frame.player.status;
  const Job* const job = frame.job(frame.view.video.job);
  if (job == nullptr) {
    const float y =
        message(frame, at, box, Icon::film, "Choose a video under Jobs, or create one.", "", on_surround);
    const float width = frame.style.px(150);
    const float gap = frame.style.px(metric::gap);
    if (y + frame.style.px(metric::row_height) > at.y + box.y || box.x < 2 * width + gap) return;
    ImGui::SetCursorScreenPos({at.x + box.x / 2 - width - gap / 2, y});
    if (button(frame.style, "See all jobs", {.icon = Icon::jobs, .width = width}))
      frame.view.page = Page::jobs;
    ImGui::SameLine(0, gap);
    if (button(frame.style, "Create a video",
               {.kind = ButtonKind::primary, .icon = Icon::create, .width = width}))
      frame.view.page = Page::create;
    return;
  }
  const auto notice = picture_notice(*job, status);
  if (!notice) return draw_spinner(frame, {at.x + box.x / 2, at.y + box.y / 2});
  if (status.state != PlayerState::failed) {
    message(frame, at, box, notice->icon, notice->what, notice->hint, on_surround);
    return;
  }
  const bool can_remake = may_be_made_again(*job);
  const float below = can_remake ? frame.style.px(metric::row_height + metric::gap) : 0;
  const float y = message(frame, at, box, notice->icon, notice->what, notice->hint, 0xff8080, below);
  if (!can_remake) return;
  const float width = button_width(frame.style, again_label, true);
  ImGui::SetCursorScreenPos({at.x + (box.x - width) / 2,
                             std::min(y + frame.style.px(metric::grid),
                                      at.y + box.y - frame.style.px(metric::row_height + metric::grid))});
  again_button(frame, *job);
}

/// Something is wrong with a video that can be seen all the same: at the foot of the picture.
void draw_problem(Frame& frame, const Job& job, ImVec2 at, ImVec2 box) {
  const Style& style = frame.style;
  const std::string_view words = frame.player.status.problem;
  const float margin = style.px(metric::gap);
  const float pad = style.px(3 * metric::grid);
  const float icon = style.px(metric::text_large);
  const bool can_remake = may_be_made_again(job);
  const float again = can_remake ? button_width(style, again_label, true) : 0;
  const float wrap = box.x - 2 * margin - 4 * pad - icon - again;
  if (wrap < style.px(90)) return;
  const ImVec2 size = ImGui::CalcTextSize(words.data(), words.data() + words.size(), false, wrap);
  const float height = std::max(size.y, style.px(metric::row_height)) + 2 * margin;
  if (height + 2 * margin > box.y) return;
  const ImVec2 from{at.x + margin, at.y + box.y - margin - height};
  const ImVec2 to{at.x + box.x - margin, from.y + height};
  const float middle = (from.y + to.y) / 2;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(from, to, colour(0x16181d, 0.94F), style.px(metric::radius));
  draw.AddText(nullptr, icon, {from.x + pad, middle - icon / 2}, colour(0xffc46b), style.icon(Icon::warning));
  draw.AddText(nullptr, ImGui::GetFontSize(), {from.x + 2 * pad + icon, middle - size.y / 2},
               colour(on_surround), words.data(), words.data() + words.size(), wrap);
  if (!can_remake) return;
  ImGui::SetCursorScreenPos({to.x - pad - again, middle - style.px(metric::row_height) / 2});
  again_button(frame, job);
}

/// What stands for a video that nobody has begun to watch: its first picture is often an empty one that the
/// rest fades in from.
ImTextureID texture_of(Frame& frame, const Job& job) {
  const PlayerStatus& status = frame.player.status;
  if (job.status != JobStatus::done || !status.is_untouched || status.is_playing || status.frame != 0)
    return frame.player.picture;
  const Pictures::Picture poster = frame.pictures.find(ShortText("poster/{}", job.id), job.finished_utc_ms);
  return poster.texture == 0 ? frame.player.picture : poster.texture;
}

ImVec2 picture_size(const Frame& frame, ImVec2 box) {
  const PlayerStatus& status = frame.player.status;
  const ImVec2 video{static_cast<float>(std::max(status.width, 1)),
                     static_cast<float>(std::max(status.height, 1))};
  if (frame.view.video.is_exact_size) return video;
  const ImVec2 exact = fitted(video, box);
  return {std::max(std::floor(exact.x), 1.0F), std::max(std::floor(exact.y), 1.0F)};
}

/// A click plays or pauses, two are full screen, a drag moves a picture that is larger than its room.
void read_pointer(Frame& frame, ImVec2 box, ImVec2 picture) {
  VideoView& view = frame.view.video;
  const auto hold = [](float pan, float inner, float outer) {
    const float most = std::max((inner - outer) / 2, 0.0F);
    return std::clamp(pan, -most, most);
  };
  if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left)) {
    view.pan_x += ImGui::GetIO().MouseDelta.x;
    view.pan_y += ImGui::GetIO().MouseDelta.y;
  }
  view.pan_x = hold(view.pan_x, picture.x, box.x);
  view.pan_y = hold(view.pan_y, picture.y, box.y);
}

void draw_play_button(const Frame& frame, ImVec2 centre, bool is_hot) {
  const Style& style = frame.style;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddCircleFilled(centre, style.px(is_hot ? 38 : 36), colour(0x000000, 0.55F), 48);
  draw.AddCircle(centre, style.px(is_hot ? 38 : 36), colour(0xffffff, 0.85F), 48, style.px(2));
  const float side = style.px(15);
  draw.AddTriangleFilled({centre.x - side * 0.7F, centre.y - side}, {centre.x - side * 0.7F, centre.y + side},
                         {centre.x + side * 1.1F, centre.y}, colour(0xffffff));
}

}  // namespace

std::optional<PictureNotice> picture_notice(const Job& job, const PlayerStatus& status) {
  if (status.state == PlayerState::failed) return PictureNotice{Icon::warning, status.problem, status.hint};
  if (status.state != PlayerState::empty) return std::nullopt;
  if (!is_settled(job.status) || job.status == JobStatus::done)
    return PictureNotice{Icon::film,
                         "The preview starts as soon as the first scene has its voice and its picture.", ""};
  return PictureNotice{Icon::film, "No scene of this video was finished.",
                       "Continue or retry it in the panel on the right."};
}

void draw_player_picture(Frame& frame, ImVec2 size) {
  const Style& style = frame.style;
  const PlayerStatus& status = frame.player.status;
  VideoView& view = frame.view.video;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 corner{at.x + size.x, at.y + size.y};
  const float radius = view.is_full_screen ? 0 : style.px(metric::radius);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(at, corner, colour(surround), radius);
  const bool has_video = status.job == view.job && !view.job.empty() && status.state != PlayerState::failed &&
                         status.frame_count > 0 && status.width > 0;
  const ImVec2 picture = picture_size(frame, size);
  if (has_video) {
    // Said before there is a picture: it is made in this size.
    view.shown_width = static_cast<int>(picture.x);
    view.shown_height = static_cast<int>(picture.y);
  }
  if (!has_video || frame.player.picture == 0) {
    draw_instead(frame, at, size);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy(size);
    return;
  }
  ImGui::SetNextItemAllowOverlap();
  if (ImGui::InvisibleButton("Picture", size)) {
    const ImVec2 moved = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left);
    if (moved.x == 0 && moved.y == 0) perform(frame, PlayerAction::toggle_play);
  }
  const bool is_hot = ImGui::IsItemHovered();
  if (is_hot && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) perform(frame, PlayerAction::full_screen);
  read_pointer(frame, size, picture);
  // On whole pixels: the texture is as large as what is seen of it.
  const ImVec2 from{std::floor(at.x + (size.x - picture.x) / 2 + view.pan_x),
                    std::floor(at.y + (size.y - picture.y) / 2 + view.pan_y)};
  draw.PushClipRect(at, corner, true);
  const Job* const job = frame.job(view.job);
  const ImTextureID texture = job == nullptr ? frame.player.picture : texture_of(frame, *job);
  draw.AddImageRounded(texture, from, {from.x + picture.x, from.y + picture.y}, {0, 0}, {1, 1},
                       IM_COL32_WHITE, picture.x >= size.x || picture.y >= size.y ? radius : 0);
  draw.PopClipRect();
  const ImVec2 centre{at.x + size.x / 2, at.y + size.y / 2};
  if (status.state == PlayerState::opening) draw_spinner(frame, centre);
  if (status.state == PlayerState::ready && !status.is_playing && status.frame == 0 && size.y > style.px(90))
    draw_play_button(frame, centre, is_hot);
  if (job != nullptr && !status.problem.empty() && !status.is_playing) {
    draw_problem(frame, *job, at, size);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy(size);
  }
}

void draw_mini_player(Frame& frame, const Job& job) {
  const Style& style = frame.style;
  const PlayerStatus& status = frame.player.status;
  if (frame.view.page == Page::video || status.job != job.id || status.height <= 0 || status.frame_count == 0)
    return;
  const float room = ImGui::GetContentRegionAvail().x;
  const float aspect = static_cast<float>(status.width) / static_cast<float>(status.height);
  const float height = std::floor(std::min(room * 9 / 16, ImGui::GetWindowHeight() * 0.3F));
  const float width = std::floor(std::min(height * aspect, room));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 box{std::min(room, std::floor(height * 16 / 9)), height};
  if (ImGui::InvisibleButton("Watch the preview", box, ImGuiButtonFlags_EnableNav))
    frame.view.page = Page::video;
  const bool is_hot = ImGui::IsItemHovered();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 corner{at.x + box.x, at.y + box.y};
  draw.AddRectFilled(at, corner, colour(surround), style.px(metric::radius));
  const ImVec2 from{std::floor(at.x + (box.x - width) / 2), at.y};
  if (frame.player.picture != 0)
    draw.AddImageRounded(texture_of(frame, job), from, {from.x + width, from.y + height}, {0, 0}, {1, 1},
                         IM_COL32_WHITE, style.px(metric::radius));
  frame.view.video.shown_width = static_cast<int>(width);
  frame.view.video.shown_height = static_cast<int>(height);
  if (is_hot)
    draw.AddRect(at, corner, colour(style.palette().accent), style.px(metric::radius), 0, style.px(2));
}

}  // namespace reelwright::ui
