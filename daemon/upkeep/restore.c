/*
 * Putting a backup back: see upkeep/upkeep.h. It is read twice: once to the end,
 * to be sure of it, and once into the database.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include "upkeep/upkeep.h"
#include "upkeep/contents.h"
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

#define WAIT_S 30

#define FILES_MAX 1000

struct restore {
	struct vault_in *in;
	struct config *config;
	struct db_plain *db;
	struct text head;
	struct found {
		char *name;
		uint8_t *bytes;
		size_t n;
	} * files;
	size_t file_count;
	int64_t database_bytes;
	char value[512]; /* of restore_word */
};

/* What the head says of a word; "" where it says nothing. Until the next call. */
static const char *
restore_word(struct restore *r, const char *word)
{
	char *copy = memory_text(text_get(&r->head)), *rest = copy, *line;
	const size_t n = strlen(word);

	r->value[0] = '\0';
	while ((line = text_split(&rest, "\n")) != NULL)
		if (strncmp(line, word, n) == 0 && line[n] == ' ')
			text_copy(r->value, sizeof(r->value), line + n + 1);
	free(copy);
	return r->value;
}

/* --- the first reading ---------------------------------------------------- */

static const struct found *
file_named(const struct restore *r, const char *name)
{
	for (size_t i = 0; i < r->file_count; i++)
		if (strcmp(r->files[i].name, name) == 0)
			return &r->files[i];
	return NULL;
}

static void
begin_file(struct restore *r, const uint8_t *name, size_t n)
{
	if (r->file_count == FILES_MAX)
		return;
	r->files = memory_grow(r->files, r->file_count + 1, sizeof(*r->files));
	r->files[r->file_count++] =
	    (struct found){ .name = memory_text_n((const char *)name, n),
		    .bytes = memory_new(1, 1) };
}

/* Of the file whose name came last. */
static void
add_file(struct restore *r, const uint8_t *content, size_t n)
{
	struct found *f;
	uint8_t *more;

	if (r->file_count == 0)
		return;
	f = &r->files[r->file_count - 1];
	if (f->n + n > CONTENTS_FILE_MAX)
		return;
	/* Not by growing it, which would leave a copy of a secret behind. */
	more = memory_new(f->n + n + 1, 1);
	memcpy(more, f->bytes, f->n);
	memcpy(more + f->n, content, n);
	seal_wipe(f->bytes, f->n);
	free(f->bytes);
	f->bytes = more;
	f->n += n;
}

static int
read_all(struct restore *r, const char *name, struct fault *why)
{
	const uint8_t *content;
	int got;
	char kind;
	size_t n;

	while ((got = vault_get(r->in, &kind, &content, &n, why)) > 0) {
		switch (kind) {
		case CONTENTS_HEAD:
			text_add_n(&r->head, (const char *)content, n);
			break;
		case CONTENTS_NAME:
			begin_file(r, content, n);
			break;
		case CONTENTS_FILE:
			add_file(r, content, n);
			break;
		case CONTENTS_DATABASE:
			r->database_bytes += (int64_t)n;
			break;
		default:
			return fault_set(why, FAULT_INVALID,
			    "%s: a newer program wrote it", name);
		}
	}
	if (got == 0 &&
	    (r->database_bytes == 0 || file_named(r, CONTENTS_SECRET) == NULL ||
		file_named(r, CONTENTS_CONFIGURATION) == NULL))
		return fault_set(
		    why, FAULT_INVALID, "%s: it has no house in it", name);
	return got;
}

/* --- whether it can be put back ------------------------------------------- */

/* The configuration that is there, or else the backup's; the operator's own letters
 * may be yet to come. */
static int
find_config(struct restore *r, const char *file, struct fault *why)
{
	const struct found *ours = file_named(r, CONTENTS_CONFIGURATION);
	const char *text =
	    access(file, F_OK) == 0 ? NULL : (const char *)ours->bytes;
	struct text errors = { 0 };

	r->config = config_read_places(file, text, ours->n, &errors);
	if (r->config == NULL) {
		fputs(text_get(&errors), stderr);
		(void)fault_set(why, FAULT_INVALID,
		    "%s: mend it first; nothing was changed", file);
	}
	text_clear(&errors);
	return r->config == NULL ? -1 : 0;
}

/* A secret that is there already must be the same, or, after a rotation, have it
 * still. */
static int
check_secret(struct restore *r, struct fault *why)
{
	const char *path = r->config->secret_file;
	struct keyring *ring;
	int generation;
	bool is_live;

	if (access(path, F_OK) != 0)
		return 0;
	if ((ring = keyring_read(path, why)) == NULL)
		return -1;
	generation = keyring_find(ring, restore_word(r, "fingerprint"));
	is_live = generation > 0 && ring->of[generation - 1].is_live;
	keyring_free(ring);
	if (is_live)
		return 0;
	if (generation > 0)
		return fault_set(why, FAULT_CONFLICT,
		    "%s has retired the secret that this backup is sealed "
		    "under; move it away first: the backup has its own",
		    path);
	return fault_set(why, FAULT_CONFLICT,
	    "%s is there and is the secret of another house; move it away "
	    "first",
	    path);
}

static int
check_program(struct restore *r, struct fault *why)
{
	int64_t had;

	if (text_to_int(restore_word(r, "migrations"), 1, 100000, &had) != 0)
		return fault_set(why, FAULT_INVALID,
		    "the backup does not say how many migrations it has had");
	if (had <= SQL_MIGRATION_COUNT)
		return 0;
	return fault_set(why, FAULT_CONFLICT,
	    "the backup is of a newer program (%s)",
	    restore_word(r, "program"));
}

