/*
 * What a backup has in it, in this order: its head (lines of a word, a blank and
 * its value), the files that a house needs besides its database, and the database
 * as pg_dump writes it (custom format). Each file is a message with its name, and
 * then its bytes.
 */
#ifndef UPKEEP_CONTENTS_H
#define UPKEEP_CONTENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include "base/attr.h"
#include "base/fault.h"

struct config;
struct db_plain;

enum contents_kind {
	CONTENTS_HEAD = 'h',
	CONTENTS_NAME = 'n', /* of the file that follows */
	CONTENTS_FILE = 'f',
	CONTENTS_DATABASE = 'd'
};

#define CONTENTS_FILE_MAX (1 << 20)

/* Whether the database has a house in it, of this program's migrations. */
int contents_check_schema(struct db_plain *db, struct fault *why) MUST_CHECK;

/* The connection of whoever owns the tables. Borrowed. */
const char *contents_database(const struct config *config) MUST_CHECK;

/* A file that a house needs: its name in a backup, where the configuration says
 * that it is, and what it is written with where it is missing. */
struct contents_file {
	char *name, *path;
	mode_t mode;
};
struct contents_files {
	struct contents_file *list;
	size_t count;
};

/* What always is in it. */
#define CONTENTS_CONFIGURATION "configuration"
#define CONTENTS_SECRET "secret"

/* Those that the configuration names, and that it does not name as one folder:
 * certificate and key of TLS only where asked for. For contents_files_clear. */
void contents_files(
    const struct config *config, bool with_tls, struct contents_files *out);
/* Behind them, those of the folder letters.templates as it is now. */
int contents_letters(const struct config *config, struct contents_files *out,
    struct fault *why) MUST_CHECK;
/* The one that a backup has by this name, where it belongs: a letter of the
 * operator's only by the name that such a file has, and into their folder. false:
 * there is no place for it. The path is the caller's to free. */
bool
contents_place(const struct config *config, const struct contents_files *files,
    const char *name, char **path, mode_t *mode) MUST_CHECK;
void contents_files_clear(struct contents_files *files);

#endif
