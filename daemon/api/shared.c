/*
 * Documents that are the same for everyone: see api/api_internal.h.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/negotiate.h"
#include "base/encode.h"
#include "base/memory.h"
#include "io/gzip.h"

void
shared_drop(struct shared *s)
{
	if (s == NULL || --s->holders > 0)
		return;
	for (size_t i = 0; i < COUNT_OF(s->as); i++)
		free(s->as[i].body);
	free(s);
}

static void
on_released(void *arg)
{
	shared_drop(arg);
}

struct shared *
shared_new(struct json_object *o)
{
	struct shared *s = memory_new(1, sizeof(*s));
	char *plain = memory_text(json_object_to_json_string_ext(
	    o, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
	size_t len = strlen(plain);

	json_object_put(o);
	s->holders = 1;
	s->as[CODING_IDENTITY].body = plain;
	s->as[CODING_IDENTITY].len = len;
	s->as[CODING_GZIP].body =
	    gzip_make(plain, len, &s->as[CODING_GZIP].len);
	for (size_t i = 0; i < COUNT_OF(s->as); i++) {
		uint8_t digest[SEAL_DIGEST];
		char hex[17];

		if (s->as[i].body == NULL)
			continue;
		seal_digest(s->as[i].body, s->as[i].len, digest);
		encode_hex(digest, 8, hex);
		snprintf(s->as[i].etag, sizeof(s->as[i].etag), "\"%s\"", hex);
	}
	return s;
}

/* Sends it, or 304 to whoever has it already. */
void
shared_reply(struct call *c, struct shared *s)
{
	struct http_req *req = c->req;
	unsigned available = 1U << CODING_IDENTITY;
	enum coding coding;

	if (s->as[CODING_GZIP].body != NULL)
		available |= 1U << CODING_GZIP;
	coding = coding_choose(http_header(req, "Accept-Encoding"), available);
	http_on_deadline(req, NULL, NULL);
	http_reply_header(req, "ETag", s->as[coding].etag);
	http_reply_header(req, "Cache-Control", "no-cache");
	http_reply_header(req, "Vary", "Accept-Encoding");
	call_let_go(c);
	if (tag_is_in(http_header(req, "If-None-Match"), s->as[coding].etag)) {
		http_reply(req, 304, NULL, NULL, 0);
		return;
	}
	if (coding_name(coding) != NULL)
		http_reply_header(req, "Content-Encoding", coding_name(coding));
	s->holders++;
	http_reply_shared(req, 200, "application/json", s->as[coding].body,
	    s->as[coding].len, on_released, s);
}
