// SPDX-License-Identifier: GPL-3.0-or-later
// Settings of the media libraries that hold for the whole process. Only app/ (and test mains) call this,
// once, before threads start.
#pragma once

namespace reelwright::media {

/// Keeps libav from writing to stderr: what went wrong arrives as an Error instead. Call once at start, from
/// one thread.
void quiet_libraries();

}  // namespace reelwright::media
