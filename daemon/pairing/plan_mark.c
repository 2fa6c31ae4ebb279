/*
 * Marking stretches of a view: the loops in which most pairs of a strict
 * population are refused. See pairing/plan_mark.h.
 */
#include "pairing/plan_mark.h"
#include "pairing/plan_kernel.h"

/* pass[i] stays where it holds; with `missing`, who misses the value passes
 * where the step is lenient. */
static inline uint8_t
verdict(bool holds, bool missing, bool lenient)
{
	return (uint8_t)((holds & !missing) | (lenient & missing));
}

PLAN_KERNEL static void
mark_words(const uint64_t *restrict at, size_t stride,
    const uint64_t *restrict x, uint32_t words, uint32_t n,
    uint8_t *restrict pass)
{
	n = n / PLAN_MARK_STRETCH * PLAN_MARK_STRETCH;
	if (words == 1) {
		uint64_t mine = x[0];

		for (uint32_t i = 0; i < n; i++)
			pass[i] &= (uint8_t)((at[i] & mine) != 0);
	} else if (words == 3) {
		const uint64_t *restrict b = at + stride;
		const uint64_t *restrict c = b + stride;
		uint64_t x0 = x[0], x1 = x[1], x2 = x[2];

		for (uint32_t i = 0; i < n; i++)
			pass[i] &= (uint8_t)(((at[i] & x0) | (b[i] & x1) |
						 (c[i] & x2)) != 0);
	} else {
		uint64_t common[PLAN_BLOCK_MAX] = { 0 };

		for (uint32_t w = 0; w < words; w++, at += stride) {
			if (x[w] == 0)
				continue;
			for (uint32_t i = 0; i < n; i++)
				common[i] |= at[i] & x[w];
		}
		for (uint32_t i = 0; i < n; i++)
			pass[i] &= (uint8_t)(common[i] != 0);
	}
}

/* Who misses the value has no bit in any word. */
PLAN_KERNEL static void
mark_missing(const uint64_t *at, size_t stride, const uint64_t *x,
    uint32_t words, uint32_t n, uint8_t *pass)
{
	for (uint32_t i = 0; i < n; i++) {
		uint64_t common = 0, any = 0;

		for (uint32_t w = 0; w < words; w++) {
			common |= at[w * stride + i] & x[w];
			any |= at[w * stride + i];
		}
		pass[i] &= (uint8_t)(common != 0 || any == 0);
	}
}

void
plan_mark_share(const struct plan_step *step, const struct plan_ask *ask,
    uint32_t from, uint32_t n, uint8_t *pass)
{
	const struct plan_field *f = &ask->columns->fields[step->field];
	const struct plan_lane *l = &ask->lanes[step->field];
	const uint64_t *at = (const uint64_t *)(const void *)l->at + from;
	uint64_t x[PLAN_BITS_MAX / 64];

	for (uint32_t w = 0; w < f->words; w++)
		x[w] = plan_lane_bits(&ask->own[step->field], ask->a, w);
	if (f->is_whole || step->even_missing)
		mark_words(at, l->word / sizeof(*at), x, f->words, n, pass);
	else
		mark_missing(at, l->word / sizeof(*at), x, f->words, n, pass);
}

PLAN_KERNEL static void
mark_ids(const uint16_t *restrict at, uint16_t id, bool same, bool lenient,
    uint32_t n, uint8_t *restrict pass)
{
	n = n / PLAN_MARK_STRETCH * PLAN_MARK_STRETCH;
	for (uint32_t i = 0; i < n; i++)
		pass[i] &= verdict((at[i] == id) == same, at[i] == 0, lenient);
}

void
plan_mark_id(const struct plan_step *step, const struct plan_ask *ask,
    uint32_t from, uint32_t n, uint8_t *pass)
{
	const struct plan_lane *l = &ask->lanes[step->field];

	mark_ids((const uint16_t *)(const void *)l->at + from,
	    plan_lane_id(&ask->own[step->field], ask->a), step->number != 0,
	    !step->even_missing, n, pass);
}

PLAN_KERNEL static void
mark_numbers(const int64_t *restrict at, int64_t low, int64_t high, bool within,
    bool lenient, uint32_t n, uint8_t *restrict pass)
{
	n = n / PLAN_MARK_STRETCH * PLAN_MARK_STRETCH;
	for (uint32_t i = 0; i < n; i++) {
		bool inside = (at[i] >= low) & (at[i] <= high);

		pass[i] &= verdict(
		    inside == within, at[i] == COLUMN_NO_NUMBER, lenient);
	}
}

void
plan_mark_number(const struct plan_step *step, const struct plan_ask *ask,
    uint32_t from, uint32_t n, uint8_t *pass)
{
	const struct plan_lane *l = &ask->lanes[step->field];
	int64_t x = plan_lane_number(&ask->own[step->field], ask->a);
	int64_t apart = step->number < 0 ? -step->number - 1 : step->number;

	mark_numbers((const int64_t *)(const void *)l->at + from, x - apart,
	    x + apart, step->number >= 0, !step->even_missing, n, pass);
}

void
plan_mark_spread(struct plan_spread *spread)
{
	for (uint32_t bits = 0; bits < 256; bits++)
		for (uint8_t bit = 0, n = 0; bit < 8; bit++)
			if (bits >> bit & 1)
				spread->at[bits][n++] = bit;
}
