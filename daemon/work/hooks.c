/*
 * Webhooks of a configuration, of operators: see work/hooks.h.
 */
#include "work/hooks.h"
#include <inttypes.h>
#include <string.h>
#include "base/clock.h"
#include "base/encode.h"
#include "base/memory.h"
#include "config/config.h"
#include "io/seal.h"
#include "io/secret_file.h"
#include "io/webhook_sign.h"
#include "store/store_webhook.h"
#include "work/hook_chat.h"
#include "work/house.h"

#define REST_FIRST_US (2 * CLOCK_SECOND)
#define REST_MAX_US (2 * CLOCK_MINUTE)
#define HEADERS_MAX 5

struct hook {
	struct config_webhook of; /* texts are its own; url is always there */
	char host[256];
	struct webhook_key key;    /* of standard */
	char *token;               /* of Matrix */
	int64_t rest_us, until_us; /* 0: it works; steady */
};

struct hooks {
	struct hook *list;
	size_t count;
};

/* --- reading -------------------------------------------------------------- */

static char *
copy_of(const char *s)
{
	return s == NULL ? NULL : memory_text(s);
}

static void
wipe_and_free(char *s)
{
	if (s != NULL)
		seal_wipe(s, strlen(s));
	free(s);
}

static int
hook_read_url(struct hook *h, const struct config_webhook *w, struct fault *why)
{
	const char *host;
	size_t n;

	h->of.url = w->url != NULL
			? memory_text(w->url)
			: secret_file_read("url_file", w->url_file, why);
	if (h->of.url == NULL)
		return -1;
	if (strncmp(h->of.url, "https://", 8) != 0)
		return fault_set(why, FAULT_INVALID,
		    "webhooks.%s.url_file: its first line does not begin with "
		    "https://",
		    w->name);
	if (strpbrk(h->of.url, "@ \t\\") != NULL)
		return fault_set(why, FAULT_INVALID,
		    "webhooks.%s.url_file: its address has a name in front of "
		    "an @, a blank or a backslash in it",
		    w->name);
	n = strlen(h->of.url);
	if (h->of.url[n - 1] == '/')
		h->of.url[n - 1] = '\0';
	host = h->of.url + 8;
	n = strcspn(host, "/?");
	text_copy(
	    h->host, n + 1 < sizeof(h->host) ? n + 1 : sizeof(h->host), host);
	return 0;
}

static int
hook_read_secret(
    struct hook *h, const struct config_webhook *w, struct fault *why)
{
	int result = 0;
	char *secret;

	if (w->format != HOOK_STANDARD && w->format != HOOK_MATRIX)
		return 0;
	secret = secret_file_read("secret_file", w->secret_file, why);
	if (secret == NULL)
		return -1;
	if (w->format == HOOK_MATRIX)
		h->token = memory_text(secret);
	else if (webhook_key_parse(secret, &h->key) != 0)
		result = fault_set(why, FAULT_INVALID,
		    "webhooks.%s.secret_file: its first line must be whsec_ "
		    "and 24 to 64 bytes in base64",
		    w->name);
	wipe_and_free(secret);
	return result;
}

struct hooks *
hooks_new(const struct config *config, struct fault *why)
{
	struct hooks *hooks = memory_new(1, sizeof(*hooks));

	hooks->list =
	    memory_new(config->webhook_count + 1, sizeof(struct hook));
	for (size_t i = 0; i < config->webhook_count; i++) {
		const struct config_webhook *w = &config->webhooks[i];
		struct hook *h = &hooks->list[hooks->count++];

		h->of = (struct config_webhook){ .name = memory_text(w->name),
			.format = w->format,
			.events = w->events,
			.room = copy_of(w->room),
			.ca_file = copy_of(w->ca_file),
			.allow_private = w->allow_private };
		if (hook_read_url(h, w, why) != 0 ||
		    hook_read_secret(h, w, why) != 0) {
			hooks_free(hooks);
			return NULL;
		}
	}
	return hooks;
}

void
hooks_free(struct hooks *hooks)
{
	if (hooks == NULL)
		return;
	for (size_t i = 0; i < hooks->count; i++) {
		struct hook *h = &hooks->list[i];

		free(h->of.name);
		free(h->of.room);
		free(h->of.ca_file);
		wipe_and_free(h->of.url);
		wipe_and_free(h->token);
		seal_wipe(&h->key, sizeof(h->key));
	}
	free(hooks->list);
	free(hooks);
}

struct hook *
hooks_find(struct hooks *hooks, const char *name)
{
	for (size_t i = 0; i < hooks->count; i++)
		if (strcmp(hooks->list[i].of.name, name) == 0)
			return &hooks->list[i];
	return NULL;
}

const char *
hook_host(const struct hook *h)
{
	return h->host;
}

/* --- sending -------------------------------------------------------------- */

