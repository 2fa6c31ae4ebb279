/*
 * What a session was begun with, in a few words of ours: "Firefox, Windows". Who
 * reads a list of sessions finds their own by it; nothing else of what a client
 * says of itself is kept.
 */
#ifndef MODEL_DEVICE_H
#define MODEL_DEVICE_H

#include "base/attr.h"

#define DEVICE_SIZE 40

/* agent: the User-Agent of a request (RFC 9110, 10.1.5), or NULL. "" where it is
 * none that is known. */
void device_label(const char *agent, char out[DEVICE_SIZE]);

#endif
