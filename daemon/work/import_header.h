/*
 * The header of an imported file: what each of its columns is. Names are taken in
 * any case, with or without accents and blanks around them, and an attribute's
 * column may be called as people read it ("Métier").
 */
#ifndef WORK_IMPORT_HEADER_H
#define WORK_IMPORT_HEADER_H

#include "base/csv.h"
#include "config/config.h"

#define IMPORT_COLUMNS_MAX 80

enum import_column {
	IMPORT_ID,
	IMPORT_EMAIL,
	IMPORT_NAME, /* may be several: first name, last name */
	IMPORT_LANGUAGE,
	IMPORT_ZONE,
	IMPORT_PITCH,
	IMPORT_ATTRIBUTE,
	IMPORT_NOTHING, /* called "-": it is passed over */
	IMPORT_NAMELESS /* nothing may stand in it */
};

struct import_header {
	enum import_column columns[IMPORT_COLUMNS_MAX];
	size_t attributes[IMPORT_COLUMNS_MAX]; /* of IMPORT_ATTRIBUTE */
	size_t count;
	bool has_id; /* else the address names the member */
};

/* Something wrong at a column of the line, in characters. */
typedef void (*import_header_cb)(void *arg, int64_t column, const char *detail);

/* From the record that csv has. 0, or -1 with all that is wrong said: then no
 * record can be read. */
int
import_header_read(struct import_header *header, const struct config *config,
    const struct csv *csv, import_header_cb wrong, void *arg) MUST_CHECK;

#endif
