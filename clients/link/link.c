/*
 * A client's side of the API: see clients/link/link.h. libcurl does HTTP and
 * TLS.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include "clients/link/language.h"
#include "clients/link/link_data.h"
#include "clients/link/reach.h"
#include "clients/link/refusal.h"
#include "clients/link/request.h"

#define REPLY_BYTES_MAX (64u << 20)
#define RETRY_S_MAX 5

void *
link_alloc(size_t count, size_t size)
{
	void *p = calloc(count == 0 ? 1 : count, size == 0 ? 1 : size);

	if (p == NULL) {
		fputs(_("out of memory\n"), stderr);
		exit(LINK_REFUSED);
	}
	return p;
}

char *
link_vtext(const char *fmt, va_list ap)
{
	char *text = NULL;

	if (vasprintf(&text, fmt, ap) < 0)
		exit(LINK_REFUSED);
	return text;
}

char *
link_copy(const char *s)
{
	size_t n = s == NULL ? 0 : strlen(s);
	char *copy;

	if (s == NULL)
		return NULL;
	copy = link_alloc(n + 1, 1);
	memcpy(copy, s, n);
	return copy;
}

FILE *
link_text(char **text, size_t *len)
{
	FILE *f = open_memstream(text, len);

	if (f == NULL) {
		fputs(_("out of memory\n"), stderr);
		exit(LINK_REFUSED);
	}
	return f;
}

size_t
link_take_body(char *bytes, size_t size, size_t n, void *arg)
{
	struct link *l = arg;
	char *grown;

	n *= size;
	if (l->len + n > REPLY_BYTES_MAX)
		return 0;
	if ((grown = realloc(l->data, l->len + n + 1)) == NULL)
		return 0;
	l->data = grown;
	memcpy(l->data + l->len, bytes, n);
	l->len += n;
	l->data[l->len] = '\0';
	return n;
}

/* The value of a header line where it has that name; else NULL. */
static const char *
header_value(const char *line, size_t n, const char *name)
{
	size_t len = strlen(name);

	if (n <= len || strncasecmp(line, name, len) != 0 || line[len] != ':')
		return NULL;
	line += len + 1;
	return line + strspn(line, " ");
}

static size_t
on_header(char *line, size_t size, size_t n, void *arg)
{
	struct link *l = arg;
	const char *value;
	char text[256];

	n *= size;
	if (n < sizeof(text)) {
		memcpy(text, line, n);
		text[n] = '\0';
		text[strcspn(text, "\r\n")] = '\0';
		if ((value = header_value(text, n, "ETag")) != NULL)
			snprintf(l->etag, sizeof(l->etag), "%.60s", value);
		if ((value = header_value(text, n, "Retry-After")) != NULL)
			l->retry_after = (int)strtol(value, NULL, 10);
		if ((value = header_value(text, n, "Content-Type")) != NULL) {
			l->is_json = strstr(value, "json") != NULL;
			l->is_calendar =
			    strncasecmp(value, "text/calendar", 13) == 0;
		}
	}
	return n;
}

