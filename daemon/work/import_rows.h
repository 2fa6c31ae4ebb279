/*
 * The records of an import, checked: CSV in, arrays for the staging tables and
 * a report out. Pure but for the seal of the addresses.
 */
#ifndef WORK_IMPORT_ROWS_H
#define WORK_IMPORT_ROWS_H

#include "config/config.h"
#include "store/store_import.h"
#include "work/import.h"

struct seal;

/* Begins what names a member whom the file names by the address alone. */
#define IMPORT_REF_OF_ADDRESS '@'
#define IMPORT_REF_BYTES_MAX 100

struct import_rows {
	struct import_report report;
	struct db_array lines; /* once more, for the second statement */
	struct store_import_members members;
	struct store_import_ties ties;
};

void import_rows_members(struct import_rows *rows, const struct config *config,
    const struct seal *seal, const char *csv, size_t len, int64_t first_line);
/* One thing that is wrong; whether the record counts as bad is the caller's. */
void import_rows_say(
    struct import_rows *rows, int64_t line, int64_t column, const char *detail);
/* Another bad record, found later: it no longer counts as good. */
void import_rows_bad(struct import_rows *rows, int64_t line, int64_t column,
    const char *fmt, ...) PRINTF_LIKE(4, 5);
void import_rows_clear(struct import_rows *rows);

#endif
