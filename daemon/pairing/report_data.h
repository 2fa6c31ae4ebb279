/*
 * Private to pairing/report*: the parts of a report.
 */
#ifndef PAIRING_REPORT_DATA_H
#define PAIRING_REPORT_DATA_H

#include "pairing/plan.h"
#include "pairing/report.h"
#include "pairing/rules_data.h"

/* report_diversity.c: adds each attribute that a rule names and that is not there
 * yet. */
void report_diversity(struct report *r, const struct draw *draw,
    const struct population *p, const struct rules *rules);
/* report_chance.c: chance_score, and rounds_left where no more than so many
 * pairs need be asked about for it. */
void report_chance(struct report *r, const struct population *p,
    const struct rules *rules, const struct plan *plan, uint64_t left_pairs);

#endif
