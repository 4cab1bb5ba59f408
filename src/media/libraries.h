// SPDX-License-Identifier: GPL-3.0-or-later
// Settings for the media libraries that hold for the whole process. Only app/ (and test mains) call this,
// once, before threads start.
#pragma once

namespace reelwright::media {

/// Keeps libav from writing to stderr: what went wrong arrives as an Error instead. Call once at start, from
/// one thread.
void quiet_libraries();

/// Blocks of a megabyte and more (pictures, an encoder's frames) go back to the system when they are freed.
/// By default glibc keeps them as soon as some have been freed, and what is left between them grows with the
/// length of a video: by a quarter from 6 to 72 s. Call once at start, from one thread.
void keep_large_blocks_apart();

}  // namespace reelwright::media
