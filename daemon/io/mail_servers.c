/*
 * Mail servers: see io/mail_servers.h. A server in trouble rests, and then gets
 * a single letter to show whether it works again.
 */
#include "io/mail_servers.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "io/seal.h"
#include "io/secret_file.h"

#define SERVERS_MAGIC 0x6d737276U
#define REST_FIRST_US (CLOCK_SECOND / 4)
#define REST_MAX_US (10 * CLOCK_SECOND)
#define WAIT_MAX_US CLOCK_SECOND /* rather than sending a letter later */

struct mail_server {
	unsigned bit;
	char *name; /* for the log: the URL without user */
	struct mail_line_options options;
	struct mail_seat *seats;
	int busy;
	int64_t rest_us, until_us; /* 0: it works; by the steady clock */
};

struct mail_servers {
	unsigned magic;
	void *owner;
	struct transfers *transfers;
	struct mail_server *servers;
	size_t count, turn;
	int seats; /* of each */
};

/* --- what the operator wrote ---------------------------------------------- */

static char *
url_part(CURLU *url, CURLUPart part, unsigned flags)
{
	char *theirs = NULL, *ours = NULL;

	if (curl_url_get(url, part, &theirs, flags) == CURLUE_OK)
		ours = memory_text(theirs);
	curl_free(theirs);
	return ours;
}

static long
use_ssl_of(const char *word)
{
	if (strcmp(word, "none") == 0)
		return CURLUSESSL_NONE;
	return strcmp(word, "opportunistic") == 0 ? CURLUSESSL_TRY
						  : CURLUSESSL_ALL;
}

/* A password in clear text is everybody's. */
static int
server_credentials(
    struct mail_server *s, const struct mail_options *o, struct fault *why)
{
	if (s->options.user == NULL)
		return 0;
	if (!s->options.is_smtps && s->options.use_ssl != CURLUSESSL_ALL)
		return fault_set(why, FAULT_INVALID,
		    "letters.transport: a user's password goes only over TLS: "
		    "smtps://, or letters.smtp_tls: required");
	if (*o->password_file == '\0')
		return fault_set(why, FAULT_INVALID,
		    "letters.transport has a user, so letters.password_file "
		    "must be given");
	s->options.password =
	    secret_file_read("letters.password_file", o->password_file, why);
	return s->options.password == NULL ? -1 : 0;
}

static int
server_read(struct mail_server *s, const char *text,
    const struct mail_options *o, struct fault *why)
{
	CURLU *url = curl_url();
	char *host = NULL, *port = NULL, *scheme = NULL;
	struct text all = { 0 };
	int result = 0;

	if (url == NULL ||
	    curl_url_set(url, CURLUPART_URL, text, 0) != CURLUE_OK ||
	    (host = url_part(url, CURLUPART_HOST, 0)) == NULL ||
	    (scheme = url_part(url, CURLUPART_SCHEME, 0)) == NULL ||
	    (strcmp(scheme, "smtp") != 0 && strcmp(scheme, "smtps") != 0)) {
		result = fault_set(why, FAULT_INVALID,
		    "letters.transport: \"%s\" is no mail server", text);
	} else {
		s->options.is_smtps = strcmp(scheme, "smtps") == 0;
		port = url_part(url, CURLUPART_PORT, 0);
		text_addf(&all, "%s://%s:%s", scheme, host,
		    port != NULL          ? port
		    : s->options.is_smtps ? "465"
					  : "587");
		s->name = memory_text(all.data);
		text_addf(&all, "/%s", o->hello);
		s->options.url = text_take(&all);
		s->options.user =
		    url_part(url, CURLUPART_USER, CURLU_URLDECODE);
		s->options.use_ssl = use_ssl_of(o->tls);
		s->options.ca_file = o->ca_file;
		s->options.timeout_us = o->timeout_us;
		result = server_credentials(s, o, why);
	}
	text_clear(&all);
	free(host);
	free(port);
	free(scheme);
	curl_url_cleanup(url);
	return result;
}

/* --- the servers ---------------------------------------------------------- */

static void
server_open(struct mail_servers *m, struct mail_server *s, mail_line_cb done)
{
	s->seats = memory_new((size_t)m->seats, sizeof(*s->seats));
	for (int i = 0; i < m->seats; i++) {
		struct mail_seat *seat = &s->seats[i];

		seat->servers = m;
		seat->server = s;
		seat->line =
		    mail_line_new(m->transfers, &s->options, done, seat);
	}
}

