/*
 * What `serendip` keeps between calls: for each server its certificate and the
 * session, and which server was the last that one signed in with.
 * ~/.config/serendip/session.json, for its owner alone:
 *
 *	{"server": URL, "servers": {URL: {"ca": …, "token": …, "attempt": …}}}
 */
#ifndef LINK_KEEP_H
#define LINK_KEEP_H

#include <json-c/json.h>

/* All that is kept, an empty object where nothing is; NULL (said on standard
 * error) where others may read the file or it is no JSON object. */
struct json_object *keep_read(void);
/* What is kept of one server: a new object with `server`, its URL without
 * slashes at the end, and ca, token and attempt where they are. url NULL: of
 * the last one, or of `otherwise`. Nothing of any other server is in it. */
struct json_object *
keep_of(struct json_object *all, const char *url, const char *otherwise);
/* Keeps what keep_of gave, changed, besides the other servers; atomically. A
 * server with a token or an attempt becomes the last one. 0, or -1 with the
 * reason said. */
int keep_write(struct json_object *kept) __attribute__((warn_unused_result));

#endif
