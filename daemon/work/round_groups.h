/*
 * What a draw gave, by members' ids, apart from the draw: taken of one, or of the
 * tables where it waited for an operator's yes.
 */
#ifndef WORK_ROUND_GROUPS_H
#define WORK_ROUND_GROUPS_H

#include <stdbool.h>
#include <stddef.h>
#include "base/attr.h"
#include "base/id.h"

struct db_rows;
struct arms_draw;
struct population;

struct round_group {
	struct id id; /* of the introduction that it becomes */
	struct id *members;
	size_t size;
	char *why; /* facts, see draw_reason */
	/* All who were drawn into it are members still. */
	bool is_whole;
	int arm; /* that drew it, or ARMS_NONE; of a draw only */
};

struct round_sit_out {
	struct id member;
	char *why; /* see draw_sit_out_reason */
};

struct round_groups {
	struct round_group *groups;
	size_t group_count;
	struct round_sit_out *sit_outs;
	size_t sit_out_count;
};

/* Of a draw, whose members' keys are ids; in a thread. */
void round_groups_take(struct round_groups *g, const struct arms_draw *draw,
    const struct population *p);
/* Of the rows of store_hand_slots. */
void round_groups_read(struct round_groups *g, const struct db_rows *rows);
void round_groups_clear(struct round_groups *g);

#endif
