/*
 * How fields mix: see clients/ctl/mixing.h. The server tells of each round who took
 * part and which pairs of fields there were; here they are added up. What chance
 * would have done counts in every round, also where it did otherwise.
 */
#include "clients/ctl/mixing.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/link/pages.h"
#include "clients/link/safe.h"
#include "clients/link/table.h"

#define PLACES 30 /* of domains in the reply, at most */
#define SHOWN 12  /* so that a row fits a terminal */

struct cell {
	int64_t offered, accepted, met;
	double expected;
};

struct mixing {
	const char *since;
	struct json_object *attribute, *domains;
	int64_t rounds;
	struct cell cells[PLACES][PLACES]; /* a <= b */
};

/* --- adding up ------------------------------------------------------------ */

static struct cell *
cell_at(struct mixing *m, int64_t a, int64_t b)
{
	return a < 0 || b < a || b >= PLACES ? NULL : &m->cells[a][b];
}

/* The pairs of the round between known fields. */
static int64_t
take_cells(struct mixing *m, struct json_object *list)
{
	int64_t pairs = 0;

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *o = json_object_array_get_idx(list, i);
		struct cell *at =
		    cell_at(m, proto_int(o, "a", -1), proto_int(o, "b", -1));

		if (at == NULL)
			continue;
		at->offered += proto_int(o, "offered", 0);
		at->accepted += proto_int(o, "accepted", 0);
		at->met += proto_int(o, "met", 0);
		pairs += proto_int(o, "offered", 0);
	}
	return pairs;
}

static void
take_step(struct mixing *m, struct json_object *step)
{
	struct json_object *took_part = proto_get(step, "took_part");
	int64_t pairs = take_cells(m, proto_get(step, "cells"));
	int64_t n[PLACES] = { 0 }, all = 0;

	m->rounds++;
	for (size_t i = 0; i < json_object_array_length(took_part); i++) {
		struct json_object *o = json_object_array_get_idx(took_part, i);
		int64_t place = proto_int(o, "domain", -1);

		if (place < 0 || place >= PLACES)
			continue;
		n[place] = proto_int(o, "members", 0);
		all += n[place];
	}
	for (int a = 0; all > 1 && a < PLACES; a++)
		for (int b = a; b < PLACES; b++)
			m->cells[a][b].expected +=
			    (double)pairs * (a == b ? 1 : 2) * (double)n[a] *
			    (double)(a == b ? n[b] - 1 : n[b]) /
			    ((double)all * (double)(all - 1));
}

static void
take_page(void *arg, struct json_object *page)
{
	struct mixing *m = arg;
	struct json_object *steps = proto_get(page, "steps");

	if (m->domains == NULL) {
		m->domains = json_object_get(proto_get(page, "domains"));
		m->attribute = json_object_get(proto_get(page, "attribute"));
	}
	for (size_t i = 0; i < json_object_array_length(steps); i++) {
		struct json_object *step = json_object_array_get_idx(steps, i);

		if (m->since == NULL ||
		    strncmp(proto_text(step, "at"), m->since, 10) >= 0)
			take_step(m, step);
	}
}

static struct json_object *
cells_json(const struct mixing *m)
{
	struct json_object *list = json_object_new_array();
	char text[40];

	for (int a = 0; a < PLACES; a++)
		for (int b = a; b < PLACES; b++) {
			const struct cell *at = &m->cells[a][b];
			struct json_object *o;

			if (at->offered == 0 && at->expected <= 0)
				continue;
			o = json_object_new_object();
			json_object_object_add(o, "a", json_object_new_int(a));
			json_object_object_add(o, "b", json_object_new_int(b));
			json_object_object_add(
			    o, "offered", json_object_new_int64(at->offered));
			json_object_object_add(
			    o, "accepted", json_object_new_int64(at->accepted));
			json_object_object_add(
			    o, "met", json_object_new_int64(at->met));
			snprintf(text, sizeof(text), "%.3f", at->expected);
			json_object_object_add(o, "expected",
			    json_object_new_double_s(at->expected, text));
			json_object_array_add(list, o);
		}
	return list;
}

