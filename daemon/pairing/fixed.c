/*
 * Exponentials in integers: see pairing/fixed.h.
 *
 * 2^f is a product of five: four nibbles of f choose from four tables, and what
 * is left below 2^-16 goes through the exponential series up to its cube. The
 * method is that of Tang, "Table-driven implementation of the exponential
 * function", 1989, on fixed point.
 */
#include <stdbool.h>
#include "pairing/fixed.h"
#include "base/memory.h"

__extension__ typedef unsigned __int128 wide;

#define LN_2 UINT64_C(0xb17217f7d1cf79ab)   /* 0.64 */
#define LOG2_E UINT64_C(0xb8aa3b295c17f0bc) /* 1.63 */

/* 2^(i / 16^(level + 1)) as 1.63. */
static const uint64_t powers[4][16] = {
	{ 0x8000000000000000, 0x85aac367cc487b15, 0x8b95c1e3ea8bd6e7,
	    0x91c3d373ab11c336, 0x9837f0518db8a96f, 0x9ef5326091a111ae,
	    0xa5fed6a9b15138ea, 0xad583eea42a14ac6, 0xb504f333f9de6484,
	    0xbd08a39f580c36bf, 0xc5672a115506dadd, 0xce248c151f8480e4,
	    0xd744fccad69d6af4, 0xe0ccdeec2a94e111, 0xeac0c6e7dd24392f,
	    0xf5257d152486cc2c },
	{ 0x8000000000000000, 0x8058d7d2d5e5f6b1, 0x80b1ed4fd999ab6c,
	    0x810b40a1d81406d4, 0x8164d1f3bc030773, 0x81bea1708dde6056,
	    0x8218af4373fc25ec, 0x8272fb97b2a5894c, 0x82cd8698ac2ba1d7,
	    0x83285071e0fc4547, 0x8383594eefb6ee37, 0x83dea15b9541b132,
	    0x843a28c3acde4046, 0x8495efb3303efd30, 0x84f1f656379c1a29,
	    0x854e3cd8f9c8c95d },
	{ 0x8000000000000000, 0x80058baf7fee3b5d, 0x800b179c82028fd1,
	    0x8010a3c708e73282, 0x8016302f17467628, 0x801bbcd4afcacb09,
	    0x802149b7d51ebefb, 0x8026d6d889ecfd6a, 0x802c6436d0e04f51,
	    0x8031f1d2aca39b44, 0x80377fac1fe1e56a, 0x803d0dc32d464f85,
	    0x80429c17d77c18ed, 0x80482aaa212e9e96, 0x804db97a0d095b0c,
	    0x805348879db7e67d },
	{ 0x8000000000000000, 0x800058b92abbae02, 0x8000b17292f702a4,
	    0x80010a2c38b22886, 0x800162e61bed4a49, 0x8001bba03ca8928e,
	    0x8002145a9ae42bf7, 0x80026d1536a04124, 0x8002c5d00fdcfcb7,
	    0x80031e8b269a8951, 0x800377467ad91193, 0x8003d0020c98c020,
	    0x800428bddbd9bf99, 0x80048179e89c3aa0, 0x8004da3632e05bd7,
	    0x800532f2baa64de0 },
};

static uint64_t
high(uint64_t a, uint64_t b)
{
	return (uint64_t)((wide)a * b >> 64);
}

uint64_t
fixed_exp2(uint64_t f)
{
	uint64_t m = powers[0][f >> 60], z, square, rest;

	for (int level = 1; level < 4; level++)
		m = (uint64_t)((wide)m *
				   powers[level][f >> (60 - 4 * level) & 15] >>
			       63);
	z = high(f & UINT64_C(0xffffffffffff), LN_2);
	square = high(z, z);
	rest = high(m, z + square / 2 + high(square, z) / 6);
	/* Rounded table entries might carry the last value below 2 over it. */
	return m + rest < m ? UINT64_MAX : m + rest;
}

/* 2^y for y = ±|x| log2 e, of |x| as 32.32. */
static struct fixed_weight
exp_of(uint64_t x, bool is_negative)
{
	wide y = (wide)x * LOG2_E >> 31; /* as 64.64 */
	uint64_t fraction = (uint64_t)y;
	int64_t whole = (int64_t)(y >> 64);

	if (is_negative) {
		whole = fraction == 0 ? -whole : -whole - 1;
		fraction = -fraction;
	}
	return (struct fixed_weight){ fixed_exp2(fraction), whole };
}