/* Headers as texts of their own. */
struct headers {
	struct text texts[HEADERS_MAX];
	const char *list[HEADERS_MAX + 1];
	size_t count;
};

static struct text *
header_new(struct headers *h, const char *name)
{
	struct text *t = &h->texts[h->count++];

	text_addf(t, "%s: ", name);
	return t;
}

static void
headers_sign(struct headers *h, const struct hook *hook, const struct id *id,
    const char *body)
{
	const int64_t now_s = clock_now_us() / CLOCK_SECOND;
	char name[4 + ID_TEXT_SIZE] = "msg_";

	id_text(id, name + 4);
	text_add(header_new(h, "webhook-id"), name);
	text_addf(header_new(h, "webhook-timestamp"), "%" PRId64, now_s);
	webhook_sign(
	    &hook->key, name, now_s, body, header_new(h, "webhook-signature"));
}

static void
matrix_url(const struct hook *hook, const struct id *id, struct text *out)
{
	char txn[ID_TEXT_SIZE];

	text_addf(out, "%s/_matrix/client/v3/rooms/", hook->of.url);
	webhook_path_segment(hook->of.room, out);
	text_addf(out, "/send/m.room.message/%s", id_text(id, txn));
}

struct webhook_call *
hook_send(const struct house *house, const struct hook *hook,
    const struct hook_letter *letter, webhook_done_cb done, void *arg)
{
	const bool is_matrix = hook->of.format == HOOK_MATRIX;
	struct headers headers = { 0 };
	struct text body = { 0 }, url = { 0 };
	struct webhook_request rq = { .is_put = is_matrix,
		.headers = headers.list,
		.ca_file = hook->of.ca_file,
		.allow_private = hook->of.allow_private };
	struct webhook_call *call;

	if (hook->of.format == HOOK_STANDARD) {
		text_add(&body, letter->body);
		headers_sign(&headers, hook, &letter->id, body.data);
	} else {
		hook_chat_body(house->config, hook->of.format, letter, &body);
	}
	if (is_matrix) {
		text_addf(header_new(&headers, "Authorization"), "Bearer %s",
		    hook->token);
		matrix_url(hook, &letter->id, &url);
	} else {
		text_add(&url, hook->of.url);
	}
	for (size_t i = 0; i < headers.count; i++)
		headers.list[i] = headers.texts[i].data;
	rq.url = url.data;
	rq.body = body.data;
	call = webhook_send(house->webhooks, &rq, done, arg);
	for (size_t i = 0; i < headers.count; i++) {
		seal_wipe(headers.texts[i].data, headers.texts[i].len);
		text_clear(&headers.texts[i]);
	}
	text_clear(&body);
	seal_wipe(url.data, url.len);
	text_clear(&url);
	return call;
}

/* --- trouble -------------------------------------------------------------- */

void
hook_was(struct hook *h, bool is_well)
{
	if (is_well) {
		h->rest_us = h->until_us = 0;
		return;
	}
	h->rest_us = h->rest_us == 0 ? REST_FIRST_US : h->rest_us * 2;
	if (h->rest_us > REST_MAX_US)
		h->rest_us = REST_MAX_US;
	h->until_us = clock_steady_us() + h->rest_us;
}

int64_t
hook_rests_us(const struct hook *h)
{
	int64_t left_us = h->until_us - clock_steady_us();

	return left_us > 0 ? left_us : 0;
}

/* --- the database --------------------------------------------------------- */

static void
add_target(const struct hook *h, struct text *out)
{
	struct text all = { 0 };
	uint8_t digest[SEAL_DIGEST];
	char hex[2 * SEAL_DIGEST + 1];

	text_addf(&all, "%d %s %s", (int)h->of.format, h->of.url,
	    h->of.room == NULL ? "" : h->of.room);
	seal_digest(all.data, all.len, digest);
	encode_hex(digest, sizeof(digest), hex);
	text_add(out, hex);
	seal_wipe(all.data, all.len);
	text_clear(&all);
}

void
hooks_mirror(
    const struct hooks *hooks, const struct config *config, struct db_batch *b)
{
	struct store_webhook_mirror m = { 0 };

	for (size_t i = 0; i < hooks->count; i++) {
		const struct hook *h = &hooks->list[i];
		struct text target = { 0 }, events = { 0 };

		add_target(h, &target);
		for (int e = 0; e < WEBHOOK_EVENTS; e++)
			if ((h->of.events >> e & 1) != 0)
				text_addf(&events, "%s%s",
				    events.len > 0 ? " " : "",
				    webhook_event_word((enum webhook_event)e));
		db_array_text(&m.names, h->of.name);
		db_array_text(&m.targets, target.data);
		db_array_text(&m.events, text_get(&events));
		text_clear(&target);
		text_clear(&events);
	}
	store_webhook_mirror(b, &m, config->letters_give_up_hours);
}