enum link_status
mixing_load(struct context *c, const char *since, struct json_object **mixing)
{
	struct mixing *m = link_alloc(1, sizeof(*m));
	enum link_status status;
	struct json_object *o;

	m->since = since;
	status = pages_each(c->link, ROUTE_MIXING, NULL, take_page, m);
	if (status == LINK_OK) {
		*mixing = o = json_object_new_object();
		json_object_object_add(
		    o, "attribute", json_object_get(m->attribute));
		json_object_object_add(
		    o, "rounds", json_object_new_int64(m->rounds));
		json_object_object_add(
		    o, "domains", json_object_get(m->domains));
		json_object_object_add(o, "cells", cells_json(m));
	}
	json_object_put(m->attribute);
	json_object_put(m->domains);
	free(m);
	return status;
}

/* --- for people ----------------------------------------------------------- */

static const char *
name_of(struct json_object *domain)
{
	struct json_object *label = proto_get(domain, "label");
	const char *english = label == NULL ? NULL : proto_text(label, "en");

	if (english != NULL)
		return english;
	return proto_text(domain, "word") == NULL ? "all others"
						  : proto_text(domain, "word");
}

/* "1.3"; "–" where there could be none. */
static void
write_ratio(char ratio[16], struct json_object *cell)
{
	double expected = json_object_get_double(proto_get(cell, "expected"));

	if (expected > 0)
		snprintf(ratio, 16, "%.1f",
		    (double)proto_int(cell, "offered", 0) / expected);
}

/* The first SHOWN of the domains that have a cell, which are the largest. */
static int
pick_shown(struct json_object *cells, int shown[SHOWN], int *used)
{
	bool is_used[PLACES] = { false };
	int count = 0;

	*used = 0;
	for (size_t i = 0; i < json_object_array_length(cells); i++) {
		struct json_object *o = json_object_array_get_idx(cells, i);

		is_used[proto_int(o, "a", 0)] = true;
		is_used[proto_int(o, "b", 0)] = true;
	}
	for (int i = 0; i < PLACES; i++) {
		if (is_used[i] && count < SHOWN)
			shown[count++] = i;
		*used += is_used[i];
	}
	return count;
}

void
mixing_print(struct json_object *mixing)
{
	static char ratios[PLACES][PLACES][16];
	struct json_object *domains = proto_get(mixing, "domains");
	struct json_object *cells = proto_get(mixing, "cells");
	const char *titles[SHOWN + 2] = { "FIELD" }, *row[SHOWN + 1];
	char numbers[SHOWN][12], name[120];
	int shown[SHOWN], used, count = pick_shown(cells, shown, &used);
	struct table *table;

	if (count == 0)
		return;
	for (int i = 0; i < PLACES * PLACES; i++)
		snprintf(ratios[i / PLACES][i % PLACES], 16, "–");
	for (size_t i = 0; i < json_object_array_length(cells); i++) {
		struct json_object *o = json_object_array_get_idx(cells, i);
		int64_t a = proto_int(o, "a", 0), b = proto_int(o, "b", 0);

		write_ratio(ratios[a][b], o);
		write_ratio(ratios[b][a], o);
	}
	printf("\nIntroductions between two fields, over what chance gives, of "
	       "%" PRId64 " rounds:\n",
	    proto_int(mixing, "rounds", 0));
	for (int i = 0; i < count; i++) {
		snprintf(numbers[i], sizeof(numbers[i]), "%d", i + 1);
		titles[i + 1] = numbers[i];
	}
	table = table_new(titles);
	for (int i = 0; i < count; i++) {
		snprintf(name, sizeof(name), "%d %s", i + 1,
		    name_of(
			json_object_array_get_idx(domains, (size_t)shown[i])));
		row[0] = name;
		for (int k = 0; k < count; k++)
			row[k + 1] = ratios[shown[i]][shown[k]];
		table_row(table, row);
	}
	table_print(table);
	if (used > count)
		printf("%d smaller fields are not shown: --json has all.\n",
		    used - count);
}
