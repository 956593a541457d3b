include(GNUInstallDirs)
if(TARGET winnow)
  install(TARGETS winnow RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
