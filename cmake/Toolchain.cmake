# Warnings, sanitizers, linker and cache: everything about the compiler in one place.
add_library(winnow_flags INTERFACE)
target_compile_options(winnow_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-qual -Woverloaded-virtual
  -Wimplicit-fallthrough -Wextra-semi -fno-omit-frame-pointer)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(winnow_flags INTERFACE -Wno-restrict)  # false on "text" + std::string: GCC PR 105651
  target_compile_options(winnow_flags INTERFACE -Wno-mismatched-new-delete)  # false on Asio's coroutine frames at -O1
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_compile_options(winnow_flags INTERFACE -Wno-deprecated-declarations)  # libstdc++ 12's own std::stable_sort
endif()
if(WINNOW_WERROR)
  target_compile_options(winnow_flags INTERFACE -Werror)
endif()
if(WINNOW_SANITIZE)
  # -g1: lines are enough for a report, and g++ 12.2 crashes on coroutines with -fsanitize=thread -g.
  add_compile_options(-fsanitize=${WINNOW_SANITIZE} -fno-sanitize-recover=all -g1)
  add_link_options(-fsanitize=${WINNOW_SANITIZE})
  if(WINNOW_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-tsan -Wno-maybe-uninitialized)  # Asio's fences, 42 warnings, none of them ours
  endif()
elseif(CMAKE_BUILD_TYPE STREQUAL "Release" OR CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo")
  add_compile_definitions(_FORTIFY_SOURCE=2 _GLIBCXX_ASSERTIONS)
  add_compile_options(-fstack-protector-strong)
endif()

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(LLD ld.lld)
if(LLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" OR LLD AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  add_link_options(-fuse-ld=lld)
endif()
