/*
 * Replies that go on: see link_stream in clients/link/link.h.
 */
#include <stdlib.h>
#include "clients/link/link_data.h"
#include "clients/link/reach.h"
#include "clients/link/request.h"

#define SILENCE_S 90 /* three beats of the server */

/* Of a refusal the body is kept, as of any reply. */
static size_t
on_piece(char *bytes, size_t size, size_t n, void *arg)
{
	struct link *l = arg;
	long http = 0;

	curl_easy_getinfo(l->curl, CURLINFO_RESPONSE_CODE, &http);
	if (http != 200)
		return link_take_body(bytes, size, n, arg);
	if (l->take(l->take_arg, bytes, size * n))
		return size * n;
	l->is_enough = true;
	return 0;
}

/* Asked once a second, whether anything comes or not. */
static int
on_second(void *arg, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
	struct link *l = arg;

	(void)a;
	(void)b;
	(void)c;
	(void)d;
	l->is_enough = l->is_enough || !l->take(l->take_arg, "", 0);
	return l->is_enough;
}

static void
set_stream(struct link *l, bool is_on)
{
	curl_easy_setopt(
	    l->curl, CURLOPT_WRITEFUNCTION, is_on ? on_piece : link_take_body);
	curl_easy_setopt(l->curl, CURLOPT_XFERINFOFUNCTION, on_second);
	curl_easy_setopt(l->curl, CURLOPT_XFERINFODATA, l);
	curl_easy_setopt(l->curl, CURLOPT_NOPROGRESS, is_on ? 0L : 1L);
	curl_easy_setopt(l->curl, CURLOPT_LOW_SPEED_LIMIT, is_on ? 1L : 0L);
	curl_easy_setopt(
	    l->curl, CURLOPT_LOW_SPEED_TIME, is_on ? (long)SILENCE_S : 0L);
}

enum link_status
link_stream(struct link *l, enum proto_route_id id, const char *after,
    bool (*take)(void *arg, const char *bytes, size_t n), void *arg)
{
	const struct proto_route *route = &proto_routes[id];
	static const struct link_request none;
	enum link_status status = LINK_UNREACHABLE;
	struct json_object *nothing = NULL;
	struct curl_slist *headers;
	char *url, header[160];
	CURLcode code;

	if (l->ca != NULL && !reach_ca(l->ca))
		return LINK_UNREACHABLE;
	url = request_url(l->curl, l->url, route, &none);
	headers = request_headers(route, &none, l->token);
	if (after != NULL) {
		snprintf(header, sizeof(header), "Last-Event-ID: %s", after);
		headers = curl_slist_append(headers, header);
	}
	link_set_body(l, route, &none);
	l->take = take;
	l->take_arg = arg;
	l->is_enough = false;
	set_stream(l, true);
	curl_easy_setopt(l->curl, CURLOPT_TIMEOUT, 0L);
	code = link_perform(l, url, headers);
	set_stream(l, false);
	if (l->is_enough || (code == CURLE_OK && l->http == 200))
		status = LINK_OK;
	else if (code == CURLE_OK && !link_is_for_now(l))
		status = link_understand(l, route, &none, &nothing);
	json_object_put(nothing);
	curl_slist_free_all(headers);
	free(url);
	return status;
}
