/*
 * Figures of the house: statements of sql/statements/figures.sql.
 */
#ifndef STORE_STORE_FIGURES_H
#define STORE_STORE_FIGURES_H

#include "io/db.h"

/* Five statements, their rows in this order: members (state, count), letters
 * (channel, state, count, microseconds that the oldest has been due), rounds
 * (state, count), last rounds (pool, members, introduced, reason to sit out,
 * how many), and one of store_figures_house_read. */
enum {
	STORE_FIGURES_MEMBERS,
	STORE_FIGURES_LETTERS,
	STORE_FIGURES_ROUNDS,
	STORE_FIGURES_LAST,
	STORE_FIGURES_HOUSE,
	STORE_FIGURES_STEPS
};
void store_figures(struct db_batch *b);

struct store_house_figures {
	int64_t clock_us;                     /* the server's, as it answered */
	int64_t migrations, migrations_known; /* by it, and by this program */
	int64_t reports, reports_age_us;      /* that are open */
	int64_t suggestions;                  /* likewise, by the two */
	int64_t audit_lines;
	int64_t overdue_us; /* the latest round; 0: none is due */
	int64_t disabled;   /* webhooks */
	int64_t backup_us;  /* when the last one was made; 0: none was */
};
void store_figures_house_read(
    const struct db_rows *rows, struct store_house_figures *f);

/* One statement: whether the database answers and has what this program wants. */
void store_figures_ready(struct db_batch *b);
bool store_figures_is_migrated(const struct db_rows *rows);

/* One more, for a check-up. */
struct store_checkup {
	int64_t dead;    /* letters given up within a day */
	int64_t waiting; /* rounds that an operator shall approve */
	int64_t next_us; /* when a round is due; 0: none is planned */
	bool has_failed; /* a round, of which the next four are */
	struct id failed;
	const char *pool, *failure; /* borrowed */
	int64_t attempts;
	const char *terms;      /* the version in force, or "" */
	int64_t terms_until_us; /* a consent to others counts */
	int64_t unconsented;    /* members with a consent to others */
	int64_t disabled;       /* webhooks; one of them by name, or "" */
	const char *webhook;
};
void store_figures_checkup(struct db_batch *b);
void
store_figures_checkup_read(const struct db_rows *rows, struct store_checkup *c);

#endif
