# Runs at build time: writes config_vocabularies.c, one row per vocabulary, its
# text as adjacent string literals, one per line.
file(GLOB files ${FROM}/*.yaml)
list(SORT files)
set(body "/* Generated from daemon/config/vocabularies: do not edit. */\n#include \"config/config_vocabulary.h\"\n\nconst struct config_vocabulary config_vocabularies[] = {\n")
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME_WE)
  if(EXISTS ${MADE}/${name}.yaml) # with the rest of its words
    set(file ${MADE}/${name}.yaml)
  endif()
  file(SIZE ${file} size)
  file(READ ${file} content)
  string(REPLACE "\\" "\\\\" content "${content}")
  string(REPLACE "\"" "\\\"" content "${content}")
  string(REPLACE "\n" "\\n\"\n\t\"" content "${content}")
  string(APPEND body "\t{ \"${name}\",\n\t\"${content}\",\n\t${size} },\n")
endforeach()
string(APPEND body "\t{ 0 }\n};\n")
file(WRITE ${OUT} "${body}")
