/*
 * Requests that count once: see work/once.h.
 */
#include "work/once.h"
#include "base/memory.h"
#include "store/store_house.h"
#include "work/house.h"

void
once_add(
    const struct once *once, const struct house *house, struct db_batch *batch)
{
	size_t len;
	uint8_t *sealed;

	if (!once->is_given)
		return;
	len = strlen(once->answer);
	sealed = memory_new(len + SEAL_OVERHEAD, 1);
	/* The answer may hold a secret of its client. */
	seal_close(house->seal, once->answer, len, sealed);
	store_idempotency_insert(batch, once->key, once->request, sealed,
	    len + SEAL_OVERHEAD, once->is_member ? &once->member : NULL);
	free(sealed);
}

bool
once_was_before(const struct db_outcome *out)
{
	return out->fault != NULL &&
	       strcmp(out->constraint, STORE_IDEMPOTENCY_CONSTRAINT) == 0;
}
