/*
 * serendip sessions, export, erase: what is kept of me, and its end.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "clients/cli/cli.h"
#include "clients/cli/plain.h"
#include "clients/cli/paper.h"
#include "clients/link/language.h"
#include "clients/link/safe.h"
#include "clients/link/table.h"

#define EXPORT_SECONDS 60

/* --- sessions ------------------------------------------------------------- */

static void
sessions_row(struct table *table, struct json_object *s, const char *zone)
{
	char when[WHEN_SIZE];
	const char *label = proto_text(s, "label");
	const char *cells[] = { proto_bool(s, "this", false) ? _("this one")
				: *label == '\0'             ? "–"
							     : label,
		when_text(proto_text(s, "created_at"), zone, when),
		proto_text(s, "used_on"), proto_text(s, "id") };

	table_row(table, cells);
}

enum link_status
cmd_sessions(struct context *c, int argc, char **argv)
{
	static const char *const titles[] = { N_("SESSION"), N_("BEGUN"),
		N_("LAST USED"), N_("ID"), NULL };
	static const struct plain_list list = { .route = ROUTE_SESSIONS,
		.field = "sessions",
		.titles = titles,
		.row = sessions_row };

	(void)argc;
	(void)argv;
	return plain_list(c, &list);
}

enum link_status
cmd_sessions_end(struct context *c, int argc, char **argv)
{
	const bool is_others = command_value(c, "others") != NULL;
	struct link_request rq = { 0 };
	struct json_object *reply = NULL;
	enum link_status status;

	if (is_others == (argc == 1))
		return command_wrong(c, _("name a session's id, or --others"));
	if (argc == 1)
		rq.parameters[0] = argv[0];
	status = link_call(c->link,
	    is_others ? ROUTE_SESSIONS_END : ROUTE_ONE_SESSION_END, &rq,
	    &reply);
	if (status == LINK_OK && c->is_json)
		return command_json(reply);
	if (status == LINK_OK)
		puts(is_others ? _("All other sessions are ended.")
			       : _("The session is ended."));
	return status;
}

/* --- export --------------------------------------------------------------- */

/* For its owner alone. */
static enum link_status
write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	FILE *out = fd < 0 ? NULL : fdopen(fd, "w");
	bool is_good = out != NULL && fchmod(fd, 0600) == 0 &&
		       fputs(text, out) >= 0 && fputc('\n', out) != EOF;

	if (out != NULL)
		is_good = fclose(out) == 0 && is_good;
	if (is_good)
		return LINK_OK;
	fprintf(stderr, "%s: %s\n", path, strerror(errno));
	return LINK_REFUSED;
}

enum link_status
cmd_export(struct context *c, int argc, char **argv)
{
	const char *path = command_value(c, "output");
	struct link_request rq = { .seconds = EXPORT_SECONDS };
	struct json_object *reply = NULL;
	enum link_status status;

	(void)argc;
	(void)argv;
	status = link_call(c->link, ROUTE_EXPORT, &rq, &reply);
	if (status != LINK_OK)
		return status;
	if (path == NULL)
		return command_json(reply);
	status = write_file(path,
	    json_object_to_json_string_ext(reply,
		JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(reply);
	if (status == LINK_OK && !c->is_json) {
		paper_textf(0, PAPER_PLAIN,
		    _("All that is kept of you is in %s"), path);
	} else if (status == LINK_OK) {
		return command_json(NULL);
	}
	return status;
}

/* --- the end -------------------------------------------------------------- */

/* Whoever types the name means it. */
static bool
is_meant(struct context *c, const char *name)
{
	char *line, *safe;
	bool is_it;

	if (command_value(c, "yes") != NULL)
		return true;
	if (!ask_is_possible(c)) {
		fputs(
		    _("Nobody can be asked here: erase with --yes\n"), stderr);
		return false;
	}
	fputs(_("This erases your account at once and for good: your "
		"profile, what you\nwrote, your introductions. Those "
		"you met keep a former member.\n"),
	    stderr);
	safe = safe_text(name, 0);
	fprintf(stderr, _("Your name is %s.\n"), safe);
	free(safe);
	line = ask_line(_("Type it to go on"), NULL);
	is_it = line != NULL && strcmp(line, name) == 0;
	free(line);
	if (!is_it)
		fputs(_("Nothing was erased.\n"), stderr);
	return is_it;
}

enum link_status
cmd_erase(struct context *c, int argc, char **argv)
{
	struct link_request rq = { .seconds = EXPORT_SECONDS };
	struct json_object *me = NULL, *reply = NULL;
	enum link_status status;
	char query[64];

	(void)argc;
	(void)argv;
	status = link_call(c->link, ROUTE_ME, NULL, &me);
	if (status != LINK_OK)
		return status;
	if (!is_meant(c, proto_text(me, "name"))) {
		json_object_put(me);
		return LINK_REFUSED;
	}
	snprintf(query, sizeof(query), "confirm=%s", proto_text(me, "id"));
	json_object_put(me);
	rq.query = query;
	status = link_call(c->link, ROUTE_ERASE, &rq, &reply);
	if (status != LINK_OK)
		return status;
	json_object_object_del(c->kept, "token");
	if (keep_write(c->kept) != 0)
		return LINK_REFUSED;
	if (c->is_json)
		return command_json(reply);
	puts(_("Your account is erased. Thank you for every "
	       "conversation."));
	return LINK_OK;
}
