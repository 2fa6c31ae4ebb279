/*
 * How the community mixes: statements of sql/statements/mixing.sql.
 */
#ifndef STORE_STORE_MIXING_H
#define STORE_STORE_MIXING_H

#include "io/db.h"

struct store_mixing_ask {
	const char *pool;                  /* NULL: all */
	const struct id *before;           /* NULL: from the newest round */
	int rounds;                        /* at most */
	int rounds_all;                    /* for the sums, at most */
	int domains;                       /* the largest, at most */
	const char *attribute, *separator; /* see config_domain */
};
/* Five statements: domains, steps, who took part, cells, and the sums. */
enum store_mixing_rows {
	STORE_MIXING_DOMAINS,
	STORE_MIXING_STEPS,
	STORE_MIXING_TOOK_PART,
	STORE_MIXING_CELLS,
	STORE_MIXING_ALL
};
void store_mixing(struct db_batch *b, const struct store_mixing_ask *ask);

/* Pairs who were introduced: those who both said yes, who met, and of whom it
 * is known what came. */
struct store_mixing_count {
	int64_t offered, accepted, met, settled;
};
struct store_mixing_step {
	struct id round, second_of;
	bool is_second;
	const char *pool; /* borrowed */
	int64_t at_us, pairs;
	struct store_mixing_count cross, same; /* of two domains, and of one */
};
void store_mixing_step_read(
    const struct db_rows *rows, int row, struct store_mixing_step *s);
/* Of the one row of the sums. */
void store_mixing_all_read(const struct db_rows *rows,
    struct store_mixing_count *cross, struct store_mixing_count *same);

/* Of a round, those of one domain who took part, or pairs of two (the lower
 * first). Rows are by round, newest first, then by domain. */
struct store_mixing_cell {
	struct id round;
	const char *low, *high; /* borrowed; high NULL: of who took part */
	struct store_mixing_count count; /* of who took part: offered alone */
};
void store_mixing_took_part_read(
    const struct db_rows *rows, int row, struct store_mixing_cell *c);
void store_mixing_cell_read(
    const struct db_rows *rows, int row, struct store_mixing_cell *c);

#endif
