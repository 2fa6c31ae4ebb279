/*
 * Figures of the house: see store/store_figures.h.
 */
#include "store/store_figures.h"
#include "sql_statements.h"

void
store_figures(struct db_batch *b)
{
	db_batch_add(b, SQL_FIGURES_MEMBERS, DB_ANY);
	db_batch_add(b, SQL_FIGURES_OUTBOX, DB_ANY);
	db_batch_add(b, SQL_FIGURES_ROUNDS, DB_ANY);
	db_batch_add(b, SQL_FIGURES_LAST_ROUNDS, DB_ANY);
	db_batch_add(b, SQL_FIGURES_HOUSE, 1);
}

void
store_figures_house_read(
    const struct db_rows *rows, struct store_house_figures *f)
{
	*f = (struct store_house_figures){ .clock_us = db_int(rows, 0, 0),
		.migrations = db_int(rows, 0, 1),
		.migrations_known = SQL_MIGRATION_COUNT,
		.reports = db_int(rows, 0, 2),
		.reports_age_us = db_int(rows, 0, 3),
		.audit_lines = db_int(rows, 0, 4),
		.overdue_us = db_int(rows, 0, 5),
		.disabled = db_int(rows, 0, 6),
		.backup_us = db_int(rows, 0, 7),
		.suggestions = db_int(rows, 0, 8) };
}

void
store_figures_ready(struct db_batch *b)
{
	db_batch_add(b, SQL_FIGURES_READY, 1);
}

bool
store_figures_is_migrated(const struct db_rows *rows)
{
	return db_int(rows, 0, 0) >= SQL_MIGRATION_COUNT;
}

void
store_figures_checkup(struct db_batch *b)
{
	db_batch_add(b, SQL_FIGURES_CHECKUP, 1);
}

void
store_figures_checkup_read(const struct db_rows *rows, struct store_checkup *c)
{
	*c = (struct store_checkup){ .dead = db_int(rows, 0, 0),
		.waiting = db_int(rows, 0, 1),
		.next_us = db_int(rows, 0, 2),
		.has_failed = !db_is_null(rows, 0, 3),
		.pool = db_text(rows, 0, 4),
		.attempts = db_int(rows, 0, 5),
		.failure = db_text(rows, 0, 6),
		.terms = db_text(rows, 0, 7),
		.terms_until_us = db_int(rows, 0, 8),
		.unconsented = db_int(rows, 0, 9),
		.disabled = db_int(rows, 0, 10),
		.webhook = db_text(rows, 0, 11) };
	if (c->has_failed)
		c->failed = db_id(rows, 0, 3);
}
