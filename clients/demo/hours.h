/* When people are free, in their own zone. */
#ifndef DEMO_HOURS_H
#define DEMO_HOURS_H

#include <stdbool.h>
#include <stddef.h>
#include "clients/demo/chance.h"

/* "mon 12-14;thu 9-11": two to five days. Those across the ocean are freer in
 * the morning, when the others are not asleep yet. */
void hours_write(char *buf, size_t size, bool is_overseas, struct chance *c);

#endif
