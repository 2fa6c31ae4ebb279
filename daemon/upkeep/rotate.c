/*
 * Another secret: see upkeep/upkeep.h. Each step can be the last of a process, and
 * whoever begins again goes on from there:
 *
 * 1. The file gets a new secret beside those it has. Daemons that are there read
 *    it; on other machines it must be brought to them first.
 * 2. In one transaction, in which no daemon has one of its own, every keyed hash
 *    becomes one of the new generation, and the database says so. From then on
 *    all seal under the new secret, and open under both.
 * 3. What is sealed is sealed anew (rotate_seal.c), while all goes on.
 * 4. By a command of its own, the secrets before are forgotten.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "upkeep/upkeep.h"
#include "upkeep/secrets.h"
#include "base/clock.h"
#include "base/crash.h"
#include "base/encode.h"
#include "base/memory.h"
#include "io/db_plain.h"
#include "io/keyring.h"
#include "io/seal_keys.h"
#include "sql_statements.h"

#define MANY 20000 /* hashes at a time, of each column */
#define PAUSE_US 50000
#define DAEMONS_S 30 /* for them to read the file */

/* --- the new secret ------------------------------------------------------- */

static int
make_secret(struct secrets *s, struct fault *why)
{
	if (s->ring->count > s->generation)
		return 0; /* that of a rotation which went no further */
	if (keyring_add(s->ring, why) != 0 ||
	    keyring_write(s->ring, s->file, why) != 0)
		return -1;
	CRASH_AT("secret_written");
	printf("%s has a new secret, generation %d, beside those before\n",
	    s->file, s->ring->count);
	fflush(stdout);
	return 0;
}

static int
wait_for_daemons(struct secrets *s, struct fault *why)
{
	const int64_t until = clock_steady_us() + DAEMONS_S * CLOCK_SECOND;
	int64_t all, without;

	if (secrets_tell(s, why) != 0)
		return -1;
	for (;;) {
		if (secrets_daemons(
			s, s->generation + 1, &all, &without, why) != 0)
			return -1;
		if (without == 0)
			return 0;
		if (clock_steady_us() > until)
			break;
		usleep(PAUSE_US);
	}
	return fault_set(why, FAULT_CONFLICT,
	    "%" PRId64 " of %" PRId64 " daemons do not know the new secret: "
	    "copy %s to where they run, and do this again; nothing but the "
	    "file has changed yet",
	    without, all, s->file);
}

/* --- hashes --------------------------------------------------------------- */

/* The hash of an id of the operator's list, as the first generation has it: see
 * person_ref_hash (work/person_hash.h). */
static void
ref_hash(const struct keyring *ring, const char *ref, uint8_t out[SEAL_DIGEST])
{
	static const char what[] = "ref";
	uint8_t key[SEAL_DIGEST];
	struct text all = { 0 };

	seal_keyed(ring->uses[SEAL_REF_KEY], what, strlen(what), key);
	text_add_n(&all, (const char *)key, sizeof(key));
	text_add(&all, ref);
	seal_digest(all.data, all.len, out);
	seal_wipe(all.data, all.len);
	seal_wipe(key, sizeof(key));
	text_clear(&all);
}

/* Only of before the first rotation there are any. */
static int
hash_refs(struct secrets *s, struct fault *why)
{
	char limit[24];
	const char *const many[] = { limit };
	struct db_rows *rows;
	int count = 0, done = 0;

	snprintf(limit, sizeof(limit), "%d", MANY);
	do {
		struct db_array ids = { 0 }, hashes = { 0 };
		const char *args[2];
		uint8_t hash[SEAL_DIGEST];

		rows = db_plain_ask(
		    s->db, &sql_statements[SQL_ROTATE_REFS], many, 1, why);
		if (rows == NULL)
			return -1;
		count = db_rows_count(rows);
		for (int i = 0; i < count; i++) {
			ref_hash(s->ring, db_text(rows, i, 1), hash);
			db_array_text(&ids, db_text(rows, i, 0));
			db_array_bytes(&hashes, hash, sizeof(hash));
		}
		db_rows_free(rows);
		args[0] = secrets_array(&ids);
		args[1] = secrets_array(&hashes);
		rows = db_plain_ask(
		    s->db, &sql_statements[SQL_ROTATE_REFS_PUT], args, 2, why);
		done = rows == NULL ? -1 : 0;
		db_rows_free(rows);
		db_array_clear(&ids);
		db_array_clear(&hashes);
	} while (done == 0 && count > 0);
	return done;
}

static void
step(const struct secrets *s, const struct db_rows *rows, int row,
    struct db_array *was, struct db_array *becomes)
{
	const uint8_t *bytes;
	size_t n = db_bytes(rows, row, 1, &bytes);
	char *copy = memory_text_n((const char *)bytes, n);

	if (strcmp(db_text(rows, row, 0), "ref") == 0)
		seal_step_ref(s->ring, s->generation + 1, copy, n);
	else
		seal_step(
		    s->ring, s->generation + 1, bytes, n, (uint8_t *)copy);
	db_array_bytes(was, bytes, n);
	db_array_bytes(becomes, copy, n);
	free(copy);
}

