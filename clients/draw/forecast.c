/*
 * Playing rounds: see clients/draw/forecast.h.
 */
#include "clients/draw/forecast.h"

#include <inttypes.h>
#include <string.h>
#include "base/clock.h"
#include "base/memory.h"
#include "clients/draw/forecast_data.h"
#include "clients/draw/outfile.h"

/* Where it is written: standard output as table or JSON, and a file as JSON. */
struct outlets {
	FILE *table, *json, *report; /* NULL: not wanted */
};

static int
outlets_open(struct outlets *o, const struct arguments *a)
{
	*o = (struct outlets){ 0 };
	if (a->is_json)
		o->json = stdout;
	else
		o->table = stdout;
	return outfile_open(a->report, &o->report);
}

static int
outlets_close(struct outlets *o, const struct arguments *a)
{
	int wrong = outfile_close(a->report, o->report);

	if (fflush(stdout) != 0 || ferror(stdout)) {
		fputs("serendip-draw: the forecast could not be written\n",
		    stderr);
		wrong = -1;
	}
	return wrong;
}

/* --- what is played ------------------------------------------------------- */

/* Who arrives was given with all others: not all can be still to come. */
static int
hold_back(struct simulation_options *o, const struct arguments *a,
    const struct population *p)
{
	int64_t coming = a->arrivals * (a->simulate - 1);
	int64_t most = (int64_t)population_size(p) - 2;

	if (coming > 0 && coming > most) {
		fprintf(stderr,
		    "serendip-draw: --arrivals: found %" PRId64
		    " members to come in %" PRId64
		    " rounds, allowed: at most %" PRId64
		    ", since they are of the %u who are given\n",
		    coming, a->simulate, most < 0 ? 0 : most,
		    population_size(p));
		return -1;
	}
	o->held_back = (uint32_t)coming;
	return 0;
}

/* Who took part and sat out before counts as it would in a draw. */
static void
tell_rounds(struct simulation *s, const struct past *past, int32_t now)
{
	for (size_t i = 0; i < past->count; i++)
		simulation_took_part(s,
		    names_text(past->ids, past->rows[i].member),
		    (uint32_t)(now - past->rows[i].round),
		    past->rows[i].group == PAST_SAT_OUT);
}

static void
write_round(const struct forecast *f, const struct outlets *o,
    const struct simulation_round *r, int64_t micros)
{
	if (o->table != NULL)
		forecast_table_round(f, r, o->table);
	if (o->json != NULL)
		forecast_json_round(f, r, micros, o->json);
	if (o->report != NULL)
		forecast_json_round(f, r, micros, o->report);
}

static void
play(const struct forecast *f, const struct outlets *o, int64_t rounds)
{
	const struct simulation_round *r = NULL;

	if (o->table != NULL)
		forecast_table_head(f, o->table);
	if (o->json != NULL)
		forecast_json_head(f, o->json);
	if (o->report != NULL)
		forecast_json_head(f, o->report);
	for (int64_t i = 0; i < rounds; i++) {
		int64_t micros = -clock_steady_us();

		r = simulation_next(f->simulation);
		write_round(f, o, r, micros + clock_steady_us());
	}
	if (o->table != NULL)
		forecast_table_sum(f, r, o->table);
	if (o->json != NULL)
		forecast_json_sum(f, o->json);
	if (o->report != NULL)
		forecast_json_sum(f, o->report);
}

int
forecast_run(struct setting *s, const struct arguments *a)
{
	int32_t first = setting_next_round(s);
	struct population *p = setting_population(s, first);
	struct simulation_options options = {
		.threads = arguments_threads(a),
		.first_round = (uint32_t)first,
		.presence = (uint32_t)a->presence,
		.arrivals = (uint32_t)a->arrivals,
		.departures = (uint32_t)a->departures,
		.is_quick = true,
	};
	struct forecast f = {
		.options = &options, .members = p, .rules = s->rules
	};
	struct outlets outlets;
	size_t attribute;
	int wrong;

	if (p == NULL || hold_back(&options, a, p) != 0) {
		population_free(p);
		return EXIT_WRONG;
	}
	options.seed = arguments_seed(a);
	f.simulation = simulation_new(p, s->rules, &options);
	attribute = simulation_attribute(f.simulation);
	if (attribute != GROWTH_NO_ATTRIBUTE)
		f.attribute = population_attribute(p, attribute)->name;
	tell_rounds(f.simulation, &s->past, first);
	wrong = outlets_open(&outlets, a);
	if (wrong == 0) {
		play(&f, &outlets, a->simulate);
		wrong = outlets_close(&outlets, a);
	}
	simulation_free(f.simulation);
	population_free(p);
	return wrong == 0 ? 0 : EXIT_WRONG;
}
