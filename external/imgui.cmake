# SPDX-License-Identifier: GPL-3.0-or-later
# Dear ImGui 1.92 with its GLFW and OpenGL 3 backends, fonts through FreeType (colour emoji), characters of all planes,
# and the hooks that tell ui/item_registry.h what is on the screen. Only ui/ may use it.
include(FetchContent)
if(NOT FETCHCONTENT_SOURCE_DIR_IMGUI AND EXISTS ${external_dir}/imgui/imgui.h)
  set(FETCHCONTENT_SOURCE_DIR_IMGUI ${external_dir}/imgui)
endif()
if(NOT FETCHCONTENT_SOURCE_DIR_IMGUI)
  message(STATUS "Dear ImGui is not in ${external_dir}/imgui: fetching it from upstream. Should that fail, run "
                 "tools/setup, or put the source of Dear ImGui 1.92.2b there, or set REELWRIGHT_WINDOW=OFF.")
endif()
FetchContent_Declare(imgui GIT_REPOSITORY https://github.com/ocornut/imgui.git
                     GIT_TAG 45acd5e0e82f4c954432533ae9985ff0e1aad6d5)
FetchContent_MakeAvailable(imgui)

add_library(ext_imgui STATIC EXCLUDE_FROM_ALL
            ${imgui_SOURCE_DIR}/imgui.cpp ${imgui_SOURCE_DIR}/imgui_draw.cpp ${imgui_SOURCE_DIR}/imgui_tables.cpp
            ${imgui_SOURCE_DIR}/imgui_widgets.cpp ${imgui_SOURCE_DIR}/backends/imgui_impl_glfw.cpp
            ${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp ${imgui_SOURCE_DIR}/misc/cpp/imgui_stdlib.cpp
            ${imgui_SOURCE_DIR}/misc/freetype/imgui_freetype.cpp)
target_include_directories(ext_imgui SYSTEM PUBLIC ${imgui_SOURCE_DIR} ${imgui_SOURCE_DIR}/backends
                           ${imgui_SOURCE_DIR}/misc/cpp)
target_compile_definitions(ext_imgui PUBLIC IMGUI_ENABLE_FREETYPE IMGUI_USE_WCHAR32 IMGUI_ENABLE_TEST_ENGINE
                           IMGUI_DISABLE_OBSOLETE_FUNCTIONS)
target_link_libraries(ext_imgui PUBLIC ext::glfw PRIVATE ext::freetype ${CMAKE_DL_LIBS})
target_compile_options(ext_imgui PRIVATE -w)
add_library(ext::imgui ALIAS ext_imgui)
