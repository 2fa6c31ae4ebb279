/*
 * serendip ties: people I know.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "clients/cli/cli.h"
#include "clients/cli/plain.h"
#include "clients/link/language.h"
#include "clients/link/pages.h"
#include "clients/link/safe.h"
#include "clients/link/said.h"
#include "clients/link/table.h"

static void
ties_list_row(struct table *table, struct json_object *t, const char *zone)
{
	char when[WHEN_SIZE];
	const char *cells[] = { proto_text(t, "email"),
		when_text(proto_text(t, "added_at"), zone, when),
		proto_text(t, "id") };

	table_row(table, cells);
}

enum link_status
cmd_ties_list(struct context *c, int argc, char **argv)
{
	static const char *const titles[] = { N_("ADDRESS"), N_("SINCE"),
		N_("ID"), NULL };
	static const struct plain_list list = { .route = ROUTE_TIES,
		.field = "ties",
		.titles = titles,
		.is_paged = true,
		.empty = N_("Nobody yet. To add somebody: serendip ties add"),
		.row = ties_list_row };

	(void)argc;
	(void)argv;
	return plain_list(c, &list);
}

/* --- adding --------------------------------------------------------------- */

static void
say_added(int64_t added, int64_t found)
{
	printf(_("%d added, %d known before.\n"), (int)added,
	    (int)(found - added));
}

enum link_status
cmd_ties_add(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object(), *reply = NULL;
	struct json_object *list = json_object_new_array();
	struct link_request rq = { .body = body };
	enum link_status status;

	json_object_object_add(body, "emails", list);
	for (int i = 0; i < argc; i++)
		json_object_array_add(list, json_object_new_string(argv[i]));
	status = link_call(c->link, ROUTE_TIES_ADD, &rq, &reply);
	json_object_put(body);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	say_added(proto_int(reply, "added", 0), proto_int(reply, "found", 0));
	json_object_put(reply);
	return LINK_OK;
}

/* What all parts of a file came to. */
struct sum {
	int64_t added, found, without;
	struct json_object *errors;
};

/* Takes the reply of a part. */
static void
add_part(struct sum *sum, const struct contacts *f, struct json_object *reply)
{
	struct json_object *errors = proto_get(reply, "errors");

	sum->added += proto_int(reply, "added", 0);
	sum->found += proto_int(reply, "found", 0);
	sum->without += proto_int(reply, "without_address", 0);
	for (size_t i = 0; i < json_object_array_length(errors); i++) {
		struct json_object *e = json_object_array_get_idx(errors, i);
		int64_t line = proto_int(e, "line", 1);

		/* Of a vCard file, parts lack lines. */
		if (!f->is_vcard)
			line = (int64_t)contacts_line(f, (size_t)line);
		json_object_object_add(e, "line", json_object_new_int64(line));
		json_object_array_add(sum->errors, json_object_get(e));
	}
	json_object_put(reply);
}

static void
say_sum(const struct sum *sum, const struct contacts *f, const char *path)
{
	for (size_t i = 0; i < json_object_array_length(sum->errors); i++) {
		struct json_object *e =
		    json_object_array_get_idx(sum->errors, i);
		char *detail;

		fprintf(stderr, "%s", path);
		if (!f->is_vcard)
			fprintf(stderr, ":%" PRId64, proto_int(e, "line", 0));
		detail = said_text(proto_text(e, "detail"));
		safe_printf(stderr, _(": %s\n"), detail);
		free(detail);
	}
	say_added(sum->added, sum->found);
	if (sum->without > 0)
		printf(_("%d contacts have no address.\n"), (int)sum->without);
}

static struct json_object *
sum_json(const struct sum *sum)
{
	struct json_object *o = json_object_new_object();

	json_object_object_add(o, "added", json_object_new_int64(sum->added));
	json_object_object_add(o, "found", json_object_new_int64(sum->found));
	json_object_object_add(
	    o, "without_address", json_object_new_int64(sum->without));
	json_object_object_add(o, "errors", json_object_get(sum->errors));
	return o;
}

enum link_status
cmd_ties_import(struct context *c, int argc, char **argv)
{
	struct link_request rq = { 0 };
	struct sum sum = { .errors = NULL };
	struct json_object *reply = NULL;
	enum link_status status = LINK_OK;
	struct contacts f;

	(void)argc;
	if (!contacts_open(&f, argv[0])) {
		contacts_close(&f);
		return LINK_REFUSED;
	}
	sum.errors = json_object_new_array();
	rq.csv_type = f.is_vcard ? PROTO_VCARD : NULL;
	while (status == LINK_OK && contacts_next(&f)) {
		rq.csv = f.part;
		rq.csv_len = f.part_len;
		status = link_call(c->link, ROUTE_TIES_ADD, &rq, &reply);
		if (status == LINK_OK)
			add_part(&sum, &f, reply);
	}
	if (status == LINK_OK && c->is_json)
		status = command_json(sum_json(&sum));
	else if (status == LINK_OK)
		say_sum(&sum, &f, argv[0]);
	json_object_put(sum.errors);
	contacts_close(&f);
	return status;
}

/* --- removing ------------------------------------------------------------- */

/* The id of an address in my list; a new text, or NULL, said. */
static char *
find_address(struct context *c, const char *address, enum link_status *status)
{
	struct json_object *all = NULL, *list;
	char *id = NULL;

	*status = pages_all(c->link, ROUTE_TIES, NULL, &all);
	if (*status != LINK_OK)
		return NULL;
	list = proto_get(all, "ties");
	for (size_t i = 0; i < json_object_array_length(list) && id == NULL;
	     i++) {
		struct json_object *t = json_object_array_get_idx(list, i);

		if (strcasecmp(proto_text(t, "email"), address) == 0)
			id = link_copy(proto_text(t, "id"));
	}
	json_object_put(all);
	if (id == NULL) {
		fputs(_("It is not in your list; see: serendip ties list\n"),
		    stderr);
		*status = LINK_REFUSED;
	}
	return id;
}

enum link_status
cmd_ties_remove(struct context *c, int argc, char **argv)
{
	enum link_status status = LINK_OK;
	struct link_request rq = { 0 };
	struct json_object *reply = NULL;
	char *id;

	(void)argc;
	id = strchr(argv[0], '@') == NULL ? link_copy(argv[0])
					  : find_address(c, argv[0], &status);
	if (id == NULL)
		return status;
	rq.parameters[0] = id;
	status = link_call(c->link, ROUTE_TIE_REMOVE, &rq, &reply);
	free(id);
	if (status == LINK_OK && c->is_json)
		return command_json(reply);
	if (status == LINK_OK)
		puts(_("Forgotten."));
	return status;
}
