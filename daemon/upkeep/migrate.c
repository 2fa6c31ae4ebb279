/*
 * Migrations by hand: see upkeep/upkeep.h.
 */
#include <stdio.h>
#include "upkeep/upkeep.h"
#include "upkeep/contents.h"
#include "io/db_migrate.h"
#include "sql_statements.h"

#define WAIT_S 30

static void
say(const char *name)
{
	printf("%s can be applied\n", name);
}

int
upkeep_migrate(const struct config *config, bool is_dry, struct fault *why)
{
	const char *owner = contents_database(config);
	int n;

	n = is_dry ? db_migrate_try(owner, sql_migrations, SQL_MIGRATION_COUNT,
			 WAIT_S, say, why)
		   : db_migrate(owner, sql_migrations, SQL_MIGRATION_COUNT,
			 WAIT_S, why);
	if (n < 0)
		return -1;
	if (n == 0)
		printf("the database is up to date\n");
	else if (is_dry)
		printf("%d would be applied; nothing was changed\n", n);
	else
		printf("%d applied\n", n);
	return 0;
}
