/*
 * Why a server cannot be reached, and what to do about it.
 */
#ifndef LINK_REACH_H
#define LINK_REACH_H

#include <curl/curl.h>
#include <stdbool.h>

/* Whether the file of certificates can be read; says why not. */
bool reach_ca(const char *path);
/* Says why a call failed. where: the server's URL; or, is_socket, the path of
 * the daemon's socket. */
void reach_say(CURLcode code, const char *where, bool is_socket, int seconds);

#endif
