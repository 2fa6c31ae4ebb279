/*
 * An invented population for benchmarks of the engine: skewed domains, regions
 * with their time zones, languages, tags by fashion and by domain, a few free
 * hours each, and contacts, so that about one pair in nine is allowed.
 */
#ifndef BENCH_ENGINE_POPULATION_H
#define BENCH_ENGINE_POPULATION_H

#include "pairing/population.h"
#include "pairing/rules.h"

/* Closed; the same for the same numbers. The attributes are static. */
struct population *
engine_population_new(uint32_t members, uint64_t seed) MUST_CHECK;
/* Five requirements and four preferences over its profile; with is_strict
 * false without the one on free hours, so that every second pair is allowed. */
struct rules *engine_population_rules(bool is_strict) MUST_CHECK;

#endif
