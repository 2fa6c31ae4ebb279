/*
 * What falls due with time: statements of sql/statements/due.sql. Those that
 * find are bounded by `limit`; those that settle take arrays of what was found,
 * and are refused (CHANGED_MEANWHILE) where some of it is not due any more.
 */
#ifndef STORE_STORE_DUE_H
#define STORE_STORE_DUE_H

#include "io/db.h"

/* Introductions (id) that were not answered in time. */
void store_due_expired(struct db_batch *b, int limit);
void store_due_expire(struct db_batch *b, struct db_array *introductions);

#endif
