# SPDX-License-Identifier: GPL-3.0-or-later
# Window and input.
reelwright_pkg_config(glfw glfw3>=3.3)
