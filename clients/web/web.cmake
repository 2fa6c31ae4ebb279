# The web client as serendipd serves it, in ${CMAKE_BINARY_DIR}/web. Packages come
# by npm, exactly as package-lock.json has them, and run nothing of their own while
# they are installed; build.mjs then writes the site. Both work on a copy of the
# sources, so that nothing of npm's comes to lie in the clone. The target `web` is
# always there.
set(WEB_SOURCE ${CMAKE_SOURCE_DIR}/clients/web)
set(WEB_SITE ${CMAKE_BINARY_DIR}/web)
set(WEB_WORK ${CMAKE_BINARY_DIR}/web-node)

find_program(WEB_NODE NAMES node nodejs)
find_program(WEB_NPM npm)
if(NOT WEB_NODE OR NOT WEB_NPM)
  string(CONCAT missing "The web client is not built: node and npm are not "
    "installed; daemon/setup/packages.txt has them")
  message(WARNING "${missing}")
  add_custom_target(web COMMAND ${CMAKE_COMMAND} -E echo "${missing}")
  return()
endif()

# Sentences of refusals in French, which the command line has (said.mjs).
set(WEB_SAID ${CMAKE_SOURCE_DIR}/clients/link/said.c
  ${CMAKE_SOURCE_DIR}/clients/language/fr.po)
set(packages ${WEB_SOURCE}/package.json ${WEB_SOURCE}/package-lock.json)
file(GLOB_RECURSE inside CONFIGURE_DEPENDS
  ${WEB_SOURCE}/src/* ${WEB_SOURCE}/public/*)
file(GLOB beside CONFIGURE_DEPENDS ${WEB_SOURCE}/*.mjs ${WEB_SOURCE}/*.json)

add_custom_command(OUTPUT ${WEB_WORK}/installed
  COMMAND ${CMAKE_COMMAND} -E make_directory ${WEB_WORK}
  COMMAND ${CMAKE_COMMAND} -E copy ${packages} ${WEB_WORK}
  COMMAND ${CMAKE_COMMAND} -E chdir ${WEB_WORK}
    ${WEB_NPM} ci --no-audit --no-fund --ignore-scripts
  COMMAND ${CMAKE_COMMAND} -E touch ${WEB_WORK}/installed
  DEPENDS ${packages}
  COMMENT "Packages of the web client")
# Into a folder of its own first: what is served is whole, and nothing of an
# earlier build stays.
add_custom_command(OUTPUT ${WEB_WORK}/built
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${WEB_WORK}/src ${WEB_WORK}/public
    ${WEB_WORK}/site
  COMMAND ${CMAKE_COMMAND} -E copy ${beside} ${WEB_SAID} ${WEB_WORK}
  COMMAND ${CMAKE_COMMAND} -E copy_directory ${WEB_SOURCE}/src ${WEB_WORK}/src
  COMMAND ${CMAKE_COMMAND} -E copy_directory ${WEB_SOURCE}/public
    ${WEB_WORK}/public
  COMMAND ${CMAKE_COMMAND} -E chdir ${WEB_WORK}
    ${WEB_NODE} build.mjs ${WEB_WORK}/site
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${WEB_SITE}
  COMMAND ${CMAKE_COMMAND} -E rename ${WEB_WORK}/site ${WEB_SITE}
  COMMAND ${CMAKE_COMMAND} -E touch ${WEB_WORK}/built
  DEPENDS ${WEB_WORK}/installed ${inside} ${beside} ${WEB_SAID}
  COMMENT "The web client")
add_custom_target(web ALL DEPENDS ${WEB_WORK}/built)
install(DIRECTORY ${WEB_SITE}/
  DESTINATION ${CMAKE_INSTALL_DATADIR}/serendip/web)
