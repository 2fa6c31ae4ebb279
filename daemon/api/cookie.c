/*
 * The session's cookie: see api/cookie.h.
 */
#include "api/cookie.h"

#include <inttypes.h>
#include <string.h>
#include "base/clock.h"
#include "base/memory.h"
#include "base/text.h"
#include "io/http.h"

#define NAME "__Host-serendip"
#define PLACE "; Path=/; Secure; HttpOnly; SameSite=Strict"
#define SCHEME "https://"
#define PORT ":443" /* which both may leave out */

bool
cookie_get(const struct http_req *req, char out[COOKIE_SIZE])
{
	const char *s = http_header(req, "Cookie");
	const size_t n = strlen(NAME "=");
	size_t len;

	/* "name=value; name=value" (RFC 6265, 4.2.1). */
	for (; s != NULL && *s != '\0'; s += strcspn(s, ";")) {
		s += strspn(s, "; \t");
		if (strncmp(s, NAME "=", n) != 0)
			continue;
		len = strcspn(s + n, "; \t");
		if (len >= COOKIE_SIZE)
			len = COOKIE_SIZE - 1;
		memcpy(out, s + n, len);
		out[len] = '\0';
		return true;
	}
	return false;
}

void
cookie_set(struct http_req *req, const char *token, int64_t expires_us)
{
	int64_t seconds = (expires_us - clock_now_us()) / CLOCK_SECOND;
	struct text value = { 0 };

	text_addf(&value, NAME "=%s" PLACE "; Max-Age=%" PRId64, token,
	    seconds > 0 ? seconds : 0);
	http_reply_header(req, "Set-Cookie", value.data);
	text_clear(&value);
}

void
cookie_clear(struct http_req *req)
{
	http_reply_header(req, "Set-Cookie", NAME "=" PLACE "; Max-Age=0");
}

bool
cookie_may_read(const struct http_req *req)
{
	const char *site = http_header(req, "Sec-Fetch-Site");

	return site == NULL || strcmp(site, "same-origin") == 0 ||
	       strcmp(site, "none") == 0;
}

/* The length of host and port without the port that goes without saying. */
static size_t
host_length(const char *host)
{
	size_t n = strlen(host), port = strlen(PORT);

	return n > port && strcmp(host + n - port, PORT) == 0 ? n - port : n;
}

bool
cookie_may_change(const struct http_req *req)
{
	const char *origin = http_header(req, "Origin");
	const char *host = http_header(req, "Host");
	char *given, *ours;
	bool is_ours;

	if (!cookie_may_read(req) || origin == NULL || host == NULL ||
	    strncmp(origin, SCHEME, strlen(SCHEME)) != 0)
		return false;
	origin += strlen(SCHEME);
	/* The Host is one of the house's, or there were no request. */
	given = memory_text_n(origin, host_length(origin));
	ours = memory_text_n(host, host_length(host));
	is_ours = text_equal_nocase(given, ours);
	free(given);
	free(ours);
	return is_ours;
}
