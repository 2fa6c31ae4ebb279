/*
 * A member as an operator names one: by id, by e-mail address, or by the id in the
 * operator's own file.
 */
#ifndef WORK_WHO_H
#define WORK_WHO_H

#include "store/store_pairs.h"

struct seal;

/* What has an @ is an address. The text must outlive *who. */
void who_read(const struct seal *seal, const char *text, struct store_who *who);

#endif