static struct link *
new_link(const char *url)
{
	struct link *l = link_alloc(1, sizeof(*l));

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != 0 ||
	    (l->curl = curl_easy_init()) == NULL) {
		fputs(_("libcurl does not start\n"), stderr);
		exit(LINK_UNREACHABLE);
	}
	l->url = link_copy(url);
	l->where = l->url;
	/* A slash at the end would stand there twice. */
	while (*l->url != '\0' && l->url[strlen(l->url) - 1] == '/')
		l->url[strlen(l->url) - 1] = '\0';
	curl_easy_setopt(l->curl, CURLOPT_WRITEFUNCTION, link_take_body);
	curl_easy_setopt(l->curl, CURLOPT_WRITEDATA, l);
	curl_easy_setopt(l->curl, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(l->curl, CURLOPT_HEADERDATA, l);
	curl_easy_setopt(l->curl, CURLOPT_CONNECTTIMEOUT, 10L);
	curl_easy_setopt(l->curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(
	    l->curl, CURLOPT_USERAGENT, "serendip/" SERENDIP_VERSION);
	return l;
}

struct link *
link_new(const char *url, const char *ca)
{
	struct link *l = new_link(url);

	curl_easy_setopt(l->curl, CURLOPT_PROTOCOLS_STR, "https");
	curl_easy_setopt(
	    l->curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	l->ca = link_copy(ca);
	if (ca != NULL)
		curl_easy_setopt(l->curl, CURLOPT_CAINFO, ca);
	return l;
}

struct link *
link_new_unix(const char *socket)
{
	struct link *l = new_link("http://operator");

	l->socket = link_copy(socket);
	l->where = l->socket;
	l->is_socket = true;
	curl_easy_setopt(l->curl, CURLOPT_UNIX_SOCKET_PATH, socket);
	return l;
}

void
link_free(struct link *l)
{
	if (l == NULL)
		return;
	curl_easy_cleanup(l->curl);
	curl_global_cleanup();
	json_object_put(l->problem);
	free(l->url);
	free(l->socket);
	free(l->ca);
	free(l->token);
	free(l->data);
	free(l);
}

void
link_set_token(struct link *l, const char *token)
{
	free(l->token);
	l->token = link_copy(token);
}

const char *
link_etag(const struct link *l)
{
	return l->etag;
}

const char *
link_body(const struct link *l)
{
	return l->data == NULL ? "" : l->data;
}

struct json_object *
link_problem(const struct link *l)
{
	return l->problem;
}

bool
link_is_for_now(const struct link *l)
{
	return l->http == 429 || (l->http >= 502 && l->http <= 504);
}

void
link_set_manner(struct link *l, const struct link_manner *manner)
{
	l->manner = *manner;
}

/* --- asking --------------------------------------------------------------- */

void
link_set_body(struct link *l, const struct proto_route *route,
    const struct link_request *rq)
{
	const char *body = "";
	size_t len = 0;

	curl_easy_setopt(l->curl, CURLOPT_HTTPGET, 1L);
	curl_easy_setopt(
	    l->curl, CURLOPT_CUSTOMREQUEST, proto_method_word(route->method));
	if (rq->csv != NULL) {
		body = rq->csv;
		len = rq->csv_len;
	} else if (rq->body != NULL) {
		body = json_object_to_json_string_ext(
		    rq->body, JSON_C_TO_STRING_PLAIN);
		len = strlen(body);
	} else if (route->method == PROTO_GET ||
		   route->method == PROTO_DELETE) {
		return;
	}
	curl_easy_setopt(l->curl, CURLOPT_POSTFIELDS, body);
	curl_easy_setopt(l->curl, CURLOPT_POSTFIELDSIZE, (long)len);
}

/* --- understanding -------------------------------------------------------- */

/* A server of another kind, or a proxy in between. */
static enum link_status
say_stranger(const struct link *l, long http)
{
	if (http >= 500)
		fprintf(stderr,
		    _("%s: it answered %ld, and not in words of this API. That "
		      "is no Serendip server, or a proxy whose server is "
		      "down.\n"),
		    l->where, http);
	else
		fprintf(stderr,
		    _("%s: that is no Serendip server. It answered %ld, and "
		      "not "
		      "in words of this API.\n"),
		    l->where, http);
	return LINK_REFUSED;
}

/* Whether the reply is of this shape of shapes.def. */
static bool
has_shape(const struct link *l, const char *shape, struct json_object *o)
{
	struct proto_findings f = { 0 };
	bool is_good;

	if (strcmp(shape, "None") == 0)
		return l->len == 0;
	if (strcmp(shape, "Any") == 0)
		return o != NULL;
	if (strcmp(shape, "Plain") == 0)
		return !l->is_json && l->len > 0;
	if (strcmp(shape, "Calendar") == 0)
		return l->is_calendar && l->len > 0;
	is_good = proto_understand(proto_shape_get(shape), o, &f) == 0;
	proto_findings_clear(&f);
	return is_good;
}

static enum link_status
refused(struct link *l, const struct proto_route *route,
    const struct link_request *rq, long http, struct json_object *problem)
{
	l->problem = json_object_get(problem);
	if (l->manner.is_json)
		puts(json_object_to_json_string_ext(problem,
		    JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE));
	else
		refusal_say(problem, route, rq, &l->manner);
	return http == 401 && strcmp(proto_text(problem, "code"),
				  "unauthenticated") == 0
		   ? LINK_SIGNED_OUT
		   : LINK_REFUSED;
}

enum link_status
link_understand(struct link *l, const struct proto_route *route,
    const struct link_request *rq, struct json_object **reply)
{
	struct proto_findings f = { 0 };
	struct json_object *o = NULL;
	const long http = l->http;
	enum link_status status = LINK_OK;

	if (l->is_json && l->len > 0)
		o = proto_parse(l->data, l->len, &f);
	proto_findings_clear(&f);
	if (http == route->status && has_shape(l, route->reply, o)) {
		*reply = o;
		return LINK_OK;
	}
	if (http >= 400 && has_shape(l, "Problem", o))
		status = refused(l, route, rq, http, o);
	else
		status = say_stranger(l, http);
	json_object_put(o);
	return status;
}

CURLcode
link_perform(struct link *l, const char *url, struct curl_slist *headers)
{
	CURLcode code;

	free(l->data);
	l->data = NULL;
	l->len = 0;
	l->etag[0] = '\0';
	json_object_put(l->problem);
	l->problem = NULL;
	l->retry_after = 0;
	l->is_json = l->is_calendar = false;
	curl_easy_setopt(l->curl, CURLOPT_URL, url);
	curl_easy_setopt(l->curl, CURLOPT_HTTPHEADER, headers);
	code = curl_easy_perform(l->curl);
	l->http = 0;
	curl_easy_getinfo(l->curl, CURLINFO_RESPONSE_CODE, &l->http);
	return code;
}

enum link_status
link_call(struct link *l, enum proto_route_id id,
    const struct link_request *request, struct json_object **reply)
{
	static const struct link_request none;
	const struct link_request *rq = request == NULL ? &none : request;
	const struct proto_route *route = &proto_routes[id];
	int seconds = rq->seconds == 0 ? LINK_SECONDS : rq->seconds;
	struct curl_slist *headers;
	enum link_status status = LINK_UNREACHABLE;
	CURLcode code;
	char *url;

	*reply = NULL;
	if (l->ca != NULL && !reach_ca(l->ca))
		return LINK_UNREACHABLE;
	url = request_url(l->curl, l->url, route, rq);
	headers = request_headers(route, rq, l->token);
	link_set_body(l, route, rq);
	curl_easy_setopt(l->curl, CURLOPT_TIMEOUT, (long)seconds);
	code = link_perform(l, url, headers);
	if (code == CURLE_OK && l->http == 503 && l->retry_after > 0 &&
	    l->retry_after <= RETRY_S_MAX) {
		sleep((unsigned)l->retry_after);
		code = link_perform(l, url, headers);
	}
	if (code != CURLE_OK)
		reach_say(code, l->where, l->is_socket, seconds);
	else
		status = link_understand(l, route, rq, reply);
	curl_slist_free_all(headers);
	free(url);
	return status;
}
