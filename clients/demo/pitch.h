/* The two or three sentences that people write of themselves. */
#ifndef DEMO_PITCH_H
#define DEMO_PITCH_H

#include <stddef.h>
#include "clients/demo/chance.h"
#include "clients/demo/person.h"

/* In the person's language, from trade, offers, seeks and likes. */
void
pitch_write(const struct person *p, struct chance *c, char *buf, size_t size);

#endif
