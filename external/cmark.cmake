# SPDX-License-Identifier: GPL-3.0-or-later
# Markdown parsing. (By pkg-config: the package of the library alone does not satisfy cmark's CMake files.)
reelwright_pkg_config(cmark libcmark>=0.30)
