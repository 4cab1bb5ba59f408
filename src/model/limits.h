// SPDX-License-Identifier: GPL-3.0-or-later
// Every limit of the product in one place, with its reason. Input beyond a limit is refused with a sentence,
// never cut in silence.
#pragma once

#include <cstddef>
#include <cstdint>

namespace reelwright::limits {

inline constexpr double duration_s_min = 15.0;   ///< shorter leaves no room for a hook and a point
inline constexpr double duration_s_max = 600.0;  ///< what the writers and tests cover
inline constexpr double duration_s_default = 60.0;
inline constexpr double duration_tolerance = 0.10;  ///< measured length against the asked one
inline constexpr double finished_script_s_max =
    3'600.0;  ///< of narration, about 9 000 words; the sound of a whole video is mixed in memory
inline constexpr double speed_min = 0.5;
inline constexpr double speed_max = 2.0;

inline constexpr std::size_t topic_bytes_max =
    10'000;  ///< a topic is a line or a paragraph; more is a source
inline constexpr std::uint64_t source_bytes_max = 4ULL << 20;  ///< 4 MiB of text is a long book
inline constexpr std::uint64_t json_bytes_max = 32ULL << 20;   ///< a 10 min timeline is below 2 MiB
inline constexpr std::size_t json_depth_max = 32;
inline constexpr std::size_t scenes_max = 200;
inline constexpr std::size_t unit_records_max = 2'000;  ///< a job of scenes_max scenes has about 1 000 units
inline constexpr std::size_t sentences_per_scene_max = 400;
inline constexpr std::size_t bullets_max = 6;    ///< more do not fit a frame
inline constexpr std::size_t warnings_max = 50;  ///< kept on a job; the log has all

inline constexpr int frame_side_px_min = 16;
inline constexpr int frame_side_px_max = 8'192;  ///< level 6.2 of H.264
inline constexpr int frames_per_second_max = 120;
inline constexpr std::int64_t timeline_frames_max = 1'728'000;  ///< four hours at 120 frames a second
inline constexpr std::size_t layers_per_scene_max = 64;
inline constexpr std::size_t keyframes_per_layer_max = 4'096;
inline constexpr std::size_t caption_events_max = 200'000;  ///< karaoke has one a word
inline constexpr double layer_offset_px_max = 100'000.0;
inline constexpr double layer_scale_min = 1e-4;  ///< output pixels per image pixel; 0 would divide by zero
inline constexpr double layer_scale_max = 1'000.0;

inline constexpr int picture_side_px_max = 16'384;  ///< larger pictures are refused before they are decoded
inline constexpr std::uint64_t picture_pixels_max = 100'000'000;  ///< 400 MB decoded
inline constexpr int picture_side_px_min = 16;                    ///< smaller ones cannot fill a frame
inline constexpr std::uint64_t picture_bytes_max = 256ULL << 20;
inline constexpr std::size_t pictures_max = 2'000;  ///< in a media folder, clips included
inline constexpr int clip_side_px_max = 8'192;      ///< what H.264 and HEVC files of 8K have
inline constexpr std::uint64_t clip_pixels_max =
    8'192 * 4'608;  ///< 57 MB a picture, of which a decoder keeps many
inline constexpr std::uint64_t clip_bytes_max = 1ULL << 30;  ///< it is copied into the job; two minutes of 4K
inline constexpr double clip_s_min = 1e-6;                   ///< one tick of a clock; 0 shows nothing
inline constexpr double clip_s_max = 4 * 3'600.0;            ///< as the longest timeline
inline constexpr std::uint64_t music_bytes_max = 512ULL << 20;  ///< an hour of uncompressed stereo

inline constexpr std::size_t active_jobs_max = 64;  ///< in a snapshot: queued, running or paused
inline constexpr std::size_t history_page_rows = 50;
inline constexpr std::size_t jobs_kept_default = 100;
inline constexpr std::size_t jobs_kept_max = 100'000;  ///< what the list and the start are measured with
inline constexpr std::size_t workers_max = 256;
inline constexpr double ui_scale_min = 0.75;  ///< below, text is hard to read
inline constexpr double ui_scale_max = 3.0;
inline constexpr int window_width_min = 1000;  ///< what the pages are laid out for
inline constexpr int window_height_min = 640;
inline constexpr int window_side_max = 32'768;                   ///< what window systems count with
inline constexpr std::uint64_t settings_bytes_max = 1ULL << 20;  ///< config.toml; it has a dozen lines

inline constexpr int audio_sample_rate = 48'000;
inline constexpr double loudness_target_lufs = -14.0;
inline constexpr double true_peak_max_dbtp = -1.0;

}  // namespace reelwright::limits
