/*
 * A client's side of the API: see clients/link/link.h. libcurl does HTTP and
 * TLS.
 */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>
#include <unistd.h>
#include "clients/link/link.h"
#include "clients/link/safe.h"

#define REPLY_BYTES_MAX (64u << 20)
#define SECONDS_MAX 900L

struct link {
	CURL *curl;
	char *url, *token;
	char etag[64], problem[64];
	char *data; /* of the reply */
	size_t len;
	int retry_after;
	bool is_json;
};

void *
link_alloc(size_t count, size_t size)
{
	void *p = calloc(count == 0 ? 1 : count, size == 0 ? 1 : size);

	if (p == NULL) {
		fputs("out of memory\n", stderr);
		exit(LINK_REFUSED);
	}
	return p;
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

static size_t
on_body(char *bytes, size_t size, size_t n, void *arg)
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
		if ((value = header_value(text, n, "Content-Type")) != NULL)
			l->is_json = strstr(value, "json") != NULL;
	}
	return n;
}

static struct link *
new_link(const char *url)
{
	struct link *l = link_alloc(1, sizeof(*l));

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != 0 ||
	    (l->curl = curl_easy_init()) == NULL) {
		fputs("libcurl does not start\n", stderr);
		exit(LINK_UNREACHABLE);
	}
	l->url = link_copy(url);
	/* A slash at the end would stand there twice. */
	while (*l->url != '\0' && l->url[strlen(l->url) - 1] == '/')
		l->url[strlen(l->url) - 1] = '\0';
	curl_easy_setopt(l->curl, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(l->curl, CURLOPT_WRITEDATA, l);
	curl_easy_setopt(l->curl, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(l->curl, CURLOPT_HEADERDATA, l);
	curl_easy_setopt(l->curl, CURLOPT_CONNECTTIMEOUT, 10L);
	curl_easy_setopt(l->curl, CURLOPT_TIMEOUT, SECONDS_MAX);
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
	if (ca != NULL)
		curl_easy_setopt(l->curl, CURLOPT_CAINFO, ca);
	return l;
}

struct link *
link_new_unix(const char *socket)
{
	struct link *l = new_link("http://operator");

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
	free(l->url);
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
link_problem(const struct link *l)
{
	return l->problem;
}

/* --- asking --------------------------------------------------------------- */

/* The route's path with its parameters in place, encoded. */
static char *
make_url(struct link *l, const struct proto_route *route,
    const struct link_request *rq)
{
	char *url = NULL, *encoded;
	const char *p;
	size_t len = 0;
	int parameter = 0;
	FILE *f = open_memstream(&url, &len);

	if (f == NULL)
		exit(LINK_UNREACHABLE);
	fputs(l->url, f);
	for (p = route->path; *p != '\0'; p++) {
		if (*p != '{') {
			fputc(*p, f);
			continue;
		}
		encoded =
		    curl_easy_escape(l->curl, rq->parameters[parameter++], 0);
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

static struct curl_slist *
make_headers(const struct link *l, const struct proto_route *route,
    const struct link_request *rq, const char *key)
{
	struct curl_slist *list = NULL;
	char bearer[128];

	/* No "Expect: 100-continue": bodies are small. */
	list = curl_slist_append(list, "Expect:");
	list = add_header(list, "Accept", "application/json");
	if (rq->csv != NULL)
		list = add_header(list, "Content-Type", "text/csv");
	else if (rq->body != NULL)
		list = add_header(list, "Content-Type",
		    route->method == PROTO_PATCH ? PROTO_MERGE_PATCH
						 : "application/json");
	if (route->access == ACCESS_MEMBER && l->token != NULL) {
		snprintf(bearer, sizeof(bearer), "Bearer %s", l->token);
		list = add_header(list, "Authorization", bearer);
	}
	if (rq->if_match != NULL)
		list = add_header(list, "If-Match", rq->if_match);
	if (proto_is_creating(route))
		list = add_header(list, "Idempotency-Key", key);
	return list;
}

static void
set_body(struct link *l, const struct proto_route *route,
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

static enum link_status
say_problem(struct link *l, long http, struct json_object *problem)
{
	const char *detail = proto_text(problem, "detail");
	const char *title = proto_text(problem, "title");
	const char *code = proto_text(problem, "code");
	struct json_object *errors = proto_get(problem, "errors");

	if (code == NULL) {
		/* A proxy in between, or a server of another kind. */
		fprintf(stderr,
		    "The server answered %ld, and not in words of "
		    "this API.\n",
		    http);
		return LINK_REFUSED;
	}
	snprintf(l->problem, sizeof(l->problem), "%s", code);
	safe_print(stderr, title);
	if (detail != NULL && *detail != '\0') {
		fputs(": ", stderr);
		safe_print(stderr, detail);
	}
	fputs(".\n", stderr);
	for (size_t i = 0;
	     errors != NULL && i < json_object_array_length(errors); i++) {
		struct json_object *e = json_object_array_get_idx(errors, i);

		fputs("  ", stderr);
		safe_print(stderr, proto_text(e, "pointer"));
		fputs(": ", stderr);
		safe_print(stderr, proto_text(e, "detail"));
		fputc('\n', stderr);
	}
	if (http == 401 && strcmp(code, "unauthenticated") == 0)
		return LINK_SIGNED_OUT;
	return LINK_REFUSED;
}

static enum link_status
say_unreachable(CURLcode code, const char *url)
{
	fprintf(stderr, "%s: %s\n", url, curl_easy_strerror(code));
	if (code == CURLE_PEER_FAILED_VERIFICATION ||
	    code == CURLE_SSL_CACERT_BADFILE)
		fputs(
		    "The server's certificate is not trusted here. For a "
		    "development server name its certificate with --ca FILE or "
		    "SERENDIP_CA.\n",
		    stderr);
	else if (code == CURLE_COULDNT_CONNECT)
		fputs("Is the server running, and is this its address?\n",
		    stderr);
	return LINK_UNREACHABLE;
}

static CURLcode
perform(struct link *l, const char *url, struct curl_slist *headers, long *http)
{
	CURLcode code;

	free(l->data);
	l->data = NULL;
	l->len = 0;
	l->etag[0] = l->problem[0] = '\0';
	l->retry_after = 0;
	l->is_json = false;
	curl_easy_setopt(l->curl, CURLOPT_URL, url);
	curl_easy_setopt(l->curl, CURLOPT_HTTPHEADER, headers);
	code = curl_easy_perform(l->curl);
	*http = 0;
	curl_easy_getinfo(l->curl, CURLINFO_RESPONSE_CODE, http);
	return code;
}

static void
make_key(char key[33])
{
	unsigned char bytes[16];

	if (getrandom(bytes, sizeof(bytes), 0) != (ssize_t)sizeof(bytes))
		exit(LINK_UNREACHABLE);
	for (int i = 0; i < 16; i++)
		snprintf(key + 2 * i, 3, "%02x", bytes[i]);
}

enum link_status
link_call(struct link *l, enum proto_route_id id,
    const struct link_request *request, struct json_object **reply)
{
	static const struct link_request none;
	const struct link_request *rq = request == NULL ? &none : request;
	const struct proto_route *route = &proto_routes[id];
	struct proto_findings f = { 0 };
	struct curl_slist *headers;
	struct json_object *o = NULL;
	enum link_status status = LINK_OK;
	CURLcode code;
	char key[33], *url;
	long http;

	*reply = NULL;
	make_key(key);
	url = make_url(l, route, rq);
	headers = make_headers(l, route, rq, key);
	set_body(l, route, rq);
	code = perform(l, url, headers, &http);
	if (code == CURLE_OK && http == 503 && l->retry_after > 0 &&
	    l->retry_after <= 5) {
		sleep((unsigned)l->retry_after);
		code = perform(l, url, headers, &http);
	}
	if (code != CURLE_OK) {
		status = say_unreachable(code, url);
	} else {
		if (l->is_json && l->len > 0)
			o = proto_parse(l->data, l->len, &f);
		if (http >= 200 && http < 300)
			*reply = o;
		else
			status = say_problem(l, http, o);
		if (*reply == NULL)
			json_object_put(o);
	}
	proto_findings_clear(&f);
	curl_slist_free_all(headers);
	free(url);
	return status;
}
