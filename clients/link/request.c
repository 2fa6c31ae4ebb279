/*
 * A request as libcurl takes it: see clients/link/request.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include "clients/link/request.h"

char *
request_url(CURL *curl, const char *server, const struct proto_route *route,
    const struct link_request *rq)
{
	char *url = NULL, *encoded;
	const char *p;
	size_t len = 0;
	int parameter = 0;
	FILE *f = link_text(&url, &len);

	fputs(server, f);
	for (p = route->path; *p != '\0'; p++) {
		if (*p != '{') {
			fputc(*p, f);
			continue;
		}
		encoded =
		    curl_easy_escape(curl, rq->parameters[parameter++], 0);
		fputs(encoded, f);
		curl_free(encoded);
		p = strchr(p, '}');
	}
	if (rq->query != NULL)
		fprintf(f, "?%s", rq->query);
	fclose(f);
	return url;
}

static struct curl_slist *
add_header(struct curl_slist *list, const char *name, const char *value)
{
	char line[400];

	snprintf(line, sizeof(line), "%s: %s", name, value);
	return curl_slist_append(list, line);
}

/* A new Idempotency-Key, so that a request that is sent again is done once. */
static struct curl_slist *
add_key(struct curl_slist *list)
{
	unsigned char bytes[16];
	char key[33];

	if (getrandom(bytes, sizeof(bytes), 0) != (ssize_t)sizeof(bytes))
		exit(LINK_UNREACHABLE);
	for (int i = 0; i < 16; i++)
		snprintf(key + 2 * i, 3, "%02x", bytes[i]);
	return add_header(list, "Idempotency-Key", key);
}

struct curl_slist *
request_headers(const struct proto_route *route, const struct link_request *rq,
    const char *token)
{
	struct curl_slist *list = NULL;
	char bearer[128];

	/* No "Expect: 100-continue": bodies are small. */
	list = curl_slist_append(list, "Expect:");
	list = add_header(list, "Accept", "application/json");
	if (rq->csv != NULL)
		list = add_header(list, "Content-Type",
		    rq->csv_type == NULL ? "text/csv" : rq->csv_type);
	else if (rq->body != NULL)
		list = add_header(list, "Content-Type",
		    route->method == PROTO_PATCH ? PROTO_MERGE_PATCH
						 : "application/json");
	if (route->access == ACCESS_MEMBER && token != NULL) {
		snprintf(bearer, sizeof(bearer), "Bearer %s", token);
		list = add_header(list, "Authorization", bearer);
	}
	if (rq->if_match != NULL)
		list = add_header(list, "If-Match", rq->if_match);
	return proto_is_creating(route) ? add_key(list) : list;
}
