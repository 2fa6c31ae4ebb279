/*
 * The API's two sides: the members' over TLS and the operator's on its socket.
 * A request goes router → (session) → (earlier answer) → body → handler; the
 * handler of ROUTE(ABOUT, …) in proto/routes.def is api_about().
 */
#ifndef API_API_H
#define API_API_H

#include "base/attr.h"
#include "base/text.h"

struct api;
struct config_changes;
struct house;
struct http_req;
struct site;

/* Reads the configuration again: 0 with what changed, or -1 with lines that say
 * what is wrong, and nothing changed. */
typedef int (*api_reload)(
    void *arg, struct config_changes *changes, struct text *errors);

/* wake_rounds is called after a round was asked for, reload when an operator
 * wants it. */
struct api *api_new(struct house *house, void (*wake_rounds)(void *arg),
    api_reload reload, void *arg) MUST_CHECK;
void api_free(struct api *api);
/* The configuration is another. */
void api_reloaded(struct api *api);

/* The web client to serve from now on, which it takes; NULL for none. */
void api_serve(struct api *api, struct site *site);

/* For http_new. */
void api_on_member(struct http_req *req, void *api);
void api_on_operator(struct http_req *req, void *api);
void api_problem(
    int status, const char *why, const char *request_id, struct text *out);
/* Security headers of every reply, for http_options. */
extern const char *const api_headers[];

#endif
