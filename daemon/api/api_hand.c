/*
 * Rounds in an operator's hand: yes, another draw, none.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/memory.h"
#include "work/hand.h"
#include "work/house.h"

static void
on_done(void *arg, const struct fault *why, const struct store_round *round)
{
	struct call *c = arg;
	struct api *api = c->api;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL)
		call_refuse(c, why);
	else
		call_reply(c, shape_round(round));
	api->wake_rounds(api->wake_arg);
}

static void
start(struct call *c, struct hand_ask *ask)
{
	ask->by = call_operator(c);
	call_story(c, hand_start(c->house, ask, on_done, c), hand_cancel);
}

void
api_handle_ROUND_APPROVE(struct call *c)
{
	struct hand_ask ask = { .what = HAND_APPROVE };

	if (call_id(c, 0, &ask.round))
		start(c, &ask);
}

void
api_handle_ROUND_CANCEL(struct call *c)
{
	struct hand_ask ask = { .what = HAND_CANCEL };

	if (call_id(c, 0, &ask.round))
		start(c, &ask);
}

void
api_handle_ROUND_REDRAW(struct call *c)
{
	struct hand_ask ask = { .what = HAND_REDRAW };
	const char *seed = proto_text(c->body, "seed");

	if (!call_id(c, 0, &ask.round))
		return;
	ask.has_seed = seed != NULL;
	if (seed != NULL && !shape_seed_read(seed, &ask.seed)) {
		shape_find(&c->found, "/seed", "malformed",
		    "allowed are 1 to 16 hexadecimal digits");
		call_problem(c, "invalid_body", "see errors", &c->found);
		return;
	}
	start(c, &ask);
}
