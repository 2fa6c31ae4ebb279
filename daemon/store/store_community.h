/*
 * The community as a graph: statements of sql/statements/community.sql.
 */
#ifndef STORE_STORE_COMMUNITY_H
#define STORE_STORE_COMMUNITY_H

#include "io/db.h"

/* Two statements: members (id, joined, values as member_values_parse reads them),
 * at most `limit`; and pairs who met (two ids, since when), by time. The array, of
 * attributes' names, is taken. */
void
store_community(struct db_batch *b, struct db_array *attributes, int64_t limit);

#endif
