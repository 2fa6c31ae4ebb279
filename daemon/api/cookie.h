/*
 * A session as a cookie, for the web client: scripts cannot read it, and the
 * browser sends it to this host alone, over TLS alone ("__Host-", RFC 6265bis
 * 4.1.3.2). Since browsers send it by themselves, whoever asks with it must be
 * of this house, too.
 */
#ifndef API_COOKIE_H
#define API_COOKIE_H

#include <stdbool.h>
#include <stdint.h>

struct http_req;

/* Longer than any token, so that a value that was cut is none. */
#define COOKIE_SIZE 64

/* The cookie's value; false where the request has none. */
bool cookie_get(const struct http_req *req, char out[COOKIE_SIZE]);
/* On the reply to come; it ends with the session at the latest. */
void cookie_set(struct http_req *req, const char *token, int64_t expires_us);
void cookie_clear(struct http_req *req);

#define COOKIE_CROSS_SITE \
	"with the session's cookie, requests come from this house's own pages"
/* Whether a request with the cookie, or for one, comes from a page of this house
 * or from the person: what Sec-Fetch-Site says, where it says something; and,
 * where something may change, Origin, which must be there. */
bool cookie_may_read(const struct http_req *req);
bool cookie_may_change(const struct http_req *req);

#endif
