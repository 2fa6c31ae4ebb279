/*
 * Who is there: see pairing/crowd.h.
 */
#include "pairing/crowd.h"
#include "base/dice.h"
#include "base/memory.h"

/* High halves of a stream of dice; the low half is the round. */
enum { STREAM_HELD_BACK = 0x48454c44, STREAM_LEAVING = 0x4c454156 };
enum { STREAM_PRESENCE = 0x50524553 };

static struct dice
dice_of(const struct crowd *c, uint64_t stream, uint32_t round)
{
	struct dice dice;

	dice_init(&dice, c->seed, stream << 32 | round);
	return dice;
}

void
crowd_init(struct crowd *c, uint32_t size, uint32_t held_back, uint64_t seed)
{
	struct dice dice;

	*c = (struct crowd){ .size = size,
		.count = size - held_back,
		.seed = seed,
		.coming_count = held_back };
	c->is_in = memory_new(size, sizeof(*c->is_in));
	c->coming = memory_new(size, sizeof(*c->coming));
	c->arrived = memory_new(size, sizeof(*c->arrived));
	c->left = memory_new(size, sizeof(*c->left));
	for (uint32_t m = 0; m < size; m++) {
		c->coming[m] = m;
		c->is_in[m] = true;
	}
	dice = dice_of(c, STREAM_HELD_BACK, 0);
	dice_shuffle(&dice, c->coming, size);
	for (uint32_t i = 0; i < held_back; i++)
		c->is_in[c->coming[i]] = false;
}

void
crowd_clear(struct crowd *c)
{
	free(c->is_in);
	free(c->coming);
	free(c->arrived);
	free(c->left);
}

static void
leave(struct crowd *c, uint32_t round, uint32_t departures)
{
	uint32_t *in = memory_new(c->count, sizeof(*in)), at = 0;
	struct dice dice = dice_of(c, STREAM_LEAVING, round);

	for (uint32_t m = 0; m < c->size; m++)
		if (c->is_in[m])
			in[at++] = m;
	dice_shuffle(&dice, in, at);
	for (uint32_t i = 0; i < at && i < departures; i++) {
		c->is_in[in[i]] = false;
		c->left[c->left_count++] = in[i];
	}
	c->count -= c->left_count;
	free(in);
}

void
crowd_move(
    struct crowd *c, uint32_t round, uint32_t departures, uint32_t arrivals)
{
	c->arrived_count = c->left_count = 0;
	if (departures > 0)
		leave(c, round, departures);
	for (; c->arrived_count < arrivals && c->come < c->coming_count;
	     c->come++) {
		uint32_t m = c->coming[c->come];

		c->is_in[m] = true;
		c->arrived[c->arrived_count++] = m;
	}
	c->count += c->arrived_count;
}

uint32_t
crowd_present(
    const struct crowd *c, uint32_t round, uint32_t percent, uint32_t *members)
{
	struct dice dice = dice_of(c, STREAM_PRESENCE, round);
	uint32_t count = 0;

	for (uint32_t m = 0; m < c->size; m++)
		if (c->is_in[m] && dice_below(&dice, 100) < percent)
			members[count++] = m;
	return count;
}
