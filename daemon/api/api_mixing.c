/*
 * The community's mixing matrix, round by round: which domains were introduced to
 * which, beside what chance would have done with whoever took part.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/list.h"
#include "api/shape.h"
#include "base/clock.h"
#include "base/memory.h"
#include "config/config_domain.h"
#include "store/store_mixing.h"
#include "work/house.h"

/* The largest domains, and one more for all others. */
#define DOMAINS 29
#define ROUNDS_ALL 520
#define LOOK_US (10 * CLOCK_SECOND)

struct mixing {
	const struct db_outcome *out;
	const struct db_rows *domains;
	int count;           /* of domains, with the one of all others */
	int took_part, cell; /* the next row of each */
};

/* Its place in the list of domains; the last is that of all others. */
static int
place_of(const struct mixing *m, const char *domain)
{
	for (int i = 0; i < m->count - 1; i++)
		if (strcmp(db_text(m->domains, i, 0), domain) == 0)
			return i;
	return m->count - 1;
}

static struct json_object *
shape_domains(const struct call *c, const struct mixing *m, int attribute)
{
	struct json_object *list = json_object_new_array();

	for (int i = 0; i < m->count; i++) {
		const bool is_rest = i == m->count - 1;
		const char *word = is_rest ? NULL : db_text(m->domains, i, 0);
		struct json_object *o = json_object_new_object(), *label = NULL;

		shape_text(o, "word", word);
		if (!is_rest) {
			label = json_object_new_object();
			shape_text(label, "en",
			    config_label_get(c->house->config,
				(size_t)attribute, word, "en"));
			shape_text(label, "fr",
			    config_label_get(c->house->config,
				(size_t)attribute, word, "fr"));
		}
		json_object_object_add(o, "label", label);
		shape_text(o, "members", NULL);
		if (!is_rest)
			shape_int(o, "members", db_int(m->domains, i, 1));
		json_object_array_add(list, o);
	}
	return list;
}

static void
add_share(struct json_object *o, const char *field, double value)
{
	char text[40];

	snprintf(text, sizeof(text), "%.3f", value);
	json_object_object_add(o, field, json_object_new_double_s(value, text));
}

static struct json_object *
shape_count(const struct store_mixing_count *n)
{
	struct json_object *o = json_object_new_object();

	shape_int(o, "offered", n->offered);
	shape_int(o, "accepted", n->accepted);
	shape_int(o, "met", n->met);
	shape_int(o, "settled", n->settled);
	shape_text(o, "met_rate", NULL);
	if (n->settled > 0)
		add_share(o, "met_rate", (double)n->met / (double)n->settled);
	return o;
}

/* --- a round -------------------------------------------------------------- */

/* By domain, who took part; the number of all. */
static int64_t
take_part(struct mixing *m, const struct id *round, int64_t n[DOMAINS + 1])
{
	const struct db_rows *rows =
	    db_outcome_rows(m->out, STORE_MIXING_TOOK_PART);
	struct store_mixing_cell cell;
	int64_t all = 0;

	memset(n, 0, sizeof(*n) * (DOMAINS + 1));
	for (; m->took_part < db_rows_count(rows); m->took_part++) {
		store_mixing_took_part_read(rows, m->took_part, &cell);
		if (!id_equal(&cell.round, round))
			break;
		n[place_of(m, cell.low)] += cell.count.offered;
		all += cell.count.offered;
	}
	return all;
}

static int64_t
take_cells(struct mixing *m, const struct id *round,
    struct store_mixing_count cells[DOMAINS + 1][DOMAINS + 1])
{
	const struct db_rows *rows =
	    db_outcome_rows(m->out, STORE_MIXING_CELLS);
	struct store_mixing_cell cell;
	int64_t all = 0;

	for (; m->cell < db_rows_count(rows); m->cell++) {
		int a, b;

		store_mixing_cell_read(rows, m->cell, &cell);
		if (!id_equal(&cell.round, round))
			break;
		a = place_of(m, cell.low);
		b = place_of(m, cell.high);
		struct store_mixing_count *at =
		    a < b ? &cells[a][b] : &cells[b][a];
		at->offered += cell.count.offered;
		at->accepted += cell.count.accepted;
		at->met += cell.count.met;
		all += cell.count.offered;
	}
	return all;
}