static int
check_database(struct restore *r, struct fault *why)
{
	const char *roles[] = { restore_word(r, "roles") };
	struct db_rows *rows;
	int done = 0;

	r->db = db_plain_new(contents_database(r->config), WAIT_S, why);
	if (r->db == NULL ||
	    (rows = db_plain_ask(r->db, &sql_statements[SQL_UPKEEP_SCHEMA],
		 NULL, 0, why)) == NULL)
		return -1;
	if (db_bool(rows, 0, 0))
		done = fault_set(why, FAULT_CONFLICT,
		    "the database is not empty: it has a schema serendip; "
		    "restore into a new one");
	db_rows_free(rows);
	if (done != 0 || (rows = db_plain_ask(r->db,
			      &sql_statements[SQL_UPKEEP_ROLES_MISSING], roles,
			      1, why)) == NULL)
		return -1;
	if (db_rows_count(rows) > 0)
		done = fault_set(why, FAULT_CONFLICT,
		    "the server has no role %s, which uses the tables of this "
		    "backup; roles.sql makes it",
		    db_text(rows, 0, 0));
	db_rows_free(rows);
	return done;
}

/* --- the second reading --------------------------------------------------- */

/* Those that are missing. Again, it finds them there. */
static int
write_file(
    const struct found *f, const char *path, mode_t mode, struct fault *why)
{
	if (access(path, F_OK) == 0) {
		printf("%s stays as it is\n", path);
		return 0;
	}
	if (whole_file_write(path, f->bytes, f->n, mode, why) != 0)
		return -1;
	printf("%s is back\n", path);
	return 0;
}

static int
write_files(struct restore *r, struct fault *why)
{
	struct contents_files places;
	int done = 0;

	contents_files(r->config, true, &places);
	for (size_t i = 0; done == 0 && i < r->file_count; i++) {
		char *path;
		mode_t mode;

		/* The configuration that is there may have no use for it. */
		if (!contents_place(
			r->config, &places, r->files[i].name, &path, &mode))
			continue;
		done = write_file(&r->files[i], path, mode, why);
		free(path);
	}
	contents_files_clear(&places);
	return done;
}

static int
write_whole(int fd, const uint8_t *bytes, size_t n)
{
	ssize_t done;

	for (; n > 0; bytes += done, n -= (size_t)done)
		if ((done = write(fd, bytes, n)) < 0)
			return -1;
	return 0;
}

/* Of one transaction: what fails leaves the database as empty as it was. */
static int
fill_database(struct restore *r, struct fault *why)
{
	struct text base = { 0 };
	const char *argv[] = { "pg_restore", "--single-transaction",
		"--exit-on-error", "--no-owner", "--no-password", NULL, NULL };
	const uint8_t *content;
	struct child child;
	int got = -1;
	char kind;
	size_t n;

	if (vault_rewind(r->in, why) != 0)
		return -1;
	text_addf(&base, "--dbname=%s", contents_database(r->config));
	argv[5] = text_get(&base);
	if (child_start(&child, argv, true, why) == 0) {
		while ((got = vault_get(r->in, &kind, &content, &n, why)) > 0)
			if (kind == CONTENTS_DATABASE &&
			    write_whole(child.fd, content, n) != 0)
				break;
		if (got < 0)
			child_kill(&child);
		else if (child_end(&child, "pg_restore", why) != 0 || got > 0)
			got = -1;
	}
	text_clear(&base);
	return got;
}

static int
tell(struct restore *r, struct fault *why)
{
	struct text detail = { 0 };
	const char *args[1];
	struct db_rows *rows;

	text_addf(&detail, "of %s", restore_word(r, "taken"));
	args[0] = text_get(&detail);
	rows = db_plain_ask(
	    r->db, &sql_statements[SQL_UPKEEP_RESTORED], args, 1, why);
	db_rows_free(rows);
	text_clear(&detail);
	if (rows == NULL)
		return -1;
	printf(
	    "The database is back as it was at %s", restore_word(r, "taken"));
	printf(", with %s active members.\n", restore_word(r, "members"));
	printf("Audit head  %s\n", restore_word(r, "audit"));
	puts("All members are signed out. Whoever was erased, suspended or "
	     "blocked since\nthen is as before: do that again before anything "
	     "else (docs/operating.md, \"Who was\nerased since\").");
	return 0;
}

int
upkeep_restore(const char *config_file, const char *file,
    const char *private_key_file, struct fault *why)
{
	struct restore r = { 0 };
	int done = -1;

	/* A pg_restore that ends early is an error of its own, not our end. */
	signal(SIGPIPE, SIG_IGN);
	if ((r.in = vault_open(file, private_key_file, why)) != NULL &&
	    read_all(&r, file, why) == 0 &&
	    find_config(&r, config_file, why) == 0 &&
	    check_program(&r, why) == 0 && check_secret(&r, why) == 0 &&
	    check_database(&r, why) == 0 && write_files(&r, why) == 0 &&
	    fill_database(&r, why) == 0)
		done = tell(&r, why);
	for (size_t i = 0; i < r.file_count; i++) {
		seal_wipe(r.files[i].bytes, r.files[i].n);
		free(r.files[i].bytes);
		free(r.files[i].name);
	}
	free(r.files);
	text_clear(&r.head);
	vault_close(r.in);
	db_plain_free(r.db);
	config_drop(r.config);
	return done;
}
