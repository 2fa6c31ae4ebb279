/*
 * Private to pairing/: a number's scrambled bits, where every item needs a
 * chance of its own that does not depend on the order of work (the finaliser of
 * splitmix64: Steele, Lea and Flood 2014).
 */
#ifndef PAIRING_MIX_H
#define PAIRING_MIX_H

#include <stdint.h>

static inline uint64_t
mix(uint64_t z)
{
	z += UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

/* 0..n-1 by the high bits of a mixed number. */
static inline uint32_t
mix_below(uint64_t mixed, uint32_t n)
{
	return (uint32_t)(((mixed >> 32) * n) >> 32);
}

#endif
