# SPDX-License-Identifier: GPL-3.0-or-later
# The system's threads.
find_package(Threads REQUIRED)
add_library(ext::threads INTERFACE IMPORTED GLOBAL)
target_link_libraries(ext::threads INTERFACE Threads::Threads)
