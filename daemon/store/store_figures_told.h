/*
 * Figures of a published round: statements of sql/statements/figures_told.sql.
 */
#ifndef STORE_STORE_FIGURES_TOLD_H
#define STORE_STORE_FIGURES_TOLD_H

#include "io/db.h"

#define STORE_FIGURE_UNKNOWN INT64_MIN

/* Shares and scores in thousandths; what is not known is STORE_FIGURE_UNKNOWN.
 * Texts are borrowed. */
struct store_round_figures {
	const char *pool;
	int64_t published_us;
	int64_t members, introduced, groups, sat_out;
	int64_t mean_score, chance_score, upper_bound, repeats, rounds_left;
	const char *attribute; /* of the members' field; NULL: none */
	int64_t share, chance, ceiling, homophily, e_i;
	bool has_before; /* a round of the pool before this one */
	struct id before;
	int64_t before_us;
	int64_t asked, answered, accepted; /* members of that one */
	int64_t cross_met, cross_settled;  /* its pairs of two fields */
	int64_t same_met, same_settled;    /* and of one */
	int64_t inactive; /* of the pool: see is_inactive() of the database */
};

/* A row where the round is published, or none. */
void store_figures_told(struct db_batch *b, const struct id *round);
void store_figures_told_read(
    const struct db_rows *rows, int row, struct store_round_figures *f);

/* Such rows for each operator, of at most so many rounds. */
void store_figures_told_due(struct db_batch *b, int limit);
struct store_figures_to {
	struct id round, member;
	bool has_member; /* false: there is no operator to tell */
	const char *name, *language, *when; /* borrowed */
	const char *when_pool;              /* in the pool's zone */
};
void store_figures_told_to_read(
    const struct db_rows *rows, int row, struct store_figures_to *to);
/* Refused (CHANGED_MEANWHILE) where one has been told of meanwhile. The array is
 * taken. */
void store_figures_told_settle(struct db_batch *b, struct db_array *rounds);

#endif
