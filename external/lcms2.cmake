# SPDX-License-Identifier: GPL-3.0-or-later
# Colours by ICC profiles. Only media/ may use it.
reelwright_pkg_config(lcms2 lcms2>=2.12)
