/*
 * Lists in pages: see clients/link/pages.h.
 */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "clients/link/language.h"
#include "clients/link/pages.h"

#define PAGE_ENTRIES 100 /* as many as `limit` may ask for */

/* What the request asks for, and the page after `cursor`; a new text. */
static char *
make_query(const char *wanted, const char *cursor)
{
	char *query = NULL, *encoded;
	size_t len = 0;
	FILE *f = link_text(&query, &len);

	if (wanted != NULL)
		fprintf(f, "%s&", wanted);
	fprintf(f, "limit=%d", PAGE_ENTRIES);
	if (cursor != NULL) {
		encoded = curl_easy_escape(NULL, cursor, 0);
		fprintf(f, "&cursor=%s", encoded);
		curl_free(encoded);
	}
	fclose(f);
	return query;
}

static long
now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

/* Whether the next page may still be asked for, and how long it may take. */
static bool
is_in_time(
    struct link_request *rq, const struct link_request *wanted, long begun_s)
{
	if (wanted == NULL || wanted->seconds == 0)
		return true;
	rq->seconds = wanted->seconds - (int)(now_s() - begun_s);
	return rq->seconds > 0;
}

enum link_status
pages_each(struct link *link, enum proto_route_id route,
    const struct link_request *request,
    void (*show)(void *arg, struct json_object *page), void *arg)
{
	struct link_request rq = { 0 };
	struct json_object *page = NULL;
	enum link_status status;
	char *query, *cursor = NULL, *next;
	long begun_s = now_s();

	if (request != NULL)
		rq = *request;
	do {
		query =
		    make_query(request == NULL ? NULL : request->query, cursor);
		rq.query = query;
		status = link_call(link, route, &rq, &page);
		free(query);
		next = NULL;
		if (status == LINK_OK) {
			show(arg, page);
			next = link_copy(proto_text(page, "next"));
		}
		/* A page that names itself as the next would have no end. */
		if (next != NULL && cursor != NULL &&
		    strcmp(next, cursor) == 0) {
			fputs(_("The server's list has no end.\n"), stderr);
			status = LINK_REFUSED;
		}
		if (next != NULL && !is_in_time(&rq, request, begun_s))
			status = LINK_UNREACHABLE;
		free(cursor);
		cursor = next;
		json_object_put(page);
		page = NULL;
	} while (status == LINK_OK && cursor != NULL);
	free(cursor);
	return status;
}

static void
add_page(void *arg, struct json_object *page)
{
	struct json_object **all = arg;

	if (*all == NULL) {
		*all = json_object_get(page);
		return;
	}
	json_object_object_foreach(page, name, list)
	{
		for (size_t i = 0; json_object_is_type(list, json_type_array) &&
				   i < json_object_array_length(list);
		     i++)
			json_object_array_add(proto_get(*all, name),
			    json_object_get(
				json_object_array_get_idx(list, i)));
	}
}

enum link_status
pages_all(struct link *link, enum proto_route_id route,
    const struct link_request *request, struct json_object **all)
{
	enum link_status status;

	*all = NULL;
	status = pages_each(link, route, request, add_page, all);
	if (status == LINK_OK) {
		json_object_object_add(*all, "next", NULL);
		return LINK_OK;
	}
	json_object_put(*all);
	*all = NULL;
	return status;
}
