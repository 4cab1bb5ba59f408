# SPDX-License-Identifier: GPL-3.0-or-later
# SVG drawing. Only paint/ may use it.
reelwright_pkg_config(rsvg librsvg-2.0>=2.54)
