/*
 * Brings the schema up to date before the loop starts: forward only, one
 * transaction each, under an advisory lock so that two daemons starting together
 * do it once, every applied migration held to the SHA-256 it had when it was
 * applied.
 */
#ifndef IO_DB_MIGRATE_H
#define IO_DB_MIGRATE_H

#include <stddef.h>
#include "base/attr.h"
#include "base/fault.h"

struct db_migration {
	int number;       /* 1, 2, … rising */
	const char *name; /* "0001_first_thread" */
	const char *sql;
	const char *digest; /* hexadecimal SHA-256 of sql, made at build time */
	const char *former; /* that of another text by which it may have been
			       applied as well, with the same result; "": none */
};

/* Number of migrations applied now, or -1 with the reason: unreachable
 * (waits up to wait_s seconds for a server that is starting), a digest that
 * differs, a database newer than this program. */
int db_migrate(const char *conninfo, const struct db_migration *migrations,
    size_t count, int wait_s, struct fault *why) MUST_CHECK;

/* Tries the same, all of them in one transaction that is taken back, and says
 * each by its name once it went well. The number that db_migrate would apply, or
 * -1 with the reason why it would not. Whoever uses the tables that they change
 * waits as long as that takes. */
int db_migrate_try(const char *conninfo, const struct db_migration *migrations,
    size_t count, int wait_s, void (*tried)(const char *name),
    struct fault *why) MUST_CHECK;

#endif
