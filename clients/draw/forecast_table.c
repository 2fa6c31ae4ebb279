/*
 * A forecast as a table for people, and a summary under it.
 */
#include <inttypes.h>
#include "clients/draw/forecast_data.h"

#define MILLION 1000000

/* Millionths as thousandths with so many decimals, or a dash where there is
 * nothing to tell. */
static void
print_decimals(FILE *out, int width, int64_t millionths, int decimals)
{
	char number[32] = "-";
	int64_t one = decimals == 1 ? 10 : 1000;
	int64_t thousandths = (millionths + 500) / 1000;

	if (millionths >= 0)
		(void)snprintf(number, sizeof(number), "%" PRId64 ".%0*" PRId64,
		    thousandths / one, decimals, thousandths % one);
	fprintf(out, "%*s", width, number);
}

/* A share of a hundred. */
static void
print_percent(FILE *out, int width, int64_t millionths)
{
	print_decimals(out, width, millionths, 1);
}

static void
print_number(FILE *out, int width, int64_t millionths)
{
	print_decimals(out, width, millionths, 3);
}

static int64_t
share_of(uint64_t part, uint64_t all)
{
	return all == 0 ? -1 : (int64_t)(part * MILLION / all);
}

void
forecast_table_head(const struct forecast *f, FILE *out)
{
	const char *name = f->attribute == NULL ? "" : f->attribute;

	fprintf(out,
	    "                                                "
	    "pairs that differ    the community's graph\n"
	    "                 intro-    sat            mean  "
	    "in %-14.14s    largest  mean     %% of pairs\n"
	    "round  present   duced     out  repeats  score  "
	    "%% share  %% chance    %% part  distance  bridged\n",
	    name);
}

void
forecast_table_round(
    const struct forecast *f, const struct simulation_round *r, FILE *out)
{
	int64_t differ = -1, chance = -1;

	for (size_t i = 0; i < r->report.attribute_count; i++)
		if (r->report.attributes[i].name == f->attribute) {
			differ = r->report.attributes[i].share;
			chance = r->report.attributes[i].chance;
		}
	fprintf(out, "%5u %8u %8u %7u %8" PRIu64, r->round, r->report.members,
	    r->report.introduced, r->report.sat_out, r->report.repeats);
	print_number(out, 7, r->report.mean_score);
	print_percent(out, 9, differ);
	print_percent(out, 10, chance);
	print_percent(out, 10, share_of(r->growth.giant, r->growth.members));
	print_number(out, 10, r->growth.distance);
	print_percent(out, 9, r->growth.share);
	fputs("\n", out);
	fflush(out);
}

/* --- the summary ---------------------------------------------------------- */

static void
print_repeats(const struct simulation_sum *sum, FILE *out)
{
	if (sum->first_repeat == 0)
		fputs("Nobody met again.\n", out);
	else
		fprintf(out,
		    "Pairs who met again: %" PRIu64
		    ", the first in round %u.\n",
		    sum->repeats, sum->first_repeat);
	if (sum->foreseen != 0)
		fprintf(out,
		    "Somebody who is always there can no longer meet only new "
		    "members from round %u on,\nas foreseen before the first; "
		    "as it stands now, from round %u on.\n",
		    sum->foreseen, sum->stands);
}

static void
print_sit_outs(const struct simulation_sum *sum, FILE *out)
{
	fprintf(out, "Sit-outs: %" PRIu64, sum->sat_out);
	if (sum->sat_out == 0) {
		fputs(".\n", out);
		return;
	}
	fputs("; of a member on average ", out);
	print_number(out, 0, share_of(sum->sat_out, sum->took_part));
	fprintf(out, " and at most %u, %u in a row. Members by how often:\n",
	    sum->most, sum->running);
	for (uint32_t k = 0; k <= sum->most; k++)
		if (sum->sit_outs[k] > 0)
			fprintf(out, "  %5u ×  %8u\n", k, sum->sit_outs[k]);
}

static void
print_graph(const struct forecast *f, const struct growth *g, FILE *out)
{
	fprintf(out,
	    "Community: %u members, %" PRIu64
	    " pairs have met. Parts that nothing links: %u, in the largest ",
	    g->members, g->links, g->components);
	print_percent(out, 0, share_of(g->giant, g->members));
	fputs(" %.\nFrom one member to another on average ", out);
	print_number(out, 0, g->distance);
	fputs(" steps", out);
	if (g->sources < g->members)
		fprintf(out, " (from a sample of %u)", g->sources);
	fputs(".\n", out);
	if (f->attribute == NULL || g->value_pairs == 0)
		return;
	fprintf(out,
	    "Of %" PRIu64 " pairs of values of %s bridged: %" PRIu64 ", ",
	    g->value_pairs, f->attribute, g->bridged);
	print_percent(out, 0, g->share);
	fputs(" % (by chance ", out);
	print_percent(out, 0, g->chance);
	fputs(" %, at most ", out);
	print_percent(out, 0, g->ceiling);
	fputs(" %).\n", out);
}

void
forecast_table_sum(
    const struct forecast *f, const struct simulation_round *last, FILE *out)
{
	struct simulation_sum sum;

	simulation_sum_make(&sum, f->simulation);
	fprintf(out,
	    "\n%u rounds: members took part %" PRIu64
	    " times, were introduced %" PRIu64 " times, ",
	    sum.rounds, sum.present, sum.introduced);
	print_percent(out, 0, share_of(sum.introduced, sum.present));
	fputs(" %.\n", out);
	print_repeats(&sum, out);
	print_sit_outs(&sum, out);
	print_graph(f, &last->growth, out);
	simulation_sum_clear(&sum);
}
