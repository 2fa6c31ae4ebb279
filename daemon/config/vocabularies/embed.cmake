# daemon/config/vocabularies/*.yaml become one C file, so that the program needs
# none of them where it runs. A new vocabulary is a new file here.
set(VOCABULARIES ${CMAKE_SOURCE_DIR}/daemon/config/vocabularies)
set(VOCABULARIES_C ${CMAKE_BINARY_DIR}/generated/config_vocabularies.c)
file(GLOB VOCABULARY_SOURCES CONFIGURE_DEPENDS ${VOCABULARIES}/*.yaml)
add_custom_command(
  OUTPUT ${VOCABULARIES_C}
  COMMAND ${CMAKE_COMMAND} -DOUT=${VOCABULARIES_C} -DFROM=${VOCABULARIES}
    -P ${VOCABULARIES}/embed_run.cmake
  DEPENDS ${VOCABULARY_SOURCES} ${VOCABULARIES}/embed_run.cmake
  COMMENT "Embedding vocabularies")
target_sources(serendip_config PRIVATE ${VOCABULARIES_C})
