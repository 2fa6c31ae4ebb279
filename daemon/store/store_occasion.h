/*
 * What goes with introductions: prompts, zones, and the proposed hour;
 * statements of sql/statements/occasions.sql.
 */
#ifndef STORE_STORE_OCCASION_H
#define STORE_STORE_OCCASION_H

#include "base/zone.h"
#include "io/db.h"
#include "model/prompts.h"

/* Three statements: of a member's introductions, of these zones from now on for
 * two weeks, of the prompts that the member had within a year. The arrays are
 * taken; at_once are the pools whose partners know each other at once. */
enum { STORE_OCCASIONS, STORE_OCCASION_ZONES, STORE_OCCASION_HAD };
void store_occasions_look(struct db_batch *b, const struct id *member,
    struct db_array *introductions, struct db_array *at_once,
    struct db_array *zones);

/* The hour that is proposed, as one member sees it. */
struct store_meeting {
	int64_t starts_us;
	int64_t minutes;
	const uint8_t *place_sealed; /* borrowed */
	size_t place_sealed_len;
	const char *state; /* "proposed"…; borrowed */
	int64_t sequence;
	bool is_mine;
	int answer; /* the member's: 1 yes, 0 no, -1 none */
	bool has_proposer;
	struct id proposer; /* the handle of the partner who proposed it */
};

struct store_occasion {
	struct id introduction, round;
	int64_t number;    /* rounds of the pool before */
	const char *theme; /* NULL: not settled yet */
	int arm;           /* of an experiment that drew it; -1: none */
	bool is_open;      /* prompts may be given, hours proposed */
	/* Prompts given, a line each: id, attribute, mine, theirs, by tabs; NULL:
	 * none. */
	const char *prompts;
	bool may_meet;
	bool has_meeting;
	struct store_meeting meeting;
	struct zone zone; /* the member's, about the time of the meeting */
};
/* All texts are borrowed from the rows; a row is read once. */
void store_occasion_read(
    const struct db_rows *rows, int row, struct store_occasion *o);

/* Prompts for introductions, each array with one item a prompt, and the themes
 * of rounds, or of their arms (null: of the round), that have none yet. All arrays are taken. */
struct store_prompts {
	struct db_array introductions, places, prompts, attributes, mine,
	    theirs;
	struct db_array rounds, themes, arms;
};
void store_prompts_give(
    struct db_batch *b, const struct id *member, struct store_prompts *given);

#endif
