/*
 * A forecast as JSON for programs:
 *
 *	{"members": 100, …, "rounds": [
 *	{"round": 1, …, "report": {…}, "growth": {…}}],
 *	"summary": {…}}
 */
#include <inttypes.h>
#include "base/text.h"
#include "clients/draw/forecast_data.h"
#include "clients/draw/json.h"
#include "clients/draw/sha256.h"

/* Millionths as a decimal number; null where it is not known. */
static void
add_number(struct text *out, const char *name, int64_t millionths)
{
	text_addf(out, ", \"%s\": ", name);
	if (millionths < 0)
		text_add(out, "null");
	else
		text_addf(out, "%" PRId64 ".%06" PRId64, millionths / 1000000,
		    millionths % 1000000);
}

/* 0 or less than 0 is nothing. */
static void
add_round(struct text *out, const char *name, uint32_t round)
{
	text_addf(out, ", \"%s\": ", name);
	if (round == 0)
		text_add(out, "null");
	else
		text_addf(out, "%u", round);
}

static void
write_out(struct text *text, FILE *out)
{
	fputs(text_get(text), out);
	text_clear(text);
}

void
forecast_json_head(const struct forecast *f, FILE *out)
{
	const struct simulation_options *o = f->options;
	struct text text = { 0 };

	text_addf(&text,
	    "{\"members\": %u, \"seed\": %" PRIu64
	    ", \"presence\": %u, \"arrivals\": %u, \"departures\": %u, "
	    "\"held_back\": %u, \"attribute\": ",
	    population_size(f->members), o->seed, o->presence, o->arrivals,
	    o->departures, o->held_back);
	if (f->attribute == NULL)
		text_add(&text, "null");
	else
		json_add_text(&text, f->attribute);
	text_add(&text, ", \"rounds\": [");
	write_out(&text, out);
}

static void
add_report(struct text *out, const struct forecast *f,
    const struct simulation_round *r, int64_t micros)
{
	struct text input = { 0 };
	char digest[SHA256_TEXT];

	population_write(r->present, f->rules, &input);
	sha256_text(input.data, input.len, digest);
	text_clear(&input);
	report_write_json(&r->report, digest, micros, out);
}

static void
add_growth(struct text *out, const struct growth *g)
{
	text_addf(out,
	    "{\"members\": %u, \"links\": %" PRIu64
	    ", \"components\": %u, \"largest\": %u, \"sources\": %u",
	    g->members, g->links, g->components, g->giant, g->sources);
	add_number(out, "distance", g->distance);
	text_addf(out,
	    ", \"values\": %u, \"value_pairs\": %" PRIu64
	    ", \"bridged\": %" PRIu64,
	    g->values, g->value_pairs, g->bridged);
	add_number(out, "share", g->share);
	add_number(out, "chance", g->chance);
	add_number(out, "ceiling", g->ceiling);
	text_add(out, "}");
}

void
forecast_json_round(const struct forecast *f, const struct simulation_round *r,
    int64_t micros, FILE *out)
{
	struct text text = { 0 };

	text_addf(&text,
	    "%s\n{\"round\": %u, \"community\": %u, \"arrived\": %u, "
	    "\"left\": %u, \"spent\": %u, \"rounds_left\": ",
	    r->round == f->options->first_round ? "" : ",", r->round,
	    r->members, r->arrived, r->left, r->spent);
	if (r->rounds_left == REPORT_UNKNOWN)
		text_add(&text, "null");
	else
		text_addf(&text, "%" PRId64, r->rounds_left);
	text_add(&text, ", \"report\": ");
	add_report(&text, f, r, micros);
	text_add(&text, ", \"growth\": ");
	add_growth(&text, &r->growth);
	text_add(&text, "}");
	write_out(&text, out);
}

void
forecast_json_sum(const struct forecast *f, FILE *out)
{
	struct simulation_sum sum;
	struct text text = { 0 };

	simulation_sum_make(&sum, f->simulation);
	text_addf(&text,
	    "],\n\"summary\": {\"rounds\": %u, \"present\": %" PRIu64
	    ", \"introduced\": %" PRIu64 ", \"sat_out\": %" PRIu64
	    ", \"repeats\": %" PRIu64,
	    sum.rounds, sum.present, sum.introduced, sum.sat_out, sum.repeats);
	add_round(&text, "first_repeat", sum.first_repeat);
	add_round(&text, "nobody_new_foreseen", sum.foreseen);
	add_round(&text, "nobody_new", sum.stands);
	text_addf(&text,
	    ", \"took_part\": %u, \"sit_outs_most\": %u, "
	    "\"sit_outs_in_a_row\": %u, \"members_by_sit_outs\": [",
	    sum.took_part, sum.most, sum.running);
	for (uint32_t k = 0; k <= sum.most; k++)
		text_addf(&text, "%s%u", k > 0 ? ", " : "", sum.sit_outs[k]);
	text_add(&text, "]}}\n");
	write_out(&text, out);
	simulation_sum_clear(&sum);
}
