# SPDX-License-Identifier: GPL-3.0-or-later
# sd-bus: the desktop's file dialogs, its file manager and its preferences. Only app/ may use it.
reelwright_pkg_config(sdbus libsystemd>=247)
