/*
 * Tables: see clients/link/table.h. libsmartcols does the fitting.
 */
#include <libsmartcols.h>
#include <stdio.h>
#include <stdlib.h>
#include "clients/link/language.h"
#include "clients/link/link.h"
#include "clients/link/safe.h"
#include "clients/link/table.h"

struct table {
	struct libscols_table *t;
	size_t columns;
};

static void
check(int result)
{
	if (result == 0)
		return;
	fputs(_("the table cannot be made\n"), stderr);
	exit(LINK_REFUSED);
}

struct table *
table_new(const char *const *titles)
{
	struct table *table = link_alloc(1, sizeof(*table));

	table->t = scols_new_table();
	check(table->t == NULL);
	for (; *titles != NULL; titles++, table->columns++)
		check(scols_table_new_column(table->t, _(*titles), 0,
			  titles[1] == NULL ? SCOLS_FL_WRAP : 0) == NULL);
	return table;
}

void
table_row(struct table *table, const char *const *cells)
{
	struct libscols_line *line = scols_table_new_line(table->t, NULL);

	check(line == NULL);
	for (size_t i = 0; i < table->columns; i++) {
		char *safe = safe_text(cells[i], 0);

		check(scols_line_set_data(line, i, safe));
		free(safe);
	}
}

void
table_print(struct table *table)
{
	check(scols_print_table(table->t));
	scols_unref_table(table->t);
	free(table);
}
