/*
 * serendip watch: what happens, line by line, as it happens.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "clients/cli/cli.h"
#include "clients/cli/paper.h"
#include "clients/link/language.h"
#include "clients/link/pages.h"

#define LINE_MAX_BYTES 4096
#define WAIT_S_MAX 30

/* Server-sent events (HTML Living Standard, 9.2), as this server writes them: a
 * line for each field, an empty line at the end of an event. */
struct watch {
	struct context *c;
	struct link *other; /* to ask by, while the first one listens */
	struct json_object *about;
	const char *zone;
	char line[LINE_MAX_BYTES];
	size_t len;
	char id[100]; /* of the last event that was told */
	char next_id[100], kind[40], *data;
	const char *message; /* that is looked for */
	bool is_behind;      /* an event could not be told */
	bool was_heard;      /* something came over this connection */
	enum link_status status;
};

static volatile sig_atomic_t is_over;

static void
on_signal(int signo)
{
	(void)signo;
	is_over = 1;
}

/* --- telling -------------------------------------------------------------- */

static void
print_if_meant(void *arg, struct json_object *page)
{
	struct json_object *list = proto_get(page, "messages");
	struct watch *w = arg;

	for (size_t i = json_object_array_length(list); i-- > 0;) {
		struct json_object *m = json_object_array_get_idx(list, i);

		if (strcmp(proto_text(m, "id"), w->message) == 0)
			thread_print(m, w->zone);
	}
}

/* Wherever it stands: others may have been said since. */
static enum link_status
tell_message(struct watch *w, struct json_object *data)
{
	struct link_request rq = { .parameters = {
				       proto_text(data, "introduction") } };

	w->message = proto_text(data, "message");
	return pages_each(w->other, ROUTE_MESSAGES, &rq, print_if_meant, w);
}

static enum link_status
tell_introduction(struct watch *w, struct json_object *data)
{
	struct link_request rq = { .parameters = {
				       proto_text(data, "introduction") } };
	struct json_object *reply = NULL;
	enum link_status status =
	    link_call(w->other, ROUTE_INTRODUCTION, &rq, &reply);

	if (status == LINK_OK)
		card_print(w->about, w->zone, reply);
	json_object_put(reply);
	return status;
}

static void
tell_round(struct json_object *data)
{
	static const struct {
		const char *state, *words;
	} states[] = {
		{ "planned", N_("The round of %s is planned.") },
		{ "open", N_("The round of %s is being drawn.") },
		{ "published", N_("The round of %s is drawn.") },
		{ "closed", N_("The round of %s is closed.") },
	};
	const char *state = proto_text(data, "state");

	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (strcmp(states[i].state, state) == 0)
			paper_textf(0, PAPER_PLAIN, _(states[i].words),
			    proto_text(data, "pool"));
}

/* false where what happened cannot be had now. */
static bool
tell(struct watch *w, struct json_object *data)
{
	enum link_status status = LINK_OK;
	struct json_object *line;

	if (w->c->is_json) {
		line = json_object_new_object();
		json_object_object_add(
		    line, "event", json_object_new_string(w->kind));
		json_object_object_add(
		    line, "id", json_object_new_string(w->next_id));
		json_object_object_add(line, "data", json_object_get(data));
		puts(json_object_to_json_string_ext(
		    line, JSON_C_TO_STRING_PLAIN));
		json_object_put(line);
	} else if (strcmp(w->kind, "message") == 0) {
		status = tell_message(w, data);
	} else if (strcmp(w->kind, "introduction") == 0) {
		status = tell_introduction(w, data);
	} else if (strcmp(w->kind, "round") == 0) {
		tell_round(data);
	} else if (strcmp(w->kind, "reset") == 0) {
		puts(_("Much has happened meanwhile: serendip intros"));
	}
	fflush(stdout);
	return status != LINK_UNREACHABLE &&
	       !(status == LINK_REFUSED && link_is_for_now(w->other));
}

