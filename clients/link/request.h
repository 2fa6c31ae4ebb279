/*
 * A request as libcurl takes it.
 */
#ifndef LINK_REQUEST_H
#define LINK_REQUEST_H

#include <curl/curl.h>
#include "clients/link/link.h"

/* The route's path below the server's URL, its parameters in place and encoded;
 * a new text. */
char *request_url(CURL *curl, const char *server,
    const struct proto_route *route, const struct link_request *request);
/* token: of the session, or NULL. A new list. */
struct curl_slist *request_headers(const struct proto_route *route,
    const struct link_request *request, const char *token);

#endif
