/*
 * The operator role: who has it, and giving and taking it, on the socket alone.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/list.h"
#include "api/shape.h"
#include "base/memory.h"
#include "work/house.h"

static struct json_object *
role_entry(
    const struct call *c, const struct db_rows *rows, int row, struct id *id)
{
	struct json_object *o = json_object_new_object();
	struct store_role r;

	(void)c;
	store_member_role_read(rows, row, &r);
	*id = r.member;
	shape_id(o, "member", &r.member);
	shape_text(o, "name", r.name);
	shape_text(o, "role", r.is_operator ? "operator" : "member");
	return o;
}

void
api_handle_ROLES(struct call *c)
{
	static const struct list list = { "roles", role_entry };
	struct db_batch *b = db_batch_new(c->house->db, DB_READ);

	store_member_roles(b);
	list_reply(c, b, &list);
}

static void
on_role(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	const struct db_rows *rows;
	struct id id;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	rows = db_outcome_rows(out, 0);
	if (db_rows_count(rows) == 0)
		call_problem(
		    c, "not_found", "nobody who is a member now", NULL);
	else
		call_reply(c, role_entry(c, rows, 0, &id));
}

void
api_handle_ROLE_SET(struct call *c)
{
	const char *address = proto_text(c->body, "email");
	const char *member = proto_text(c->body, "member");
	const bool is_operator =
	    strcmp(proto_text(c->body, "role"), "operator") == 0;
	uint8_t index[SEAL_DIGEST];
	struct db_batch *b;
	struct id id;
	char *email;

	if ((address == NULL) == (member == NULL)) {
		shape_find(&c->found, address == NULL ? "/email" : "/member",
		    address == NULL ? "missing" : "not_allowed",
		    "allowed is either email or member");
		call_problem(
		    c, "invalid_body", "see errors, one per field", &c->found);
		return;
	}
	b = db_batch_new(c->house->db, DB_WRITE);
	if (member != NULL) {
		if (id_parse(member, &id) != 0)
			die("the shape let through what is no id");
		store_member_role(b, &id, NULL, is_operator);
	} else {
		email = member_email_normal(address);
		seal_index(c->house->seal, SEAL_EMAIL_INDEX, email,
		    strlen(email), index);
		free(email);
		store_member_role(b, NULL, index, is_operator);
	}
	c->look = db_batch_run(b, on_role, c);
}
