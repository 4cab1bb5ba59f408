# SPDX-License-Identifier: GPL-3.0-or-later
# Command line options.
find_package(CLI11 2.1 REQUIRED)
add_library(ext::cli11 INTERFACE IMPORTED GLOBAL)
target_link_libraries(ext::cli11 INTERFACE CLI11::CLI11)
