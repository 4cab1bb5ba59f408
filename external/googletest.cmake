# SPDX-License-Identifier: GPL-3.0-or-later
# Tests.
find_package(GTest 1.12 REQUIRED)
add_library(ext::googletest INTERFACE IMPORTED GLOBAL)
target_link_libraries(ext::googletest INTERFACE GTest::gtest GTest::gmock GTest::gtest_main)
