# SPDX-License-Identifier: GPL-3.0-or-later
# Sound to the loudspeakers. Only media/ may use it.
find_package(cubeb CONFIG REQUIRED)
add_library(ext::cubeb INTERFACE IMPORTED GLOBAL)
target_link_libraries(ext::cubeb INTERFACE cubeb::cubeb)
