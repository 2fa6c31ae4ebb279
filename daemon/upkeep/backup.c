/*
 * Backups: see upkeep/upkeep.h. One transaction keeps the moment: what is said of
 * it, and what pg_dump sees.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "upkeep/upkeep.h"
#include "upkeep/contents.h"
#include "base/encode.h"
#include "base/memory.h"
#include "base/text.h"
#include "config/config.h"
#include "io/child.h"
#include "io/db_plain.h"
#include "io/keyring.h"
#include "io/seal.h"
#include "io/vault.h"
#include "io/whole_file.h"
#include "sql_statements.h"

#define SEAL_ROWS "10000" /* of the audit log, at a time */
#define WAIT_S 30

struct backup {
	const struct config *config;
	struct db_plain *db;
	struct vault_out *out;
	bool with_tls;
	char *snapshot, *taken_at, *head; /* of the moment */
	int64_t taken_us;
};

/* --- what is said of it --------------------------------------------------- */

/* All that is committed gets its place in the audit log's chain. */
static int
seal_audit(struct backup *b, struct fault *why)
{
	static const char *const args[] = { SEAL_ROWS };
	struct db_rows *rows;
	int64_t given;

	do {
		rows = db_plain_ask(
		    b->db, &sql_statements[SQL_UPKEEP_SEAL], args, 1, why);
		if (rows == NULL)
			return -1;
		given = db_int(rows, 0, 0);
		db_rows_free(rows);
	} while (given > 0);
	return 0;
}

/* Whether the secret that goes along is the one that opens the database. */
static int
check_secret(const struct config *c, const char *theirs, struct fault *why)
{
	struct keyring *ring = keyring_read(c->secret_file, why);
	int generation;
	bool is_live;

	if (ring == NULL)
		return -1;
	generation = keyring_find(ring, theirs);
	is_live = generation > 0 && ring->of[generation - 1].is_live;
	keyring_free(ring);
	if (is_live)
		return 0;
	return fault_set(why, FAULT_CONFLICT,
	    "%s is not the secret of this database", c->secret_file);
}

static int
put_head(struct backup *b, const struct db_rows *rows, struct fault *why)
{
	struct text head = { 0 };
	int done;

	text_addf(&head, "program %s\n", SERENDIP_VERSION);
	text_addf(&head, "taken %s\n", b->taken_at);
	text_addf(&head, "community %s\n", b->config->community_name);
	text_addf(&head, "fingerprint %s\n", db_text(rows, 0, 3));
	text_addf(&head, "audit %s\n", b->head);
	text_addf(&head, "migrations %s\n", db_text(rows, 0, 5));
	text_addf(&head, "members %s\n", db_text(rows, 0, 6));
	text_addf(&head, "roles %s\n", db_text(rows, 0, 7));
	done = vault_put(b->out, CONTENTS_HEAD, head.data, head.len, why);
	text_clear(&head);
	return done;
}

static int
take_moment(struct backup *b, struct fault *why)
{
	struct db_rows *rows;
	int done = -1;

	if (db_plain_do(b->db,
		"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "begin",
		why) != 0 ||
	    (rows = db_plain_ask(b->db, &sql_statements[SQL_UPKEEP_MOMENT],
		 NULL, 0, why)) == NULL)
		return -1;
	b->snapshot = memory_text(db_text(rows, 0, 0));
	b->taken_us = db_int(rows, 0, 1);
	b->taken_at = memory_text(db_text(rows, 0, 2));
	b->head = memory_text(db_text(rows, 0, 4));
	if (check_secret(b->config, db_text(rows, 0, 3), why) == 0)
		done = put_head(b, rows, why);
	db_rows_free(rows);
	return done;
}

/* --- what it is made of --------------------------------------------------- */

static int
put_bytes(struct backup *b, enum contents_kind kind, const uint8_t *bytes,
    size_t n, struct fault *why)
{
	for (size_t at = 0, part; at < n; at += part) {
		part = n - at < VAULT_MAX ? n - at : VAULT_MAX;
		if (vault_put(b->out, (char)kind, bytes + at, part, why) != 0)
			return -1;
	}
	return 0;
}

static int
put_file(struct backup *b, const struct contents_file *file, struct fault *why)
{
	uint8_t *bytes;
	size_t n;
	int done;

	bytes = whole_file_read(file->path, CONTENTS_FILE_MAX, &n, why);
	if (bytes == NULL)
		return -1;
	done = vault_put(
	    b->out, CONTENTS_NAME, file->name, strlen(file->name), why);
	if (done == 0)
		done = put_bytes(b, CONTENTS_FILE, bytes, n, why);
	seal_wipe(bytes, n);
	free(bytes);
	return done;
}

