/*
 * An operator's import, from CSV: begun, filled part by part, each bad record
 * reported with its place and reason, and applied in one transaction or not
 * at all.
 */
#ifndef WORK_IMPORT_H
#define WORK_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/fault.h"
#include "base/id.h"
#include "work/once.h"

struct db_rows;
struct house;
struct import;

struct import_error {
	int64_t line, column; /* of the whole file */
	char detail[900];
};

struct import_report {
	int64_t good, bad;
	struct import_error *errors; /* of a bad record, one or more */
	size_t count;
};

struct import_result {
	int64_t members_added, members_changed, members_unchanged;
	int64_t members_erased; /* left out: they had themselves erased */
	int64_t ties_added, skipped;
};

/* Each story calls back once; what it points at is valid until it returns. */
typedef void (*import_done_cb)(void *arg, const struct fault *why);
typedef void (*import_part_cb)(
    void *arg, const struct fault *why, const struct import_report *report);
typedef void (*import_result_cb)(
    void *arg, const struct fault *why, const struct import_result *result);

/* rows: borrowed; NULL with a fault. */
typedef void (*import_rows_cb)(
    void *arg, const struct fault *why, const struct db_rows *rows);

/* pool NULL: none. Sets *id. */
struct import *
import_begin(struct house *house, const struct id *id, const char *pool,
    const struct once *once, import_done_cb done, void *arg) MUST_CHECK;
/* A part: the header line and whole records; first_line is the file's line of
 * the first record. NOT_FOUND where there is no such import. */
struct import *
import_members(struct house *house, const struct id *id, const char *csv,
    size_t len, int64_t first_line, import_part_cb done, void *arg) MUST_CHECK;
struct import *
import_ties(struct house *house, const struct id *id, const char *csv,
    size_t len, int64_t first_line, import_part_cb done, void *arg) MUST_CHECK;
/* What the commit would do: the rows of store_import_preview, and those of
 * store_import_changes from a line on. NOT_FOUND likewise. */
struct import *import_preview(struct house *house, const struct id *id,
    import_rows_cb done, void *arg) MUST_CHECK;
struct import *import_changes(struct house *house, const struct id *id,
    int64_t line, int limit, import_rows_cb done, void *arg) MUST_CHECK;
/* CONFLICT where bad records are there and not skipped. */
struct import *import_commit(struct house *house, const struct id *id,
    bool skip_bad, import_result_cb done, void *arg) MUST_CHECK;
struct import *import_abandon(struct house *house, const struct id *id,
    import_done_cb done, void *arg) MUST_CHECK;
void import_cancel(struct import *import);

#endif
