/*
 * serendipctl top: how busy the house is, each second, on a terminal; elsewhere
 * once. q ends it.
 */
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include "clients/ctl/ctl.h"
#include "clients/ctl/figures.h"
#include "clients/link/safe.h"

#define EVERY_MS 1000
#define SHOW "\x1b[?25h\x1b[?1049l" /* cursor, and the screen as it was */
#define HIDE "\x1b[?1049h\x1b[?25l"
#define HOME "\x1b[H"
#define REST_OF_LINE "\x1b[K\n"
#define REST_OF_SCREEN "\x1b[J"

struct top {
	struct context *c;
	const char *ending; /* of a line */
	struct figures *now, *before;
	double seconds; /* between the two; 0: since the daemon began */
};

static volatile sig_atomic_t was_told;

static void
on_signal(int signo)
{
	(void)signo;
	was_told = 1;
}

/* --- lines ---------------------------------------------------------------- */

static double
rate(const struct top *t, const char *name, const char *label)
{
	double n = figures_sum(t->now, name, label) -
		   figures_sum(t->before, name, label);

	return t->seconds > 0 ? n / t->seconds : 0;
}

static void
print_span(double seconds)
{
	if (seconds < 0)
		fputs("    –   ", stdout);
	else if (isinf(seconds))
		fputs(" > 300 s", stdout);
	else if (seconds < 1)
		printf("%5.1f ms", seconds * 1000);
	else
		printf("%6.1f s", seconds);
}

static void
print_latency(
    const struct top *t, const char *title, const char *name, const char *label)
{
	printf("%-22s half below ", title);
	print_span(figures_quantile(t->now, t->before, name, label, 50));
	fputs("   99 % below ", stdout);
	print_span(figures_quantile(t->now, t->before, name, label, 99));
	fputs(t->ending, stdout);
}

static void
print_letters(const struct top *t, const char *title, const char *channel)
{
	char pending[64], sending[64], dead[64];

	snprintf(pending, sizeof(pending), "%s,state=\"pending\"", channel);
	snprintf(sending, sizeof(sending), "%s,state=\"sending\"", channel);
	snprintf(dead, sizeof(dead), "%s,state=\"dead\"", channel);
	printf("%-22s %.0f waiting, %.0f leaving, %.0f given up; %.1f/s sent; "
	       "the oldest due for %.0f s%s",
	    title, figures_sum(t->now, "serendip_outbox_letters", pending),
	    figures_sum(t->now, "serendip_outbox_letters", sending),
	    figures_sum(t->now, "serendip_outbox_letters", dead),
	    rate(t, "serendip_letters_sent_total", channel),
	    figures_sum(t->now, "serendip_outbox_oldest_seconds", channel),
	    t->ending);
}

static void
print_figures(const struct top *t)
{
	printf(
	    "%-22s %.1f/s, of them %.1f/s 4xx, %.1f/s 5xx; %.0f connections, "
	    "%.0f streams%s",
	    "Requests", rate(t, "serendip_http_requests_total", NULL),
	    rate(t, "serendip_http_requests_total", "status=\"4xx\""),
	    rate(t, "serendip_http_requests_total", "status=\"5xx\""),
	    figures_sum(t->now, "serendip_http_connections", NULL),
	    figures_sum(t->now, "serendip_http_streams", NULL), t->ending);
	print_latency(t, "  of members",
	    "serendip_http_request_duration_seconds", "listener=\"members\"");
	print_latency(
	    t, "Loop, how late", "serendip_loop_lateness_seconds", NULL);
	printf(
	    "%-22s %.0f of %.0f connections busy, %.0f batches wait; %.1f/s%s",
	    "Database",
	    figures_sum(t->now, "serendip_database_connections_busy", NULL),
	    figures_sum(t->now, "serendip_database_connections", NULL),
	    figures_sum(t->now, "serendip_database_queue", NULL),
	    rate(t, "serendip_database_calls_total", NULL), t->ending);
	print_latency(
	    t, "  a batch", "serendip_database_batch_duration_seconds", NULL);
	print_latency(t, "  waiting for it",
	    "serendip_database_wait_duration_seconds", NULL);
	print_letters(t, "Letters", "channel=\"mail\"");
	print_letters(t, "Webhooks", "channel=\"webhook\"");
}

