# sql/statements/*.sql and sql/migrations/*.sql become one C file and one header:
# an enum with a constant per statement, and the two tables. A statement is
# a block that starts with "-- name: member_insert" and ends at the next one.
# sql/connection.sql becomes a header of macros, for the connections themselves.
set(SQL_GENERATED ${CMAKE_BINARY_DIR}/generated)
file(GLOB SQL_SOURCES CONFIGURE_DEPENDS
  ${CMAKE_SOURCE_DIR}/sql/statements/*.sql ${CMAKE_SOURCE_DIR}/sql/migrations/*.sql
  ${CMAKE_SOURCE_DIR}/sql/connection.sql)
add_custom_command(
  OUTPUT ${SQL_GENERATED}/sql_statements.c ${SQL_GENERATED}/sql_statements.h
    ${SQL_GENERATED}/sql_connection.h
  COMMAND ${CMAKE_COMMAND} -DOUT=${SQL_GENERATED} -DSQL=${CMAKE_SOURCE_DIR}/sql
    -P ${CMAKE_SOURCE_DIR}/sql/embed_run.cmake
  DEPENDS ${SQL_SOURCES} ${CMAKE_SOURCE_DIR}/sql/embed_run.cmake
  COMMENT "Embedding SQL")
add_custom_target(serendip_sql DEPENDS ${SQL_GENERATED}/sql_connection.h)
add_dependencies(serendip_io serendip_sql)
target_include_directories(serendip_io PRIVATE ${SQL_GENERATED})
add_dependencies(serendip_store serendip_sql)
target_sources(serendip_store PRIVATE ${SQL_GENERATED}/sql_statements.c
  ${SQL_GENERATED}/sql_statements.h)
target_include_directories(serendip_store PUBLIC ${SQL_GENERATED})
