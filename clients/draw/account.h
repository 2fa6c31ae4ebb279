/*
 * What came of the draws: --report and --certificate, files beside the groups,
 * and --summary.
 */
#ifndef DRAW_ACCOUNT_H
#define DRAW_ACCOUNT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include "base/attr.h"
#include "clients/draw/arguments.h"
#include "pairing/draw.h"

/* One round that was drawn. */
struct account_round {
	int32_t round;
	const struct population *population;
	const struct rules *rules;
	const struct draw *draw;
	uint64_t seed;  /* as given; that of the draw is made of it */
	int64_t micros; /* that the draw took */
};

struct account {
	const char *report_path, *certificate_path; /* NULL: not wanted */
	FILE *report, *certificate;
	bool is_summed_up; /* on standard error */
	int is_list;       /* private: of several rounds */
	int count;         /* private: of rounds so far */
};

/* Makes the files, so that a place where nothing can be written is told before
 * the draw and not after. -1 after saying so on standard error; account_end
 * after either. */
int account_begin(struct account *c, const struct arguments *a) MUST_CHECK;
void account_add(struct account *c, const struct account_round *round);
/* -1 where not all of it could be written, after saying so. */
int account_end(struct account *c) MUST_CHECK;

#endif
