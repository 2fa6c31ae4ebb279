/*
 * Pools and memberships: see store/store_pool.h.
 */
#include "store/store_pool.h"
#include "sql_statements.h"

static void
add_names(struct db_batch *b, const char *const *names, size_t count)
{
	struct db_array a = { 0 };

	for (size_t i = 0; i < count; i++)
		db_array_text(&a, names[i]);
	db_arg_array(b, &a);
}

/* "09:00", or nothing where rounds are not every hour. */
static void
add_time(struct db_array *a, const struct calendar *c, int hour, int minute)
{
	char text[16];

	snprintf(text, sizeof(text), "%02d:%02d", hour, minute);
	db_array_text(a, c->unit == CALENDAR_HOUR ? text : "");
}

static void
add_day(struct db_array *a, const struct clock_civil *day)
{
	char text[40];

	snprintf(text, sizeof(text), "%04d-%02d-%02d", day->year, day->month,
	    day->day);
	db_array_text(a, day->year != 0 ? text : "");
}

void
store_pool_mirror(
    struct db_batch *b, const struct store_pool_mirror *pools, size_t count)
{
	struct db_array names[2] = { { { 0 }, 0 } }, zones = { 0 },
			periods = { 0 };
	struct db_array reminds = { 0 }, seconds = { 0 }, days = { 0 };
	struct db_array firsts = { 0 }, lasts = { 0 }, untils = { 0 };

	for (size_t i = 0; i < count; i++) {
		db_array_text(&names[0], pools[i].name);
		db_array_text(&names[1], pools[i].name);
		db_array_text(&zones, pools[i].zone);
		db_array_text(&periods, pools[i].period);
		db_array_int(&reminds, pools[i].remind_h);
		db_array_int(&seconds, pools[i].second_h);
		db_array_int(&days, pools[i].outcome_days);
		add_time(&firsts, pools[i].calendar, pools[i].calendar->hour,
		    pools[i].calendar->minute);
		add_time(&lasts, pools[i].calendar,
		    pools[i].calendar->last_hour,
		    pools[i].calendar->last_minute);
		add_day(&untils, &pools[i].calendar->until);
	}
	db_batch_add(b, SQL_POOLS_MIRROR, (int)count);
	db_arg_array(b, &names[0]);
	db_arg_array(b, &zones);
	db_arg_array(b, &periods);
	db_arg_array(b, &reminds);
	db_arg_array(b, &seconds);
	db_arg_array(b, &days);
	db_arg_array(b, &firsts);
	db_arg_array(b, &lasts);
	db_arg_array(b, &untils);
	db_batch_add(b, SQL_POOLS_RETIRE, DB_ANY);
	db_arg_array(b, &names[1]);
}

void
store_pool_of_member(struct db_batch *b, const struct id *member)
{
	db_batch_add(b, SQL_POOLS_OF_MEMBER, DB_ANY);
	db_arg_id(b, member);
}

void
store_pool_read(const struct db_rows *rows, int row, struct store_pool *p)
{
	p->name = db_text(rows, row, 0);
	p->is_member = db_bool(rows, row, 1);
	p->skip_next = db_bool(rows, row, 2);
	p->joined_us = db_int(rows, row, 3);
	p->next_round_us = db_int(rows, row, 4);
	p->every = (int)db_int(rows, row, 5);
	p->prefers_three = db_bool(rows, row, 6);
	p->my_next_us = db_int(rows, row, 7);
	p->resting = db_is_null(rows, row, 8) ? NULL : db_text(rows, row, 8);
	p->second_us = db_int(rows, row, 9);
}

static void
add_choice(struct db_batch *b, int choice)
{
	if (choice < 0)
		db_arg_text(b, NULL);
	else
		db_arg_bool(b, choice != 0);
}

void
store_pool_join(struct db_batch *b, const struct id *member, const char *pool,
    const struct store_membership *want)
{
	db_batch_add(b, SQL_MEMBERSHIP_PUT, 1);
	db_arg_id(b, member);
	db_arg_text(b, pool);
	add_choice(b, want->skip_next);
	if (want->every < 0)
		db_arg_text(b, NULL);
	else
		db_arg_int(b, want->every);
	add_choice(b, want->prefers_three);
}

void
store_pool_join_all(struct db_batch *b, const struct id *member,
    const char *const *pools, size_t count)
{
	if (count == 0)
		return;
	db_batch_add(b, SQL_MEMBERSHIPS_JOIN, DB_ANY);
	db_arg_id(b, member);
	add_names(b, pools, count);
}

void
store_pool_leave(struct db_batch *b, const struct id *member, const char *pool)
{
	db_batch_add(b, SQL_MEMBERSHIP_DELETE, DB_ANY);
	db_arg_id(b, member);
	db_arg_text(b, pool);
}
