/*
 * Sockets to listen on, bound and not yet listening: for io/http* and listen.c.
 */
#ifndef IO_HTTP_LISTEN_H
#define IO_HTTP_LISTEN_H

#include <stdbool.h>
#include "base/attr.h"
#include "base/fault.h"

/* A descriptor, or -1 with the reason. A Unix socket has mode 0600; one that
 * nobody answers at is removed first. */
int http_listen_unix(const char *path, struct fault *why) MUST_CHECK;
int http_listen_address(
    const char *address, int port, struct fault *why) MUST_CHECK;
/* Whether a descriptor that was opened beforehand listens for TCP, and then sets
 * what http_listen_address sets; -1 with the reason where it does not. */
int http_listen_take(int fd, struct fault *why) MUST_CHECK;
/* Whether that socket is of this address, and of this port (0: any). *found, where it
 * is not: "127.0.0.1:8443", "[::1]:8443". */
#define HTTP_LISTEN_TEXT 64
bool http_listen_is(
    int fd, const char *address, int port, char found[HTTP_LISTEN_TEXT]);
/* The port that it got, 0 for a Unix socket. */
int http_listen_port(int fd);

#endif
