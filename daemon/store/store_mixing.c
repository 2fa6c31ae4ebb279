/*
 * Mixing: see store/store_mixing.h.
 */
#include "store/store_mixing.h"
#include "sql_statements.h"

static void
add_page(struct db_batch *b, const struct store_mixing_ask *ask)
{
	db_arg_text(b, ask->pool);
	db_arg_id(b, ask->before);
	db_arg_int(b, ask->rounds);
	db_arg_text(b, ask->attribute);
	db_arg_text(b, ask->separator);
}

void
store_mixing(struct db_batch *b, const struct store_mixing_ask *ask)
{
	db_batch_add(b, SQL_MIXING_DOMAINS, DB_ANY);
	db_arg_text(b, ask->attribute);
	db_arg_text(b, ask->separator);
	db_arg_int(b, ask->domains);
	db_batch_add(b, SQL_MIXING_STEPS, DB_ANY);
	add_page(b, ask);
	db_batch_add(b, SQL_MIXING_TOOK_PART, DB_ANY);
	add_page(b, ask);
	db_batch_add(b, SQL_MIXING_CELLS, DB_ANY);
	add_page(b, ask);
	db_batch_add(b, SQL_MIXING_ALL, 1);
	db_arg_text(b, ask->pool);
	db_arg_int(b, ask->rounds_all);
	db_arg_text(b, ask->attribute);
	db_arg_text(b, ask->separator);
}

static void
read_count(const struct db_rows *rows, int row, int column,
    struct store_mixing_count *c)
{
	c->offered = db_int(rows, row, column);
	c->accepted = db_int(rows, row, column + 1);
	c->met = db_int(rows, row, column + 2);
	c->settled = db_int(rows, row, column + 3);
}

void
store_mixing_step_read(
    const struct db_rows *rows, int row, struct store_mixing_step *s)
{
	*s = (struct store_mixing_step){ .round = db_id(rows, row, 0),
		.pool = db_text(rows, row, 1),
		.at_us = db_int(rows, row, 2),
		.is_second = !db_is_null(rows, row, 3),
		.pairs = db_int(rows, row, 4) };
	if (s->is_second)
		s->second_of = db_id(rows, row, 3);
	read_count(rows, row, 5, &s->cross);
	read_count(rows, row, 9, &s->same);
}

void
store_mixing_all_read(const struct db_rows *rows,
    struct store_mixing_count *cross, struct store_mixing_count *same)
{
	read_count(rows, 0, 0, cross);
	read_count(rows, 0, 4, same);
}

void
store_mixing_took_part_read(
    const struct db_rows *rows, int row, struct store_mixing_cell *c)
{
	*c = (struct store_mixing_cell){ .round = db_id(rows, row, 0),
		.low = db_text(rows, row, 1),
		.count = { .offered = db_int(rows, row, 2) } };
}

void
store_mixing_cell_read(
    const struct db_rows *rows, int row, struct store_mixing_cell *c)
{
	*c = (struct store_mixing_cell){ .round = db_id(rows, row, 0),
		.low = db_text(rows, row, 1),
		.high = db_text(rows, row, 2),
		.count = { .offered = db_int(rows, row, 3),
		    .accepted = db_int(rows, row, 4),
		    .met = db_int(rows, row, 5) } };
}
