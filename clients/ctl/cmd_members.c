/*
 * serendipctl members import: streams one or two CSV files to the daemon, says
 * every bad line, and commits all or nothing, or says what it would change.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include "clients/ctl/ctl.h"
#include "clients/ctl/import_map.h"
#include "clients/ctl/import_preview.h"
#include "clients/ctl/parts.h"
#include "clients/link/safe.h"

struct import {
	struct context *c;
	char id[64];
	int64_t good, bad;
	struct import_map map;      /* of the file that is being sent */
	struct json_object *errors; /* for --json, with each one's file */
	bool is_refused;            /* the server's problem has been said */
};

/* However many members there are, in one transaction. */
#define COMMIT_SECONDS 900

static volatile sig_atomic_t interrupted;

static void
on_interrupt(int signo)
{
	(void)signo;
	interrupted = 1;
}

static void
say_errors(struct import *m, const char *path, struct json_object *errors)
{
	for (size_t i = 0; i < json_object_array_length(errors); i++) {
		struct json_object *e = json_object_array_get_idx(errors, i);
		int line = (int)proto_int(e, "line", 0);
		int column = (int)proto_int(e, "column", 0);

		if (line == 1)
			column = import_map_column(&m->map, column);
		if (m->c->is_json) {
			json_object_object_add(
			    e, "file", json_object_new_string(path));
			json_object_object_add(
			    e, "column", json_object_new_int(column));
			json_object_array_add(m->errors, json_object_get(e));
			continue;
		}
		progress_end();
		fprintf(stderr, "%s:%d:%d: ", path, line, column);
		safe_print(stderr, proto_text(e, "detail"));
		fputc('\n', stderr);
	}
}

/* A wrong header is wrong in every part. */
static bool
is_header_wrong(struct json_object *part)
{
	struct json_object *errors = proto_get(part, "errors");

	return proto_int(part, "good", 0) == 0 &&
	       json_object_array_length(errors) > 0 &&
	       proto_int(json_object_array_get_idx(errors, 0), "line", 0) == 1;
}

static enum link_status
send_part(struct import *m, enum proto_route_id route, const struct parts *p)
{
	char query[40];
	struct link_request rq = { .parameters = { m->id },
		.query = query,
		.csv = p->data,
		.csv_len = p->len };
	struct json_object *reply = NULL;
	enum link_status status;

	snprintf(query, sizeof(query), "line=%lld", (long long)p->line);
	status = link_call(m->c->link, route, &rq, &reply);
	if (status != LINK_OK) {
		m->is_refused = link_problem(m->c->link) != NULL;
		return status;
	}
	m->good += proto_int(reply, "good", 0);
	m->bad += proto_int(reply, "bad", 0);
	say_errors(m, p->name, proto_get(reply, "errors"));
	if (is_header_wrong(reply))
		status = LINK_REFUSED;
	json_object_put(reply);
	return status;
}

/* The header of a file without records, so that its mistakes are found. There
 * may be no ties, but members there are to be. */
static enum link_status
send_header(struct import *m, enum proto_route_id route, const struct parts *p)
{
	enum link_status status = send_part(m, route, p);

	if (status != LINK_OK || route == ROUTE_IMPORT_TIES)
		return status;
	fprintf(stderr, "%s has no records\n", p->name);
	return LINK_REFUSED;
}

static enum link_status
send_records(struct import *m, enum proto_route_id route, struct parts *p)
{
	enum link_status status = LINK_OK;
	int more = 1;

	while (status == LINK_OK && (more = parts_next(p)) == 1) {
		status = send_part(m, route, p);
		if (p->size > 0)
			progress_show(
			    p->name, (double)p->done / (double)p->size);
		if (interrupted)
			status = LINK_REFUSED;
	}
	progress_end();
	return more < 0 ? LINK_REFUSED : status;
}

static enum link_status
send_file(struct import *m, enum proto_route_id route, const char *path)
{
	enum link_status status = LINK_REFUSED;
	struct parts p;
	int has = parts_open(&p, path) ? parts_has_records(&p) : -1;

	m->map.count = 0;
	if (has >= 0 && route == ROUTE_IMPORT_MEMBERS &&
	    !import_map_header(m->c, &p, &m->map))
		has = -1;
	if (has == 0)
		status = send_header(m, route, &p);
	else if (has == 1)
		status = send_records(m, route, &p);
	parts_close(&p);
	return status;
}

static enum link_status
begin(struct import *m, const char *pool)
{
	struct json_object *body = json_object_new_object(), *reply = NULL;
	struct link_request rq = { .body = body };
	enum link_status status;

	if (pool != NULL)
		json_object_object_add(
		    body, "pool", json_object_new_string(pool));
	status = link_call(m->c->link, ROUTE_IMPORT_BEGIN, &rq, &reply);
	json_object_put(body);
	m->is_refused = link_problem(m->c->link) != NULL;
	if (status == LINK_OK)
		snprintf(m->id, sizeof(m->id), "%s", proto_text(reply, "id"));
	json_object_put(reply);
	return status;
}

static void
abandon(struct import *m)
{
	struct link_request rq = { .parameters = { m->id } };
	struct json_object *reply = NULL;

	/* Should it fail: the daemon forgets it within the hour. */
	if (link_call(m->c->link, ROUTE_IMPORT_ABANDON, &rq, &reply) == LINK_OK)
		json_object_put(reply);
}

