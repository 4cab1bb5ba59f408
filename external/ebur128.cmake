# SPDX-License-Identifier: GPL-3.0-or-later
# Loudness after EBU R 128. Only media/ may use it.
reelwright_pkg_config(ebur128 libebur128>=1.2)
