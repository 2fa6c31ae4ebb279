/*
 * When a what-if's repeats must begin: how long everybody can still meet somebody
 * whom they never met.
 */
#include "clients/ctl/chart_parts.h"

#define BAR_HEIGHT 14
#define HEIGHT 96

static const char title[] = "Rounds in which everybody can meet somebody new";

/* "a repeat in round 9; from round 9 on it cannot be avoided" */
static void
say_repeats(struct json_object *sum, struct text *out)
{
	struct json_object *must = proto_get(sum, "nobody_new");
	struct json_object *first = proto_get(sum, "first_repeat");
	char word[CHART_WORD];

	if (must == NULL)
		text_add(out, "nobody can tell when repeats must begin");
	else
		text_addf(out, "somebody has nobody new from round %s on",
		    chart_count(word, must));
	if (first != NULL)
		text_addf(out, "; first repeat in round %s",
		    chart_count(word, first));
	else
		text_add(out, "; no repeat in these rounds");
}

/* A side's way: solid as long as everybody can meet somebody new, as far as that
 * can be told. */
static void
add_way(struct chart *c, int side, double y, double end)
{
	struct json_object *must = proto_get(c->sum[side], "nobody_new");
	struct json_object *first = proto_get(c->sum[side], "first_repeat");
	double until = json_object_get_double(must) - 1;

	chart_label(c->out, "name", 0, y + 14, "start", chart_sides[side]);
	chart_bar(c->out, "rail", 0, y + 20, 100, BAR_HEIGHT);
	chart_bar(c->out, chart_kinds[side], 0, y + 20, 100 * until / end,
	    BAR_HEIGHT);
	if (first != NULL)
		chart_tick(c->out, "ceiling",
		    100 * (json_object_get_double(first) - 1) / end, y + 18,
		    y + 22 + BAR_HEIGHT);
}

static void
add_chart(struct chart *c, const char *desc)
{
	double end = (double)c->count;

	for (int side = 0; side < 2; side++) {
		double must = chart_number(c->sum[side], "nobody_new") - 1;

		end = must > end ? must : end;
	}
	chart_svg_begin(c->out, "ways", title, desc, HEIGHT);
	for (int side = 0; side < 2; side++)
		add_way(c, side, 38.0 * side, end);
	chart_rounds_below(c->out, HEIGHT - 4, end);
	chart_svg_end(c->out);
}

static void
add_table(struct chart *c)
{
	static const char *const heads[] = { "Rules",
		"Somebody has nobody new from round", "First repeat in round",
		"Pairs that met again", NULL };
	static const char *const fields[] = { "nobody_new", "first_repeat",
		"repeats" };

	chart_table_begin(c->out, title, heads, 2);
	for (int side = 0; side < 2; side++) {
		char word[CHART_WORD];

		chart_row_begin(c->out, chart_sides[side]);
		for (size_t i = 0; i < 3; i++)
			chart_cell(
			    c->out, chart_count(word,
					proto_get(c->sum[side], fields[i])));
		chart_row_end(c->out);
	}
	chart_table_end(c->out);
}

void
chart_repeats(struct chart *c)
{
	struct text desc = { 0 };

	for (int side = 0; side < 2; side++) {
		text_addf(&desc, "%s: ", chart_sides[side]);
		say_repeats(c->sum[side], &desc);
		text_add(&desc, ". ");
	}
	text_add(c->out,
	    "<section aria-labelledby=\"again\"><h2 id=\"again\">When repeats "
	    "must begin</h2>\n<p>");
	chart_text(c->out, text_get(&desc));
	text_add(c->out, "</p>\n");
	chart_figure_begin(c->out, title,
	    "<p class=\"legend\">" CHART_KEYS "<span><i "
	    "class=\"key ceiling\"></i>first repeat</span></p>");
	add_chart(c, text_get(&desc));
	add_table(c);
	chart_figure_end(c->out);
	text_add(c->out, "</section>\n");
	text_clear(&desc);
}
