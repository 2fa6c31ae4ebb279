/*
 * What I answer to an introduction, and what I say came of it. Both end with the
 * introduction as it is then.
 */
#include "api/api_internal.h"
#include "api/api_introductions.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/memory.h"
#include "work/answer.h"
#include "work/house.h"

static void
on_answered(void *arg, const struct fault *why)
{
	struct call *c = arg;
	struct id id;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL)
		call_refuse(c, why);
	else if (call_id(c, 0, &id))
		api_introductions_reply(c, &id);
}

/* A field of prose; an absent one is an empty text. */
static char *
read_prose(struct call *c, const char *field,
    int (*read)(const char *s, char **out, struct fault *why))
{
	const char *s = proto_text(c->body, field);
	char pointer[32], *out = NULL;
	struct fault why;

	snprintf(pointer, sizeof(pointer), "/%s", field);
	if (read(s == NULL ? "" : s, &out, &why) != 0)
		shape_find(&c->found, pointer, "not_allowed", why.sentence);
	return out;
}

/* False after having answered. */
static bool
body_is_good(struct call *c)
{
	if (c->found.count == 0)
		return true;
	call_problem(c, "invalid_body", "see errors, one per field", &c->found);
	return false;
}

void
api_handle_INTRODUCTION_ANSWER(struct call *c)
{
	char *reason;
	struct id id;

	if (!call_id(c, 0, &id))
		return;
	reason = read_prose(c, "reason", answer_reason);
	if (body_is_good(c))
		call_story(c,
		    answer_start(c->house, &c->me.id, &id,
			proto_bool(c->body, "accept", false), reason,
			on_answered, c),
		    answer_cancel);
	free(reason);
}

/* What fits together: there is nothing to rate where nobody met, and whoever met
 * did not wait in vain. */
static void
check_outcome(struct call *c, const struct store_outcome *o)
{
	if (o->rating > 0 && strcmp(o->met, "yes") != 0)
		shape_find(&c->found, "/rating", "not_allowed",
		    "only with met yes can it be rated");
	if (o->no_show && strcmp(o->met, "no") != 0)
		shape_find(&c->found, "/no_show", "not_allowed",
		    "only with met no can they have not come");
}

void
api_handle_INTRODUCTION_OUTCOME(struct call *c)
{
	struct store_outcome o = { .again = -1 };
	char *learned;
	struct id id;

	if (!call_id(c, 0, &id))
		return;
	o.met = proto_text(c->body, "met");
	o.rating = (int)proto_int(c->body, "rating", 0);
	if (proto_has(c->body, "again"))
		o.again = proto_bool(c->body, "again", false);
	o.no_show = proto_bool(c->body, "no_show", false);
	learned = read_prose(c, "learned", answer_learned);
	o.learned = learned;
	check_outcome(c, &o);
	if (body_is_good(c))
		call_story(c,
		    answer_outcome(
			c->house, &c->me.id, &id, &o, on_answered, c),
		    answer_cancel);
	free(learned);
}
