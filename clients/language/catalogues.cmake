# What `serendip` says in other languages: clients/language/*.po, as gettext's
# programs read them. A new language is a new file here, and a word in
# clients/link/language.c. What is missing in one is named by the test `texts`.
find_program(MSGFMT msgfmt REQUIRED)
file(GLOB catalogues CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/clients/language/*.po)
foreach(catalogue IN LISTS catalogues)
  get_filename_component(language ${catalogue} NAME_WE)
  # Where a program in the build's folder looks for it.
  set(folder ${CMAKE_BINARY_DIR}/locale/${language}/LC_MESSAGES)
  add_custom_command(
    OUTPUT ${folder}/serendip.mo
    COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
    COMMAND ${MSGFMT} --check-format --check-domain -o ${folder}/serendip.mo ${catalogue}
    DEPENDS ${catalogue}
    COMMENT "Texts in ${language}")
  list(APPEND texts ${folder}/serendip.mo)
  install(FILES ${folder}/serendip.mo
    DESTINATION ${CMAKE_INSTALL_LOCALEDIR}/${language}/LC_MESSAGES)
endforeach()
add_custom_target(texts ALL DEPENDS ${texts})
add_dependencies(serendip texts)
