/*
 * Private to pairing/: a requirement as a step over columns. A step thins out a
 * list of places; a cheap one can also mark a stretch of a view without
 * branches, which compilers turn into vector instructions.
 */
#ifndef PAIRING_PLAN_STEPS_H
#define PAIRING_PLAN_STEPS_H

#include "pairing/plan_columns.h"
#include "pairing/plan_ties.h"
#include "pairing/rules_data.h"

/* Who asks, about whom. */
struct plan_ask {
	const struct plan_columns *columns;
	uint32_t member;               /* who asks */
	uint32_t a;                    /* the place where they are in ... */
	const struct plan_lane *own;   /* ... these, by field */
	const struct plan_lane *lanes; /* of those asked about, by field */
	const uint32_t *ids; /* their members, by place; NULL: places are
			      * members */
};

struct plan_step;

typedef uint32_t (*plan_step_thin)(const struct plan_step *step,
    const struct plan_ask *ask, uint32_t *places, uint32_t n);
typedef void (*plan_step_mark)(const struct plan_step *step,
    const struct plan_ask *ask, uint32_t from, uint32_t n, uint8_t *pass);

struct plan_step {
	const struct rule *rule;
	plan_step_thin thin;
	plan_step_mark mark;   /* NULL: no such way */
	uint32_t field, seeks; /* seeks: of a second attribute */
	uint32_t counts[2];    /* of a complement: how many there are */
	int64_t number;
	bool even_missing;
	bool needs_thin; /* the mark is not the whole of it */
	uint32_t cost;   /* about, to bring the steps in order */
	uint32_t passed; /* of PLAN_STEPS_TRIALS pairs tried */
};

#define PLAN_STEPS_TRIALS 1024

/* Whether the fields of one more rule, which are these at most, still have room
 * beside those that every plan has. A rule for which there is none is asked
 * itself. */
#define PLAN_STEPS_FIELDS 4
#define PLAN_STEPS_FIELDS_OWN 2
bool plan_steps_has_room(const struct plan_columns *c);

/* Makes a step of a requirement, adding the fields it needs. */
void plan_steps_make(
    struct plan_step *step, const struct rule *rule, struct plan_columns *c);
/* Whether the step says the same of all partners of `a`, since it misses the
 * value: *holds says what. */
bool plan_steps_missing(
    const struct plan_step *step, const struct plan_ask *ask, bool *holds);

/* Whether it asks for the same id, or for tags or hours in common. */
bool plan_steps_is_same(const struct plan_step *step);
bool plan_steps_is_share(const struct plan_step *step);
/* A step that ties stand for: it needs none of its own. */
bool plan_steps_is_ties(const struct rule *rule, struct plan_ties *ties);

#endif
