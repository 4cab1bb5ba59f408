# SPDX-License-Identifier: GPL-3.0-or-later
# Font lookup. Only paint/ may use it.
reelwright_pkg_config(fontconfig fontconfig>=2.13)
