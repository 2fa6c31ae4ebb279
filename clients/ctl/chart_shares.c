/*
 * How mixed a what-if's introductions are, beside chance and what is possible at
 * most.
 */
#include <stdio.h>
#include "clients/ctl/chart_parts.h"

#define ATTRIBUTE_HEIGHT 78
#define BAR_HEIGHT 13

static void
add_share(struct chart *c, struct json_object *one, int side, double y)
{
	struct json_object *chance = proto_get(one, "chance");
	struct json_object *ceiling = proto_get(one, "ceiling");

	chart_bar(c->out, "rail", 0, y, 100, BAR_HEIGHT);
	chart_bar(c->out, chart_kinds[side], 0, y,
	    100 * chart_number(one, "share"), BAR_HEIGHT);
	if (chance != NULL)
		chart_tick(c->out, "chance",
		    100 * json_object_get_double(chance), y - 4,
		    y + BAR_HEIGHT + 4);
	if (ceiling != NULL)
		chart_tick(c->out, "ceiling",
		    100 * json_object_get_double(ceiling), y - 4,
		    y + BAR_HEIGHT + 4);
}

static void
add_shares_table(struct chart *c, struct json_object *list[2], size_t count)
{
	static const char *const heads[] = { "Attribute and rules", "Differ",
		"By chance", "At most", NULL };

	chart_table_begin(
	    c->out, "Pairs that differ, by attribute", heads, 2 * count);
	for (size_t i = 0; i < count; i++)
		for (int side = 0; side < 2; side++) {
			struct json_object *one =
			    json_object_array_get_idx(list[side], i);
			struct text head = { 0 };

			text_addf(&head, "%s, %s", proto_text(one, "attribute"),
			    side == 0 ? "now" : "proposed");
			chart_row_begin(c->out, text_get(&head));
			text_clear(&head);
			chart_cells_differ(c->out, one);
			chart_row_end(c->out);
		}
	chart_table_end(c->out);
}

static void
add_attribute(struct chart *c, struct json_object *both[2], double y)
{
	struct text said = { 0 };
	char a[CHART_WORD], b[CHART_WORD];

	chart_label(c->out, "name", 0, y + 14, "start",
	    proto_text(both[0], "attribute"));
	text_addf(&said, "%s → %s",
	    chart_percent(a, proto_get(both[0], "share")),
	    chart_percent(b, proto_get(both[1], "share")));
	chart_label(c->out, "value", 100, y + 14, "end", text_get(&said));
	add_share(c, both[0], 0, y + 24);
	add_share(c, both[1], 1, y + 24 + BAR_HEIGHT + 8);
	text_clear(&said);
}

void
chart_shares(struct chart *c)
{
	static const char title[] = "Pairs that differ, of those introduced";
	struct json_object *list[2];
	struct text desc = { 0 };
	size_t count;

	for (int side = 0; side < 2; side++)
		list[side] = proto_get(c->sum[side], "differ");
	count = json_object_array_length(list[0]);
	if (count == 0)
		return;
	text_addf(&desc,
	    "For each of %zu attributes, two bars from 0 to 100 %%: now and "
	    "proposed, each with a mark for chance and one for the most that "
	    "is possible.",
	    count);
	text_add(c->out,
	    "<section aria-labelledby=\"mixed\"><h2 id=\"mixed\">How mixed "
	    "they are</h2>\n");
	chart_figure_begin(c->out, title,
	    "<p class=\"legend\">" CHART_KEYS
	    "<span><i class=\"key chance\"></i>by chance</span><span><i "
	    "class=\"key "
	    "ceiling\"></i>at most</span></p>");
	chart_svg_begin(c->out, "shares", title, text_get(&desc),
	    (int)count * ATTRIBUTE_HEIGHT);
	for (size_t i = 0; i < count; i++) {
		struct json_object *both[2];

		for (int side = 0; side < 2; side++)
			both[side] = json_object_array_get_idx(list[side], i);
		add_attribute(c, both, (double)i * ATTRIBUTE_HEIGHT);
	}
	chart_svg_end(c->out);
	add_shares_table(c, list, count);
	chart_figure_end(c->out);
	text_add(c->out, "</section>\n");
	text_clear(&desc);
}
