/*
 * Documents that are the same for everyone: see api/api_internal.h.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/negotiate.h"
#include "base/encode.h"
#include "base/memory.h"

void
shared_drop(struct shared *s)
{
	if (s == NULL || --s->holders > 0)
		return;
	free(s->body);
	free(s);
}

static void
on_released(void *arg)
{
	struct shared *s = arg;

	if (--s->holders > 0)
		return;
	free(s->body);
	free(s);
}

struct shared *
shared_new(struct json_object *o)
{
	struct shared *s = memory_new(1, sizeof(*s));
	uint8_t digest[SEAL_DIGEST];
	char hex[17];

	s->holders = 1;
	s->body = memory_text(json_object_to_json_string_ext(
	    o, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
	s->len = strlen(s->body);
	seal_digest(s->body, s->len, digest);
	encode_hex(digest, 8, hex);
	snprintf(s->etag, sizeof(s->etag), "\"%s\"", hex);
	json_object_put(o);
	return s;
}

/* Sends it, or 304 to whoever has it already. */
void
shared_reply(struct call *c, struct shared *s)
{
	const char *has = http_header(c->req, "If-None-Match");
	struct http_req *req = c->req;

	http_on_deadline(req, NULL, NULL);
	http_reply_header(req, "ETag", s->etag);
	http_reply_header(req, "Cache-Control", "no-cache");
	call_let_go(c);
	if (tag_is_in(has, s->etag)) {
		http_reply(req, 304, NULL, NULL, 0);
		return;
	}
	s->holders++;
	http_reply_shared(
	    req, 200, "application/json", s->body, s->len, on_released, s);
}
