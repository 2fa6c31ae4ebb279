/*
 * One connection to a mail server: see io/mail_line.h. libcurl does not say at
 * which command a letter was refused, so we listen to the conversation.
 */
#include <sys/socket.h>
#include "io/mail_line.h"
#include "base/clock.h"
#include "base/memory.h"
#include "io/seal.h"

#define LINE_MAGIC 0x6d6c696eU
#define CONNECT_MS 15000L

struct mail_line {
	unsigned magic;
	struct transfers *transfers;
	struct transfer transfer;
	mail_line_cb done;
	void *arg;
	struct text bytes; /* of the letter under way */
	size_t sent;
	struct curl_slist *to;
	enum mail_stage stage;
	char reply[MAIL_REPLY_BYTES]; /* to the stage's command */
	char words[MAIL_REPLY_BYTES];
	char error[CURL_ERROR_SIZE];
	bool was_reused, is_parting;
};

/* --- the conversation ----------------------------------------------------- */

static void
line_said(struct mail_line *l, const char *command, size_t n)
{
	static const struct {
		const char *word;
		enum mail_stage stage;
	} stages[] = { { "MAIL", MAIL_AT_SENDER },
		{ "RCPT", MAIL_AT_RECIPIENT }, { "DATA", MAIL_AT_DATA } };

	/* After a refusal; what it was answered with shall stay. */
	l->is_parting = n >= 4 && strncmp(command, "QUIT", 4) == 0;
	if (l->is_parting)
		return;
	for (size_t i = 0; i < COUNT_OF(stages); i++)
		if (n >= 4 && strncmp(command, stages[i].word, 4) == 0)
			l->stage = stages[i].stage;
	l->reply[0] = '\0';
}

static void
line_heard(struct mail_line *l, const char *reply, size_t n)
{
	size_t k = 0;

	if (l->is_parting)
		return;
	/* A stranger's words: they end up in the log and the database. */
	for (size_t i = 0; i < n && k < sizeof(l->reply) - 1; i++)
		if (reply[i] >= ' ' && reply[i] < 0x7f)
			l->reply[k++] = reply[i];
	l->reply[k] = '\0';
	if (l->stage == MAIL_AT_DATA && strncmp(l->reply, "354", 3) == 0) {
		l->stage = MAIL_AT_TEXT;
		l->reply[0] = '\0';
	}
}

static int
on_conversation(CURL *easy, curl_infotype type, char *data, size_t n, void *arg)
{
	struct mail_line *l = arg;

	(void)easy;
	CHECK(l, LINE_MAGIC);
	if (type == CURLINFO_HEADER_OUT)
		line_said(l, data, n);
	else if (type == CURLINFO_HEADER_IN)
		line_heard(l, data, n);
	return 0;
}

static size_t
on_wanted(char *buffer, size_t size, size_t count, void *arg)
{
	struct mail_line *l = arg;
	size_t n = l->bytes.len - l->sent;

	CHECK(l, LINE_MAGIC);
	if (n > size * count)
		n = size * count;
	memcpy(buffer, l->bytes.data + l->sent, n);
	l->sent += n;
	return n;
}

/* Replies stand in on_conversation; nothing shall be printed. */
static size_t
on_content(char *data, size_t size, size_t count, void *arg)
{
	(void)data;
	(void)arg;
	return size * count;
}

/* --- one letter ----------------------------------------------------------- */

static void
line_forget(struct mail_line *l)
{
	if (l->bytes.data != NULL)
		seal_wipe(l->bytes.data, l->bytes.len);
	text_clear(&l->bytes);
	curl_slist_free_all(l->to);
	l->to = NULL;
	curl_easy_setopt(l->transfer.easy, CURLOPT_MAIL_RCPT, NULL);
}

static void
on_transferred(void *arg, CURLcode result)
{
	struct mail_line *l = arg;
	enum mail_outcome outcome;
	long connects = 0;

	CHECK(l, LINE_MAGIC);
	curl_easy_getinfo(l->transfer.easy, CURLINFO_NUM_CONNECTS, &connects);
	l->was_reused = connects == 0;
	outcome = mail_outcome(result == CURLE_OK, l->stage, l->reply);
	if (l->reply[0] == '4' || l->reply[0] == '5')
		text_copy(l->words, sizeof(l->words), l->reply);
	else
		text_copy(l->words, sizeof(l->words),
		    l->error[0] != '\0' ? l->error
					: curl_easy_strerror(result));
	line_forget(l);
	l->done(l->arg, outcome);
}

