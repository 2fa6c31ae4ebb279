/*
 * Webhooks as operators see them: which there are, a test of one, and enabling
 * one again that said it was gone.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/memory.h"
#include "store/store_house.h"
#include "store/store_webhook.h"
#include "work/hook_test.h"
#include "work/hooks.h"
#include "work/house.h"

static struct json_object *
shape_events(const struct config_webhook *w)
{
	struct json_object *list = json_object_new_array();

	for (int e = 0; e < WEBHOOK_EVENTS; e++)
		if ((w->events >> e & 1) != 0)
			json_object_array_add(list,
			    json_object_new_string(
				webhook_event_word((enum webhook_event)e)));
	return list;
}

/* NULL where the configuration has it no more. */
static struct json_object *
shape_webhook(const struct house *house, const struct store_webhook *s)
{
	const struct config_webhook *w =
	    config_webhook_get(house->config, s->name);
	const struct hook *hook = hooks_find(house->hooks, s->name);
	struct json_object *o;

	if (w == NULL || hook == NULL)
		return NULL;
	o = json_object_new_object();
	shape_text(o, "name", s->name);
	shape_text(o, "format", config_webhook_format(w));
	shape_text(o, "host", hook_host(hook));
	json_object_object_add(o, "events", shape_events(w));
	shape_int(o, "waiting", s->waiting);
	shape_int(o, "dead", s->dead);
	shape_text(o, "sent_at", NULL);
	if (s->sent_us != 0)
		shape_time(o, "sent_at", s->sent_us);
	shape_text(o, "disabled_at", NULL);
	if (s->disabled_us != 0)
		shape_time(o, "disabled_at", s->disabled_us);
	shape_text(o, "disabled_why", s->disabled_why);
	return o;
}

static void
on_listed(void *arg, const struct db_outcome *out)
{
	struct json_object *o, *list;
	const struct db_rows *rows;
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	rows = db_outcome_rows(out, 0);
	list = json_object_new_array();
	for (int i = 0; i < db_rows_count(rows); i++) {
		struct store_webhook s;
		struct json_object *one;

		store_webhook_read(rows, i, &s);
		one = shape_webhook(c->house, &s);
		if (one != NULL)
			json_object_array_add(list, one);
	}
	o = json_object_new_object();
	json_object_object_add(o, "webhooks", list);
	call_reply(c, o);
}

void
api_handle_WEBHOOKS(struct call *c)
{
	struct db_batch *b = db_batch_new(c->house->db, DB_READ);

	store_webhook_list(b);
	c->look = db_batch_run(b, on_listed, c);
}

/* --- a test ---------------------------------------------------------------- */

static void
on_tested(void *arg, const struct webhook_answer *answer)
{
	struct call *c = arg;
	struct json_object *o = json_object_new_object();

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	shape_bool(o, "arrived", answer->status / 100 == 2);
	shape_text(o, "answer", answer->words);
	shape_int(o, "milliseconds", answer->took_us / 1000);
	call_reply(c, o);
}

void
api_handle_WEBHOOK_TEST(struct call *c)
{
	const struct hook *hook =
	    hooks_find(c->house->hooks, c->match.parameters[0]);

	if (hook == NULL) {
		call_problem(c, "not_found", "there is no such webhook", NULL);
		return;
	}
	call_story(
	    c, hook_test_start(c->house, hook, on_tested, c), hook_test_cancel);
}

/* --- enabling ------------------------------------------------------------- */

static void
on_enabled(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	call_reply_change(c, out->fault, "there is no such webhook");
}

void
api_handle_WEBHOOK_ENABLE(struct call *c)
{
	const char *name = c->match.parameters[0];
	struct db_batch *b = db_batch_new(c->house->db, DB_WRITE);

	store_webhook_enable(b, name);
	store_audit_operator(
	    b, call_operator(c), "webhook enabled", NULL, name);
	c->look = db_batch_run(b, on_enabled, c);
}
