/*
 * The groups of each round to standard output, as CSV that the next draw reads
 * as its history, or as one JSON document:
 *
 *	{"rounds": [
 *	{"round": 1, "groups": [
 *	{"group": 1, "members": ["ana", "bo"], "why": []}],
 *	"sat_out": [{"member": "eve", "why": ["taken 4"]}]}
 *	]}
 */
#ifndef DRAW_OUTPUT_H
#define DRAW_OUTPUT_H

#include <stdbool.h>
#include <stdint.h>
#include "base/attr.h"
#include "config/config.h"
#include "pairing/draw.h"

struct output {
	const struct config *config;
	const struct rules *rules;
	bool is_json, is_explained;
	bool has_begun; /* private */
};

/* Writes the next round. Where very many of very many sat out, no reasons are
 * given, and standard error says so. */
void output_round(struct output *o, int32_t round, const struct draw *draw,
    const struct population *p);
/* -1 where not all of it could be written. */
int output_end(const struct output *o) MUST_CHECK;

#endif
