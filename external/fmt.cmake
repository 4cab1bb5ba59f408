# SPDX-License-Identifier: GPL-3.0-or-later
# Text formatting.
find_package(fmt 9 REQUIRED)
add_library(ext::fmt INTERFACE IMPORTED GLOBAL)
target_link_libraries(ext::fmt INTERFACE fmt::fmt)
