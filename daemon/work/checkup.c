/*
 * The check-up: see work/checkup.h.
 */
#include "work/checkup.h"
#include <string.h>
#include "base/clock.h"
#include "base/memory.h"
#include "work/checkup_facts.h"
#include "work/figures.h"
#include "work/house.h"

void
checkup_ask(struct db_batch *b)
{
	store_figures(b);
	store_figures_checkup(b);
}

static void
take_letters(struct checkup_facts *f, const struct db_rows *rows)
{
	for (int i = 0; i < db_rows_count(rows); i++) {
		const bool is_mail = strcmp(db_text(rows, i, 0), "mail") == 0;
		struct checkup_letters *of =
		    is_mail ? &f->by_mail : &f->to_webhooks;

		if (strcmp(db_text(rows, i, 1), "dead") == 0)
			continue;
		of->pending += db_int(rows, i, 2);
		if (db_int(rows, i, 3) > of->oldest_us)
			of->oldest_us = db_int(rows, i, 3);
	}
}

static void
facts_take(struct checkup_facts *f, const struct db_outcome *out, int step,
    int64_t asked_us)
{
	f->has_database = out->fault == NULL;
	if (!f->has_database) {
		f->fault = out->fault->sentence;
		return;
	}
	store_figures_house_read(
	    db_outcome_rows(out, step + STORE_FIGURES_HOUSE), &f->figures);
	store_figures_checkup_read(
	    db_outcome_rows(out, step + STORE_FIGURES_STEPS), &f->more);
	f->skew_us = figures_skew_us(&f->figures, asked_us, f->now_us);
	take_letters(f, db_outcome_rows(out, step + STORE_FIGURES_LETTERS));
}

void
checkup_make(const struct house *house, const struct db_outcome *out, int step,
    int64_t asked_us, bool for_socket, struct checkup *checkup)
{
	struct checkup_facts facts = { .house = house,
		.now_us = clock_now_us() };
	size_t count = 0;

	facts_take(&facts, out, step, asked_us);
	while (checkup_rows[count].name != NULL)
		count++;
	checkup->findings = memory_new(count, sizeof(*checkup->findings));
	checkup->count = 0;
	for (size_t i = 0; i < count; i++) {
		struct checkup_finding *one =
		    &checkup->findings[checkup->count];

		if ((checkup_rows[i].wants_database && !facts.has_database) ||
		    (checkup_rows[i].for_socket && !for_socket))
			continue;
		one->name = checkup_rows[i].name;
		checkup_rows[i].look(&facts, one);
		if (one->found.len > 0)
			checkup->count++;
	}
}

void
checkup_clear(struct checkup *checkup)
{
	for (size_t i = 0; i < checkup->count; i++) {
		text_clear(&checkup->findings[i].found);
		text_clear(&checkup->findings[i].remedy);
	}
	free(checkup->findings);
	*checkup = (struct checkup){ 0 };
}
