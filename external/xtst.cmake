# SPDX-License-Identifier: GPL-3.0-or-later
# Real input events for the window's tests.
reelwright_pkg_config(xtst xtst x11)
