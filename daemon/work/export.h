/*
 * A member takes along all that is kept of them: counted, noted, told by letter,
 * and read in one transaction.
 */
#ifndef WORK_EXPORT_H
#define WORK_EXPORT_H

#include "io/db.h"
#include "model/member.h"

struct export;
struct house;

#define EXPORT_A_DAY 5
/* Of messages, as they are stored: the newest count. */
#define EXPORT_MESSAGE_BYTES 8000000

/* why NULL: the rows of store_export, borrowed. TOO_MANY: of today. */
typedef void (*export_done_cb)(
    void *arg, const struct fault *why, const struct db_rows *rows);

/* Borrows nothing. */
struct export *export_start(struct house *house, const struct member *me,
    export_done_cb done, void *arg) MUST_CHECK;
void export_cancel(struct export *export);

#endif
