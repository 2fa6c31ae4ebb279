/*
 * A report as JSON and as lines for people: see pairing/report.h.
 */
#include <inttypes.h>
#include "pairing/plan.h"
#include "pairing/report.h"

/* "exp(score / T), by counting all draws"… */
static const char *
law_text(enum draw_law law)
{
	switch (law) {
	case DRAW_EXACT_LAW:
		return "exp(score/T), by counting all draws";
	case DRAW_EQUILIBRIUM:
		return "exp(score/T), by a Markov chain that two opposite "
		       "starts show to be at its equilibrium";
	case DRAW_APPROACH:
		return "on the way to exp(score/T), by a Markov chain that "
		       "two opposite starts show not to be there yet";
	case DRAW_WISHED:
		return "by a Markov chain; then members who "
		       "prefer three took places in trios, which is not "
		       "its law any more";
	case DRAW_AHEAD:
		return "of several draws, each by exp(score/T), or of rounds "
		       "planned ahead, the one that leaves most rounds without "
		       "a repeat";
	case DRAW_HURRIED:
		return "on the way to exp(score/T), by a few steps of a Markov "
		       "chain; how far it came is not known";
	case DRAW_UNSCORED:
		return "every draw alike, by a Markov chain; nothing is "
		       "preferred";
	case DRAW_OPTIMUM:
		return "the highest score, proven";
	case DRAW_NEAR_OPTIMUM:
		return "a high score; the upper bound says how high";
	default:
		return "circles, by a Markov chain of allowed groupings";
	}
}

/* Millionths as a decimal number; null where it is not known. */
static void
add_number(struct text *out, int64_t millionths)
{
	uint64_t size =
	    millionths < 0 ? 0 - (uint64_t)millionths : (uint64_t)millionths;

	if (millionths == REPORT_UNKNOWN || millionths == INT64_MAX)
		text_add(out, "null");
	else
		text_addf(out, "%s%" PRIu64 ".%06" PRIu64,
		    millionths < 0 ? "-" : "", size / 1000000, size % 1000000);
}

static void
add_field(struct text *out, const char *name, int64_t millionths)
{
	text_addf(out, ", \"%s\": ", name);
	add_number(out, millionths);
}

/* A JSON string; attribute names and words are UTF-8. */
static void
add_string(struct text *out, const char *s)
{
	text_add(out, "\"");
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			text_addf(out, "\\%c", *s);
		else if ((unsigned char)*s < ' ')
			text_addf(out, "\\u%04x", (unsigned)*s);
		else
			text_add_n(out, s, 1);
	}
	text_add(out, "\"");
}

static void
add_attributes(struct text *out, const struct report *r)
{
	text_add(out, ", \"differ\": {");
	for (size_t i = 0; i < r->attribute_count; i++) {
		const struct report_attribute *a = &r->attributes[i];

		text_add(out, i > 0 ? ", " : "");
		add_string(out, a->name);
		text_add(out, ": {\"share\": ");
		add_number(out, a->share);
		add_field(out, "chance", a->chance);
		add_field(out, "ceiling", a->ceiling);
		add_field(out, "homophily", a->homophily);
		add_field(out, "e_i", a->e_i);
		text_add(out, "}");
	}
	text_add(out, "}");
}

void
report_write_json(const struct report *r, const char *digest, int64_t micros,
    struct text *out)
{
	text_addf(out,
	    "{\"members\": %u, \"introduced\": %u, \"groups\": %zu, "
	    "\"larger_groups\": %zu, \"sat_out\": %u, "
	    "\"sat_out_by_reason\": {",
	    r->members, r->introduced, r->groups, r->larger, r->sat_out);
	for (size_t i = 0; i < r->reason_count; i++) {
		text_add(out, i > 0 ? ", " : "");
		add_string(out, r->reasons[i].why);
		text_addf(out, ": %u", r->reasons[i].count);
	}
	text_add(out, "}");
	add_field(out, "mean_score", r->mean_score);
	add_field(out, "upper_bound", r->upper_bound);
	text_add(out, ", \"bound_by\": ");
	if (r->bound_by == NULL)
		text_add(out, "null");
	else
		add_string(out, r->bound_by);
	add_field(out, "chance_score", r->chance_score);
	add_attributes(out, r);
	text_addf(
	    out, ", \"repeats\": %" PRIu64 ", \"rounds_left\": ", r->repeats);
	if (r->rounds_left == REPORT_UNKNOWN)
		text_add(out, "null");
	else
		text_addf(out, "%" PRId64, r->rounds_left);
	text_add(out, ", \"law\": ");
	add_string(out, law_text(r->law));
	add_field(out, "temperature", r->temperature);
	add_field(out, "gap", r->gap);
	text_addf(out,
	    ", \"unproven\": %u, \"seed\": %" PRIu64 ", \"input_digest\": ",
	    r->unproven, r->seed);
	add_string(out, digest);
	add_field(out, "seconds", micros);
	text_add(out, "}\n");
}

/* --- for people ----------------------------------------------------------- */

static void
add_line(struct text *out, const char *what, int64_t millionths)
{
	uint64_t size =
	    millionths < 0 ? 0 - (uint64_t)millionths : (uint64_t)millionths;
	uint64_t thousandths = (size + 500) / 1000;

	text_addf(out, "  %-24s ", what);
	if (millionths == REPORT_UNKNOWN || millionths == INT64_MAX)
		text_add(out, "–\n");
	else
		text_addf(out, "%s%" PRIu64 ".%03" PRIu64 "\n",
		    millionths < 0 && thousandths > 0 ? "-" : "",
		    thousandths / 1000, thousandths % 1000);
}

void
report_write_text(const struct report *r, struct text *out)
{
	text_addf(out,
	    "%u of %u introduced, in %zu group%s, %zu of them one larger\n"
	    "%u sat out%s\n",
	    r->introduced, r->members, r->groups, r->groups == 1 ? "" : "s",
	    r->larger, r->sat_out,
	    r->unproven == 0 ? "" : "; fewer might have been possible");
	for (size_t i = 0; i < r->reason_count; i++)
		text_addf(out, "  %-24u %s\n", r->reasons[i].count,
		    r->reasons[i].why);
	text_add(out, "Scores\n");
	add_line(out, "mean", r->mean_score);
	add_line(out, "by chance", r->chance_score);
	add_line(out, "at most", r->upper_bound);
	if (r->bound_by != NULL)
		text_addf(out, "    %s\n", r->bound_by);
	for (size_t i = 0; i < r->attribute_count; i++) {
		const struct report_attribute *a = &r->attributes[i];

		text_addf(out, "Pairs that differ: %s\n", a->name);
		add_line(out, "share", a->share);
		add_line(out, "by chance", a->chance);
		add_line(out, "at most", a->ceiling);
		add_line(out, "homophily (Coleman)", a->homophily);
		add_line(out, "E-I index", a->e_i);
	}
	text_addf(out, "%" PRIu64 " pair%s had met before\n", r->repeats,
	    r->repeats == 1 ? "" : "s");
	if (r->rounds_left != REPORT_UNKNOWN)
		text_addf(out,
		    "At most %" PRId64 " round%s can be without a repeat\n",
		    r->rounds_left, r->rounds_left == 1 ? "" : "s");
	text_addf(out, "Law: %s\n", law_text(r->law));
}
