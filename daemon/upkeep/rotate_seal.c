/*
 * What is sealed, sealed anew: see upkeep/secrets.h. Some pages of a table at a
 * time, beside whatever else changes it: a row that moves meanwhile may be missed,
 * and so may a copy that somebody has made and not committed. So behind each pass
 * all is looked through as it was in one moment, in which no daemon had a
 * transaction: whoever comes after that finds nothing old to copy, and what is
 * sealed from then on is under the generation in force.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "upkeep/secrets.h"
#include "base/crash.h"
#include "base/memory.h"
#include "io/db_plain.h"
#include "io/keyring.h"
#include "io/seal_keys.h"
#include "sql_statements.h"

#define PAGES 32 /* at a time: 256 KiB of a table, and what hangs on it */
#define PASSES_MAX 20
#define TRIES 4 /* of a deadlock with somebody who writes */

struct column {
	const char *table, *name;
	int64_t pages;
};

/* Values that are under an older generation, as arrays of one place each. */
struct found {
	struct db_array places, was, becomes;
};

static void
found_clear(struct found *f)
{
	db_array_clear(&f->places);
	db_array_clear(&f->was);
	db_array_clear(&f->becomes);
}

static void
look_at(const struct secrets *s, const struct db_rows *rows, int row,
    struct found *f, struct sealed_count *count)
{
	const uint8_t *bytes;
	size_t n = db_bytes(rows, row, 1, &bytes);
	char *copy = memory_text_n((const char *)bytes, n);
	int by = seal_again(s->ring, s->generation, copy, n);

	count->all++;
	if (by == 0) {
		count->strange++;
	} else if (by != s->generation) {
		count->old++;
		db_array_text(&f->places, db_text(rows, row, 0));
		db_array_bytes(&f->was, bytes, n);
		db_array_bytes(&f->becomes, copy, n);
	}
	free(copy);
}

static int
put(struct secrets *s, const struct column *c, struct found *f,
    struct fault *why)
{
	const char *args[] = { c->table, c->name, secrets_array(&f->places),
		secrets_array(&f->was), secrets_array(&f->becomes) };
	struct db_rows *rows = NULL;

	for (int i = 0; rows == NULL && i < TRIES; i++)
		rows = db_plain_ask(
		    s->db, &sql_statements[SQL_ROTATE_RESEAL], args, 5, why);
	db_rows_free(rows);
	CRASH_AT("resealed");
	return rows == NULL ? -1 : 0;
}

static int
do_pages(struct secrets *s, const struct column *c, int64_t page,
    bool is_to_seal, struct sealed_count *count, struct fault *why)
{
	char first[24], many[24];
	const char *args[] = { c->table, c->name, first, many };
	struct found f = { 0 };
	struct db_rows *rows;
	int done = 0;

	snprintf(first, sizeof(first), "%" PRId64, page);
	snprintf(many, sizeof(many), "%d", PAGES);
	rows = db_plain_ask(
	    s->db, &sql_statements[SQL_ROTATE_SEALED], args, 4, why);
	if (rows == NULL)
		return -1;
	for (int i = 0; i < db_rows_count(rows); i++)
		look_at(s, rows, i, &f, count);
	db_rows_free(rows);
	if (is_to_seal && f.places.count > 0)
		done = put(s, c, &f, why);
	found_clear(&f);
	return done;
}

static int
do_column(struct secrets *s, const struct column *c, bool is_to_seal,
    struct sealed_count *count, struct fault *why)
{
	struct sealed_count mine = { 0 };

	for (int64_t page = 0; page < c->pages; page += PAGES)
		if (do_pages(s, c, page, is_to_seal, &mine, why) != 0)
			return -1;
	if (is_to_seal && mine.old > 0) {
		printf("%s.%s: %" PRId64 " sealed anew\n", c->table, c->name,
		    mine.old);
		fflush(stdout);
	}
	if (!is_to_seal && mine.strange > 0)
		fprintf(stderr,
		    "%s.%s: %" PRId64 " that no secret here opens\n", c->table,
		    c->name, mine.strange);
	count->all += mine.all;
	count->old += mine.old;
	count->strange += mine.strange;
	return 0;
}

static int
do_pass(struct secrets *s, bool is_to_seal, struct sealed_count *count,
    struct fault *why)
{
	struct db_rows *rows = db_plain_ask(
	    s->db, &sql_statements[SQL_ROTATE_SEALED_COLUMNS], NULL, 0, why);
	int done = rows == NULL ? -1 : 0;

	*count = (struct sealed_count){ 0 };
	for (int i = 0; done == 0 && i < db_rows_count(rows); i++) {
		const struct column c = { db_text(rows, i, 0),
			db_text(rows, i, 1), db_int(rows, i, 2) };

		done = do_column(s, &c, is_to_seal, count, why);
	}
	db_rows_free(rows);
	return done;
}

/* All of it in one moment, which is when this begins. */
static int
begin_look(struct secrets *s, struct fault *why)
{
	return db_plain_do(s->db,
	    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "begin", why);
}

static int
end_look(struct secrets *s, struct sealed_count *count, struct fault *why)
{
	if (do_pass(s, false, count, why) != 0)
		return -1;
	return db_plain_do(s->db, "COMMIT", "commit", why);
}

static int
open_gate(struct secrets *s, struct fault *why)
{
	struct db_rows *rows = db_plain_ask(
	    s->db, &sql_statements[SQL_ROTATE_GATE_OPEN], NULL, 0, why);

	db_rows_free(rows);
	return rows == NULL ? -1 : 0;
}

int
secrets_sealed(struct secrets *s, struct sealed_count *count, struct fault *why)
{
	return begin_look(s, why) != 0 ? -1 : end_look(s, count, why);
}

int
secrets_reseal(struct secrets *s, struct sealed_count *count, struct fault *why)
{
	for (int i = 0; i < PASSES_MAX; i++) {
		if (do_pass(s, true, count, why) != 0 ||
		    secrets_gate(s, true, why) != 0 ||
		    begin_look(s, why) != 0 || open_gate(s, why) != 0 ||
		    end_look(s, count, why) != 0)
			return -1;
		if (count->old == 0)
			return 0;
	}
	return fault_set(why, FAULT_CONFLICT,
	    "somebody goes on sealing under an older secret: is there a daemon "
	    "of an older version?");
}
