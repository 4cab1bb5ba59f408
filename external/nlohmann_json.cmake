# SPDX-License-Identifier: GPL-3.0-or-later
# JSON. Only the codecs in model/ may use it.
find_package(nlohmann_json 3.11 REQUIRED)
add_library(ext::nlohmann_json INTERFACE IMPORTED GLOBAL)
target_link_libraries(ext::nlohmann_json INTERFACE nlohmann_json::nlohmann_json)
