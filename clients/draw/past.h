/*
 * The rounds so far: who was in which group, and who sat out. It is read from
 * what an earlier draw wrote, and each draw is added to it. A round counts as
 * one week.
 */
#ifndef DRAW_PAST_H
#define DRAW_PAST_H

#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "clients/draw/input.h"
#include "clients/draw/mistakes.h"
#include "clients/draw/names.h"
#include "pairing/population.h"

#define PAST_ROUND_MAX 1000000 /* rounds are numbered from 0 to here */
#define PAST_GROUP_MAX 1000    /* members of a group */
#define PAST_SAT_OUT UINT32_MAX
#define PAST_NO_ROUND (-1)

struct past_row {
	int32_t round;
	uint32_t group;  /* number of its name; PAST_SAT_OUT */
	uint32_t member; /* number of the id */
	uint32_t line;   /* of the file; 0: was drawn here */
};

struct past {
	struct names *ids, *groups;
	struct past_row *rows; /* by round, group, line, member once sorted */
	size_t count, room;
	size_t sorted; /* so many at the beginning are */
	int32_t last;  /* the highest round, or PAST_NO_ROUND */
};

void past_begin(struct past *past);
void past_end(struct past *past);

/* Adds a file: CSV with the columns round, group (empty: sat out), member and
 * perhaps reason. -1 with every mistake in *m. */
int past_read(
    struct past *past, const struct input *in, struct mistakes *m) MUST_CHECK;
/* The same of groups that shall be checked: there may be no column round, and
 * then all of them are in `round`; and what one member may not be twice is not
 * looked at. */
int past_read_groups(struct past *past, const struct input *in, int32_t round,
    struct mistakes *m) MUST_CHECK;
/* One member of a drawn round; `group` is from 1, or 0: sat out. */
void past_add(struct past *past, int32_t round, uint32_t group, const char *id);
/* After the last row. */
void past_sort(struct past *past);

/* Tells an open population, whose members have these ids, what happened before
 * the round `now`: who met how many weeks ago, and who waited. Of a sorted
 * past. */
void past_tell(const struct past *past, int32_t now, const struct names *ids,
    struct population *p);

#endif