/* For --json: what was found, and what was imported where something was.
 * Takes the reply. */
static void
print_json(struct import *m, struct json_object *reply)
{
	struct json_object *o =
	    reply == NULL ? json_object_new_object() : reply;

	json_object_object_add(o, "good", json_object_new_int64(m->good));
	json_object_object_add(o, "bad", json_object_new_int64(m->bad));
	json_object_object_add(o, "errors", json_object_get(m->errors));
	(void)command_json(o);
}

static enum link_status
commit(struct import *m, bool skip_bad)
{
	struct json_object *body = json_object_new_object(), *reply = NULL;
	struct link_request rq = {
		.parameters = { m->id }, .body = body, .seconds = COMMIT_SECONDS
	};
	enum link_status status;

	json_object_object_add(
	    body, "skip_bad", json_object_new_boolean(skip_bad));
	status = link_call(m->c->link, ROUTE_IMPORT_COMMIT, &rq, &reply);
	json_object_put(body);
	if (status != LINK_OK)
		return status;
	if (m->c->is_json) {
		print_json(m, reply);
		return LINK_OK;
	}
	printf("Imported: %lld new members, %lld changed, %lld unchanged, %lld "
	       "new ties; %lld bad lines left out.\n",
	    (long long)proto_int(reply, "members_added", 0),
	    (long long)proto_int(reply, "members_changed", 0),
	    (long long)proto_int(reply, "members_unchanged", 0),
	    (long long)proto_int(reply, "ties_added", 0),
	    (long long)proto_int(reply, "skipped", 0));
	json_object_put(reply);
	return LINK_OK;
}

struct wishes {
	const char *ties, *pool;
	bool skip_bad, dry_run, is_verbose;
};

/* What the commit would do, were the bad lines left out. */
static enum link_status
preview(struct import *m, const char *file, const struct wishes *w)
{
	struct link_request rq = { .parameters = { m->id },
		.seconds = COMMIT_SECONDS };
	struct json_object *reply = NULL, *changes = NULL;
	enum link_status status;

	status = link_call(m->c->link, ROUTE_IMPORT_PREVIEW, &rq, &reply);
	if (status != LINK_OK)
		return status;
	if (m->c->is_json && w->is_verbose) {
		changes = json_object_new_array();
		json_object_object_add(reply, "changes", changes);
	}
	if (w->is_verbose)
		status = import_preview_lines(m->c, m->id, file, changes);
	if (status != LINK_OK) {
		json_object_put(reply);
		return status;
	}
	if (m->c->is_json) {
		print_json(m, reply);
		return LINK_OK;
	}
	import_preview_print(reply, m->bad);
	puts("Nothing was imported: this was a dry run.");
	json_object_put(reply);
	return LINK_OK;
}

/* What is said where nothing was imported. */
static void
say_nothing(struct import *m, enum link_status status, const struct wishes *w)
{
	if (interrupted)
		fputs("Interrupted: nothing was imported.\n", stderr);
	else if (m->c->is_json)
		return;
	else if (status == LINK_OK && w->dry_run)
		return; /* the preview has said it */
	else if (m->bad == 0)
		fputs("Nothing was imported.\n", stderr);
	else
		fprintf(stderr, "%lld bad line%s: nothing was imported.%s\n",
		    (long long)m->bad, m->bad == 1 ? "" : "s",
		    status == LINK_OK ? " Mend what is named above, or add "
					"--skip-bad."
				      : "");
}

static enum link_status
import(struct import *m, const char *members, const struct wishes *w)
{
	enum link_status status = begin(m, w->pool);

	if (status != LINK_OK)
		return status;
	status = send_file(m, ROUTE_IMPORT_MEMBERS, members);
	if (status == LINK_OK && w->ties != NULL)
		status = send_file(m, ROUTE_IMPORT_TIES, w->ties);
	if (status == LINK_OK && !w->dry_run && (m->bad == 0 || w->skip_bad))
		return commit(m, w->skip_bad);
	if (status == LINK_OK && w->dry_run)
		status = preview(m, members, w);
	else if (m->c->is_json && !m->is_refused)
		print_json(m, NULL);
	if (!m->is_refused && status != LINK_UNREACHABLE)
		abandon(m);
	say_nothing(m, status, w);
	return status == LINK_OK && m->bad > 0 ? LINK_REFUSED : status;
}

enum link_status
cmd_members_import(struct context *c, int argc, char **argv)
{
	struct sigaction action = { .sa_handler = on_interrupt };
	struct wishes w = { .ties = command_value(c, "ties"),
		.pool = command_value(c, "pool"),
		.skip_bad = command_value(c, "skip-bad") != NULL,
		.dry_run = command_value(c, "dry-run") != NULL,
		.is_verbose = command_value(c, "verbose") != NULL };
	struct import m = { .c = c };
	enum link_status status;

	(void)argc;
	if (w.ties != NULL && strcmp(w.ties, "-") == 0 &&
	    strcmp(argv[0], "-") == 0)
		return command_wrong(
		    c, "one of the files at most is standard input");
	if (w.is_verbose && !w.dry_run)
		return command_wrong(c, "--verbose goes with --dry-run");
	m.errors = json_object_new_array();
	sigaction(SIGINT, &action, NULL);
	status = import(&m, argv[0], &w);
	json_object_put(m.errors);
	return status;
}
