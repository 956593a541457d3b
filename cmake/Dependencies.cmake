# Debian packages only; scripts/setup installs them. A package without a CMake file comes through pkg-config.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
set(Boost_USE_STATIC_LIBS ON)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(CURL 7.88 REQUIRED)
find_package(SQLite3 3.40 REQUIRED)
find_package(yaml-cpp 0.7 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(date REQUIRED)
find_package(ZLIB REQUIRED)
find_package(OpenSSL 3 REQUIRED)
foreach(dependency gumbo re2 libutf8proc uchardet icu-uc icu-i18n libpsl libcares libxxhash libzstd libbrotlidec)
  string(REPLACE "lib" "" short "${dependency}")
  pkg_check_modules(${dependency} REQUIRED IMPORTED_TARGET GLOBAL ${dependency})
endforeach()

# The static library is a tenth faster: Gumbo calls itself for every character, and the shared one does that by its PLT.
find_library(GUMBO_STATIC libgumbo.a)
if(GUMBO_STATIC)
  set_target_properties(PkgConfig::gumbo PROPERTIES INTERFACE_LINK_LIBRARIES ${GUMBO_STATIC})
endif()

find_path(TL_EXPECTED_INCLUDE tl/expected.hpp REQUIRED)
add_library(tl_expected INTERFACE)
target_include_directories(tl_expected SYSTEM INTERFACE ${TL_EXPECTED_INCLUDE})

find_path(CLD2_INCLUDE cld2/public/compact_lang_det.h REQUIRED)
find_library(CLD2_LIBRARY cld2 REQUIRED)  # not cld2_full: it has undefined symbols on Debian 12
add_library(cld2 INTERFACE)
target_include_directories(cld2 SYSTEM INTERFACE ${CLD2_INCLUDE})
target_link_libraries(cld2 INTERFACE ${CLD2_LIBRARY})

# Asio is compiled once, in net/asio.cpp; everybody else sees declarations only (5.0 s -> 3.5 s a file).
add_library(asio INTERFACE)
target_link_libraries(asio INTERFACE Boost::headers Threads::Threads)
target_compile_definitions(asio INTERFACE BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION
                                          BOOST_ASIO_NO_DEPRECATED)
