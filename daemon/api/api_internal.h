/*
 * Private to api/: the API's own state, and its handlers.
 */
#ifndef API_API_INTERNAL_H
#define API_API_INTERNAL_H

#include <stddef.h>
#include "api/negotiate.h"
#include "base/attr.h"

struct call;
struct config_changes;
struct house;
struct member;
struct text;

/* A document that is the same for everyone: made once per configuration, a body
 * that many replies share, freed with the last of them. */
struct shared {
	int holders;
	struct {
		char *body; /* NULL: not in this coding */
		size_t len;
		char etag[32];
	} as[CODING_BROTLI]; /* as it is, and by gzip */
};

/* Takes the object. Held once. */
struct json_object;
struct shared *shared_new(struct json_object *o) MUST_CHECK;
void shared_drop(struct shared *s); /* NULL is allowed */
/* Sends it, or 304 to whoever has it already. */
void shared_reply(struct call *c, struct shared *s);

struct api {
	unsigned magic;
	struct house *house;
	struct shared *about; /* made when first asked for */
	struct shared *openapi;
	struct api_vocabulary *vocabularies; /* by attribute; or NULL */
	size_t vocabulary_count;
	struct site *site; /* NULL: no web client is there */
	void (*wake_rounds)(void *arg);
	int (*reload)(
	    void *arg, struct config_changes *changes, struct text *errors);
	void *wake_arg; /* of both */
};

/* A word of an attribute, and all of them. */
struct config;
struct json_object *
api_word(const struct config *config, size_t attribute, size_t word);
struct json_object *api_words(const struct config *config, size_t attribute);
void api_vocabularies_clear(struct api *api);

/* What is wrong with a consent whose JSON Pointer is `at`, into c->found. */
void api_read_consent(const struct config *config, struct json_object *consent,
    const char *at, struct call *c);
/* Replies with a profile and its ETag. */
void api_reply_me(struct call *c, const struct member *m);

#define ROUTE(id, method, path, access, body, status, reply, query, summary) \
	void api_handle_##id(struct call *c);
#include "proto/routes.def"
#undef ROUTE

#endif
