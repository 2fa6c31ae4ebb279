/*
 * Private to clients/draw/forecast*: the two forms of a forecast.
 */
#ifndef DRAW_FORECAST_DATA_H
#define DRAW_FORECAST_DATA_H

#include <stdint.h>
#include <stdio.h>
#include "pairing/simulate.h"

/* What holds for all rounds. */
struct forecast {
	struct simulation *simulation;
	const struct simulation_options *options;
	const struct population *members; /* all, also those who come later */
	const struct rules *rules;
	const char *attribute; /* whose values are bridged; NULL: none */
};

/* forecast_table.c: a line each, as soon as there is something to tell. */
void forecast_table_head(const struct forecast *f, FILE *out);
void forecast_table_round(
    const struct forecast *f, const struct simulation_round *r, FILE *out);
void forecast_table_sum(
    const struct forecast *f, const struct simulation_round *last, FILE *out);

/* forecast_json.c: one document. `micros` is how long a round took. */
void forecast_json_head(const struct forecast *f, FILE *out);
void forecast_json_round(const struct forecast *f,
    const struct simulation_round *r, int64_t micros, FILE *out);
void forecast_json_sum(const struct forecast *f, FILE *out);

#endif
