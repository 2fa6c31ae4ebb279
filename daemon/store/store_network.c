/*
 * Networks: see store/store_network.h.
 */
#include "store/store_network.h"
#include <math.h>
#include "sql_statements.h"

void
store_network_get(struct db_batch *b, const struct id *member,
    const char *attribute, const char *separator)
{
	db_batch_add(b, SQL_NETWORK_COUNTED, 1);
	db_batch_add(b, SQL_NETWORK_DOMAINS, DB_ANY);
	db_batch_add(b, SQL_NETWORK_WEEKS, DB_ANY);
	db_batch_add(b, SQL_NETWORK_PAIRS, DB_ANY);
	db_arg_id(b, member);
	db_batch_add(b, SQL_NETWORK_PEOPLE, DB_ANY);
	db_arg_id(b, member);
	db_arg_text(b, attribute);
	db_arg_text(b, separator);
	db_batch_add(b, SQL_NETWORK_LINKS, DB_ANY);
	db_arg_id(b, member);
}

/* Means travel in millionths. */
static double
mean_at(const struct db_rows *rows, int row, int column)
{
	if (db_is_null(rows, row, column))
		return NAN;
	return (double)db_int(rows, row, column) / 1000000;
}

/* NULL for SQL's NULL, and for a text without a character. */
static const char *
word_at(const struct db_rows *rows, int row, int column)
{
	const char *word = db_text(rows, row, column);

	return *word == '\0' ? NULL : word;
}

void
store_network_counted_read(
    const struct db_rows *rows, struct store_network_counted *c)
{
	c->now_us = db_int(rows, 0, 0);
	c->attribute = db_text(rows, 0, 1);
	c->counted_us = db_int(rows, 0, 2);
	c->members = db_int(rows, 0, 3);
	c->ties = db_int(rows, 0, 4);
	c->size_members = db_int(rows, 0, 5);
	c->mean_size = mean_at(rows, 0, 6);
}

void
store_network_domain_read(
    const struct db_rows *rows, int row, struct store_network_domain *d)
{
	d->domain = db_text(rows, row, 0);
	d->members = db_int(rows, row, 1);
}

void
store_network_week_read(
    const struct db_rows *rows, int row, struct store_network_week *w)
{
	w->monday_us = db_int(rows, row, 0);
	w->members = db_int(rows, row, 1);
	w->people = mean_at(rows, row, 2);
	w->domains = mean_at(rows, row, 3);
	w->blau = mean_at(rows, row, 4);
	w->ei = mean_at(rows, row, 5);
}

void
store_network_pair_read(
    const struct db_rows *rows, int row, struct store_network_pair *p)
{
	p->low = db_text(rows, row, 0);
	p->high = db_text(rows, row, 1);
	p->has_ties = db_bool(rows, row, 2);
	p->is_low_only = db_bool(rows, row, 3);
	p->is_high_only = db_bool(rows, row, 4);
	p->has_middles = db_bool(rows, row, 5);
	p->is_only_middle = db_bool(rows, row, 6);
}

void
store_network_person_read(
    const struct db_rows *rows, int row, struct store_network_person *p)
{
	p->id = db_id(rows, row, 0);
	p->since_us = db_int(rows, row, 1);
	p->has_met = db_bool(rows, row, 2);
	p->name = word_at(rows, row, 3);
	p->domain = word_at(rows, row, 4);
	p->has_handle = !db_is_null(rows, row, 6);
	if (p->has_handle) {
		p->introduction = db_id(rows, row, 5);
		p->handle = db_id(rows, row, 6);
	}
}

void
store_network_link_read(
    const struct db_rows *rows, int row, struct store_network_link *l)
{
	l->a = db_id(rows, row, 0);
	l->b = db_id(rows, row, 1);
	l->since_us = db_int(rows, row, 2);
	l->is_mine = db_bool(rows, row, 3);
}

void
store_network_due(struct db_batch *b)
{
	db_batch_add(b, SQL_NETWORK_DUE, DB_ANY);
}

void
store_network_count(
    struct db_batch *b, const char *attribute, const char *separator)
{
	db_batch_add(b, SQL_NETWORK_COUNT, 1);
	db_arg_text(b, attribute);
	db_arg_text(b, separator);
}
