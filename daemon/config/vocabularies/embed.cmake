# Vocabularies become one C file, so that the program needs none of them where it
# runs: daemon/config/vocabularies/*.yaml, of which those of iso_codes.c take the
# rest of their words from Debian's iso-codes when the program is built. A new
# vocabulary is a new file here.
set(VOCABULARIES ${CMAKE_SOURCE_DIR}/daemon/config/vocabularies)
set(VOCABULARIES_C ${CMAKE_BINARY_DIR}/generated/config_vocabularies.c)
set(ISO ${CMAKE_BINARY_DIR}/generated/vocabularies)
file(GLOB VOCABULARY_SOURCES CONFIGURE_DEPENDS ${VOCABULARIES}/*.yaml)

pkg_check_modules(ISO_CODES REQUIRED iso-codes)
pkg_get_variable(ISO_CODES_PREFIX iso-codes prefix)
add_executable(iso_codes ${VOCABULARIES}/iso_codes.c)
target_link_libraries(iso_codes PRIVATE PkgConfig::JSON)
# It ends before its memory matters.
target_compile_options(iso_codes PRIVATE -fno-sanitize=all)
target_link_options(iso_codes PRIVATE -fno-sanitize=all)
foreach(name iso-639 iso-3166)
  add_custom_command(
    OUTPUT ${ISO}/${name}.yaml
    COMMAND ${CMAKE_COMMAND} -E make_directory ${ISO}
    COMMAND iso_codes ${name} ${ISO_CODES_PREFIX} ${VOCABULARIES}/${name}.yaml
      ${ISO}/${name}.yaml
    DEPENDS iso_codes ${VOCABULARIES}/${name}.yaml
    COMMENT "Words of ${name}")
  list(APPEND ISO_FILES ${ISO}/${name}.yaml)
endforeach()

add_custom_command(
  OUTPUT ${VOCABULARIES_C}
  COMMAND ${CMAKE_COMMAND} -DOUT=${VOCABULARIES_C} -DFROM=${VOCABULARIES}
    -DMADE=${ISO} -P ${VOCABULARIES}/embed_run.cmake
  DEPENDS ${VOCABULARY_SOURCES} ${ISO_FILES} ${VOCABULARIES}/embed_run.cmake
  COMMENT "Embedding vocabularies")
target_sources(serendip_config PRIVATE ${VOCABULARIES_C})
