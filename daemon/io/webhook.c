/*
 * HTTPS to somebody outside: see io/webhook.h.
 */
#include "io/webhook.h"
#include <netdb.h>
#include <string.h>
#include <sys/socket.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include "base/clock.h"
#include "base/memory.h"
#include "base/text.h"
#include "io/loop.h"
#include "io/public_address.h"
#include "io/seal.h"
#include "io/transfer.h"

#define WEBHOOKS_MAGIC 0x3eb40001u
#define WEBHOOK_CALL_MAGIC 0x3eb40002u
#define TIMEOUT_US (5 * CLOCK_SECOND)
#define GRACE_US \
	(CLOCK_SECOND / 2) /* for libcurl to say itself what was slow */
#define LEFT_MAX 64
#define ANSWER_BYTES_MAX (64 * 1024)
#define PRIVATE \
	"the address is private or of this machine; allow_private lets it be"

struct webhooks {
	unsigned magic;
	struct loop *loop;
	struct transfers *transfers;
	int left; /* calls that nobody waits for, whose threads still do */
};

struct webhook_call {
	unsigned magic;
	struct webhooks *webhooks;
	struct timer *deadline;
	struct transfer transfer;
	struct curl_slist *headers, *resolved;
	char *url, *body, *ca_file, *host, *port;
	bool allow_private;
	size_t answer_bytes;
	char error[CURL_ERROR_SIZE];
	char refusal[WEBHOOK_WORDS]; /* ours, of its address */
	int64_t since_us;
	webhook_done_cb done;
	void *arg;
};

struct webhooks *
webhooks_new(struct loop *loop)
{
	struct webhooks *w = memory_new(1, sizeof(*w));

	w->magic = WEBHOOKS_MAGIC;
	w->loop = loop;
	w->transfers = transfers_new(loop);
	return w;
}

void
webhooks_free(struct webhooks *w)
{
	if (w == NULL)
		return;
	CHECK(w, WEBHOOKS_MAGIC);
	transfers_free(w->transfers);
	w->magic = 0;
	free(w);
}

/* The address of a chat is its key, and so is what authorises. */
static void
call_free(struct webhook_call *c)
{
	curl_easy_cleanup(c->transfer.easy);
	for (struct curl_slist *h = c->headers; h != NULL; h = h->next)
		seal_wipe(h->data, strlen(h->data));
	curl_slist_free_all(c->headers);
	curl_slist_free_all(c->resolved);
	if (c->url != NULL)
		seal_wipe(c->url, strlen(c->url));
	free(c->url);
	free(c->body);
	free(c->ca_file);
	free(c->host);
	free(c->port);
	c->magic = 0;
	free(c);
}

static void
on_gone(void *arg)
{
	struct webhook_call *c = arg;

	CHECK(c, WEBHOOK_CALL_MAGIC);
	c->webhooks->left--;
	call_free(c);
}

/* At once, or as soon as its thread lets go of it. */
static void
call_leave(struct webhook_call *c)
{
	loop_timer_cancel(c->deadline);
	c->deadline = NULL;
	if (c->transfer.run == NULL) {
		call_free(c);
		return;
	}
	c->webhooks->left++;
	transfer_leave(&c->transfer, on_gone);
}

/* --- in the thread -------------------------------------------------------- */

/* host:port:address,address… for libcurl, which asks nobody then. */
static CURLcode
take_addresses(struct webhook_call *c, const struct addrinfo *list)
{
	struct text line = { 0 };
	char address[INET6_ADDRSTRLEN];

	text_addf(&line, "%s:%s:", c->host, c->port);
	for (const struct addrinfo *a = list; a != NULL; a = a->ai_next) {
		if (!c->allow_private && !public_address(a->ai_addr)) {
			text_copy(c->refusal, sizeof(c->refusal), PRIVATE);
			text_clear(&line);
			return CURLE_COULDNT_CONNECT;
		}
		if (getnameinfo(a->ai_addr, a->ai_addrlen, address,
			sizeof(address), NULL, 0, NI_NUMERICHOST) != 0)
			continue;
		text_addf(&line, a->ai_family == AF_INET6 ? "%s[%s]" : "%s%s",
		    a == list ? "" : ",", address);
	}
	c->resolved = curl_slist_append(NULL, line.data);
	text_clear(&line);
	curl_easy_setopt(c->transfer.easy, CURLOPT_RESOLVE, c->resolved);
	return CURLE_OK;
}

