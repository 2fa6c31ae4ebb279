/*
 * The command line of serendip-draw.
 */
#ifndef DRAW_ARGUMENTS_H
#define DRAW_ARGUMENTS_H

#include <stdbool.h>
#include <stdint.h>
#include "base/attr.h"

enum { EXIT_WRONG = 1, EXIT_USAGE = 2 }; /* beside 0 */

struct arguments {
	/* Files; NULL where none is named. */
	const char *rules, *members, *ties, *history, *check, *report,
	    *certificate;
	const char *pool;
	uint64_t seed;
	bool has_seed;
	int64_t rounds, threads; /* threads: 0, as many as there are CPUs */
	int64_t simulate;        /* so many rounds; 0: none */
	int64_t presence, arrivals, departures;
	bool is_json, is_explained, is_summed_up;
};

/* Ends the program after --help and --version, and where the usage is wrong. */
void arguments_read(int argc, char **argv, struct arguments *out);

/* How many threads were asked for, or else CPUs, within what a draw takes. */
int arguments_threads(const struct arguments *a) MUST_CHECK;
/* The seed that was given, or one of entropy, which standard error is told. */
uint64_t arguments_seed(const struct arguments *a) MUST_CHECK;

#endif