/* Of so many pairs, those of a and b, had chance paired whoever took part. */
static double
expected(int64_t pairs, const int64_t *n, int64_t all, int a, int b)
{
	double ways = a == b ? (double)n[a] * (double)(n[a] - 1)
			     : 2 * (double)n[a] * (double)n[b];

	return all < 2
		   ? 0
		   : (double)pairs * ways / ((double)all * (double)(all - 1));
}

static struct json_object *
shape_cells(
    struct mixing *m, const struct id *round, const int64_t *n, int64_t all)
{
	struct store_mixing_count cells[DOMAINS + 1][DOMAINS + 1] = { 0 };
	struct json_object *list = json_object_new_array();
	int64_t pairs = take_cells(m, round, cells);

	for (int a = 0; a < m->count; a++)
		for (int b = a; b < m->count; b++) {
			struct json_object *o;

			if (cells[a][b].offered == 0)
				continue;
			o = json_object_new_object();
			shape_int(o, "a", a);
			shape_int(o, "b", b);
			shape_int(o, "offered", cells[a][b].offered);
			shape_int(o, "accepted", cells[a][b].accepted);
			shape_int(o, "met", cells[a][b].met);
			add_share(o, "expected", expected(pairs, n, all, a, b));
			json_object_array_add(list, o);
		}
	return list;
}

static struct json_object *
shape_step(struct mixing *m, const struct store_mixing_step *s)
{
	struct json_object *o = json_object_new_object();
	struct json_object *took_part = json_object_new_array();
	int64_t n[DOMAINS + 1], all = take_part(m, &s->round, n);

	shape_id(o, "round", &s->round);
	shape_text(o, "second_of", NULL);
	if (s->is_second)
		shape_id(o, "second_of", &s->second_of);
	shape_text(o, "pool", s->pool);
	shape_time(o, "at", s->at_us);
	shape_int(o, "pairs", s->pairs);
	json_object_object_add(o, "cross", shape_count(&s->cross));
	json_object_object_add(o, "same", shape_count(&s->same));
	for (int i = 0; i < m->count; i++) {
		struct json_object *d;

		if (n[i] == 0)
			continue;
		d = json_object_new_object();
		shape_int(d, "domain", i);
		shape_int(d, "members", n[i]);
		json_object_array_add(took_part, d);
	}
	json_object_object_add(o, "took_part", took_part);
	json_object_object_add(o, "cells", shape_cells(m, &s->round, n, all));
	return o;
}

/* --- the reply ------------------------------------------------------------ */

static void
on_mixing(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct mixing m = { .out = out };
	struct store_mixing_count cross, same;
	struct json_object *reply, *steps;
	const char *attribute, *separator;
	const struct db_rows *rows;
	struct store_mixing_step s = { 0 };
	int at;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	at = config_domain(c->house->config, &attribute, &separator);
	m.domains = db_outcome_rows(out, STORE_MIXING_DOMAINS);
	m.count = (at < 0 ? 0 : db_rows_count(m.domains)) + 1;
	reply = json_object_new_object();
	shape_text(reply, "attribute", at < 0 ? NULL : attribute);
	json_object_object_add(reply, "domains", shape_domains(c, &m, at));
	store_mixing_all_read(
	    db_outcome_rows(out, STORE_MIXING_ALL), &cross, &same);
	json_object_object_add(reply, "cross", shape_count(&cross));
	json_object_object_add(reply, "same", shape_count(&same));
	steps = json_object_new_array();
	rows = db_outcome_rows(out, STORE_MIXING_STEPS);
	for (int i = 0; i < db_rows_count(rows); i++) {
		store_mixing_step_read(rows, i, &s);
		json_object_array_add(steps, shape_step(&m, &s));
	}
	json_object_object_add(reply, "steps", steps);
	shape_next(
	    reply, db_rows_count(rows) == c->page_limit ? &s.round : NULL);
	call_reply(c, reply);
}

void
api_handle_MIXING(struct call *c)
{
	struct store_mixing_ask ask = { .rounds_all = ROUNDS_ALL,
		.domains = DOMAINS };
	char pool[PROTO_QUERY_BYTES];
	struct db_batch *b;

	if (!list_page(c, &ask.before))
		return;
	ask.rounds = c->page_limit;
	if (proto_query_get(http_query(c->req), "pool", pool, sizeof(pool)))
		ask.pool = pool;
	config_domain(c->house->config, &ask.attribute, &ask.separator);
	b = db_batch_new(c->house->db, DB_READ);
	db_batch_deadline(b, LOOK_US);
	store_mixing(b, &ask);
	c->look = db_batch_run(b, on_mixing, c);
}
