# SPDX-License-Identifier: GPL-3.0-or-later
# One file a dependency, each defining exactly one target ext::<name>. Their headers count as system headers.
find_package(PkgConfig REQUIRED)
find_program(REELWRIGHT_PYTHON python3 HINTS /usr/bin REQUIRED)

# ext::<name> from the pkg-config modules that follow the name.
function(reelwright_pkg_config name)
  pkg_check_modules(PC_${name} REQUIRED IMPORTED_TARGET GLOBAL ${ARGN})
  add_library(ext::${name} INTERFACE IMPORTED GLOBAL)
  target_link_libraries(ext::${name} INTERFACE PkgConfig::PC_${name})
endfunction()

# Where tools/setup puts sources that Debian 12 lacks: one folder each.
if(DEFINED ENV{REELWRIGHT_EXTERNAL_DIR})
  set(external_dir "$ENV{REELWRIGHT_EXTERNAL_DIR}")
elseif(DEFINED ENV{XDG_CACHE_HOME})
  set(external_dir "$ENV{XDG_CACHE_HOME}/reelwright/external")
else()
  set(external_dir "$ENV{HOME}/.cache/reelwright/external")
endif()

set(dependencies cairo cli11 cmark cubeb ebur128 espeak_ng ffmpeg flite fmt fontconfig freetype lcms2 libass nlohmann_json
    pango rsvg sqlite threads tomlplusplus zimg)
if(REELWRIGHT_WINDOW)
  list(APPEND dependencies glfw glad imgui sdbus)
endif()
if(REELWRIGHT_TESTS)
  list(APPEND dependencies googletest)
  if(REELWRIGHT_WINDOW)
    list(APPEND dependencies xtst)
  endif()
endif()
foreach(dependency IN LISTS dependencies)
  include(${CMAKE_CURRENT_LIST_DIR}/${dependency}.cmake)
endforeach()
