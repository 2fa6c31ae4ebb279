/*
 * The community's mixing matrix, of which `serendipctl community` tells: how often
 * members of two fields were introduced, beside what chance would have done with
 * whoever took part.
 */
#ifndef CTL_MIXING_H
#define CTL_MIXING_H

#include "clients/link/command.h"

/* The matrix over all rounds since that day (NULL: all), a new object:
 *
 *	attribute  the one that is the domain, or null
 *	rounds     how many
 *	domains    as of GET /v1/operator/mixing
 *	cells      of domains a and b (places in that list, a <= b): offered,
 *	           accepted, met, and expected by chance; none where neither is
 *
 * Its domains are the largest, and one for all others. */
enum link_status mixing_load(struct context *c, const char *since,
    struct json_object **mixing) __attribute__((warn_unused_result));
/* For people: offered over expected. */
void mixing_print(struct json_object *mixing);

#endif
