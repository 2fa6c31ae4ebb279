/*
 * The body of a request, held to what its route takes: JSON of a shape, a file,
 * CSV, a form, or nothing.
 */
#ifndef API_BODY_H
#define API_BODY_H

#include <stdbool.h>
#include "base/attr.h"

struct call;

/* Reads it into c->body and c->found, or c->csv and c->file_type. False after
 * having refused it, with all that is wrong. */
bool body_take(struct call *c) MUST_CHECK;

#endif
