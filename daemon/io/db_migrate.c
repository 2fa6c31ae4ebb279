/*
 * Migrations: see io/db_migrate.h. Blocking libpq, before the loop starts.
 */
#include <libpq-fe.h>
#include "io/db_migrate.h"
#include "io/db_conn.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "sql_connection.h"

/* Waits for a server that is still starting: one that cannot be reached or that
 * says so. Whatever else is wrong will be so in a minute, too. */
static void
migrate_wait(const char *conninfo, int wait_s)
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

static PGconn *
migrate_connect(const char *conninfo, int wait_s, struct fault *why)
{
	PGconn *pg;

	migrate_wait(conninfo, wait_s);
	pg = PQconnectdb(conninfo);
	if (PQstatus(pg) != CONNECTION_OK) {
		(void)fault_set(
		    why, FAULT_DATABASE_GONE, "%s", PQerrorMessage(pg));
		PQfinish(pg);
		return NULL;
	}
	conn_notices_to_log(pg);
	return pg;
}

static int
migrate_exec(PGconn *pg, const char *sql, const char *what, struct fault *why)
{
	PGresult *r = PQexec(pg, sql);
	ExecStatusType status = PQresultStatus(r);
	int done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;

	if (!done)
		(void)fault_set(why, FAULT_INTERNAL, "%s: %s", what,
		    PQresultErrorMessage(r));
	PQclear(r);
	return done ? 0 : -1;
}

static bool
is_of(const struct db_migration *m, const char *digest)
{
	return strcmp(digest, m->digest) == 0 ||
	       (*m->former != '\0' && strcmp(digest, m->former) == 0);
}

/* Holds what was applied to what this program knows; the number applied. */
static int
migrate_check(PGconn *pg, const struct db_migration *migrations, size_t count,
    struct fault *why)
{
	PGresult *r = PQexec(pg, SQL_MIGRATE_APPLIED);
	int n = PQntuples(r), result = n;

	if (PQresultStatus(r) != PGRES_TUPLES_OK)
		result = fault_set(why, FAULT_INTERNAL, "schema_version: %s",
		    PQresultErrorMessage(r));
	else if ((size_t)n > count)
		result = fault_set(why, FAULT_CONFLICT,
		    "the database is newer "
		    "than this program: it has %d migrations, the program "
		    "knows %zu",
		    n, count);
	for (int i = 0; i < n && result >= 0; i++) {
		if (is_of(&migrations[i], PQgetvalue(r, i, 1)))
			continue;
		result = fault_set(why, FAULT_CONFLICT,
		    "migration %s was "
		    "applied in another form than this program's",
		    PQgetvalue(r, i, 0));
	}
	PQclear(r);
	return result;
}

static int
migrate_one(PGconn *pg, const struct db_migration *m, struct fault *why)
{
	struct text number = { 0 };
	const char *values[3] = { NULL, m->name, m->digest };
	PGresult *r;
	int done = -1;

	if (migrate_exec(pg, "BEGIN", m->name, why) != 0 ||
	    migrate_exec(pg, m->sql, m->name, why) != 0)
		goto out;
	text_addf(&number, "%d", m->number);
	values[0] = number.data;
	r = PQexecParams(
	    pg, SQL_MIGRATE_RECORD, 3, NULL, values, NULL, NULL, 0);
	done =
	    PQresultStatus(r) == PGRES_COMMAND_OK
		? 0
		: fault_set(why, FAULT_INTERNAL, "%s", PQresultErrorMessage(r));
	PQclear(r);
	if (done == 0)
		done = migrate_exec(pg, "COMMIT", m->name, why);
	if (done == 0)
		log_info("migrated", LOG_T("migration", m->name));
out:
	if (done != 0)
		PQclear(PQexec(pg, "ROLLBACK"));
	text_clear(&number);
	return done;
}

int
db_migrate(const char *conninfo, const struct db_migration *migrations,
    size_t count, int wait_s, struct fault *why)
{
	PGconn *pg = migrate_connect(conninfo, wait_s, why);
	int applied, fresh = -1;

	if (pg == NULL)
		return -1;
	if (migrate_exec(pg, SQL_MIGRATE_LOCK, "lock", why) != 0 ||
	    migrate_exec(pg, SQL_MIGRATE_HOME, "schema", why) != 0)
		goto out;
	if ((applied = migrate_check(pg, migrations, count, why)) < 0)
		goto out;
	for (fresh = 0; (size_t)(applied + fresh) < count; fresh++) {
		if (migrate_one(pg, &migrations[applied + fresh], why) != 0) {
			fresh = -1;
			break;
		}
	}
out:
	PQfinish(pg);
	return fresh;
}
