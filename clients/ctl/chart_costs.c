/*
 * What each of the proposed requirements costs.
 */
#include <stdio.h>
#include <string.h>
#include "clients/ctl/chart_parts.h"

#define COST_HEIGHT 44

/* --- what each rule costs ---------------------------------------------------- */

/* The field by which rules cost: introductions, or where none costs any, score. */
static const char *
cost_field(struct chart *c)
{
	const char *in = proto_text(proto_get(c->whatif, "costliest"), "in");

	return in != NULL && strcmp(in, "score") == 0 ? "score_more"
						      : "introduced_more";
}

static void
write_cost(const char *field, struct json_object *cost, char word[CHART_WORD])
{
	struct json_object *value = proto_get(cost, field);
	double by = json_object_get_double(value);

	if (strcmp(field, "introduced_more") == 0) {
		char count[CHART_WORD];

		snprintf(word, CHART_WORD, "%s",
		    chart_change(count, json_object_get_int64(value)));
	} else if (value == NULL)
		snprintf(word, CHART_WORD, "–");
	else
		snprintf(word, CHART_WORD, "%s%.3f", by < 0 ? "−" : "+",
		    by < 0 ? -by : by);
}

static void
add_cost_bars(struct chart *c, struct json_object *costs, const char *field)
{
	const char *worst =
	    proto_text(proto_get(c->whatif, "costliest"), "rule");
	size_t count = json_object_array_length(costs);
	double top = 0;

	for (size_t i = 0; i < count; i++) {
		double by =
		    chart_number(json_object_array_get_idx(costs, i), field);

		top = by > top ? by : top;
	}
	for (size_t i = 0; i < count; i++) {
		struct json_object *cost = json_object_array_get_idx(costs, i);
		const char *rule = proto_text(cost, "rule");
		bool is_worst = worst != NULL && strcmp(rule, worst) == 0;
		double y = (double)i * COST_HEIGHT;
		char word[CHART_WORD];

		write_cost(field, cost, word);
		chart_label(c->out, is_worst ? "name worst" : "name", 0, y + 14,
		    "start", rule);
		chart_label(c->out, "value", 100, y + 14, "end", word);
		chart_bar(c->out, "rail", 0, y + 21, 100, 12);
		if (top > 0)
			chart_bar(c->out, is_worst ? "worst" : "then", 0,
			    y + 21, 100 * chart_number(cost, field) / top, 12);
	}
}

static void
add_costs_table(struct chart *c, struct json_object *costs)
{
	static const char *const heads[] = { "Left out", "Introduced", "More",
		"Sat out", "Met again", "Somebody has nobody new from round",
		"Mean score", "Score by", NULL };
	size_t count = json_object_array_length(costs);
	char word[CHART_WORD];

	chart_table_begin(c->out, "Each requirement left out", heads, count);
	for (size_t i = 0; i < count; i++) {
		struct json_object *cost = json_object_array_get_idx(costs, i);

		chart_row_begin(c->out, proto_text(cost, "rule"));
		chart_cell(
		    c->out, chart_count(word, proto_get(cost, "introduced")));
		write_cost("introduced_more", cost, word);
		chart_cell(c->out, word);
		chart_cell(
		    c->out, chart_count(word, proto_get(cost, "sat_out")));
		chart_cell(
		    c->out, chart_count(word, proto_get(cost, "repeats")));
		chart_cell(
		    c->out, chart_count(word, proto_get(cost, "nobody_new")));
		chart_cell(
		    c->out, chart_score(word, proto_get(cost, "mean_score")));
		write_cost("score_more", cost, word);
		chart_cell(c->out, word);
		chart_row_end(c->out);
	}
	chart_table_end(c->out);
}

/* How mixed the introductions would be without each. */
static void
add_mixed_table(struct chart *c, struct json_object *costs)
{
	static const char title[] =
	    "Pairs that differ, with each requirement left out";
	static const char *const heads[] = { "Left out: attribute", "Differ",
		"By chance", "At most", NULL };
	size_t count = json_object_array_length(costs);

	text_addf(c->out, "<h4>%s</h4>\n", title);
	chart_table_begin(c->out, title, heads, 3 * count);
	for (size_t i = 0; i < count; i++) {
		struct json_object *cost = json_object_array_get_idx(costs, i);
		struct json_object *differ = proto_get(cost, "differ");

		for (size_t k = 0; k < json_object_array_length(differ); k++) {
			struct json_object *d =
			    json_object_array_get_idx(differ, k);
			struct text head = { 0 };

			text_addf(&head, "%s: %s", proto_text(cost, "rule"),
			    proto_text(d, "attribute"));
			chart_row_begin(c->out, text_get(&head));
			text_clear(&head);
			chart_cells_differ(c->out, d);
			chart_row_end(c->out);
		}
	}
	chart_table_end(c->out);
}

static void
say_costliest(struct chart *c)
{
	struct json_object *worst = proto_get(c->whatif, "costliest");
	const char *in = proto_text(worst, "in");

	text_add(c->out, "<p>");
	if (worst == NULL) {
		text_add(
		    c->out, "None of them costs an introduction, or score.");
	} else {
		text_add(c->out, "<b>");
		chart_text(c->out, proto_text(worst, "rule"));
		text_addf(c->out, "</b> costs most, in %s.",
		    strcmp(in, "score") == 0 ? "score" : "introductions");
	}
	text_add(c->out, " Each bar is what would come by leaving that one "
			 "requirement out.</p>\n");
}

void
chart_costs(struct chart *c)
{
	struct json_object *costs = proto_get(c->whatif, "costs");
	size_t count = json_object_array_length(costs);
	const char *field = cost_field(c);
	const char *title = strcmp(field, "score_more") == 0
				? "Score more, without the requirement"
				: "Members introduced more, without the "
				  "requirement";

	if (count == 0)
		return;
	text_add(c->out,
	    "<section aria-labelledby=\"costs\"><h2 id=\"costs\">What each "
	    "proposed requirement costs</h2>\n");
	say_costliest(c);
	chart_figure_begin(c->out, title, NULL);
	chart_svg_begin(c->out, "cost-chart", title,
	    "A bar for each requirement, the costliest first; its figure "
	    "stands at its end.",
	    (int)count * COST_HEIGHT);
	add_cost_bars(c, costs, field);
	chart_svg_end(c->out);
	add_costs_table(c, costs);
	add_mixed_table(c, costs);
	chart_figure_end(c->out);
	text_add(c->out, "</section>\n");
}
