/*
 * What a backup has in it, in this order: its head (lines of a word, a blank and
 * its value), the files that a house needs besides its database, and the database
 * as pg_dump writes it (custom format). Each file is a message with its name, and
 * then its bytes.
 */
#ifndef UPKEEP_CONTENTS_H
#define UPKEEP_CONTENTS_H

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

/* The files, in the order of contents_name. */
enum contents_file {
	CONTENTS_CONFIGURATION,
	CONTENTS_SECRET,
	CONTENTS_MAIL_PASSWORD,
	CONTENTS_MAIL_CA,
	CONTENTS_CERTIFICATE, /* of TLS: only where asked for */
	CONTENTS_CERTIFICATE_KEY,
	CONTENTS_FILES
};

#define CONTENTS_FILE_MAX (1 << 20)

/* Whether the database has a house in it, of this program's migrations. */
int contents_check_schema(struct db_plain *db, struct fault *why) MUST_CHECK;

/* The connection of whoever owns the tables. Borrowed. */
const char *contents_database(const struct config *config) MUST_CHECK;

const char *contents_name(enum contents_file file);
/* Where the configuration says that it is; "" where it names none. Borrowed. */
const char *
contents_path(const struct config *config, enum contents_file file) MUST_CHECK;
/* That it is written with where it is missing. */
mode_t contents_mode(enum contents_file file);

#endif
