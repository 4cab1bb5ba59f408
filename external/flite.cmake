# SPDX-License-Identifier: GPL-3.0-or-later
# English speech. Flite ships no pkg-config file; the order of the libraries is the link order.
find_path(FLITE_INCLUDE_DIR flite/flite.h REQUIRED)
add_library(ext::flite INTERFACE IMPORTED GLOBAL)
target_include_directories(ext::flite INTERFACE ${FLITE_INCLUDE_DIR})
foreach(part cmu_us_slt cmu_us_rms cmu_us_awb usenglish cmulex)
  find_library(FLITE_${part} flite_${part} REQUIRED)
  target_link_libraries(ext::flite INTERFACE ${FLITE_${part}})
endforeach()
find_library(FLITE_LIBRARY flite REQUIRED)
target_link_libraries(ext::flite INTERFACE ${FLITE_LIBRARY} m)
