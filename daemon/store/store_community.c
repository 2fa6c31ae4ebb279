/*
 * The community as a graph: see store/store_community.h.
 */
#include "store/store_community.h"
#include "sql_statements.h"

void
store_community(struct db_batch *b, struct db_array *attributes, int64_t limit)
{
	db_batch_add(b, SQL_COMMUNITY_MEMBERS, DB_ANY);
	db_arg_array(b, attributes);
	db_arg_int(b, limit);
	db_batch_add(b, SQL_COMMUNITY_LINKS, DB_ANY);
}
