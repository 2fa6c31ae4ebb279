/*
 * Secret file and database of a rotation: see upkeep/secrets.h.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "upkeep/secrets.h"
#include "upkeep/contents.h"
#include "base/clock.h"
#include "config/config.h"
#include "io/db_plain.h"
#include "io/keyring.h"
#include "sql_statements.h"

#define WAIT_S 30
#define GATE_S 300 /* for a moment without transactions of daemons */
/* Whoever comes waits behind us: so we do not wait for it longer than a request
 * can, and let others pass before we try again. */
#define GATE_PATIENCE "2s"
#define GATE_PAUSE_S 3

int
secrets_look(struct secrets *s, struct fault *why)
{
	struct db_rows *rows = db_plain_ask(
	    s->db, &sql_statements[SQL_ROTATE_HOUSE], NULL, 0, why);
	int done = 0;

	if (rows == NULL)
		return -1;
	if (db_rows_count(rows) == 0) {
		done = fault_set(why, FAULT_NOT_FOUND,
		    "the database belongs to no secret yet: start the daemon "
		    "once");
	} else {
		s->generation = (int)db_int(rows, 0, 1);
		s->rotated_us = db_int(rows, 0, 2);
		s->is_resealed = s->rotated_us == 0 || !db_is_null(rows, 0, 3);
		if (keyring_find(s->ring, db_text(rows, 0, 0)) !=
			s->generation ||
		    !s->ring->of[s->generation - 1].is_live)
			done = fault_set(why, FAULT_CONFLICT,
			    "%s is not the secret of this database", s->file);
	}
	db_rows_free(rows);
	return done;
}

int
secrets_open(struct secrets *s, const struct config *config, struct fault *why)
{
	*s = (struct secrets){ .file = config->secret_file };
	if ((s->ring = keyring_read(s->file, why)) == NULL ||
	    (s->db = db_plain_new(contents_database(config), WAIT_S, why)) ==
		NULL ||
	    contents_check_schema(s->db, why) != 0)
		return -1;
	return secrets_look(s, why);
}

void
secrets_close(struct secrets *s)
{
	keyring_free(s->ring);
	db_plain_free(s->db);
}

int
secrets_alone(struct secrets *s, struct fault *why)
{
	struct db_rows *rows;
	struct stat st;
	bool is_alone;

	if (stat(s->file, &st) == 0 && st.st_uid != geteuid())
		return fault_set(why, FAULT_FORBIDDEN,
		    "%s is another user's: be that one (sudo -u serendip …)",
		    s->file);
	rows = db_plain_ask(
	    s->db, &sql_statements[SQL_ROTATE_ALONE], NULL, 0, why);
	if (rows == NULL)
		return -1;
	is_alone = db_bool(rows, 0, 0);
	db_rows_free(rows);
	if (is_alone)
		return 0;
	return fault_set(
	    why, FAULT_CONFLICT, "another rotation of this secret is going on");
}

int
secrets_gate(struct secrets *s, bool is_beyond, struct fault *why)
{
	const char *const args[] = { GATE_PATIENCE, is_beyond ? "t" : "f" };
	const int64_t until = clock_steady_us() + GATE_S * CLOCK_SECOND;
	struct db_rows *rows;
	bool is_taken;

	for (;;) {
		rows = db_plain_ask(
		    s->db, &sql_statements[SQL_ROTATE_GATE], args, 2, why);
		if (rows == NULL)
			return -1;
		is_taken = db_bool(rows, 0, 0);
		db_rows_free(rows);
		if (is_taken)
			return 0;
		if (clock_steady_us() > until)
			return fault_set(why, FAULT_BUSY,
			    "the daemons were never without a transaction for "
			    "%d s: do this again when there is less to do",
			    GATE_S);
		sleep(GATE_PAUSE_S);
	}
}

int
secrets_tell(struct secrets *s, struct fault *why)
{
	struct db_rows *rows =
	    db_plain_ask(s->db, &sql_statements[SQL_ROTATE_TELL], NULL, 0, why);

	db_rows_free(rows);
	return rows == NULL ? -1 : 0;
}

int
secrets_daemons(struct secrets *s, int generation, int64_t *all,
    int64_t *without, struct fault *why)
{
	struct db_rows *rows = db_plain_ask(
	    s->db, &sql_statements[SQL_ROTATE_DAEMONS], NULL, 0, why);

	if (rows == NULL)
		return -1;
	*all = *without = 0;
	for (int i = 0; i < db_rows_count(rows); i++) {
		*all += db_int(rows, i, 1);
		if (db_int(rows, i, 0) < generation)
			*without += db_int(rows, i, 1);
	}
	db_rows_free(rows);
	return 0;
}

const char *
secrets_array(struct db_array *array)
{
	text_add(&array->literal, array->count == 0 ? "{}" : "}");
	return text_get(&array->literal);
}
