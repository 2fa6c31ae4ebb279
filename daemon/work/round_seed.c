/*
 * Seeds: see work/round_seed.h.
 */
#include "work/round_seed.h"
#include "base/memory.h"

/* Of the round's id, and behind it the number of a draw that is not the first. */
uint64_t
round_seed(const struct seal *seal, const struct store_claim *claim)
{
	uint8_t of[sizeof(claim->id.bytes) + 4], hash[SEAL_DIGEST];
	size_t len = sizeof(claim->id.bytes);
	uint64_t seed = 0;

	if (claim->redraws > 0 && claim->has_seed)
		return claim->seed;
	memcpy(of, claim->id.bytes, len);
	for (int shift = 24; claim->redraws > 0 && shift >= 0; shift -= 8)
		of[len++] = (uint8_t)(claim->redraws >> shift);
	seal_derive(seal, SEAL_ROUND_SEED, of, len, hash);
	for (int i = 0; i < 8; i++)
		seed = seed << 8 | hash[i];
	return seed;
}
