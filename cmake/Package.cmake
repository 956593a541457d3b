# `cpack` makes a Debian package of what cmake/Install.cmake installs; scripts/package does all of it.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME winnow)
set(CPACK_PACKAGE_VENDOR Winnow)
set(CPACK_PACKAGE_CONTACT "The Winnow authors <winnow@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "news crawler: one clean, dated text file per article")
set(CPACK_PACKAGE_DESCRIPTION
    "Fetches pages from news sites, politely, and writes one text file per article,\nwithout menus, comments and the like: as a service, over a list of URLs, or\nfrom saved pages. With site files for Report, Vesti, Icma, Trend and AzVision.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_SET_DESTDIR ON)  # the configuration goes to /etc
set(CPACK_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "ca-certificates, tzdata, systemd, init-system-helpers")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
    ${PROJECT_SOURCE_DIR}/packaging/deb/postinst ${PROJECT_SOURCE_DIR}/packaging/deb/prerm
    ${PROJECT_SOURCE_DIR}/packaging/deb/postrm ${PROJECT_SOURCE_DIR}/packaging/deb/conffiles)
include(CPack)
