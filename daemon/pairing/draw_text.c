/*
 * A draw's groups as text: see pairing/draw_text.h.
 */
#include "pairing/draw_text.h"

void
draw_text_write(
    const struct draw *draw, const struct population *p, struct text *out)
{
	text_add(out, "serendip-groups 1\n");
	for (size_t i = 0; i < draw->group_count; i++) {
		const struct draw_group *g = &draw->groups[i];

		text_add(out, "group");
		for (uint32_t k = 0; k < g->size; k++)
			text_addf(
			    out, "\t%s", population_key(p, g->members[k]));
		text_add(out, "\n");
	}
	for (size_t i = 0; i < draw->sit_out_count; i++)
		text_addf(
		    out, "sat_out\t%s\n", population_key(p, draw->sit_outs[i]));
}