/* The newest, with the phase that each is in. */
static void
print_rounds(const struct top *t, struct json_object *list)
{
	printf("%sRounds%s", t->ending, t->ending);
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *r = json_object_array_get_idx(list, i);
		const char *failure = proto_text(r, "failure");

		printf("  %-20s ", proto_text(r, "scheduled_at"));
		safe_print(stdout, proto_text(r, "pool"));
		printf("  %s", proto_text(r, "state"));
		if (proto_get(r, "introduced") != NULL)
			printf(", %lld of %lld introduced",
			    (long long)proto_int(r, "introduced", 0),
			    (long long)proto_int(r, "members", 0));
		if (failure != NULL) {
			fputs(": ", stdout);
			safe_print(stdout, failure);
		}
		fputs(t->ending, stdout);
	}
}

/* --- one look ------------------------------------------------------------- */

static double
steady(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static enum link_status
look(struct top *t, bool is_screen)
{
	struct link_request rq = { .query = "limit=8" };
	struct json_object *nothing = NULL, *rounds = NULL;
	static double last;
	double now = steady();
	enum link_status status =
	    link_call(t->c->link, ROUTE_METRICS, NULL, &nothing);

	if (status != LINK_OK)
		return status;
	figures_free(t->before);
	t->before = t->now;
	t->now = figures_read(link_body(t->c->link));
	t->seconds = t->before == NULL ? 0 : now - last;
	last = now;
	status = link_call(t->c->link, ROUTE_ROUNDS, &rq, &rounds);
	if (status != LINK_OK)
		return status;
	if (is_screen)
		fputs(HOME, stdout);
	print_figures(t);
	print_rounds(t, proto_get(rounds, "rounds"));
	if (is_screen)
		fputs("\nq ends it." REST_OF_SCREEN, stdout);
	fflush(stdout);
	json_object_put(rounds);
	return LINK_OK;
}

/* --- the terminal --------------------------------------------------------- */

/* Waits a second for a key; false where it ends. */
static bool
goes_on(void)
{
	struct pollfd keys = { .fd = STDIN_FILENO, .events = POLLIN };
	char key = '\0';

	if (was_told || poll(&keys, 1, EVERY_MS) < 0)
		return false;
	if (keys.revents != 0 && read(STDIN_FILENO, &key, 1) != 1)
		return false;
	return !was_told && key != 'q' && key != 'Q';
}

static enum link_status
watch(struct top *t)
{
	struct sigaction told = { .sa_handler = on_signal };
	struct termios before, raw;
	enum link_status status;

	if (tcgetattr(STDIN_FILENO, &before) != 0)
		return look(t, false);
	sigaction(SIGINT, &told, NULL);
	sigaction(SIGTERM, &told, NULL);
	raw = before;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	tcsetattr(STDIN_FILENO, TCSANOW, &raw);
	fputs(HIDE, stdout);
	t->ending = REST_OF_LINE;
	do
		status = look(t, true);
	while (status == LINK_OK && goes_on());
	fputs(SHOW, stdout);
	fflush(stdout);
	tcsetattr(STDIN_FILENO, TCSANOW, &before);
	return status;
}

enum link_status
cmd_top(struct context *c, int argc, char **argv)
{
	struct top t = { .c = c, .ending = "\n" };
	enum link_status status;

	(void)argc;
	(void)argv;
	if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && !c->is_json)
		status = watch(&t);
	else
		status = look(&t, false);
	figures_free(t.now);
	figures_free(t.before);
	return status;
}
