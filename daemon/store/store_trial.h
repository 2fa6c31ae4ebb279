/*
 * Experiments: statements of sql/statements/trials.sql.
 */
#ifndef STORE_STORE_TRIAL_H
#define STORE_STORE_TRIAL_H

#include "io/db.h"

/* What the configuration says of an experiment. */
struct store_trial_mirror {
	const char *pool, *name, *definition, *goal;
	const char *arms[2];
	const char *from; /* "2026-11-30", or "" */
	int64_t detect;   /* thousandths */
	int64_t rounds;
};
/* The configuration's experiments; others that had not ended end. After the pools'
 * mirror. */
void store_trial_mirror(
    struct db_batch *b, const struct store_trial_mirror *trials, size_t count);

/* A row, read below, where the round is to be drawn by the experiment of this
 * definition; none, and it is a round as others. */
void store_trial_standing(
    struct db_batch *b, const struct id *round, const char *definition);
struct store_trial_standing {
	struct id id;
	bool is_second; /* a second draw: by the common rules */
	int64_t rounds; /* that the experiment had before */
};
void store_trial_standing_read(
    const struct db_rows *rows, struct store_trial_standing *s);
/* A row where a round of the pool that were drawn now would be. */
void store_trial_standing_next(
    struct db_batch *b, const char *pool, const char *definition);
/* Beside the input of its draw; trial NULL: none. */
void store_trial_round(
    struct db_batch *b, const struct id *round, const struct id *trial);

/* One arm of a round: see pairing/arms.h, struct arms_cost. */
struct store_trial_arm {
	int arm;
	int64_t members, introduced, score;
	int64_t whole_members, whole_introduced, whole_score;
};
/* Who was in which arm, and which drew each introduction. */
struct store_trial_arms {
	struct db_array members, member_arms;
	struct db_array introductions, introduction_arms;
	struct store_trial_arm arms[2];
	bool is_there; /* else the round is of no experiment */
};
/* Behind store_round_result; takes the arrays. Nothing where it is not there. */
void store_trial_arms(
    struct db_batch *b, const struct id *round, struct store_trial_arms *arms);
/* Of a draw that waits for an operator's yes, behind store_hand_wait; and once it
 * is approved, behind store_round_result and before store_hand_done. */
void store_trial_waits(
    struct db_batch *b, const struct id *round, struct store_trial_arms *arms);
void store_trial_approved(struct db_batch *b, const struct id *round);
/* Behind store_round_publish: the experiment has begun, and may be complete. */
void store_trial_published(struct db_batch *b, const struct id *round);

/* Refused (CHANGED_MEANWHILE) where it has ended. */
void store_trial_stop(struct db_batch *b, const struct id *trial);

struct store_trial {
	struct id id;
	/* borrowed; state: "planned", "running", or how it ended */
	const char *pool, *name, *goal, *arms[2], *state, *digest, *definition;
	const char *from; /* NULL: at once */
	int64_t detect;   /* thousandths */
	int64_t rounds, drawn, counted;
	int64_t made_us, started_us, ended_us; /* 0: not yet */
};
/* One of this id, or none. */
void store_trial_get(struct db_batch *b, const struct id *trial);
/* Newest first; pool NULL: all. */
void store_trial_list(
    struct db_batch *b, const char *pool, const struct id *before, int limit);
void
store_trial_read(const struct db_rows *rows, int row, struct store_trial *t);

/* What came of an experiment's introductions, in closed rounds: a row for each of
 * their members, introductions together. */
void store_trial_outcomes(struct db_batch *b, const struct id *trial);
struct store_trial_outcome {
	struct id introduction;
	uint32_t round, member; /* by number, from 0 */
	int arm;
	bool is_known, is_met;
	int64_t rating; /* mean, thousandths; -1: none */
};
void store_trial_outcome_read(
    const struct db_rows *rows, int row, struct store_trial_outcome *o);
/* A row an arm, summed over the rounds; scores are means. */
void store_trial_costs(struct db_batch *b, const struct id *trial);
void store_trial_cost_read(
    const struct db_rows *rows, int row, struct store_trial_arm *a);

#endif