/* Until each hash that was there as this began has its new one. Where others come
 * meanwhile, they may come as fast as they are looked for, and are left. */
static int
map_hashes(struct secrets *s, struct fault *why)
{
	char limit[24];
	const char *const many[] = { limit };
	struct db_rows *rows;
	int count, done;

	snprintf(limit, sizeof(limit), "%d", MANY);
	do {
		struct db_array was = { 0 }, becomes = { 0 };
		const char *args[2];

		rows = db_plain_ask(
		    s->db, &sql_statements[SQL_ROTATE_UNMAPPED], many, 1, why);
		if (rows == NULL)
			return -1;
		count = db_rows_count(rows);
		for (int i = 0; i < count; i++)
			step(s, rows, i, &was, &becomes);
		db_rows_free(rows);
		args[0] = secrets_array(&was);
		args[1] = secrets_array(&becomes);
		rows = db_plain_ask(
		    s->db, &sql_statements[SQL_ROTATE_MAP], args, 2, why);
		done = rows == NULL ? -1 : 0;
		db_rows_free(rows);
		db_array_clear(&was);
		db_array_clear(&becomes);
	} while (done == 0 && count >= MANY);
	return done;
}

static int
ask_for(struct secrets *s, int statement, const char *const *args, int count,
    struct fault *why)
{
	struct db_rows *rows =
	    db_plain_ask(s->db, &sql_statements[statement], args, count, why);

	db_rows_free(rows);
	return rows == NULL ? -1 : 0;
}

static int
switch_hashes(struct secrets *s, struct fault *why)
{
	const char *const args[] = { s->ring->of[s->generation].fingerprint };
	int64_t begun;

	if (hash_refs(s, why) != 0 ||
	    db_plain_do(s->db, "BEGIN", "begin", why) != 0 ||
	    map_hashes(s, why) != 0 ||
	    ask_for(s, SQL_ROTATE_ANALYZE, NULL, 0, why) != 0 ||
	    secrets_gate(s, false, why) != 0)
		return -1;
	begun = clock_steady_us();
	if (map_hashes(s, why) != 0 ||
	    ask_for(s, SQL_ROTATE_SWITCH, args, 1, why) != 0)
		return -1;
	CRASH_AT("keys_to_commit");
	if (db_plain_do(s->db, "COMMIT", "commit", why) != 0)
		return -1;
	CRASH_AT("keys_committed");
	printf("the database is at generation %d; writing to it waited for "
	       "%" PRId64 " ms\n",
	    s->generation + 1, (clock_steady_us() - begun) / 1000);
	fflush(stdout);
	return secrets_look(s, why);
}

/* --- all ------------------------------------------------------------------ */

static int
rotate(struct secrets *s, struct fault *why)
{
	struct sealed_count count;

	if (s->is_resealed &&
	    (make_secret(s, why) != 0 || wait_for_daemons(s, why) != 0 ||
		switch_hashes(s, why) != 0))
		return -1;
	if (secrets_reseal(s, &count, why) != 0 ||
	    ask_for(s, SQL_ROTATE_DONE, NULL, 0, why) != 0)
		return -1;
	printf("all %" PRId64 " sealed texts are under generation %d\n",
	    count.all - count.strange, s->generation);
	puts("Make a backup. Once no backup of before, and no letter's link of "
	     "before, matters\nany more: serendipctl keys retire");
	return 0;
}

int
upkeep_rotate(const struct config *config, struct fault *why)
{
	struct secrets s;
	int done = -1;

	if (secrets_open(&s, config, why) == 0 && secrets_alone(&s, why) == 0)
		done = rotate(&s, why);
	secrets_close(&s);
	return done;
}

static int
retire(struct secrets *s, struct fault *why)
{
	struct sealed_count count;
	int gone;

	if (secrets_sealed(s, &count, why) != 0)
		return -1;
	if (!s->is_resealed || count.old > 0)
		return fault_set(why, FAULT_CONFLICT,
		    "a rotation is not at its end: serendipctl keys rotate "
		    "goes on with it");
	if ((gone = keyring_retire(s->ring, s->generation)) == 0) {
		puts("there is no secret to retire");
		return 0;
	}
	if (keyring_write(s->ring, s->file, why) != 0 ||
	    secrets_tell(s, why) != 0)
		return -1;
	printf("%d retired: %s opens what generation %d sealed, and nothing "
	       "of before\n",
	    gone, s->file, s->generation);
	puts("On other machines, copy it there, and reload. Backups of before "
	     "have their own.");
	return 0;
}

int
upkeep_retire(const struct config *config, struct fault *why)
{
	struct secrets s;
	int done = -1;

	if (secrets_open(&s, config, why) == 0 && secrets_alone(&s, why) == 0)
		done = retire(&s, why);
	secrets_close(&s);
	return done;
}
