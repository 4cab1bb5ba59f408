// SPDX-License-Identifier: GPL-3.0-or-later
// The sets of inner loops that there are, one for each kind of processor. Internal to media/.
#pragma once

#include "media/kernels.h"

namespace reelwright::media {

struct KernelTable {
  decltype(&plain::blend_rows) blend_rows;
  decltype(&plain::widen_row) widen_row;
  decltype(&plain::narrow_row) narrow_row;
  decltype(&plain::resample_row) resample_row;
  decltype(&plain::resample_row_wide) resample_row_wide;
  decltype(&plain::filter_row) filter_row;
  decltype(&plain::filter_row_wide) filter_row_wide;
  decltype(&plain::narrow_premultiplied) narrow_premultiplied;
  decltype(&plain::blend_over) blend_over;
  decltype(&plain::mix_rows) mix_rows;
  decltype(&plain::mix_columns) mix_columns;
  decltype(&plain::difference) difference;
};

/// Null where the program is built for another kind of processor. Any thread.
[[nodiscard]] const KernelTable* sse2_kernels();
/// Only to be called where the processor has AVX2.
[[nodiscard]] const KernelTable* avx2_kernels();

}  // namespace reelwright::media