/* --- reading -------------------------------------------------------------- */

static void
end_event(struct watch *w)
{
	struct proto_findings f = { 0 };
	struct json_object *data =
	    w->data == NULL ? NULL : proto_parse(w->data, strlen(w->data), &f);

	proto_findings_clear(&f);
	w->is_behind = data != NULL && w->kind[0] != '\0' && !tell(w, data);
	/* What was not told comes again, after the one before it. */
	if (!w->is_behind)
		snprintf(w->id, sizeof(w->id), "%s", w->next_id);
	json_object_put(data);
	free(w->data);
	w->data = NULL;
	w->kind[0] = '\0';
}

static void
take_line(struct watch *w)
{
	char *value = strstr(w->line, ": ");

	if (w->len == 0) {
		end_event(w);
		return;
	}
	if (value == NULL)
		return; /* a beat */
	*value = '\0';
	value += 2;
	if (strcmp(w->line, "id") == 0)
		snprintf(w->next_id, sizeof(w->next_id), "%s", value);
	else if (strcmp(w->line, "event") == 0)
		snprintf(w->kind, sizeof(w->kind), "%s", value);
	else if (strcmp(w->line, "data") == 0) {
		free(w->data);
		w->data = link_copy(value);
	}
}

static bool
on_bytes(void *arg, const char *bytes, size_t n)
{
	struct watch *w = arg;

	w->was_heard = w->was_heard || n > 0;
	for (size_t i = 0; i < n && !is_over; i++) {
		if (bytes[i] != '\n') {
			if (w->len + 1 < sizeof(w->line))
				w->line[w->len++] = bytes[i];
			continue;
		}
		w->line[w->len] = '\0';
		take_line(w);
		w->len = 0;
		if (w->is_behind)
			return false;
	}
	return !is_over;
}

/* --- again and again ------------------------------------------------------ */

static enum link_status
watch_on(struct watch *w)
{
	unsigned wait_s = 1;

	while (!is_over) {
		w->was_heard = w->is_behind = false;
		snprintf(w->next_id, sizeof(w->next_id), "%s", w->id);
		w->len = 0;
		w->status = link_stream(w->c->link, ROUTE_EVENTS,
		    w->id[0] == '\0' ? NULL : w->id, on_bytes, w);
		if (w->status != LINK_OK && w->status != LINK_UNREACHABLE)
			return w->status;
		if (is_over)
			break;
		wait_s = w->was_heard && !w->is_behind ? 1 : wait_s * 2;
		if (wait_s > WAIT_S_MAX)
			wait_s = WAIT_S_MAX;
		if (wait_s > 1 && !w->c->is_json)
			fprintf(stderr, _("No connection; again in %u s\n"),
			    wait_s);
		sleep(wait_s); /* a signal ends it early */
	}
	return LINK_OK;
}

enum link_status
cmd_watch(struct context *c, int argc, char **argv)
{
	struct sigaction on = { .sa_handler = on_signal };
	struct watch w = { .c = c };
	struct context other = *c;
	enum link_status status = LINK_OK;

	(void)argc;
	(void)argv;
	sigaction(SIGINT, &on, NULL);
	sigaction(SIGTERM, &on, NULL);
	w.other =
	    link_new(proto_text(c->kept, "server"), proto_text(c->kept, "ca"));
	link_set_token(w.other, proto_text(c->kept, "token"));
	/* Words that are many are asked for only when one is to be shown. */
	other.link = w.other;
	if (!c->is_json && (status = when_zone(&other, &w.zone)) == LINK_OK)
		status = about_get(&other, &w.about);
	if (status == LINK_OK) {
		if (!c->is_json)
			puts(_("Waiting for what happens. Ctrl-C ends it."));
		fflush(stdout);
		status = watch_on(&w);
	}
	free(w.data);
	link_free(w.other);
	return status;
}
