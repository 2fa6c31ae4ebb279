/*
 * Migrations: see io/db_migrate.h.
 */
#include <string.h>
#include "io/db_migrate.h"
#include "io/db_plain.h"
#include "base/log.h"
#include "base/text.h"
#include "sql_connection.h"

static const struct db_statement applied = { .name = "schema_version",
	.sql = SQL_MIGRATE_APPLIED };
static const struct db_statement record = {
	.name = "schema_version", .sql = SQL_MIGRATE_RECORD, .args = 3
};

static bool
is_of(const struct db_migration *m, const char *digest)
{
	return strcmp(digest, m->digest) == 0 ||
	       (*m->former != '\0' && strcmp(digest, m->former) == 0);
}

/* Holds what was applied to what this program knows; the number applied. */
static int
migrate_check(struct db_plain *db, const struct db_migration *migrations,
    size_t count, struct fault *why)
{
	struct db_rows *rows = db_plain_ask(db, &applied, NULL, 0, why);
	int n, result;

	if (rows == NULL)
		return -1;
	result = n = db_rows_count(rows);
	if ((size_t)n > count)
		result = fault_set(why, FAULT_CONFLICT,
		    "the database is newer "
		    "than this program: it has %d migrations, the program "
		    "knows %zu",
		    n, count);
	for (int i = 0; i < n && result >= 0; i++) {
		if (is_of(&migrations[i], db_text(rows, i, 1)))
			continue;
		result = fault_set(why, FAULT_CONFLICT,
		    "migration %s was "
		    "applied in another form than this program's",
		    db_text(rows, i, 0));
	}
	db_rows_free(rows);
	return result;
}

/* Within a transaction. */
static int
migrate_one(
    struct db_plain *db, const struct db_migration *m, struct fault *why)
{
	struct text number = { 0 };
	const char *args[3] = { NULL, m->name, m->digest };
	struct db_rows *rows;

	if (db_plain_do(db, m->sql, m->name, why) != 0)
		return -1;
	text_addf(&number, "%d", m->number);
	args[0] = text_get(&number);
	rows = db_plain_ask(db, &record, args, 3, why);
	text_clear(&number);
	db_rows_free(rows);
	return rows == NULL ? -1 : 0;
}

static int
migrate_lasting(
    struct db_plain *db, const struct db_migration *m, struct fault *why)
{
	struct fault nothing;

	if (db_plain_do(db, "BEGIN", m->name, why) == 0 &&
	    migrate_one(db, m, why) == 0 &&
	    db_plain_do(db, "COMMIT", m->name, why) == 0) {
		log_info("migrated", LOG_T("migration", m->name));
		return 0;
	}
	(void)!db_plain_do(db, "ROLLBACK", m->name, &nothing);
	return -1;
}

int
db_migrate(const char *conninfo, const struct db_migration *migrations,
    size_t count, int wait_s, struct fault *why)
{
	struct db_plain *db = db_plain_new(conninfo, wait_s, why);
	int had, fresh = -1;

	if (db == NULL)
		return -1;
	if (db_plain_do(db, SQL_MIGRATE_LOCK, "lock", why) == 0 &&
	    db_plain_do(db, SQL_MIGRATE_HOME, "schema", why) == 0 &&
	    (had = migrate_check(db, migrations, count, why)) >= 0) {
		for (fresh = 0; (size_t)(had + fresh) < count; fresh++) {
			if (migrate_lasting(
				db, &migrations[had + fresh], why) == 0)
				continue;
			fresh = -1;
			break;
		}
	}
	db_plain_free(db);
	return fresh;
}

int
db_migrate_try(const char *conninfo, const struct db_migration *migrations,
    size_t count, int wait_s, void (*tried)(const char *name),
    struct fault *why)
{
	struct db_plain *db = db_plain_new(conninfo, wait_s, why);
	int had, fresh = -1;

	if (db == NULL)
		return -1;
	if (db_plain_do(db, SQL_MIGRATE_LOCK, "lock", why) == 0 &&
	    db_plain_do(db, "BEGIN", "begin", why) == 0 &&
	    db_plain_do(db, SQL_MIGRATE_HOME, "schema", why) == 0 &&
	    (had = migrate_check(db, migrations, count, why)) >= 0) {
		for (fresh = 0; (size_t)(had + fresh) < count; fresh++) {
			if (migrate_one(db, &migrations[had + fresh], why) ==
			    0) {
				tried(migrations[had + fresh].name);
				continue;
			}
			fresh = -1;
			break;
		}
	}
	/* The end of the connection takes all of it back. */
	db_plain_free(db);
	return fresh;
}
