/*
 * A community over time, for operators: see work/community.h.
 */
#include <math.h>
#include "work/community.h"
#include "base/clock.h"
#include "base/memory.h"
#include "config/config.h"
#include "config/config_domain.h"
#include "io/db.h"
#include "io/loop.h"
#include "model/member.h"
#include "model/network.h"
#include "store/store_community.h"
#include "work/house.h"

#define COMMUNITY_MAGIC 0xc0770401u
#define LOOK_US (30 * CLOCK_SECOND)

struct community {
	unsigned magic;
	struct house *house;
	struct config *config;
	struct db_call *call;
	struct db_rows *members, *links;
	int64_t since_us, now_us;
	size_t places[ATTRIBUTES_MAX]; /* of the result's attributes */
	size_t domain;                 /* or GROWTH_NO_ATTRIBUTE */
	uint32_t *numbers; /* of members in the population, by row */
	int32_t *roots;    /* by row and attribute: a number, or -1 */
	struct community_result result;
	bool is_aside;
	community_done_cb done; /* NULL: cancelled */
	void *arg;
	void (*stopped)(void *arg);
	void *stopped_arg;
};

static void
community_free(struct community *c)
{
	void (*stopped)(void *arg) = c->stopped;
	void *arg = c->stopped_arg;

	c->house->community = NULL;
	db_rows_free(c->members);
	db_rows_free(c->links);
	free(c->numbers);
	free(c->roots);
	config_drop(c->config);
	c->magic = 0;
	free(c);
	if (stopped != NULL)
		stopped(arg);
}

void
community_cancel(struct community *c)
{
	if (c == NULL)
		return;
	CHECK(c, COMMUNITY_MAGIC);
	c->done = NULL;
	if (c->is_aside)
		return;
	db_cancel(c->call);
	community_free(c);
}

void
community_stop(struct house *house, void (*stopped)(void *arg), void *arg)
{
	struct community *c = house->community;

	if (c == NULL) {
		stopped(arg);
		return;
	}
	CHECK(c, COMMUNITY_MAGIC);
	c->stopped = stopped;
	c->stopped_arg = arg;
}

static void
community_finish(struct community *c, const struct fault *why)
{
	if (c->done != NULL)
		c->done(c->arg, why, why == NULL ? &c->result : NULL);
	community_free(c);
}

/* --- aside: like and like ------------------------------------------------- */

/* The first level of a tree's path, the word of a choice. */
static size_t
root_length(const struct attribute *a, const char *value)
{
	return a->type == ATTRIBUTE_TREE ? strcspn(value, "/") : strlen(value);
}

/* The number of a value's root among those of the attribute's words. */
static int32_t
root_of(const struct attribute *a, const char *value)
{
	size_t n = root_length(a, value);

	for (size_t i = 0; i < a->word_count; i++)
		if (root_length(a, a->words[i]) == n &&
		    strncmp(a->words[i], value, n) == 0)
			return (int32_t)i;
	return -1;
}

/* The roots of all members' values, once. */
static void
read_roots(struct community *c)
{
	const size_t width = c->result.attribute_count;
	const int count = db_rows_count(c->members);

	c->roots = memory_new((size_t)count * width + 1, sizeof(*c->roots));
	for (int row = 0; row < count; row++) {
		struct member_value *values = NULL;
		size_t n = 0;

		member_values_parse(db_text(c->members, row, 2), &values, &n);
		for (size_t k = 0; k < width; k++) {
			int32_t *root = &c->roots[(size_t)row * width + k];

			*root = -1;
			for (size_t i = 0; i < n; i++)
				if (strcmp(values[i].attribute,
					c->result.attributes[k]) == 0)
					*root = root_of(
					    &c->config
						 ->attributes[c->places[k]],
					    values[i].value);
		}
		member_values_free(values, n);
	}
}

