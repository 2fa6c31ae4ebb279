/*
 * When things of a pool are: see config/config_pools_when.h.
 */
#include "config/config_pools_when.h"
#include "base/memory.h"
#include "config/config_scalar.h"
#include "config/config_when.h"

#define REMIND_HOURS_MAX (7 * 24)
#define SECOND_HOURS_MAX (28 * 24)

static void
config_pools_refuse_when(
    struct config_reader *r, const struct config_node *n, const char *allowed)
{
	if (allowed != NULL)
		config_error_found(r->errors, n, "%s", allowed);
}

void
config_pools_every(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_pools *draft = into;
	const char *text, *allowed;

	if (config_scalar_text(r->errors, n, &text) != 0)
		return;
	allowed = config_when_every(text, &draft->pool->calendar);
	config_pools_refuse_when(r, n, allowed);
	draft->is_every_unknown = allowed != NULL;
}

/* Which times are allowed depends on `every`; where that is wrong or missing, it
 * must be one that some calendar allows. */
void
config_pools_at(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_pools *draft = into;
	struct calendar some = { .count = 1 };
	const char *text;

	if (config_scalar_text(r->errors, n, &text) != 0)
		return;
	if (!draft->is_every_unknown) {
		config_pools_refuse_when(
		    r, n, config_when_at(text, &draft->pool->calendar));
		return;
	}
	for (int unit = CALENDAR_HOUR; unit <= CALENDAR_WEEK; unit++) {
		some.unit = (enum calendar_unit)unit;
		if (config_when_at(text, &some) == NULL)
			return;
	}
	config_pools_refuse_when(r, n, "a time, such as 10:00 or Monday 10:00");
}

static void
config_pools_day(struct config_reader *r, const struct config_node *n,
    struct clock_civil *day)
{
	const char *text, *allowed;

	if (config_scalar_text(r->errors, n, &text) != 0)
		return;
	allowed = config_when_day(text, day);
	config_pools_refuse_when(r, n, allowed);
	if (allowed != NULL)
		*day = (struct clock_civil){ 0 };
}

void
config_pools_from(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_pools *draft = into;

	config_pools_day(r, n, &draft->pool->calendar.from);
}

/* After `from`. */
void
config_pools_until(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_pools *draft = into;
	struct calendar *c = &draft->pool->calendar;

	config_pools_day(r, n, &c->until);
	if (c->from.year != 0 && c->until.year != 0 &&
	    clock_from_civil(&c->until) < clock_from_civil(&c->from))
		config_error_found(
		    r->errors, n, "a day that is not before `from`");
}

void
config_pools_zone(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_pools *draft = into;
	const char *text;

	if (config_scalar_text(r->errors, n, &text) != 0)
		return;
	config_pools_refuse_when(r, n, config_when_zone(text));
	draft->pool->zone = memory_text(text);
}

static void
config_pools_span(struct config_reader *r, const struct config_node *n,
    int64_t max, int *hours)
{
	const char *text, *allowed;

	if (config_scalar_text(r->errors, n, &text) != 0)
		return;
	allowed = config_when_span(text, max, hours);
	config_pools_refuse_when(r, n, allowed);
}

void
config_pools_remind(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_pools *draft = into;

	config_pools_span(r, n, REMIND_HOURS_MAX, &draft->pool->remind_hours);
}

void
config_pools_second(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_pools *draft = into;

	config_pools_span(r, n, SECOND_HOURS_MAX, &draft->pool->second_hours);
}
