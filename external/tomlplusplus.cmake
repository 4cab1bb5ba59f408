# SPDX-License-Identifier: GPL-3.0-or-later
# TOML. Only store/ may use it.
reelwright_pkg_config(tomlplusplus tomlplusplus>=3.1)
