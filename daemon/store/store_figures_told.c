/*
 * Figures of a round: see store/store_figures_told.h.
 */
#include "store/store_figures_told.h"
#include "sql_statements.h"

void
store_figures_told(struct db_batch *b, const struct id *round)
{
	db_batch_add(b, SQL_ROUND_FIGURES, DB_ANY);
	db_arg_id(b, round);
}

static int64_t
figure(const struct db_rows *rows, int row, int column)
{
	return db_is_null(rows, row, column) ? STORE_FIGURE_UNKNOWN
					     : db_int(rows, row, column);
}

void
store_figures_told_read(
    const struct db_rows *rows, int row, struct store_round_figures *f)
{
	int64_t *const first[] = { &f->members, &f->introduced, &f->groups,
		&f->sat_out, &f->mean_score, &f->chance_score, &f->upper_bound,
		&f->repeats, &f->rounds_left };
	int64_t *const second[] = { &f->share, &f->chance, &f->ceiling,
		&f->homophily, &f->e_i };
	int64_t *const third[] = { &f->asked, &f->answered, &f->accepted,
		&f->cross_met, &f->cross_settled, &f->same_met,
		&f->same_settled, &f->inactive };
	int column = 2;

	*f = (struct store_round_figures){ .pool = db_text(rows, row, 0),
		.published_us = db_int(rows, row, 1) };
	for (size_t i = 0; i < COUNT_OF(first); i++)
		*first[i] = figure(rows, row, column++);
	if (!db_is_null(rows, row, column))
		f->attribute = db_text(rows, row, column);
	column++;
	for (size_t i = 0; i < COUNT_OF(second); i++)
		*second[i] = figure(rows, row, column++);
	f->has_before = !db_is_null(rows, row, column);
	if (f->has_before) {
		f->before = db_id(rows, row, column);
		f->before_us = db_int(rows, row, column + 1);
	}
	column += 2;
	for (size_t i = 0; i < COUNT_OF(third); i++)
		*third[i] = figure(rows, row, column++);
}

void
store_figures_told_due(struct db_batch *b, int limit)
{
	db_batch_add(b, SQL_DUE_FIGURES, DB_ANY);
	db_arg_int(b, limit);
}

void
store_figures_told_to_read(
    const struct db_rows *rows, int row, struct store_figures_to *to)
{
	enum { ROUND = 27, MEMBER, NAME, LANGUAGE, WHEN, WHEN_POOL };

	to->round = db_id(rows, row, ROUND);
	to->has_member = !db_is_null(rows, row, MEMBER);
	if (to->has_member)
		to->member = db_id(rows, row, MEMBER);
	to->name = db_text(rows, row, NAME);
	to->language = db_text(rows, row, LANGUAGE);
	to->when = db_text(rows, row, WHEN);
	to->when_pool = db_text(rows, row, WHEN_POOL);
}

void
store_figures_told_settle(struct db_batch *b, struct db_array *rounds)
{
	int count = (int)rounds->count;

	db_batch_add(b, SQL_DUE_FIGURES_TOLD, count);
	db_arg_array(b, rounds);
}