static void
server_free(struct mail_servers *m, struct mail_server *s)
{
	for (int i = 0; s->seats != NULL && i < m->seats; i++)
		mail_line_free(s->seats[i].line);
	if (s->options.password != NULL)
		seal_wipe(s->options.password, strlen(s->options.password));
	free(s->options.password);
	free(s->options.user);
	free(s->options.url);
	free(s->name);
	free(s->seats);
}

struct mail_servers *
mail_servers_new(struct loop *loop, const struct mail_options *o,
    mail_line_cb done, void *owner, struct fault *why)
{
	struct mail_servers *m = memory_new(1, sizeof(*m));
	char *copy = memory_text(o->transport), *rest = copy, *word;
	int result = 0;

	m->magic = SERVERS_MAGIC;
	m->owner = owner;
	m->seats = o->connections;
	m->servers = memory_new(MAIL_SERVERS_MAX, sizeof(*m->servers));
	while (result == 0 && (word = text_split(&rest, " ")) != NULL) {
		if (*word == '\0')
			continue;
		if (m->count == MAIL_SERVERS_MAX) {
			result = fault_set(why, FAULT_INVALID,
			    "letters.transport: more than %d mail servers",
			    MAIL_SERVERS_MAX);
			break;
		}
		m->servers[m->count].bit = 1u << m->count;
		result = server_read(&m->servers[m->count++], word, o, why);
	}
	free(copy);
	if (result != 0) {
		mail_servers_free(m);
		return NULL;
	}
	m->transfers = transfers_new(loop);
	for (size_t i = 0; i < m->count; i++)
		server_open(m, &m->servers[i], done);
	return m;
}

void
mail_servers_free(struct mail_servers *m)
{
	CHECK(m, SERVERS_MAGIC);
	for (size_t i = 0; i < m->count; i++)
		server_free(m, &m->servers[i]);
	transfers_free(m->transfers);
	free(m->servers);
	m->magic = 0;
	free(m);
}

void *
mail_servers_owner(const struct mail_servers *m)
{
	return m->owner;
}

/* --- which ---------------------------------------------------------------- */

static bool
server_has_room(const struct mail_servers *m, const struct mail_server *s)
{
	return s->busy < (s->rest_us == 0 ? m->seats : 1);
}

static struct mail_seat *
server_take_seat(struct mail_servers *m, struct mail_server *s)
{
	for (int i = 0; i < m->seats; i++)
		if (s->seats[i].call == NULL)
			return &s->seats[i];
	die("a server's seats were counted wrongly");
}

struct mail_seat *
mail_servers_seat(struct mail_servers *m, unsigned tried, int64_t *wait_us)
{
	int64_t now_us = clock_steady_us();
	struct mail_server *best = NULL;

	*wait_us = -1;
	m->turn++;
	for (size_t i = 0; i < m->count; i++) {
		struct mail_server *s = &m->servers[(i + m->turn) % m->count];
		int64_t rests_us = s->until_us - now_us;

		if ((tried & s->bit) != 0 || rests_us > WAIT_MAX_US)
			continue;
		if (rests_us > 0) {
			if (*wait_us < 0 || rests_us < *wait_us)
				*wait_us = rests_us;
		} else if (!server_has_room(m, s)) {
			if (*wait_us < 0)
				*wait_us = 0;
		} else if (best == NULL || s->busy < best->busy) {
			best = s;
		}
	}
	return best == NULL ? NULL : server_take_seat(m, best);
}

void
mail_seat_take(struct mail_seat *seat, struct mail_call *call)
{
	seat->call = call;
	seat->server->busy++;
}

void
mail_seat_leave(struct mail_seat *seat)
{
	seat->call = NULL;
	seat->server->busy--;
}

unsigned
mail_server_bit(const struct mail_server *s)
{
	return s->bit;
}

void
mail_server_works(struct mail_server *s)
{
	if (s->rest_us > 0)
		log_info("a mail server works again", LOG_T("server", s->name));
	s->rest_us = s->until_us = 0;
}

void
mail_server_rests(struct mail_server *s, const char *words)
{
	log_warn("a mail server is in trouble", LOG_T("server", s->name),
	    LOG_T("words", words));
	s->rest_us = s->rest_us == 0 ? REST_FIRST_US : s->rest_us * 2;
	if (s->rest_us > REST_MAX_US)
		s->rest_us = REST_MAX_US;
	s->until_us = clock_steady_us() + s->rest_us;
}
