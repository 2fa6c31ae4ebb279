/*
 * serendipctl members invite: letters to the people of a list, each once.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "clients/ctl/ctl.h"
#include "clients/ctl/parts.h"

struct inviting {
	struct context *c;
	const char *pool;
	int64_t invited, bad;
	struct json_object *errors, *others;
};

static void
take(struct json_object *to, struct json_object *from)
{
	for (size_t i = 0; i < json_object_array_length(from); i++)
		json_object_array_add(
		    to, json_object_get(json_object_array_get_idx(from, i)));
}

static enum link_status
send_part(struct inviting *v, const struct parts *p)
{
	char query[120];
	struct link_request rq = {
		.query = query, .csv = p->data, .csv_len = p->len
	};
	struct json_object *reply = NULL;
	enum link_status status;

	snprintf(query, sizeof(query), "line=%lld%s%s", (long long)p->line,
	    v->pool == NULL ? "" : "&pool=", v->pool == NULL ? "" : v->pool);
	status = link_call(v->c->link, ROUTE_OPERATOR_INVITE_MANY, &rq, &reply);
	if (status != LINK_OK)
		return status;
	v->invited += proto_int(reply, "invited", 0);
	v->bad += proto_int(reply, "bad", 0);
	take(v->errors, proto_get(reply, "errors"));
	take(v->others, proto_get(reply, "others"));
	json_object_put(reply);
	return LINK_OK;
}

static enum link_status
send_list(struct inviting *v, const char *path)
{
	enum link_status status = LINK_REFUSED;
	struct parts p;
	int more = 1, has = parts_open(&p, path) ? parts_has_records(&p) : -1;

	if (has == 0) {
		p.line = 2; /* one address alone */
		status = send_part(v, &p);
	} else if (has == 1) {
		status = LINK_OK;
		while (status == LINK_OK && (more = parts_next(&p)) == 1)
			status = send_part(v, &p);
		if (more < 0)
			status = LINK_REFUSED;
	}
	parts_close(&p);
	return status;
}

static void
print_lines(const struct inviting *v, const char *path)
{
	static const char *const whys[][2] = { { "member", "is a member" },
		{ "invited", "has an invitation already" },
		{ "no_letter", "wants no invitation, or had enough of them" },
		{ "repeated", "stands in the list before" } };

	for (size_t i = 0; i < json_object_array_length(v->errors); i++) {
		struct json_object *e = json_object_array_get_idx(v->errors, i);

		fprintf(stderr, "%s:%" PRId64 ":%" PRId64 ": %s\n", path,
		    proto_int(e, "line", 0), proto_int(e, "column", 0),
		    proto_text(e, "detail"));
	}
	for (size_t i = 0; i < json_object_array_length(v->others); i++) {
		struct json_object *o = json_object_array_get_idx(v->others, i);

		for (size_t k = 0; k < sizeof(whys) / sizeof(whys[0]); k++)
			if (strcmp(proto_text(o, "why"), whys[k][0]) == 0)
				printf("%s:%" PRId64 ": %s\n", path,
				    proto_int(o, "line", 0), whys[k][1]);
	}
}

enum link_status
cmd_members_invite(struct context *c, int argc, char **argv)
{
	struct inviting v = { .c = c, .pool = command_value(c, "pool") };
	enum link_status status;

	(void)argc;
	if (v.pool != NULL &&
	    (strlen(v.pool) > 32 ||
		strspn(v.pool, "abcdefghijklmnopqrstuvwxyz0123456789_-") !=
		    strlen(v.pool)))
		return command_wrong(c, "--pool wants a pool's name");
	v.errors = json_object_new_array();
	v.others = json_object_new_array();
	status = send_list(&v, argv[0]);
	if (c->is_json && status == LINK_OK) {
		struct json_object *o = json_object_new_object();

		json_object_object_add(
		    o, "invited", json_object_new_int64(v.invited));
		json_object_object_add(o, "errors", json_object_get(v.errors));
		json_object_object_add(o, "others", json_object_get(v.others));
		(void)command_json(o);
	} else if (!c->is_json) {
		print_lines(&v, argv[0]);
		printf("Invited %" PRId64 "; not invited %zu; %" PRId64
		       " bad lines.\n",
		    v.invited, json_object_array_length(v.others), v.bad);
	}
	json_object_put(v.errors);
	json_object_put(v.others);
	return status == LINK_OK && v.bad > 0 ? LINK_REFUSED : status;
}
