/*
 * Certificates: see pairing/certificate.h.
 */
#include "pairing/certificate.h"

static void
add_keys(const char *word, const struct population *p, const uint32_t *members,
    uint32_t count, struct text *out)
{
	text_add(out, word);
	for (uint32_t i = 0; i < count; i++)
		text_addf(out, "\t%s", population_key(p, members[i]));
	text_add(out, "\n");
}

void
certificate_write(
    const struct draw *draw, const struct population *p, struct text *out)
{
	uint32_t n = population_size(p);

	text_addf(out,
	    "serendip-certificate 1\nmembers\t%u\nintroduced\t%u\n"
	    "unproven\t%u\n",
	    n, n - (uint32_t)draw->sit_out_count, draw->unproven);
	for (size_t i = 0; i < draw->group_count; i++)
		add_keys("group", p, draw->groups[i].members,
		    draw->groups[i].size, out);
	for (size_t i = 0; i < draw->sit_out_count; i++)
		add_keys("sat_out", p, &draw->sit_outs[i], 1, out);
	for (size_t i = 0; i < draw->barrier_count; i++)
		add_keys("barrier", p, &draw->barrier[i], 1, out);
}
