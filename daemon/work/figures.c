/*
 * Figures asked for: see work/figures.h.
 */
#include "work/figures.h"
#include <string.h>
#include "base/clock.h"
#include "base/metrics.h"
#include "config/config.h"
#include "io/folder.h"
#include "work/house.h"

#define FRESH_US (5 * CLOCK_SECOND)
#define COST_PARTS 20

bool
figures_are_fresh(const struct house *house)
{
	int64_t fresh_us = house->figures_cost_us * COST_PARTS;

	if (fresh_us < FRESH_US)
		fresh_us = FRESH_US;
	return house->figures_at_us != 0 &&
	       clock_steady_us() - house->figures_at_us < fresh_us;
}

/* --- of the database ------------------------------------------------------ */

static void
figures_forget(void)
{
	static const enum metric all[] = { M_MEMBERS, M_OUTBOX, M_OUTBOX_AGE,
		M_ROUNDS, M_LAST_MEMBERS, M_LAST_INTRODUCED, M_LAST_SAT_OUT,
		M_REPORTS, M_REPORTS_AGE, M_AUDIT_LINES, M_ROUNDS_OVERDUE,
		M_CLOCK_SKEW, M_FIGURES_AT, M_WEBHOOKS_DISABLED, M_BACKUP_AT,
		M_SUGGESTIONS };

	for (size_t i = 0; i < COUNT_OF(all); i++)
		metrics_forget(all[i]);
}

static void
take_letters(const struct db_rows *rows)
{
	static const char *const channels[] = { "mail", "webhook" };
	static const char *const states[] = { "pending", "sending", "dead" };

	for (size_t c = 0; c < COUNT_OF(channels); c++) {
		int64_t oldest_us = 0;

		for (size_t k = 0; k < COUNT_OF(states); k++)
			metrics_set_of(M_OUTBOX, 0, channels[c], states[k]);
		for (int i = 0; i < db_rows_count(rows); i++) {
			if (strcmp(db_text(rows, i, 0), channels[c]) != 0)
				continue;
			metrics_set_of(M_OUTBOX, db_int(rows, i, 2),
			    channels[c], db_text(rows, i, 1));
			if (db_int(rows, i, 3) > oldest_us)
				oldest_us = db_int(rows, i, 3);
		}
		metrics_set_of(M_OUTBOX_AGE, oldest_us, channels[c]);
	}
}

static void
take_last_rounds(const struct db_rows *rows)
{
	for (int i = 0; i < db_rows_count(rows); i++) {
		const char *pool = db_text(rows, i, 0);

		metrics_set_of(M_LAST_MEMBERS, db_int(rows, i, 1), pool);
		metrics_set_of(M_LAST_INTRODUCED, db_int(rows, i, 2), pool);
		metrics_set_of(M_LAST_SAT_OUT, db_int(rows, i, 4), pool,
		    db_text(rows, i, 3));
	}
}

static void
take_states(enum metric m, const struct db_rows *rows)
{
	for (int i = 0; i < db_rows_count(rows); i++)
		metrics_set_of(m, db_int(rows, i, 1), db_text(rows, i, 0));
}

void
figures_take(
    struct house *house, const struct db_outcome *out, int64_t asked_us)
{
	int64_t now_us = clock_now_us();
	struct store_house_figures f;

	figures_forget();
	if (out->fault != NULL) {
		house->figures_at_us = 0;
		return;
	}
	house->figures_at_us = clock_steady_us();
	house->figures_cost_us = now_us - asked_us;
	take_states(M_MEMBERS, db_outcome_rows(out, STORE_FIGURES_MEMBERS));
	take_letters(db_outcome_rows(out, STORE_FIGURES_LETTERS));
	take_states(M_ROUNDS, db_outcome_rows(out, STORE_FIGURES_ROUNDS));
	take_last_rounds(db_outcome_rows(out, STORE_FIGURES_LAST));
	store_figures_house_read(db_outcome_rows(out, STORE_FIGURES_HOUSE), &f);
	metrics_set(M_REPORTS, f.reports);
	metrics_set(M_REPORTS_AGE, f.reports_age_us);
	metrics_set(M_SUGGESTIONS, f.suggestions);
	metrics_set(M_AUDIT_LINES, f.audit_lines);
	metrics_set(M_ROUNDS_OVERDUE, f.overdue_us);
	metrics_set(M_WEBHOOKS_DISABLED, f.disabled);
	if (f.backup_us != 0)
		metrics_set(M_BACKUP_AT, f.backup_us);
	metrics_set(M_CLOCK_SKEW, figures_skew_us(&f, asked_us, now_us));
	metrics_set(M_FIGURES_AT, now_us);
}

int64_t
figures_skew_us(
    const struct store_house_figures *f, int64_t asked_us, int64_t answered_us)
{
	/* What lies between the two is nobody's fault. */
	if (f->clock_us < asked_us)
		return asked_us - f->clock_us;
	return f->clock_us > answered_us ? answered_us - f->clock_us : 0;
}

/* --- of this machine ------------------------------------------------------ */

bool
figures_disk(const struct house *house, int64_t *free_bytes, int64_t *all_bytes)
{
	const char *transport = house->config->letters_transport;

	return strncmp(transport, "files:", 6) == 0 &&
	       folder_room(transport + 6, free_bytes, all_bytes) == 0;
}

void
figures_local(const struct house *house)
{
	int64_t free_bytes, all_bytes;

	metrics_set_of(M_BUILD, 1, SERENDIP_VERSION);
	metrics_set(M_START_AT, house->started_us);
	if (figures_disk(house, &free_bytes, &all_bytes)) {
		metrics_set_of(M_DISK_FREE, free_bytes, "letters");
		metrics_set_of(M_DISK_SIZE, all_bytes, "letters");
	}
}
