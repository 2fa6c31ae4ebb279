/*
 * Chance from a seed: the same seed gives the same community everywhere.
 * (splitmix64, Steele and others 2014.)
 */
#ifndef DEMO_CHANCE_H
#define DEMO_CHANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct chance {
	uint64_t state;
};

void chance_init(struct chance *c, uint64_t seed);
/* 0..n-1; n > 0. */
size_t chance_below(struct chance *c, size_t n);
/* True `percent` times of 100. */
bool chance_is(struct chance *c, unsigned percent);
/* The number of a row, each as often as its weight says. */
size_t chance_weighted(struct chance *c, const unsigned *weights, size_t n);

#endif
