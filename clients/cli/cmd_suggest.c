/*
 * serendip suggest: of whom I say that they should meet.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include "clients/cli/cli.h"
#include "clients/cli/plain.h"
#include "clients/link/language.h"
#include "clients/link/safe.h"
#include "clients/link/table.h"

/* --- whom ----------------------------------------------------------------- */

static bool
is_meant(struct json_object *person, const char *who)
{
	const char *name = proto_text(person, "name");
	const char *introduction = proto_text(person, "introduction");

	/* Of a former member there is none. */
	if (introduction == NULL)
		return false;
	return (name != NULL && strcasecmp(name, who) == 0) ||
	       strcmp(introduction, who) == 0 ||
	       strcmp(proto_text(person, "handle"), who) == 0;
}

/* The only one of those I met who is meant; NULL, said. */
static struct json_object *
find_met(struct json_object *people, const char *who)
{
	struct json_object *found = NULL;
	size_t count = 0;

	for (size_t i = 0; i < json_object_array_length(people); i++) {
		struct json_object *p = json_object_array_get_idx(people, i);

		if (is_meant(p, who) && ++count > 0)
			found = p;
	}
	if (count == 1)
		return found;
	safe_printf(stderr,
	    count == 0
		? _("You met nobody called %s here; give their address\n")
		: _("You met several who are %s: give the id of an "
		    "introduction, or an address\n"),
	    who);
	return NULL;
}

static struct json_object *
person_by(const char *email, struct json_object *met)
{
	struct json_object *o = json_object_new_object();

	if (email != NULL) {
		json_object_object_add(
		    o, "email", json_object_new_string(email));
		return o;
	}
	json_object_object_add(o, "introduction",
	    json_object_new_string(proto_text(met, "introduction")));
	json_object_object_add(
	    o, "handle", json_object_new_string(proto_text(met, "handle")));
	return o;
}

/* Fills `people` of the body. Whom I met is asked for only where it is needed. */
static enum link_status
name_both(struct context *c, char **argv, struct json_object *body)
{
	struct json_object *list = json_object_new_array(), *network = NULL;
	enum link_status status = LINK_OK;

	json_object_object_add(body, "people", list);
	for (int i = 0; i < 2 && status == LINK_OK; i++) {
		struct json_object *met = NULL;

		if (strchr(argv[i], '@') != NULL) {
			json_object_array_add(list, person_by(argv[i], NULL));
			continue;
		}
		if (network == NULL)
			status =
			    link_call(c->link, ROUTE_DIVERSITY, NULL, &network);
		if (status == LINK_OK)
			met = find_met(proto_get(network, "people"), argv[i]);
		if (met != NULL)
			json_object_array_add(list, person_by(NULL, met));
		else if (status == LINK_OK)
			status = LINK_USAGE;
	}
	json_object_put(network);
	return status;
}

enum link_status
cmd_suggest(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object(), *reply = NULL;
	struct link_request rq = { .body = body };
	enum link_status status;

	(void)argc;
	command_texts(c, body);
	status = name_both(c, argv, body);
	if (status == LINK_OK)
		status = link_call(c->link, ROUTE_SUGGEST, &rq, &reply);
	json_object_put(body);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	puts(_("The operators have it. The two are not told, nor you what "
	       "comes of it."));
	json_object_put(reply);
	return LINK_OK;
}

/* --- what I suggested ----------------------------------------------------- */

static const char *
who_text(struct json_object *suggestion, size_t which)
{
	struct json_object *p =
	    json_object_array_get_idx(proto_get(suggestion, "people"), which);
	const char *email = proto_text(p, "email");
	const char *name = proto_text(p, "name");

	return email != NULL ? email : name != NULL ? name : "–";
}

static void
suggestions_row(struct table *table, struct json_object *s, const char *zone)
{
	const char *because = proto_text(s, "because");
	char when[WHEN_SIZE];
	const char *cells[] = { who_text(s, 0), who_text(s, 1),
		proto_text(s, "pool"), because == NULL ? "" : because,
		when_text(proto_text(s, "made_at"), zone, when),
		proto_text(s, "id") };

	table_row(table, cells);
}

enum link_status
cmd_suggest_list(struct context *c, int argc, char **argv)
{
	static const char *const titles[] = { N_("WHO"), N_("WHOM"), N_("POOL"),
		N_("BECAUSE"), N_("SENT"), N_("ID"), NULL };
	static const struct plain_list list = { .route = ROUTE_SUGGESTIONS,
		.field = "suggestions",
		.is_paged = true,
		.titles = titles,
		.empty = N_("Nobody yet. See: serendip suggest --help"),
		.row = suggestions_row };

	(void)argc;
	(void)argv;
	return plain_list(c, &list);
}

enum link_status
cmd_suggest_withdraw(struct context *c, int argc, char **argv)
{
	struct link_request rq = { .parameters = { argv[0] } };

	(void)argc;
	return plain_deed(
	    c, ROUTE_SUGGESTION_WITHDRAW, &rq, _("It is withdrawn."));
}
