/*
 * What if the rules were others: rounds of a pool's present members, played by its
 * rules and by proposed ones, in a thread beside the loop, while others look how far
 * it is. Nothing is stored, nobody is told, and the same question about the same
 * members has the same answer.
 *
 *	snapshot → population, aside → all plays, aside (work/whatif_play.h)
 *
 * One in a daemon: what it found stays for an hour, or until there is another one,
 * whoever begins that.
 */
#ifndef WORK_WHATIF_H
#define WORK_WHATIF_H

#include "work/once.h"
#include "work/whatif_play.h"

struct house;
struct whatif;

enum whatif_state {
	WHATIF_READING,
	WHATIF_PLAYING,
	WHATIF_STOPPING, /* once its round is over */
	WHATIF_STOPPED,
	WHATIF_FAILED,
	WHATIF_ENDED
};

struct whatif_ask {
	const struct config_pool *pool; /* of the configuration in force */
	struct rules *proposed;         /* over its attributes; taken */
	uint32_t rounds;
	bool has_costs;
	/* Members' blocks do not count, so that no figure tells of one; else
	 * whoever may not know of blocks does not find it. */
	bool hides_blocks;
};

/* How it is; texts are borrowed. */
struct whatif_look {
	struct id id;
	const char *community, *pool;
	enum whatif_state state;
	const char *why; /* it failed or was stopped; else NULL */
	uint32_t rounds, done, all;
	enum whatif_step step;
	int64_t began_us, ended_us; /* 0: it has not */
	bool hides_blocks;
	/* Only where it has ended; borrowed until the loop's next turn. */
	const struct whatif_result *result;
	const struct rules *current, *proposed; /* of the result */
};

/* CONFLICT where one is under way, STOPPING. once may not be given. */
int whatif_start(struct house *house, const struct whatif_ask *ask,
    const struct once *once, struct fault *why) MUST_CHECK;
/* The one there is, or false. knows_blocks: whoever looks. */
bool whatif_get(const struct house *house, bool knows_blocks,
    struct whatif_look *look) MUST_CHECK;
/* What a request with this key was answered, if the one there is was begun by it;
 * NULL: it was not. Borrowed. */
const char *whatif_answer_get(const struct house *house,
    const struct once *once, bool *is_same_request) MUST_CHECK;
/* What the request was answered that began the one there is. */
void whatif_answer_set(struct house *house, const char *answer);
/* Stops the one there is between two rounds; `why` is a literal. One that is over is
 * forgotten. */
void whatif_end(struct house *house, const char *why);
/* At a reload: one that is under way stops, as its rules may not be those in force. */
void whatif_reloaded(struct house *house);
/* At shutdown: likewise, and forgotten; stopped once none is under way, at once where
 * there is none. */
void whatif_stop(struct house *house, void (*stopped)(void *arg), void *arg);

#endif
