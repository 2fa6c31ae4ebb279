/*
 * Two members whom an operator pins for the next draw of a pool, or forbids to be
 * introduced: statements of sql/statements/pairs.sql.
 */
#ifndef STORE_STORE_PAIRS_H
#define STORE_STORE_PAIRS_H

#include "io/db.h"
#include "store/store_member.h"

/* A member as an operator names one: exactly one of the three. */
struct store_who {
	bool has_id, has_email;
	struct id id;
	uint8_t email[STORE_HASH]; /* keyed hash of the address */
	const char *ref;           /* borrowed; NULL: not by that */
};
/* A row (id, ref, name) or none. */
void store_pair_member(struct db_batch *b, const struct store_who *who);

struct store_pair {
	struct id id, a, b;
	const char *pool; /* of a pin */
	const char *reason;
};
/* Two statements each; the first is refused (CHANGED_MEANWHILE) where one of the
 * two is no active member, the second where they may not be pinned, or are
 * forbidden already. */
enum { STORE_PAIR_STEPS = 2 };
void store_pair_pin(struct db_batch *b, const struct store_pair *pair);
void store_pair_forbid(struct db_batch *b, const struct store_pair *pair);
/* A row, or none where there is none, or it was used; noted in the audit log. */
void
store_pair_remove(struct db_batch *b, const struct id *id, const char *actor);

/* A row each, newest first, behind `before` (NULL: from the newest): id, kind,
 * pool, reason, when, by which round it was used, and of each of the two id, ref
 * and name. */
void store_pairs_list(struct db_batch *b, const struct id *before, int limit);

/* Those of a round's pool that wait for a draw: id and the two members. */
void store_pairs_of_round(struct db_batch *b, const struct id *round);
/* A round is drawn with these (ids, taken). */
void store_pairs_drawn(
    struct db_batch *b, const struct id *round, struct db_array *pairs);
/* What became of them, side by side; taken. */
struct store_pin_fates {
	struct db_array lows, highs, fates;
};
void store_pairs_fate(
    struct db_batch *b, const struct id *round, struct store_pin_fates *fates);
/* As the round is published. */
void store_pairs_use(struct db_batch *b, const struct id *round);
/* A row for each pin of a round: id, fate, reason, of each of the two id, ref and
 * name, and whether their group was void. */
void store_pairs_fates(struct db_batch *b, const struct id *round);

#endif
