/*
 * A request that must have its effect once, however often it is sent
 * (Idempotency-Key): keyed hashes of who asked and of what, and the answer,
 * which is stored in the transaction of the effect.
 */
#ifndef WORK_ONCE_H
#define WORK_ONCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/id.h"
#include "io/seal.h"

struct db_batch;
struct db_outcome;
struct house;

struct once {
	bool is_given;
	uint8_t key[SEAL_DIGEST];     /* of route, actor and the client's key */
	uint8_t request[SEAL_DIGEST]; /* of the body */
	bool is_member;               /* who asks is this one: */
	struct id member;
	const char *answer; /* the reply's body; borrowed */
};

/* Appends the answer to the batch of the effect, where a key was given. */
void once_add(
    const struct once *once, const struct house *house, struct db_batch *batch);
/* True where the batch was refused because the key was used before: the
 * stored answer is the one to give. */
bool once_was_before(const struct db_outcome *out);

#endif
