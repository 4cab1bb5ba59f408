# SPDX-License-Identifier: GPL-3.0-or-later
# Glyph access. Only paint/ may use it.
reelwright_pkg_config(freetype freetype2)
