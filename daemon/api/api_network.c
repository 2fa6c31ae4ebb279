/*
 * My network: whom I met, and its figures beside the community's.
 */
#include <math.h>
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/memory.h"
#include "config/config_domain.h"
#include "work/ego.h"
#include "work/house.h"

/* Of a figure three decimals; NAN is null. */
static void
shape_figure(struct json_object *o, const char *field, double value)
{
	char text[40];

	if (isnan(value)) {
		json_object_object_add(o, field, NULL);
		return;
	}
	/* No -0.000. */
	if (fabs(value) < 0.0005)
		value = 0;
	snprintf(text, sizeof(text), "%.3f", value);
	json_object_object_add(o, field, json_object_new_double_s(value, text));
}

static struct json_object *
shape_figures(const struct network_figures *f, double people)
{
	struct json_object *o = json_object_new_object();

	shape_figure(o, "people", people);
	shape_figure(o, "domains", f->domains);
	shape_figure(o, "blau", f->blau);
	shape_figure(o, "ei", f->ei);
	shape_figure(o, "effective_size", f->size);
	return o;
}

/* A week's figures, or now's: the same four objects. */
static void
shape_beside(
    struct json_object *o, const struct ego *e, const struct ego_week *w)
{
	double people = w->mine.figures.people;

	json_object_object_add(
	    o, "mine", shape_figures(&w->mine.figures, people));
	json_object_object_add(o, "community",
	    w->has_community ? shape_figures(&w->community, w->people) : NULL);
	json_object_object_add(o, "chance",
	    e->is_beside ? shape_figures(&w->chance, people) : NULL);
	json_object_object_add(o, "ceiling",
	    e->is_beside ? shape_figures(&w->ceiling, people) : NULL);
}

static struct json_object *
shape_weeks(const struct ego *e)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < e->week_count; i++) {
		struct json_object *o = json_object_new_object();

		shape_time(o, "from", e->weeks[i].mine.monday_us);
		shape_beside(o, e, &e->weeks[i]);
		json_object_array_add(list, o);
	}
	return list;
}

static struct json_object *
shape_bridges(const struct ego *e, bool is_domain_shown)
{
	struct json_object *list;

	if (!e->is_beside || !is_domain_shown)
		return NULL;
	list = json_object_new_array();
	for (size_t i = 0; i < e->bridge_count; i++) {
		struct json_object *o = json_object_new_object();

		shape_text(o, "a", e->bridges[i].a);
		shape_text(o, "b", e->bridges[i].b);
		json_object_array_add(list, o);
	}
	return list;
}

static struct json_object *
shape_people(const struct ego *e, bool is_domain_shown)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < e->count; i++) {
		const struct store_network_person *p = &e->people[i];
		struct json_object *o = json_object_new_object();

		shape_text(o, "name", p->name);
		shape_text(o, "domain", is_domain_shown ? p->domain : NULL);
		shape_time(o, "since", p->since_us);
		shape_text(o, "introduction", NULL);
		shape_text(o, "handle", NULL);
		if (p->has_handle) {
			shape_id(o, "introduction", &p->introduction);
			shape_id(o, "handle", &p->handle);
		}
		shape_text(o, "tie", p->has_met ? "met" : "accepted");
		json_object_array_add(list, o);
	}
	return list;
}

static struct json_object *
shape_ties(const struct ego *e)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < e->link_count; i++) {
		struct json_object *o;

		if (!e->is_link_mine[i])
			continue;
		o = json_object_new_object();
		shape_int(o, "a", e->links[i].a);
		shape_int(o, "b", e->links[i].b);
		json_object_array_add(list, o);
	}
	return list;
}

/* The member's domain at its first level, a new text; NULL: none. */
static char *
own_domain(const struct call *c, const char *attribute, const char *separator)
{
	const char *value = member_value_get(&c->me, attribute);

	if (value == NULL)
		return NULL;
	return memory_text_n(value,
	    *separator == '\0' ? strlen(value) : strcspn(value, separator));
}

static void
on_network(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct ego_asked asked = { .joined_us = c->me.joined_us };
	struct json_object *reply;
	const char *separator;
	struct ego e;
	char *own;
	int at;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	at = config_domain(c->house->config, &asked.attribute, &separator);
	asked.is_shown = at >= 0 && c->house->config->attribute_info[at].shown;
	asked.own = own = own_domain(c, asked.attribute, separator);
	ego_read(&e, out, &asked);
	reply = json_object_new_object();
	shape_text(reply, "attribute", at >= 0 ? asked.attribute : NULL);
	shape_text(reply, "own", own);
	shape_beside(reply, &e, &e.weeks[e.week_count - 1]);
	shape_text(reply, "counted_at", NULL);
	if (e.is_beside)
		shape_time(reply, "counted_at", e.counted_us);
	json_object_object_add(
	    reply, "bridges", shape_bridges(&e, asked.is_shown));
	json_object_object_add(reply, "weeks", shape_weeks(&e));
	json_object_object_add(
	    reply, "people", shape_people(&e, asked.is_shown));
	json_object_object_add(reply, "ties", shape_ties(&e));
	ego_clear(&e);
	free(own);
	call_reply(c, reply);
}

void
api_handle_DIVERSITY(struct call *c)
{
	struct db_batch *b = db_batch_new(c->house->db, DB_READ);
	const char *attribute, *separator;

	config_domain(c->house->config, &attribute, &separator);
	store_network_get(b, &c->me.id, attribute, separator);
	c->look = db_batch_run(b, on_network, c);
}