static int
put_files(struct backup *b, struct fault *why)
{
	struct contents_files files;
	int done;

	contents_files(b->config, b->with_tls, &files);
	done = contents_letters(b->config, &files, why);
	for (size_t i = 0; done == 0 && i < files.count; i++)
		done = put_file(b, &files.list[i], why);
	contents_files_clear(&files);
	return done;
}

static int
put_database(struct backup *b, struct fault *why)
{
	struct text snapshot = { 0 }, base = { 0 };
	const char *argv[] = { "pg_dump", "--format=custom",
		"--schema=serendip", "--no-owner", "--no-password", NULL, NULL,
		NULL };
	static uint8_t bytes[VAULT_MAX];
	struct child child;
	ssize_t n = 0;
	int done;

	text_addf(&snapshot, "--snapshot=%s", b->snapshot);
	text_addf(&base, "--dbname=%s", contents_database(b->config));
	argv[5] = text_get(&snapshot);
	argv[6] = text_get(&base);
	done = child_start(&child, argv, false, why);
	if (done == 0) {
		while (
		    done == 0 && (n = read(child.fd, bytes, sizeof(bytes))) > 0)
			done = vault_put(
			    b->out, CONTENTS_DATABASE, bytes, (size_t)n, why);
		if (done != 0)
			child_kill(&child);
		else
			done = child_end(&child, "pg_dump", why);
	}
	text_clear(&snapshot);
	text_clear(&base);
	return done;
}

/* --- the record of it ----------------------------------------------------- */

static int
record(struct backup *b, const char *recipient, int64_t bytes,
    const uint8_t digest[VAULT_DIGEST], struct fault *why)
{
	char taken[24], size[24], hash[2 * VAULT_DIGEST + 3] = "\\x";
	const char *args[] = { taken, size, hash, recipient, b->head };
	struct db_rows *rows;

	snprintf(taken, sizeof(taken), "%" PRId64, b->taken_us);
	snprintf(size, sizeof(size), "%" PRId64, bytes);
	encode_hex(digest, VAULT_DIGEST, hash + 2);
	if (db_plain_do(b->db, "COMMIT", "commit", why) != 0)
		return -1;
	rows = db_plain_ask(
	    b->db, &sql_statements[SQL_UPKEEP_BACKED_UP], args, 5, why);
	db_rows_free(rows);
	return rows == NULL ? -1 : 0;
}

static int
finish(struct backup *b, const char *file, struct fault *why)
{
	char recipient[17], hash[2 * VAULT_DIGEST + 1];
	uint8_t digest[VAULT_DIGEST];
	struct fault unrecorded;
	struct vault_out *out = b->out;
	int64_t bytes;

	text_copy(recipient, sizeof(recipient), vault_recipient(out));
	b->out = NULL; /* vault_finish has it */
	if (vault_finish(out, &bytes, digest, why) != 0)
		return -1;
	encode_hex(digest, VAULT_DIGEST, hash);
	printf("Backup      %s\nTaken at    %s\nBytes       %" PRId64 "\n"
	       "SHA-256     %s\nKey         %s\nAudit head  %s\n",
	    file, b->taken_at, bytes, hash, recipient, b->head);
	/* The backup is whole, whatever becomes of its record. */
	if (record(b, recipient, bytes, digest, &unrecorded) != 0)
		fprintf(stderr, "serendipd: it is not recorded: %s\n",
		    unrecorded.sentence);
	return 0;
}

int
upkeep_backup(const struct config *config, const char *file,
    const char *public_key_file, bool with_tls, struct fault *why)
{
	struct backup b = { .config = config, .with_tls = with_tls };
	int done = -1;

	if ((b.out = vault_create(file, public_key_file, why)) == NULL ||
	    (b.db = db_plain_new(contents_database(config), WAIT_S, why)) ==
		NULL ||
	    contents_check_schema(b.db, why) != 0 || seal_audit(&b, why) != 0 ||
	    take_moment(&b, why) != 0)
		goto out;
	if (put_files(&b, why) == 0 && put_database(&b, why) == 0)
		done = finish(&b, file, why);
out:
	vault_abandon(b.out);
	db_plain_free(b.db);
	free(b.snapshot);
	free(b.taken_at);
	free(b.head);
	return done;
}