/* What looking its name up took is the whole's. */
static CURLcode
take_time(struct webhook_call *c)
{
	int64_t left_us = c->since_us + TIMEOUT_US - clock_steady_us();

	if (left_us < CLOCK_SECOND / 1000)
		return CURLE_OPERATION_TIMEDOUT;
	curl_easy_setopt(c->transfer.easy, CURLOPT_TIMEOUT_MS,
	    (long)(left_us * 1000 / CLOCK_SECOND));
	return CURLE_OK;
}

static CURLcode
on_prepare(void *arg)
{
	struct webhook_call *c = arg;
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	char name[256];
	struct addrinfo *list;
	CURLcode result;
	int wrong;

	/* An IPv6 address is in brackets in a URL, and nowhere else. */
	text_copy(
	    name, sizeof(name), c->host[0] == '[' ? c->host + 1 : c->host);
	if (c->host[0] == '[')
		name[strcspn(name, "]")] = '\0';
	wrong = getaddrinfo(name, c->port, &hints, &list);
	if (wrong != 0) {
		snprintf(c->refusal, sizeof(c->refusal), "%.100s: %s", name,
		    gai_strerror(wrong));
		return CURLE_COULDNT_RESOLVE_HOST;
	}
	result = take_addresses(c, list);
	freeaddrinfo(list);
	return result == CURLE_OK ? take_time(c) : result;
}

/* Whatever libcurl made of the URL: no socket to anybody else is opened. */
static curl_socket_t
on_open(void *arg, curlsocktype purpose, struct curl_sockaddr *a)
{
	struct webhook_call *c = arg;

	(void)purpose;
	if (!c->allow_private && !public_address(&a->addr)) {
		text_copy(c->refusal, sizeof(c->refusal), PRIVATE);
		return CURL_SOCKET_BAD;
	}
	return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

/* So much is read as politeness asks, and forgotten. */
static size_t
on_content(char *data, size_t size, size_t count, void *arg)
{
	struct webhook_call *c = arg;

	(void)data;
	c->answer_bytes += size * count;
	return c->answer_bytes > ANSWER_BYTES_MAX ? 0 : size * count;
}

/* --- on the loop ---------------------------------------------------------- */

static void
call_over(struct webhook_call *c, struct webhook_answer *answer)
{
	webhook_done_cb done = c->done;
	void *arg = c->arg;

	answer->took_us = clock_steady_us() - c->since_us;
	call_leave(c);
	done(arg, answer);
}

static void
on_over(void *arg, CURLcode result)
{
	struct webhook_call *c = arg;
	struct webhook_answer answer = { 0 };
	long status = 0;

	CHECK(c, WEBHOOK_CALL_MAGIC);
	curl_easy_getinfo(c->transfer.easy, CURLINFO_RESPONSE_CODE, &status);
	answer.status = (int)status;
	if (status != 0)
		snprintf(answer.words, sizeof(answer.words), "HTTP %ld%s",
		    status,
		    status / 100 == 3 ? ", and redirects are not followed"
				      : "");
	else
		text_copy(answer.words, sizeof(answer.words),
		    c->refusal[0] != '\0' ? c->refusal
		    : c->error[0] != '\0' ? c->error
					  : curl_easy_strerror(result));
	call_over(c, &answer);
}

/* libcurl keeps its own time; getaddrinfo does not. */
static void
on_deadline(void *arg)
{
	struct webhook_call *c = arg;
	struct webhook_answer answer = { 0 };

	CHECK(c, WEBHOOK_CALL_MAGIC);
	c->deadline = NULL; /* no longer pending */
	snprintf(answer.words, sizeof(answer.words),
	    "%.90s: no name server has answered%s", c->host,
	    c->transfer.run == NULL ? ", nor for others before it" : "");
	call_over(c, &answer);
}

static char *
url_part(CURLU *url, CURLUPart part, unsigned flags)
{
	char *theirs = NULL, *ours;

	if (curl_url_get(url, part, &theirs, flags) != CURLUE_OK)
		return memory_text("");
	ours = memory_text(theirs);
	curl_free(theirs);
	return ours;
}

static void
take_url(struct webhook_call *c, const char *url)
{
	CURLU *parts = curl_url();

	if (parts == NULL)
		die("no memory");
	c->url = memory_text(url);
	/* What is no URL has no host, and libcurl says so. */
	(void)curl_url_set(parts, CURLUPART_URL, url, 0);
	c->host = url_part(parts, CURLUPART_HOST, 0);
	c->port = url_part(parts, CURLUPART_PORT, CURLU_DEFAULT_PORT);
	curl_url_cleanup(parts);
}

static void
call_options(struct webhook_call *c, bool is_put)
{
	CURL *easy = c->transfer.easy;

	curl_easy_setopt(easy, CURLOPT_URL, c->url);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https");
	curl_easy_setopt(easy, CURLOPT_PROXY, "");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(
	    easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(
	    easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(
	    easy, CURLOPT_USERAGENT, "serendipd/" SERENDIP_VERSION);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, c->headers);
	curl_easy_setopt(easy, CURLOPT_POSTFIELDS, c->body);
	if (is_put)
		curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, "PUT");
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_content);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, (void *)c);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, (void *)c);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, c->error);
	if (c->ca_file != NULL)
		curl_easy_setopt(easy, CURLOPT_CAINFO, c->ca_file);
}

