/*
 * Private to clients/link/link*: a link, and the steps of a call.
 */
#ifndef LINK_LINK_DATA_H
#define LINK_LINK_DATA_H

#include <curl/curl.h>
#include "clients/link/link.h"

struct link {
	CURL *curl;
	struct link_manner manner;
	char *url, *token, *ca, *socket; /* the last two may be NULL */
	const char *where;               /* to be shown: URL or socket */
	bool is_socket;
	char etag[64];
	struct json_object *problem;
	char *data; /* of the reply */
	size_t len;
	int retry_after;
	long http; /* its status; 0: none came */
	bool is_json, is_calendar;
	bool (*take)(void *arg, const char *bytes, size_t n); /* of a stream */
	void *take_arg;
	bool is_enough; /* it returned false */
};

/* libcurl's callback for a body that is kept. */
size_t link_take_body(char *bytes, size_t size, size_t n, void *link);
void link_set_body(struct link *link, const struct proto_route *route,
    const struct link_request *request);
CURLcode
link_perform(struct link *link, const char *url, struct curl_slist *headers);
/* Of a whole reply. */
enum link_status link_understand(struct link *link,
    const struct proto_route *route, const struct link_request *request,
    struct json_object **reply) __attribute__((warn_unused_result));

#endif
