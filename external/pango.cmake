# SPDX-License-Identifier: GPL-3.0-or-later
# Text layout. Only paint/ may use it.
reelwright_pkg_config(pango pangocairo>=1.50 pangoft2)
