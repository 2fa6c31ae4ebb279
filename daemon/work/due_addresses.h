/*
 * An address changes: as both have confirmed it (work/address.h), or here, as the
 * week is over in which the one before could object.
 */
#ifndef WORK_DUE_ADDRESSES_H
#define WORK_DUE_ADDRESSES_H

#include "io/db.h"
#include "model/member.h"
#include "work/due.h"

/* Appends the change, with the last letter to the address before. of: id, name,
 * language, email_sealed, as they were. rows: 1, or DB_ANY where it may have gone
 * or become impossible meanwhile. */
void address_apply(const struct house *house, struct db_batch *b,
    const struct id *change, const struct member *of, int rows);

extern const struct due_kind due_addresses;

#endif