/* Where so many threads hang already, not one more. */
static void
call_begin(struct webhook_call *c)
{
	struct webhooks *w = c->webhooks;
	bool is_full = w->left >= LEFT_MAX;

	if (!is_full)
		transfer_begin(w->transfers, &c->transfer);
	c->deadline = loop_timer_start(
	    w->loop, is_full ? 0 : TIMEOUT_US + GRACE_US, on_deadline, c);
}

struct webhook_call *
webhook_send(struct webhooks *w, const struct webhook_request *rq,
    webhook_done_cb done, void *arg)
{
	static const char *const ours[] = { "Content-Type: application/json",
		"Expect:", NULL };
	const char *const *const lists[] = { ours, rq->headers };
	struct webhook_call *c = memory_new(1, sizeof(*c));

	CHECK(w, WEBHOOKS_MAGIC);
	c->magic = WEBHOOK_CALL_MAGIC;
	c->webhooks = w;
	c->body = memory_text(rq->body);
	c->ca_file = rq->ca_file == NULL ? NULL : memory_text(rq->ca_file);
	c->allow_private = rq->allow_private;
	c->since_us = clock_steady_us();
	c->done = done;
	c->arg = arg;
	take_url(c, rq->url);
	for (size_t i = 0; i < COUNT_OF(lists); i++)
		for (const char *const *h = lists[i]; *h != NULL; h++)
			if ((c->headers = curl_slist_append(c->headers, *h)) ==
			    NULL)
				die("no memory");
	c->transfer.easy = curl_easy_init();
	if (c->transfer.easy == NULL)
		die("libcurl has no handle");
	c->transfer.prepare = on_prepare;
	c->transfer.done = on_over;
	c->transfer.arg = c;
	call_options(c, rq->is_put);
	call_begin(c);
	return c;
}

void
webhook_cancel(struct webhook_call *c)
{
	if (c == NULL)
		return;
	CHECK(c, WEBHOOK_CALL_MAGIC);
	call_leave(c);
}

void
webhook_path_segment(const char *s, struct text *out)
{
	char *escaped = curl_easy_escape(NULL, s, 0);

	if (escaped == NULL)
		die("no memory");
	text_add(out, escaped);
	curl_free(escaped);
}
