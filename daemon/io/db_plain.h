/*
 * PostgreSQL without a loop: one connection on which each call waits for its
 * answer. For what is done before the daemon serves, or instead of it.
 */
#ifndef IO_DB_PLAIN_H
#define IO_DB_PLAIN_H

#include "io/db.h"

struct db_plain;

/* Waits up to wait_s seconds for a server that is starting. NULL with the
 * reason. Names are found in the schema serendip, whether or not it is there. */
struct db_plain *
db_plain_new(const char *conninfo, int wait_s, struct fault *why) MUST_CHECK;
void db_plain_free(struct db_plain *db); /* NULL is allowed */

/* Statements without arguments, one or several; `what` names them in the fault.
 * 0, or -1 with PostgreSQL's words. */
int db_plain_do(struct db_plain *db, const char *sql, const char *what,
    struct fault *why) MUST_CHECK;
/* A statement with `count` arguments as text (NULL: SQL NULL). Its rows, for
 * db_rows_free; NULL with the reason. */
struct db_rows *
db_plain_ask(struct db_plain *db, const struct db_statement *statement,
    const char *const *args, int count, struct fault *why) MUST_CHECK;

#endif
