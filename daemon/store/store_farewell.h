/*
 * Accounts that nobody uses: statements of sql/statements/farewell.sql.
 */
#ifndef STORE_STORE_FAREWELL_H
#define STORE_STORE_FAREWELL_H

#include "io/db.h"
#include "model/member.h"

/* Who was not here for so many days, and was not told yet. Rows: id, name,
 * language, the day so many days from now by their clock. */
void store_farewell_unused(
    struct db_batch *b, int64_t days, int64_t warning_days, int limit);
/* They are told, and go so many days from now; refused (CHANGED_MEANWHILE) where
 * not `count` of them are still to be told. Takes ids. */
void store_farewell_told(
    struct db_batch *b, struct db_array *ids, int count, int64_t warning_days);
/* Who goes now: a row for store_farewell_read, or none. */
void store_farewell_next(struct db_batch *b);
/* id, name, language and address; member_clear it. */
void store_farewell_read(const struct db_rows *rows, struct member *m);
/* Refused (CHANGED_MEANWHILE) where they came back. */
void store_farewell_still(struct db_batch *b, const struct id *member);

#endif
