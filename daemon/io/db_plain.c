/*
 * PostgreSQL without a loop: see io/db_plain.h.
 */
#include <libpq-fe.h>
#include <time.h>
#include "io/db_plain.h"
#include "io/db_conn.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "sql_connection.h"

/* A db_plain is libpq's connection. */
static PGconn *
pg_of(struct db_plain *db)
{
	return (PGconn *)db;
}

/* Waits for a server that is still starting: one that cannot be reached or that
 * says so. Whatever else is wrong will be so in a minute, too. */
static void
plain_wait(const char *conninfo, int wait_s)
{
	int64_t until_us = clock_steady_us() + wait_s * CLOCK_SECOND;
	struct timespec pause = { .tv_nsec = 50 * 1000 * 1000 };
	bool is_said = false;

	for (;;) {
		PGPing ping = PQping(conninfo);

		if ((ping != PQPING_NO_RESPONSE && ping != PQPING_REJECT) ||
		    clock_steady_us() > until_us)
			return;
		if (!is_said)
			log_warn("waiting for the database",
			    LOG_T("why", ping == PQPING_REJECT
					     ? "it is starting or stopping"
					     : "it does not answer"),
			    LOG_N("seconds", wait_s));
		is_said = true;
		nanosleep(&pause, NULL);
	}
}

struct db_plain *
db_plain_new(const char *conninfo, int wait_s, struct fault *why)
{
	PGconn *pg;

	plain_wait(conninfo, wait_s);
	pg = PQconnectdb(conninfo);
	if (PQstatus(pg) != CONNECTION_OK) {
		(void)fault_set(
		    why, FAULT_DATABASE_GONE, "%s", PQerrorMessage(pg));
		PQfinish(pg);
		return NULL;
	}
	conn_notices_to_log((struct pg_conn *)pg);
	if (db_plain_do((struct db_plain *)pg, SQL_PLAIN_SETTINGS, "settings",
		why) != 0) {
		PQfinish(pg);
		return NULL;
	}
	return (struct db_plain *)pg;
}

void
db_plain_free(struct db_plain *db)
{
	PQfinish(pg_of(db));
}

static bool
is_well(const PGresult *r)
{
	ExecStatusType status = PQresultStatus(r);

	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

int
db_plain_do(
    struct db_plain *db, const char *sql, const char *what, struct fault *why)
{
	PGresult *r = PQexec(pg_of(db), sql);
	int done = is_well(r) ? 0
			      : fault_set(why, FAULT_INTERNAL, "%s: %s", what,
				    PQresultErrorMessage(r));

	PQclear(r);
	return done;
}

struct db_rows *
db_plain_ask(struct db_plain *db, const struct db_statement *statement,
    const char *const *args, int count, struct fault *why)
{
	PGresult *r;

	if (count != statement->args)
		die("%s takes %d arguments", statement->name, statement->args);
	r = PQexecParams(
	    pg_of(db), statement->sql, count, NULL, args, NULL, NULL, 0);
	if (is_well(r))
		return (struct db_rows *)r;
	(void)fault_set(why, FAULT_INTERNAL, "%s: %s", statement->name,
	    PQresultErrorMessage(r));
	PQclear(r);
	return NULL;
}
