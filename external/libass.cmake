# SPDX-License-Identifier: GPL-3.0-or-later
# Caption drawing. Only media/ may use it.
reelwright_pkg_config(libass libass>=0.17)
