# SPDX-License-Identifier: GPL-3.0-or-later
# The OpenGL 3.3 core loader, generated at build time by glad 2. Only gfx/ may use it.
include(FetchContent)
if(NOT FETCHCONTENT_SOURCE_DIR_GLAD AND EXISTS ${external_dir}/glad/glad/__main__.py)
  set(FETCHCONTENT_SOURCE_DIR_GLAD ${external_dir}/glad)
endif()
if(NOT FETCHCONTENT_SOURCE_DIR_GLAD)
  message(STATUS "glad is not in ${external_dir}/glad: fetching it from upstream. Should that fail, run tools/setup, "
                 "or put the source of glad 2.0.8 there, or set REELWRIGHT_WINDOW=OFF.")
endif()
FetchContent_Declare(glad GIT_REPOSITORY https://github.com/Dav1dde/glad.git
                     GIT_TAG 73db193f853e2ee079bf3ca8a64aa2eaf6459043 SOURCE_SUBDIR none)
FetchContent_MakeAvailable(glad)

set(glad_out ${CMAKE_BINARY_DIR}/external/glad)
add_custom_command(
  OUTPUT ${glad_out}/src/gl.c ${glad_out}/include/glad/gl.h
  COMMAND ${CMAKE_COMMAND} -E env PYTHONPATH=${glad_SOURCE_DIR} PYTHONDONTWRITEBYTECODE=1 ${REELWRIGHT_PYTHON} -m glad
          --quiet --reproducible --api gl:core=3.3 --extensions GL_KHR_debug --out-path ${glad_out} c
  DEPENDS ${glad_SOURCE_DIR}/glad/__main__.py
  COMMENT "Generating the OpenGL loader"
  VERBATIM)
add_library(ext_glad STATIC EXCLUDE_FROM_ALL ${glad_out}/src/gl.c)
target_include_directories(ext_glad SYSTEM PUBLIC ${glad_out}/include)
target_compile_options(ext_glad PRIVATE -w)
add_library(ext::glad ALIAS ext_glad)
