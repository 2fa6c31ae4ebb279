/*
 * How many introductions a member has over a what-if's rounds, and how often a
 * member sits out: from the least to the most.
 */
#include <stdio.h>
#include "clients/ctl/chart_parts.h"

#define BOX_HEIGHT 44
#define COLUMN_HEIGHT 120

/* --- how many members have how many ----------------------------------------- */

/* Of a side, how many members were introduced so often. */
static int64_t
members_with(struct chart *c, int side, size_t introductions)
{
	struct json_object *list = proto_get(c->sum[side], "load");

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *one = json_object_array_get_idx(list, i);

		if (proto_int(one, "introductions", -1) ==
		    (int64_t)introductions)
			return proto_int(one, "members", 0);
	}
	return 0;
}

static void
add_columns(struct chart *c, int64_t top)
{
	double step = 100.0 / (double)(c->count + 1);

	for (size_t n = 0; n <= c->count; n++)
		for (int side = 0; side < 2; side++) {
			double high = (double)members_with(c, side, n) /
				      (double)top * (COLUMN_HEIGHT - 16);

			chart_bar(c->out, chart_kinds[side],
			    ((double)n + 0.1 + 0.4 * side) * step,
			    COLUMN_HEIGHT - high, step * 0.38, high);
		}
}

static void
add_load_table(struct chart *c, const char *title)
{
	static const char *const heads[] = { "Introductions of a member",
		"Members now", "Members, proposed", NULL };

	chart_table_begin(c->out, title, heads, c->count + 1);
	for (size_t n = 0; n <= c->count; n++) {
		int64_t members[2];
		char word[CHART_WORD];

		for (int side = 0; side < 2; side++)
			members[side] = members_with(c, side, n);
		if (members[0] + members[1] == 0)
			continue;
		snprintf(word, sizeof(word), "%zu", n);
		chart_row_begin(c->out, word);
		for (int side = 0; side < 2; side++)
			chart_cell(c->out, chart_whole(word, members[side]));
		chart_row_end(c->out);
	}
	chart_table_end(c->out);
}

static void
add_load(struct chart *c)
{
	static const char title[] = "Members by how often they are introduced";
	int64_t top = 0;
	char word[CHART_WORD];

	for (size_t n = 0; n <= c->count; n++)
		for (int side = 0; side < 2; side++) {
			int64_t members = members_with(c, side, n);

			top = members > top ? members : top;
		}
	if (top == 0)
		return;
	chart_figure_begin(
	    c->out, title, "<p class=\"legend\">" CHART_KEYS "</p>");
	chart_svg_begin(c->out, "load-chart", title,
	    "From no introduction on the left to one in each round on the "
	    "right, how many members have so many, now and proposed.",
	    COLUMN_HEIGHT + 22);
	chart_level(c->out, "grid", 16);
	chart_label(c->out, "scale", 0, 12, "start", chart_whole(word, top));
	add_columns(c, top);
	chart_level(c->out, "base", COLUMN_HEIGHT);
	chart_label(c->out, "scale", 0, COLUMN_HEIGHT + 16, "start", "never");
	chart_label(
	    c->out, "scale", 100, COLUMN_HEIGHT + 16, "end", "every round");
	chart_svg_end(c->out);
	add_load_table(c, title);
	chart_figure_end(c->out);
}

/* --- from the least to the most ---------------------------------------------- */

static void
add_box(struct chart *c, int side, struct json_object *spread, double y)
{
	double unit = 100 / (double)c->count;
	double least = chart_number(spread, "least") * unit;
	double lower = chart_number(spread, "lower") * unit;
	double upper = chart_number(spread, "upper") * unit;
	double most = chart_number(spread, "most") * unit;

	chart_label(c->out, "name", 0, y + 12, "start", chart_sides[side]);
	chart_bar(c->out, "rail", 0, y + 25, 100, 4);
	chart_bar(c->out, side == 0 ? "reach now" : "reach then", least, y + 25,
	    most - least, 4);
	chart_bar(c->out, chart_kinds[side], lower, y + 20,
	    upper - lower > 0.6 ? upper - lower : 0.6, 14);
	chart_tick(c->out, "ceiling", chart_number(spread, "median") * unit,
	    y + 18, y + 36);
}

static void
add_spread_table(struct chart *c, const char *title, const char *field)
{
	static const char *const heads[] = { "Rules", "Least", "Lower quarter",
		"Median", "Upper quarter", "Most", "Mean", NULL };
	static const char *const fields[] = { "least", "lower", "median",
		"upper", "most" };

	chart_table_begin(c->out, title, heads, 2);
	for (int side = 0; side < 2; side++) {
		struct json_object *spread = proto_get(c->sum[side], field);
		char word[CHART_WORD];

		chart_row_begin(c->out, chart_sides[side]);
		for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
			chart_cell(c->out,
			    chart_count(word, proto_get(spread, fields[i])));
		snprintf(
		    word, sizeof(word), "%.2f", chart_number(spread, "mean"));
		chart_cell(c->out, word);
		chart_row_end(c->out);
	}
	chart_table_end(c->out);
}

static void
add_spread(
    struct chart *c, const char *id, const char *title, const char *field)
{
	struct text desc = { 0 };
	char rounds[CHART_WORD];

	if (proto_get(c->sum[0], field) == NULL ||
	    proto_get(c->sum[1], field) == NULL)
		return;
	for (int side = 0; side < 2; side++) {
		struct json_object *spread = proto_get(c->sum[side], field);
		char a[CHART_WORD], b[CHART_WORD], m[CHART_WORD];

		text_addf(&desc,
		    "%s: from %s to %s, half of the members %s or "
		    "more. ",
		    chart_sides[side],
		    chart_count(a, proto_get(spread, "least")),
		    chart_count(b, proto_get(spread, "most")),
		    chart_count(m, proto_get(spread, "median")));
	}
	chart_figure_begin(c->out, title,
	    "<p class=\"legend\"><span>thin: from the least to the most</span>"
	    "<span>thick: the middle half</span><span><i class=\"key "
	    "ceiling\"></i>median</span></p>");
	chart_svg_begin(
	    c->out, id, title, text_get(&desc), 2 * BOX_HEIGHT + 18);
	for (int side = 0; side < 2; side++)
		add_box(
		    c, side, proto_get(c->sum[side], field), BOX_HEIGHT * side);
	chart_label(c->out, "scale", 0, 2 * BOX_HEIGHT + 14, "start", "0");
	snprintf(rounds, sizeof(rounds), "%zu", c->count);
	chart_label(c->out, "scale", 100, 2 * BOX_HEIGHT + 14, "end", rounds);
	chart_svg_end(c->out);
	add_spread_table(c, title, field);
	chart_figure_end(c->out);
	text_clear(&desc);
}

void
chart_load(struct chart *c)
{
	if (proto_get(c->sum[0], "introductions") == NULL)
		return; /* nobody is there */
	text_add(c->out,
	    "<section aria-labelledby=\"load\"><h2 id=\"load\">What a member "
	    "gets</h2>\n");
	add_load(c);
	text_add(c->out, "<div class=\"two\">\n");
	add_spread(c, "got", "Introductions of a member, over all rounds",
	    "introductions");
	add_spread(
	    c, "missed", "Sit-outs of a member, over all rounds", "sit_outs");
	text_add(c->out, "</div></section>\n");
}
