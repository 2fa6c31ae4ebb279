/*
 * A what-if's rounds, one after the other: what each side's came to.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include "clients/ctl/chart_parts.h"
#include "clients/link/link.h"

#define TOP 20
#define LINE_HEIGHT 160
#define BASE (TOP + LINE_HEIGHT)

/* What a chart of rounds is of. */
struct series {
	const char *id, *field, *title;
	enum { COUNT, SCORE, PERCENT } form;
	bool is_from_zero; /* else from about its least value */
	bool is_differ;    /* of the attribute that stands there in `differ` */
	size_t differ;
};
struct scale {
	double from, to;
};

static struct json_object *
value_at(struct chart *c, const struct series *s, int side, size_t round)
{
	struct json_object *one =
	    json_object_array_get_idx(c->rounds[side], round);

	if (s->is_differ)
		one = json_object_array_get_idx(
		    proto_get(one, "differ"), s->differ);
	return proto_get(one, s->field);
}

static const char *
write_value(
    const struct series *s, char word[CHART_WORD], struct json_object *value)
{
	if (s->form == COUNT)
		return chart_count(word, value);
	return s->form == SCORE ? chart_score(word, value)
				: chart_percent(word, value);
}

/* Around all values of both sides, in whole members or hundredths. */
static struct scale
scale_of(struct chart *c, const struct series *s)
{
	double unit = s->form == COUNT ? 1 : 0.01;
	struct scale scale = { .from = -1, .to = 0 };

	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < c->count; i++) {
			struct json_object *v = value_at(c, s, side, i);
			double at = json_object_get_double(v);

			if (v == NULL)
				continue;
			if (scale.from < 0 || at < scale.from)
				scale.from = at;
			if (at > scale.to)
				scale.to = at;
		}
	scale.from = unit * (double)(int64_t)(scale.from / unit) - unit;
	if (scale.from < 0 || s->is_from_zero)
		scale.from = 0;
	scale.to = unit * (double)(int64_t)(scale.to / unit + 0.999);
	if (s->form == PERCENT) { /* there are none above the whole */
		scale.to = 1;
		scale.from = scale.from < 0.9 ? scale.from : 0.9;
	} else if (scale.to < scale.from + 2 * unit) {
		scale.to = scale.from + 2 * unit;
	}
	return scale;
}

static void
describe(struct chart *c, const struct series *s, struct text *out)
{
	for (int side = 0; side < 2; side++) {
		struct json_object *first = value_at(c, s, side, 0);
		struct json_object *last = value_at(c, s, side, c->count - 1);
		char a[CHART_WORD], b[CHART_WORD];

		text_addf(out, "%s: %s in the first round, %s in the last. ",
		    chart_sides[side], write_value(s, a, first),
		    write_value(s, b, last));
	}
}

static void
add_level(struct chart *c, const struct series *s, double at, const char *kind,
    double y, double label)
{
	struct json_object *value = s->form == COUNT
					? json_object_new_int64((int64_t)at)
					: json_object_new_double(at);
	char word[CHART_WORD];

	chart_level(c->out, kind, y);
	chart_label(
	    c->out, "scale", 0, label, "start", write_value(s, word, value));
	json_object_put(value);
}

/* The level lines with their values, and the rounds below. */
static void
add_frame(struct chart *c, const struct series *s, const struct scale *scale)
{
	add_level(c, s, scale->to, "grid", TOP, TOP - 5);
	add_level(c, s, scale->from, "base", BASE, BASE - 5);
	chart_rounds_below(c->out, BASE + 16, (double)c->count);
}

static void
add_line(struct chart *c, const struct series *s, int side,
    const struct scale *scale)
{
	double *values = link_alloc(c->count, sizeof(*values));

	for (size_t i = 0; i < c->count; i++) {
		struct json_object *v = value_at(c, s, side, i);

		values[i] = v == NULL
				? -1
				: (json_object_get_double(v) - scale->from) /
				      (scale->to - scale->from);
	}
	chart_line(c->out, side == 0 ? "line now" : "line then", values,
	    c->count, TOP, LINE_HEIGHT);
	free(values);
}

static void
add_series_table(struct chart *c, const struct series *s)
{
	static const char *const heads[] = { "Round", "Now", "Proposed", NULL };

	chart_table_begin(c->out, s->title, heads, c->count);
	for (size_t i = 0; i < c->count; i++) {
		char word[CHART_WORD];

		snprintf(word, sizeof(word), "%zu", i + 1);
		chart_row_begin(c->out, word);
		for (int side = 0; side < 2; side++)
			chart_cell(c->out,
			    write_value(s, word, value_at(c, s, side, i)));
		chart_row_end(c->out);
	}
	chart_table_end(c->out);
}

static bool
is_empty(struct chart *c, const struct series *s)
{
	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < c->count; i++)
			if (json_object_get_double(value_at(c, s, side, i)) > 0)
				return false;
	return true;
}

static void
add_series(struct chart *c, const struct series *s)
{
	struct text desc = { 0 };
	struct scale scale = scale_of(c, s);

	describe(c, s, &desc);
	chart_figure_begin(
	    c->out, s->title, "<p class=\"legend\">" CHART_KEYS "</p>");
	chart_svg_begin(c->out, s->id, s->title, text_get(&desc), BASE + 22);
	add_frame(c, s, &scale);
	add_line(c, s, 1, &scale);
	add_line(c, s, 0, &scale);
	chart_svg_end(c->out);
	add_series_table(c, s);
	chart_figure_end(c->out);
	text_clear(&desc);
}

/* Nothing where it is nothing in all rounds. */
static void
add_titled(struct chart *c, const struct series *s, const char *title)
{
	struct series titled = *s;

	titled.title = title;
	if (!is_empty(c, s))
		add_series(c, &titled);
}

static void
add_differ(struct chart *c)
{
	struct json_object *list = proto_get(c->sum[0], "differ");

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct text title = { 0 };
		char id[40];
		struct series s = { .id = id,
			.field = "share",
			.form = PERCENT,
			.is_differ = true,
			.differ = i };

		snprintf(id, sizeof(id), "differ-%zu", i);
		text_addf(&title, "Pairs that differ: %s",
		    proto_text(
			json_object_array_get_idx(list, i), "attribute"));
		add_titled(c, &s, text_get(&title));
		text_clear(&title);
	}
}

void
chart_rounds(struct chart *c)
{
	static const struct series all[] = {
		{ .id = "introduced",
		    .field = "introduced",
		    .title = "Members introduced",
		    .form = COUNT },
		{ .id = "repeats",
		    .field = "repeats",
		    .title = "Pairs that met again",
		    .form = COUNT,
		    .is_from_zero = true },
		{ .id = "score",
		    .field = "mean_score",
		    .title = "Mean score",
		    .form = SCORE },
	};
	static const struct series bridged = { .id = "bridged",
		.field = "bridged",
		.form = PERCENT,
		.is_from_zero = true };
	struct text title = { 0 };

	text_add(c->out,
	    "<section aria-labelledby=\"rounds\"><h2 id=\"rounds\">Round by "
	    "round</h2>\n");
	chart_sat_out(c);
	text_add(c->out, "<div class=\"two\">\n");
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		add_titled(c, &all[i], all[i].title);
	add_differ(c);
	if (proto_text(c->whatif, "attribute") != NULL) {
		text_addf(&title, "Pairs of %s that have met by then",
		    proto_text(c->whatif, "attribute"));
		add_titled(c, &bridged, text_get(&title));
		text_clear(&title);
	}
	text_add(c->out, "</div></section>\n");
}
