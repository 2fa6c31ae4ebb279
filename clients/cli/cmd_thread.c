/*
 * serendip thread and say: what members of an introduction say to each other.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/link/language.h"
#include "clients/link/pages.h"
#include "clients/link/safe.h"
#include "proto/proto_form.h"

/* The id that was typed, or the newest introduction's; a new text in *id. */
static enum link_status
newest(struct context *c, const char *typed, char **id)
{
	struct link_request rq = { .query = "limit=1" };
	struct json_object *reply = NULL, *list;
	enum link_status status;

	*id = link_copy(typed);
	if (typed != NULL)
		return LINK_OK;
	status = link_call(c->link, ROUTE_INTRODUCTIONS, &rq, &reply);
	if (status != LINK_OK)
		return status;
	list = proto_get(reply, "introductions");
	if (json_object_array_length(list) > 0)
		*id = link_copy(
		    proto_text(json_object_array_get_idx(list, 0), "id"));
	json_object_put(reply);
	if (*id != NULL)
		return LINK_OK;
	fputs(_("There is no introduction yet.\n"), stderr);
	return LINK_REFUSED;
}

/* --- reading -------------------------------------------------------------- */

void
thread_print(struct json_object *m, const char *zone)
{
	const char *from = proto_text(m, "from");
	char when[WHEN_SIZE], *text = safe_text(proto_text(m, "text"), 1);

	printf("%.16s  ", when_text(proto_text(m, "written_at"), zone, when));
	safe_print(stdout, proto_bool(m, "mine", false) ? _("you")
			   : from != NULL               ? from
							: _("a former member"));
	fputs(_(": "), stdout);
	for (const char *s = text; *s != '\0'; s++) {
		putchar(*s);
		if (*s == '\n')
			fputs("                    ", stdout);
	}
	putchar('\n');
	free(text);
}

/* Pages come newest first; people read the other way. */
static void
print_all(struct json_object *all, const char *zone)
{
	struct json_object *list = proto_get(all, "messages");
	const char *open = proto_text(all, "open");

	for (size_t i = json_object_array_length(list); i-- > 0;)
		thread_print(json_object_array_get_idx(list, i), zone);
	if (strcmp(open, "later") == 0)
		puts(_("The thread opens once everybody has accepted."));
	else if (json_object_array_length(list) == 0)
		puts(_("Nothing was said yet. Begin: serendip say …"));
}

enum link_status
cmd_thread(struct context *c, int argc, char **argv)
{
	struct link_request rq = { 0 };
	struct json_object *all = NULL, *nothing = NULL;
	enum link_status status;
	const char *zone = NULL;
	char *id;

	status = newest(c, argc > 0 ? argv[0] : NULL, &id);
	if (status == LINK_OK && !c->is_json)
		status = when_zone(c, &zone);
	rq.parameters[0] = id;
	if (status == LINK_OK)
		status = pages_all(c->link, ROUTE_MESSAGES, &rq, &all);
	if (status == LINK_OK &&
	    json_object_array_length(proto_get(all, "messages")) > 0)
		status = link_call(c->link, ROUTE_MESSAGES_READ, &rq, &nothing);
	json_object_put(nothing);
	free(id);
	if (status == LINK_OK && c->is_json)
		return command_json(all);
	if (status == LINK_OK)
		print_all(all, zone);
	json_object_put(all);
	return status;
}

/* --- writing -------------------------------------------------------------- */

/* All of standard input; a new text. */
static char *
read_all(void)
{
	size_t size = 0, n;
	char *text = NULL, piece[4096];
	FILE *f = link_text(&text, &size);

	while ((n = fread(piece, 1, sizeof(piece), stdin)) > 0)
		fwrite(piece, 1, n, f);
	fclose(f);
	return text;
}

static char *
put_together(int argc, char **argv)
{
	size_t size = 0;
	char *text = NULL;
	FILE *f;

	if (argc == 1 && strcmp(argv[0], "-") == 0)
		return read_all();
	f = link_text(&text, &size);
	for (int i = 0; i < argc; i++)
		fprintf(f, "%s%s", i > 0 ? " " : "", argv[i]);
	fclose(f);
	return text;
}

enum link_status
cmd_say(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object(), *reply = NULL;
	struct link_request rq = { .body = body };
	enum link_status status;
	const char *zone = NULL, *to = command_value(c, "to");
	char *id, *text;

	/* In front of the text it is the introduction, as for other commands:
	 * nobody wants to send an id. */
	if (to == NULL && argc > 1 && proto_is_uuid(argv[0])) {
		to = argv[0];
		argc--;
		argv++;
	}
	status = newest(c, to, &id);
	rq.parameters[0] = id;
	if (status == LINK_OK) {
		text = put_together(argc, argv);
		json_object_object_add(
		    body, "text", json_object_new_string(text));
		free(text);
		status = link_call(c->link, ROUTE_MESSAGE_SAY, &rq, &reply);
	}
	json_object_put(body);
	free(id);
	if (status == LINK_OK && c->is_json)
		return command_json(reply);
	if (status == LINK_OK)
		status = when_zone(c, &zone);
	if (status == LINK_OK)
		thread_print(reply, zone);
	json_object_put(reply);
	return status;
}
