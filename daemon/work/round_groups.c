/*
 * What a draw gave: see work/round_groups.h.
 */
#include "work/round_groups.h"
#include "base/memory.h"
#include "io/db.h"
#include "pairing/arms.h"

static struct id
id_of(const struct population *p, uint32_t member)
{
	struct id id;

	if (id_parse(population_key(p, member), &id) != 0)
		die("a member's key is no id");
	return id;
}

static void
take_group(struct round_group *to, const struct arms_part *part, size_t number,
    const struct population *p)
{
	const struct draw_group *from = &part->draw->groups[number];
	struct text facts = { 0 };

	draw_reason(part->draw, number, part->population, part->rules, &facts);
	to->id = id_new();
	to->is_whole = true;
	to->arm = part->arm;
	to->why = text_take(&facts);
	to->size = from->size;
	to->members = memory_new(to->size, sizeof(*to->members));
	for (size_t k = 0; k < to->size; k++)
		to->members[k] = id_of(p, part->members[from->members[k]]);
}

/* Whoever sits out of all parts that they were in: for the reasons of the first
 * of these, and so of their arm. */
static void
take_sit_outs(struct round_groups *g, const struct arms_draw *draw,
    const struct arms_part *part, const struct population *p, bool *is_told)
{
	struct exclusions *exclusions =
	    exclusions_new(part->population, part->rules);

	for (size_t i = 0; i < part->draw->sit_out_count; i++) {
		uint32_t member = part->members[part->draw->sit_outs[i]];
		struct text facts = { 0 };

		if (arms_draw_introduces(draw, member) || is_told[member])
			continue;
		is_told[member] = true;
		draw_sit_out_reason(part->draw, i, exclusions, &facts);
		g->sit_outs[g->sit_out_count].member = id_of(p, member);
		g->sit_outs[g->sit_out_count++].why = text_take(&facts);
	}
	exclusions_free(exclusions);
}

void
round_groups_take(struct round_groups *g, const struct arms_draw *draw,
    const struct population *p)
{
	const struct draw *whole = arms_draw_whole(draw);
	bool *is_told = memory_new(population_size(p), sizeof(*is_told));

	*g = (struct round_groups){ 0 };
	g->groups = memory_new(whole->group_count, sizeof(*g->groups));
	g->sit_outs = memory_new(whole->sit_out_count, sizeof(*g->sit_outs));
	for (size_t i = 0; i < arms_draw_parts(draw); i++) {
		const struct arms_part *part = arms_draw_part(draw, i);

		for (size_t k = 0; k < part->draw->group_count; k++)
			take_group(&g->groups[g->group_count++], part, k, p);
		take_sit_outs(g, draw, part, p, is_told);
	}
	free(is_told);
}

static void
read_slot(struct round_groups *g, const struct db_rows *rows, int row)
{
	struct id id = db_id(rows, row, 0);
	struct round_group *last =
	    g->group_count == 0 ? NULL : &g->groups[g->group_count - 1];

	if (last == NULL || !id_equal(&last->id, &id)) {
		last = &g->groups[g->group_count++];
		last->id = id;
		last->why = memory_text(db_text(rows, row, 2));
		last->is_whole = db_bool(rows, row, 3);
	}
	last->members =
	    memory_grow(last->members, last->size + 1, sizeof(*last->members));
	last->members[last->size++] = db_id(rows, row, 1);
}

void
round_groups_read(struct round_groups *g, const struct db_rows *rows)
{
	size_t n = (size_t)db_rows_count(rows);

	*g = (struct round_groups){ .groups = memory_new(n, sizeof(*g->groups)),
		.sit_outs = memory_new(n, sizeof(*g->sit_outs)) };
	for (int i = 0; i < (int)n; i++) {
		if (!db_is_null(rows, i, 0)) {
			read_slot(g, rows, i);
			continue;
		}
		g->sit_outs[g->sit_out_count++] =
		    (struct round_sit_out){ db_id(rows, i, 1),
			    memory_text(db_text(rows, i, 2)) };
	}
}

void
round_groups_clear(struct round_groups *g)
{
	for (size_t i = 0; i < g->group_count; i++) {
		free(g->groups[i].members);
		free(g->groups[i].why);
	}
	for (size_t i = 0; i < g->sit_out_count; i++)
		free(g->sit_outs[i].why);
	free(g->groups);
	free(g->sit_outs);
	*g = (struct round_groups){ 0 };
}
