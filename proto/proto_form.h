/*
 * The forms that a text of the API can have.
 */
#ifndef PROTO_PROTO_FORM_H
#define PROTO_PROTO_FORM_H

#include <stdbool.h>

/* RFC 3339 in UTC: 2026-11-24T09:30:00Z, with or without a fraction. */
bool proto_is_time(const char *s);
/* RFC 9562: 36 characters, hexadecimal digits and hyphens. */
bool proto_is_uuid(const char *s);

#endif