uint64_t
fixed_exp(uint64_t x)
{
	struct fixed_weight w = exp_of(x, true);

	if (w.exponent >= 0)
		return UINT64_MAX;
	return w.exponent < -64 ? 0 : w.mantissa >> (-w.exponent - 1);
}

struct fixed_weight
fixed_weight_of(uint64_t whole)
{
	int zeros;

	if (whole == 0)
		return (struct fixed_weight){ 0, 0 };
	zeros = __builtin_clzll(whole);
	return (struct fixed_weight){ whole << zeros, 63 - zeros };
}

struct fixed_weight
fixed_weight_exp(int64_t a, int64_t b)
{
	uint64_t size = a < 0 ? -(uint64_t)a : (uint64_t)a;
	uint64_t by = (uint64_t)b;
	wide x;

	if (b <= 0)
		die("fixed_weight_exp by %lld", (long long)b);
	x = (((wide)size << 32) + by / 2) / by;
	if (x >> 63 != 0)
		die("fixed_weight_exp(%lld, %lld)", (long long)a, (long long)b);
	return exp_of((uint64_t)x, a < 0);
}

int
fixed_weight_compare(struct fixed_weight a, struct fixed_weight b)
{
	if (a.mantissa == 0 || b.mantissa == 0)
		return (a.mantissa > b.mantissa) - (a.mantissa < b.mantissa);
	if (a.exponent != b.exponent)
		return a.exponent < b.exponent ? -1 : 1;
	return (a.mantissa > b.mantissa) - (a.mantissa < b.mantissa);
}

/* The mantissa as it reads at a greater exponent. */
static uint64_t
mantissa_at(struct fixed_weight w, int64_t exponent)
{
	int64_t shift = exponent - w.exponent;

	return w.mantissa == 0 || shift > 63 ? 0 : w.mantissa >> shift;
}

struct fixed_weight
fixed_weight_add(struct fixed_weight a, struct fixed_weight b)
{
	uint64_t sum;

	if (fixed_weight_compare(a, b) < 0) {
		struct fixed_weight t = a;

		a = b;
		b = t;
	}
	if (b.mantissa == 0)
		return a;
	sum = a.mantissa + mantissa_at(b, a.exponent);
	if (sum >= a.mantissa)
		return (struct fixed_weight){ sum, a.exponent };
	return (struct fixed_weight){ sum >> 1 | UINT64_C(1) << 63,
		a.exponent + 1 };
}

struct fixed_weight
fixed_weight_multiply(struct fixed_weight a, struct fixed_weight b)
{
	wide product = (wide)a.mantissa * b.mantissa; /* as 2.126 */

	if (product == 0)
		return (struct fixed_weight){ 0, 0 };
	if (product >> 127 != 0)
		return (struct fixed_weight){ (uint64_t)(product >> 64),
			a.exponent + b.exponent + 1 };
	return (struct fixed_weight){ (uint64_t)(product >> 63),
		a.exponent + b.exponent };
}

size_t
fixed_weight_pick(
    const struct fixed_weight *weights, size_t n, struct dice *dice)
{
	struct fixed_weight most = { 0, 0 };
	uint64_t total = 0, point;
	int64_t scale;

	for (size_t i = 0; i < n; i++)
		if (fixed_weight_compare(weights[i], most) > 0)
			most = weights[i];
	if (most.mantissa == 0 || n >= UINT64_C(1) << 32)
		die("nothing to pick from among %zu", n);
	/* All at one scale at which their sum has room in 64 bits; of what is
	 * less than a unit then, all n together are less than 2^-30. */
	scale = most.exponent + 64 - __builtin_clzll(n);
	for (size_t i = 0; i < n; i++)
		total += mantissa_at(weights[i], scale);
	point = high(dice_next(dice), total);
	for (size_t i = 0; i < n; i++) {
		uint64_t share = mantissa_at(weights[i], scale);

		if (point < share)
			return i;
		point -= share;
	}
	die("a point beyond the sum of %zu weights", n);
}
