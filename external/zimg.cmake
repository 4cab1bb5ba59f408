# SPDX-License-Identifier: GPL-3.0-or-later
# Scaling and colour conversion. Only media/ may use it.
reelwright_pkg_config(zimg zimg>=3.0)
