# SPDX-License-Identifier: GPL-3.0-or-later
# 2D drawing. Only paint/ may use it.
reelwright_pkg_config(cairo cairo>=1.16)