int
mail_line_send(struct mail_line *l, const struct mail_message *message,
    bool fresh, struct fault *why)
{
	struct mail_message m = *message;
	struct text from = { 0 }, to = { 0 };
	CURL *easy = l->transfer.easy;

	CHECK(l, LINE_MAGIC);
	/* libcurl does not ask for 8BITMIME. */
	m.is_7bit = true;
	if (mail_compose(&m, &l->bytes, why) != 0 ||
	    mail_envelope(&m, &from, &to, why) != 0) {
		line_forget(l);
		return -1;
	}
	l->sent = 0;
	l->stage = MAIL_AT_GREETING;
	l->reply[0] = l->error[0] = '\0';
	l->is_parting = false;
	l->to = curl_slist_append(NULL, text_get(&to));
	if (l->to == NULL)
		die("no memory");
	curl_easy_setopt(easy, CURLOPT_MAIL_FROM, text_get(&from));
	curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, l->to);
	curl_easy_setopt(
	    easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)l->bytes.len);
	curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, fresh ? 1L : 0L);
	text_clear(&from);
	text_clear(&to);
	transfer_begin(l->transfers, &l->transfer);
	return 0;
}

const char *
mail_line_words(const struct mail_line *l)
{
	return l->words;
}

bool
mail_line_was_reused(const struct mail_line *l)
{
	return l->was_reused;
}

/* --- the connection ------------------------------------------------------- */

static void
line_secure(CURL *easy, const struct mail_line_options *o)
{
	curl_easy_setopt(
	    easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(easy, CURLOPT_USE_SSL, o->use_ssl);
	if (*o->ca_file != '\0')
		curl_easy_setopt(easy, CURLOPT_CAINFO, o->ca_file);
	/* Who can leave TLS out can put in any certificate: opportunistic is
	 * against those who only listen. */
	if (!o->is_smtps && o->use_ssl == CURLUSESSL_TRY) {
		curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
		curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
	}
	if (o->user != NULL) {
		curl_easy_setopt(easy, CURLOPT_USERNAME, o->user);
		curl_easy_setopt(easy, CURLOPT_PASSWORD, o->password);
	}
}

struct mail_line *
mail_line_new(struct transfers *transfers, const struct mail_line_options *o,
    mail_line_cb done, void *arg)
{
	struct mail_line *l = memory_new(1, sizeof(*l));
	CURL *easy = curl_easy_init();

	if (easy == NULL)
		die("libcurl has no handle");
	*l = (struct mail_line){ .magic = LINE_MAGIC,
		.transfers = transfers,
		.transfer = { .easy = easy, .done = on_transferred, .arg = l },
		.done = done,
		.arg = arg };
	curl_easy_setopt(easy, CURLOPT_URL, o->url);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(easy, CURLOPT_PROXY, "");
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(easy, CURLOPT_READFUNCTION, on_wanted);
	curl_easy_setopt(easy, CURLOPT_READDATA, (void *)l);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_content);
	curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, on_conversation);
	curl_easy_setopt(easy, CURLOPT_DEBUGDATA, (void *)l);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, l->error);
	curl_easy_setopt(easy, CURLOPT_MAXCONNECTS, 1L);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_MS);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS,
	    (long)(o->timeout_us * 1000 / CLOCK_SECOND));
	/* Of the goodbye to a connection that is of no use any more. */
	curl_easy_setopt(easy, CURLOPT_SERVER_RESPONSE_TIMEOUT,
	    (long)(o->timeout_us / CLOCK_SECOND) + 1);
	line_secure(easy, o);
	return l;
}

/* Else libcurl says QUIT and waits for the goodbye, on the loop, for as long as
 * a silent server likes (CURLOPT_TIMEOUT does not count there). */
static void
hang_up(CURL *easy)
{
	curl_socket_t fd = CURL_SOCKET_BAD;

	if (curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &fd) == CURLE_OK &&
	    fd != CURL_SOCKET_BAD)
		(void)shutdown(fd, SHUT_RDWR);
}

void
mail_line_free(struct mail_line *l)
{
	if (l == NULL)
		return;
	CHECK(l, LINE_MAGIC);
	line_forget(l);
	hang_up(l->transfer.easy);
	curl_easy_cleanup(l->transfer.easy);
	l->magic = 0;
	free(l);
}
