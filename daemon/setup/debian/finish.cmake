# What Debian wants otherwise than other systems, before the package is closed:
# manual pages and the changelog compressed, the copyright file by that name.
set(root ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share)
file(COPY ${CMAKE_CURRENT_LIST_DIR}/copyright ${CMAKE_CURRENT_LIST_DIR}/changelog
  DESTINATION ${root}/doc/serendip
  FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
file(GLOB pages ${root}/man/man*/*.[1-8])
execute_process(COMMAND gzip -9n ${pages} ${root}/doc/serendip/changelog
  COMMAND_ERROR_IS_FATAL ANY)
