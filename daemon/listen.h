/*
 * The two servers, for members and for operators, as configured.
 */
#ifndef LISTEN_H
#define LISTEN_H

#include "base/attr.h"
#include "base/fault.h"

struct api;
struct house;
struct http;
struct tls;

/* The members' is the socket "https" that the supervisor opened, where it did.
 * 0 with both; -1 with the reason, and with those there are. */
int listen_begin(struct house *house, struct tls *tls, struct api *api,
    struct http **members, struct http **operators,
    struct fault *why) MUST_CHECK;

#endif
