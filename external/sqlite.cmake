# SPDX-License-Identifier: GPL-3.0-or-later
# SQLite through SQLiteCpp. Only store/ may use it.
find_package(SQLite3 3.40 REQUIRED)
find_package(SQLiteCpp REQUIRED)
add_library(ext::sqlite INTERFACE IMPORTED GLOBAL)
target_link_libraries(ext::sqlite INTERFACE SQLiteCpp SQLite::SQLite3)