/* The row of a member, by id; they are in that order. */
static int
row_of(const struct db_rows *members, const struct id *id)
{
	int low = 0, high = db_rows_count(members);

	while (low < high) {
		int middle = low + (high - low) / 2;
		struct id at = db_id(members, middle, 0);

		if (memcmp(at.bytes, id->bytes, sizeof(at.bytes)) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < db_rows_count(members)) {
		struct id at = db_id(members, low, 0);

		if (id_equal(&at, id))
			return low;
	}
	return -1;
}

/* Links by their rows of members, as far as they were there by then. */
struct ends {
	int (*list)[2];
	size_t count;
};

static void
measure_like(
    struct community *c, struct community_step *step, const struct ends *ends)
{
	const size_t width = c->result.attribute_count;

	for (size_t k = 0; k < width; k++) {
		size_t words = c->config->attributes[c->places[k]].word_count;
		uint64_t *within = memory_new(words, sizeof(*within));
		uint64_t *all = memory_new(words, sizeof(*all));
		uint64_t links = 0;

		for (size_t i = 0; i < ends->count; i++) {
			const int *e = ends->list[i];
			int32_t x = c->roots[(size_t)e[0] * width + k];
			int32_t y = c->roots[(size_t)e[1] * width + k];

			if (x < 0 || y < 0)
				continue;
			links++;
			all[x]++;
			all[y]++;
			within[x] += x == y;
		}
		step->assortativity[k] =
		    network_assortativity(within, all, words, links);
		free(within);
		free(all);
	}
}

/* --- aside: the graph ----------------------------------------------------- */

#define NOBODY UINT32_MAX

/* Those who had joined by then, with their field. */
static void
add_members(struct community *c, struct population *p, int64_t at_us)
{
	const size_t width = c->result.attribute_count;
	char key[ID_TEXT_SIZE];
	struct fault why;

	for (int row = 0; row < db_rows_count(c->members); row++) {
		struct id id = db_id(c->members, row, 0);
		const struct attribute *a;
		int32_t root = -1;

		c->numbers[row] = NOBODY;
		if (db_int(c->members, row, 1) > at_us ||
		    population_add(
			p, id_text(&id, key), &c->numbers[row], &why) != 0)
			continue;
		for (size_t k = 0; k < width; k++)
			if (c->places[k] == c->domain)
				root = c->roots[(size_t)row * width + k];
		if (root < 0)
			continue;
		a = &c->config->attributes[c->domain];
		if (population_set(p, c->numbers[row], c->domain,
			a->words[root], &why) != 0)
			continue; /* they count as one without a field */
	}
}

static void
measure(struct community *c, struct community_step *step)
{
	struct population *p =
	    population_new(c->config->attributes, c->config->attribute_count);
	const int count = db_rows_count(c->links);
	struct ends ends = { 0 };

	ends.list = memory_new((size_t)count, sizeof(*ends.list));
	add_members(c, p, step->at_us);
	for (int i = 0; i < count && db_int(c->links, i, 2) <= step->at_us;
	     i++) {
		struct id a = db_id(c->links, i, 0), b = db_id(c->links, i, 1);
		int x = row_of(c->members, &a), y = row_of(c->members, &b);

		if (x < 0 || y < 0 || c->numbers[x] == NOBODY ||
		    c->numbers[y] == NOBODY)
			continue;
		population_met_members(p, c->numbers[x], c->numbers[y], 0);
		ends.list[ends.count][0] = x;
		ends.list[ends.count++][1] = y;
	}
	population_close(p);
	growth_measure(&step->growth, p, NULL, c->domain, 1, 1);
	measure_like(c, step, &ends);
	population_free(p);
	free(ends.list);
}

static void
on_measuring(void *arg)
{
	struct community *c = arg;
	struct community_result *r = &c->result;
	const int members = db_rows_count(c->members);
	const int64_t span = c->now_us - c->since_us;
	size_t steps = members <= 5000    ? COMMUNITY_STEPS_MAX
		       : members <= 50000 ? 4
					  : 1;

	if (span <= 0)
		steps = 1;
	c->numbers = memory_new((size_t)members + 1, sizeof(*c->numbers));
	read_roots(c);
	for (r->count = 0; r->count < steps; r->count++) {
		struct community_step *step = &r->steps[r->count];

		step->at_us = c->now_us - span / (int64_t)steps *
					      (int64_t)(steps - 1 - r->count);
		measure(c, step);
	}
}

static void
on_measured(void *arg)
{
	struct community *c = arg;

	CHECK(c, COMMUNITY_MAGIC);
	c->is_aside = false;
	community_finish(c, NULL);
}

/* --- the snapshot --------------------------------------------------------- */

static void
on_read(void *arg, const struct db_outcome *out)
{
	struct community *c = arg;
	struct fault why;

	CHECK(c, COMMUNITY_MAGIC);
	c->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		community_finish(c, out->fault);
		return;
	}
	c->members = db_outcome_take(out, 0);
	c->links = db_outcome_take(out, 1);
	if (db_rows_count(c->members) > COMMUNITY_MEMBERS_MAX) {
		(void)fault_set(&why, FAULT_INVALID,
		    "the community has more than %d members; these figures are "
		    "made of fewer",
		    COMMUNITY_MEMBERS_MAX);
		community_finish(c, &why);
		return;
	}
	if (c->since_us == 0)
		c->since_us = db_rows_count(c->links) == 0
				  ? c->now_us
				  : db_int(c->links, 0, 2);
	c->is_aside = true;
	loop_aside(c->house->loop, on_measuring, on_measured, c);
}

static void
choose_attributes(struct community *c, struct db_array *names)
{
	struct community_result *r = &c->result;
	const char *name, *separator;
	int domain = config_domain(c->config, &name, &separator);

	c->domain = domain < 0 ? GROWTH_NO_ATTRIBUTE : (size_t)domain;
	for (size_t i = 0; i < c->config->attribute_count; i++) {
		const struct attribute *a = &c->config->attributes[i];

		if (!a->has_words ||
		    (a->type != ATTRIBUTE_CHOICE && a->type != ATTRIBUTE_TREE))
			continue;
		c->places[r->attribute_count] = i;
		r->attributes[r->attribute_count++] = a->name;
		db_array_text(names, a->name);
		if (i == c->domain)
			r->attribute = a->name;
	}
	if (r->attribute == NULL)
		c->domain = GROWTH_NO_ATTRIBUTE;
}

struct community *
community_start(struct house *house, int64_t since_us, community_done_cb done,
    void *arg, struct fault *why)
{
	struct db_array names = { 0 };
	struct community *c;
	struct db_batch *b;

	if (house->community != NULL || house->is_stopping) {
		(void)fault_set(
		    why, FAULT_BUSY, "somebody else has it measured just now");
		return NULL;
	}
	c = memory_new(1, sizeof(*c));
	c->magic = COMMUNITY_MAGIC;
	c->house = house;
	c->config = config_hold(house->config);
	c->since_us = since_us;
	c->now_us = clock_now_us();
	c->done = done;
	c->arg = arg;
	house->community = c;
	choose_attributes(c, &names);
	b = db_batch_new(house->db, DB_READ);
	db_batch_deadline(b, LOOK_US);
	store_community(b, &names, COMMUNITY_MEMBERS_MAX + 1);
	c->call = db_batch_run(b, on_read, c);
	return c;
}
