/*
 * Private to api/: the API's own state, and its handlers.
 */
#ifndef API_API_INTERNAL_H
#define API_API_INTERNAL_H

#include <stddef.h>

struct call;
struct house;

/* A body that many replies share, freed with the last of them. */
struct shared {
	int holders;
	char *body;
	size_t len;
	char etag[32];
};

struct api {
	unsigned magic;
	struct house *house;
	struct shared *about; /* made when first asked for */
	struct shared *openapi;
	void (*wake_rounds)(void *arg);
	void *wake_arg;
};

/* What is wrong with a consent whose JSON Pointer is `at`, into c->found. */
struct config;
struct json_object;
void api_read_consent(const struct config *config, struct json_object *consent,
    const char *at, struct call *c);

#define ROUTE(id, method, path, access, body, status, reply, query, summary) \
	void api_handle_##id(struct call *c);
#include "proto/routes.def"
#undef ROUTE

#endif
