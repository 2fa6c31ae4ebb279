/*
 * All of a community as rows, a page at a time: statements of
 * sql/statements/bulk.sql.
 */
#ifndef STORE_STORE_BULK_H
#define STORE_STORE_BULK_H

#include "io/db.h"
#include "store/store_member.h"

/* Those of a day before are forgotten. */
void store_bulk_begin(struct db_batch *b, const struct id *export, bool names);
/* A row (whether it has names), or none. */
void store_bulk_living(struct db_batch *b, const struct id *export);

/* The number of a file by its name, or -1. */
int store_bulk_find(const char *file);
/* Rows: the place to go on from, and an object as JSON. The array, of attributes'
 * names, is taken. */
void
store_bulk_page(struct db_batch *b, int file, const uint8_t key[STORE_HASH],
    bool names, struct db_array *attributes, const char *after, int limit);

#endif
