/*
 * serendipctl members import: streams one or two CSV files to the daemon, says
 * every bad line, and commits all or nothing.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include "clients/ctl/ctl.h"
#include "clients/ctl/parts.h"
#include "clients/link/safe.h"

struct import {
	struct context *c;
	char id[64];
	int64_t good, bad;
};

static volatile sig_atomic_t interrupted;

static void
on_interrupt(int signo)
{
	(void)signo;
	interrupted = 1;
}

static void
say_errors(const char *path, struct json_object *errors)
{
	for (size_t i = 0; i < json_object_array_length(errors); i++) {
		struct json_object *e = json_object_array_get_idx(errors, i);

		progress_end();
		fprintf(stderr, "%s:%d:%d: ", path,
		    (int)proto_int(e, "line", 0),
		    (int)proto_int(e, "column", 0));
		safe_print(stderr, proto_text(e, "detail"));
		fputc('\n', stderr);
	}
}

static enum link_status
send_part(struct import *m, enum proto_route_id route, const char *path,
    const struct parts *p)
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
	if (status != LINK_OK)
		return status;
	m->good += proto_int(reply, "good", 0);
	m->bad += proto_int(reply, "bad", 0);
	say_errors(path, proto_get(reply, "errors"));
	/* A wrong header is wrong in every part. */
	if (proto_int(reply, "good", 0) == 0 &&
	    json_object_array_length(proto_get(reply, "errors")) == 1 &&
	    proto_int(json_object_array_get_idx(proto_get(reply, "errors"), 0),
		"line", 0) == 1)
		status = LINK_REFUSED;
	json_object_put(reply);
	return status;
}

static enum link_status
send_file(struct import *m, enum proto_route_id route, const char *path)
{
	enum link_status status = LINK_OK;
	struct parts p;
	int more = 1;

	if (!parts_open(&p, path)) {
		parts_close(&p);
		return LINK_REFUSED;
	}
	while (status == LINK_OK && (more = parts_next(&p)) == 1) {
		status = send_part(m, route, path, &p);
		progress_show(
		    path, p.size == 0 ? 1.0 : (double)p.done / (double)p.size);
		if (interrupted)
			status = LINK_REFUSED;
	}
	progress_end();
	parts_close(&p);
	return more < 0 ? LINK_REFUSED : status;
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

static enum link_status
commit(struct import *m, bool skip_bad)
{
	struct json_object *body = json_object_new_object(), *reply = NULL;
	struct link_request rq = { .parameters = { m->id }, .body = body };
	enum link_status status;

	json_object_object_add(
	    body, "skip_bad", json_object_new_boolean(skip_bad));
	status = link_call(m->c->link, ROUTE_IMPORT_COMMIT, &rq, &reply);
	json_object_put(body);
	if (status != LINK_OK)
		return status;
	if (m->c->is_json)
		return command_json(reply);
	printf("Imported: %lld new members, %lld changed, %lld new ties; "
	       "%lld bad lines left out.\n",
	    (long long)proto_int(reply, "members_added", 0),
	    (long long)proto_int(reply, "members_changed", 0),
	    (long long)proto_int(reply, "ties_added", 0),
	    (long long)proto_int(reply, "skipped", 0));
	json_object_put(reply);
	return LINK_OK;
}

struct wishes {
	const char *ties, *pool;
	bool skip_bad, dry_run;
};

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
	abandon(m);
	if (interrupted)
		fputs("Interrupted: nothing was imported.\n", stderr);
	else if (status == LINK_OK && w->dry_run)
		printf(
		    "%lld good lines, %lld bad ones; nothing was imported.\n",
		    (long long)m->good, (long long)m->bad);
	else if (m->bad == 0)
		fputs("Nothing was imported.\n", stderr);
	else
		fprintf(stderr, "%lld bad line%s: nothing was imported.%s\n",
		    (long long)m->bad, m->bad == 1 ? "" : "s",
		    status == LINK_OK ? " Mend what is named above, or add "
					"--skip-bad."
				      : "");
	return status == LINK_OK && m->bad > 0 ? LINK_REFUSED : status;
}

enum link_status
cmd_members_import(struct context *c, int argc, char **argv)
{
	static const struct option options[] = {
		{ "ties", required_argument, NULL, 't' },
		{ "pool", required_argument, NULL, 'p' },
		{ "skip-bad", no_argument, NULL, 's' },
		{ "dry-run", no_argument, NULL, 'd' },
		{ NULL, 0, NULL, 0 },
	};
	struct sigaction action = { .sa_handler = on_interrupt };
	struct import m = { .c = c };
	struct wishes w = { 0 };
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (option) {
		case 't':
			w.ties = optarg;
			break;
		case 'p':
			w.pool = optarg;
			break;
		case 's':
			w.skip_bad = true;
			break;
		case 'd':
			w.dry_run = true;
			break;
		default:
			return command_wrong("");
		}
	}
	if (argc - optind != 1)
		return command_wrong("Name the members' file");
	sigaction(SIGINT, &action, NULL);
	return import(&m, argv[optind], &w);
}
