/*
 * Rounds and their draws: statements of sql/statements/rounds.sql.
 */
#ifndef STORE_STORE_ROUND_H
#define STORE_STORE_ROUND_H

#include "base/clock.h"
#include "io/db.h"
#include "store/store_member.h"

/* One row: the wall clock of the zone, as microseconds as if it were UTC, and
 * the instant. */
void store_round_zone_now(struct db_batch *b, const char *zone);
/* Plans the round of a pool at the first of some local times of a zone, to the
 * minute, whose instant is after now_us; and forgets planned ones of another
 * time. */
void store_round_plan(struct db_batch *b, const struct id *id, const char *pool,
    const struct clock_civil *locals, size_t count, const char *zone,
    int64_t now_us);
/* Plans the second draw of one round whose time for it has come, where two or
 * more are owed it. */
void store_round_plan_second(struct db_batch *b, const struct id *id);
/* A round that is due now. */
void store_round_now(struct db_batch *b, const struct id *id, const char *pool);
/* Refused (CHANGED_MEANWHILE) while a round of the pool is due, under way, or to
 * be tried again; until the batch is over, no round is asked for or claimed. */
void store_round_under_way(struct db_batch *b, const char *pool);
/* A row (microseconds until something is due) or none. */
void store_round_next(struct db_batch *b);

/* Four statements, the first of their batch: gives up rounds whose lease ran
 * out, cancels those that waited for a yes until the next was due, and takes one
 * due round under a lease, where none is under way. The rows of the fourth
 * (STORE_CLAIMED) are one, read below, or none. */
#define STORE_CLAIMED 3
void store_round_claim(struct db_batch *b, const struct id *owner, int lease_s);
struct store_claim {
	struct id id;
	const char *pool; /* borrowed */
	int64_t scheduled_us;
	int attempts;
	bool is_second; /* draw of a round */
	int redraws;    /* so often was it drawn before */
	bool has_seed;  /* an operator gave one */
	uint64_t seed;
};
void store_round_claim_read(const struct db_rows *rows, struct store_claim *c);
/* Refused (CHANGED_MEANWHILE) where the lease was lost. */
void store_round_renew(struct db_batch *b, const struct id *id,
    const struct id *owner, int lease_s);
void store_round_fail(struct db_batch *b, const struct id *id,
    const struct id *owner, const char *failure, int64_t wait_s);
/* The first statement of each of the owner's transactions: locks the round's
 * row; refused where the lease was lost. */
void store_round_guard(
    struct db_batch *b, const struct id *id, const struct id *owner);

/* As their partners see them, by id; the index of the row is the profile's. */
void
store_round_profiles(struct db_batch *b, const struct id *id, int64_t answer_h);
struct store_profile {
	struct id id;
	char *name, *pitch, *language;
	const char *until; /* they may answer, by their clock; borrowed */
	bool has_address;
	struct member_value *values;
	size_t value_count;
};
struct store_profile *
store_round_profiles_read(const struct db_rows *rows, size_t *count) MUST_CHECK;
void store_round_profiles_free(struct store_profile *profiles, size_t count);

/* A row (seed, input, digest, whether an operator approved it) or none. */
void store_round_draw_get(struct db_batch *b, const struct id *id);
void
store_round_draw_insert(struct db_batch *b, const struct id *id, uint64_t seed,
    const void *input, size_t len, const uint8_t digest[STORE_HASH]);

/* Four statements: who takes part, their ties, who met whom, and how many whole
 * weeks before this round, below `weeks`, counted in days of the zone; and the
 * pool's pins (store_pairs_of_round). */
void store_round_snapshot(
    struct db_batch *b, const struct id *id, const char *zone, int64_t weeks);
/* The first three of a pool, as of now, without a round: of its members at most so
 * many; without with_blocks their blocks are left out, and whom they would not meet
 * again. */
void store_round_snapshot_now(struct db_batch *b, const char *pool,
    const char *zone, int64_t weeks, int members, bool with_blocks);
struct store_participant {
	struct id id;
	int32_t offset_s;   /* of their zone, east of UTC */
	const char *values; /* lines of attribute<TAB>value; borrowed */
	uint32_t rounds;    /* that it took part in, of the pool's last */
	uint32_t sit_outs;  /* of them */
	bool sat_out_last;
	bool prefers_three;
};
void store_round_participant_read(
    const struct db_rows *rows, int row, struct store_participant *p);

/* What a draw gave, side by side in arrays, which are taken. */
struct store_result {
	struct db_array members; /* all who were drawn or sat out */
	struct db_array slot_introductions, slot_members;
	struct db_array introductions, whys; /* one per group */
	struct db_array sat_out, sat_out_whys;
};
/* By whose rules a draw that waited is looked at anew: of the arm that drew a group;
 * of its experiment, the common ones; the pool's, where no experiment had the round;
 * and whichever of all these, where the configuration's experiment is another by now. */
enum store_held {
	STORE_HELD_COMMON = 2,
	STORE_HELD_POOL,
	STORE_HELD_ANY,
	STORE_HELD
};
struct store_manner {
	int64_t answer_h; /* after how many hours answers are due */
	/* Arms come first. Two must have rested; must not know each other. */
	bool rests[STORE_HELD], unacquainted[STORE_HELD];
	const char
	    *definition; /* of the configuration's experiment; "": none */
};
/* Everything of one publication but guard and letters. */
void store_round_result(struct db_batch *b, const struct id *id,
    struct store_result *result, const struct store_manner *manner);
/* What the draw reached, as report_write_json, and the digest of its groups. */
void store_round_report_put(struct db_batch *b, const struct id *id,
    const char *report, const uint8_t digest[STORE_HASH]);
struct store_round_report {
	const char *pool, *digest, *report; /* borrowed; "" where not drawn */
	uint64_t seed;
};
/* A row or none. */
void store_round_report(struct db_batch *b, const struct id *id);
void store_round_report_read(
    const struct db_rows *rows, struct store_round_report *r);
/* answer_h: after how many hours its answers are due, and so the second draw at
 * the earliest. */
void store_round_publish(struct db_batch *b, const struct id *id,
    const struct id *owner, int64_t answer_h);

struct store_round {
	struct id id, second_of;
	bool is_second;
	const char *pool, *state, *failure, *digest,
	    *groups_digest;                 /* borrowed; "" where not drawn */
	int64_t scheduled_us, published_us; /* 0: not published */
	int64_t
	    waits_us; /* since when it waits for a yes, or waited; 0: never */
	int redraws;
	bool is_approved;
	int attempts;
	bool is_published;
	int64_t members, introduced, groups, sat_out, milliseconds;
	bool is_counted; /* what came of its introductions, as it is closed */
	int64_t met, not_met, came_to_nothing;
	uint64_t seed;
};
void store_round_get(struct db_batch *b, const struct id *id);
/* before NULL: from the newest; pool NULL: all. */
void store_round_list(
    struct db_batch *b, const char *pool, const struct id *before, int limit);
void
store_round_read(const struct db_rows *rows, int row, struct store_round *r);

/* Three statements: slots by group (introduction, member, ref, name, why), who
 * sat out (member, ref, name, why), of each at most `limit` behind `after` (NULL:
 * from the beginning; all groups come before all sit-outs), and the round. */
void store_round_groups(
    struct db_batch *b, const struct id *id, const struct id *after, int limit);

#endif
