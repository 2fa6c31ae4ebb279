/*
 * Who sat out of a what-if's rounds and why: a column a round, a colour a reason.
 */
#include <stdio.h>
#include <string.h>
#include "clients/ctl/chart_parts.h"

#define COLUMN_HEIGHT 150
#define DENSE 60      /* rounds, from which on columns touch */
#define REASONS_MAX 6 /* colours; the last is for all others */

struct reasons {
	struct text word[REASONS_MAX];
	size_t count;
};

/* The colour of a reason. */
static size_t
reason_of(const struct reasons *all, struct json_object *reason)
{
	struct text word = { 0 };
	size_t i = 0;

	chart_reason(reason, &word);
	while (i + 1 < all->count &&
	       strcmp(text_get(&all->word[i]), text_get(&word)) != 0)
		i++;
	text_clear(&word);
	return i;
}

/* Of both sides, in the order in which they are told. */
static void
find_reasons(struct chart *c, struct reasons *all)
{
	for (int side = 0; side < 2; side++) {
		struct json_object *list =
		    proto_get(c->sum[side], "sat_out_by_reason");

		for (size_t i = 0; i < json_object_array_length(list); i++) {
			struct text word = { 0 };
			bool is_known = false;

			chart_reason(json_object_array_get_idx(list, i), &word);
			for (size_t k = 0; k < all->count; k++)
				is_known |= strcmp(text_get(&all->word[k]),
						text_get(&word)) == 0;
			if (is_known)
				text_clear(&word);
			else if (all->count < REASONS_MAX)
				all->word[all->count++] = word;
			else {
				text_clear(&word);
				text_clear(&all->word[REASONS_MAX - 1]);
				text_add(&all->word[REASONS_MAX - 1],
				    "for other reasons");
			}
		}
	}
	/* Where there were too many to ask. */
	if (all->count == 0)
		text_add(&all->word[all->count++], "sat out");
}

/* How many sat out of a round by each reason; what is not told, by the last. */
static void
count_reasons(const struct reasons *all, struct json_object *round,
    int64_t count[REASONS_MAX])
{
	struct json_object *list = proto_get(round, "sat_out_by_reason");
	int64_t rest = proto_int(round, "sat_out", 0);

	memset(count, 0, REASONS_MAX * sizeof(*count));
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *r = json_object_array_get_idx(list, i);
		int64_t members = proto_int(r, "members", 0);

		count[reason_of(all, r)] += members;
		rest -= members;
	}
	count[all->count - 1] += rest > 0 ? rest : 0;
}

static int64_t
most(struct chart *c)
{
	int64_t top = 0;

	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < c->count; i++) {
			int64_t n = proto_int(
			    json_object_array_get_idx(c->rounds[side], i),
			    "sat_out", 0);

			top = n > top ? n : top;
		}
	return top;
}

static void
add_columns(struct chart *c, int side, const struct reasons *all, int64_t top)
{
	const bool is_dense = c->count > DENSE;
	double step = 100.0 / (double)c->count;
	double gap = is_dense ? 0 : step * 0.1;

	for (size_t i = 0; i < c->count; i++) {
		int64_t count[REASONS_MAX];
		double y = COLUMN_HEIGHT;

		count_reasons(
		    all, json_object_array_get_idx(c->rounds[side], i), count);
		for (size_t k = 0; k < all->count; k++) {
			double high = (double)count[k] / (double)top *
				      (COLUMN_HEIGHT - 16);
			char kind[32];

			snprintf(kind, sizeof(kind), "%s r%zu",
			    is_dense ? "dense" : "part", k);
			y -= high;
			chart_bar(c->out, kind, (double)i * step + gap, y,
			    step - 2 * gap, high);
		}
	}
}

static void
add_side_table(struct chart *c, int side, const struct reasons *all)
{
	const char *heads[REASONS_MAX + 3] = { "Round" };
	struct text caption = { 0 };

	for (size_t k = 0; k < all->count; k++)
		heads[k + 1] = text_get(&all->word[k]);
	heads[all->count + 1] = "all";
	text_addf(&caption, "Sat out, by reason: %s", chart_sides[side]);
	chart_table_begin(c->out, text_get(&caption), heads, c->count);
	for (size_t i = 0; i < c->count; i++) {
		struct json_object *round =
		    json_object_array_get_idx(c->rounds[side], i);
		int64_t count[REASONS_MAX];
		char word[CHART_WORD];

		count_reasons(all, round, count);
		snprintf(word, sizeof(word), "%zu", i + 1);
		chart_row_begin(c->out, word);
		for (size_t k = 0; k < all->count; k++)
			chart_cell(c->out, chart_whole(word, count[k]));
		chart_cell(
		    c->out, chart_count(word, proto_get(round, "sat_out")));
		chart_row_end(c->out);
	}
	chart_table_end(c->out);
	text_clear(&caption);
}

static void
add_side(struct chart *c, int side, const struct reasons *all, int64_t top)
{
	struct text desc = { 0 }, title = { 0 };
	char word[CHART_WORD];
	char all_of_them[CHART_WORD];

	text_addf(&title, "Sat out: %s", chart_sides[side]);
	text_addf(&desc,
	    "%s sit-outs over all rounds, a column a round, by reason.",
	    chart_count(all_of_them, proto_get(c->sum[side], "sat_out")));
	chart_figure_begin(c->out, text_get(&title), NULL);
	chart_svg_begin(c->out, side == 0 ? "out-now" : "out-then",
	    text_get(&title), text_get(&desc), COLUMN_HEIGHT + 22);
	chart_level(c->out, "grid", 16);
	chart_label(c->out, "scale", 0, 12, "start", chart_whole(word, top));
	add_columns(c, side, all, top);
	chart_level(c->out, "base", COLUMN_HEIGHT);
	chart_rounds_below(c->out, COLUMN_HEIGHT + 16, (double)c->count);
	chart_svg_end(c->out);
	add_side_table(c, side, all);
	chart_figure_end(c->out);
	text_clear(&desc);
	text_clear(&title);
}

void
chart_sat_out(struct chart *c)
{
	struct reasons all = { 0 };
	int64_t top = most(c);

	if (top == 0) {
		text_add(c->out,
		    "<p>Nobody sits out of any round, by the "
		    "rules in force or by the proposed ones.</p>\n");
		return;
	}
	find_reasons(c, &all);
	text_add(c->out, "<p class=\"legend\">");
	for (size_t k = 0; k < all.count; k++) {
		text_addf(c->out, "<span><i class=\"key r%zu\"></i>", k);
		chart_text(c->out, text_get(&all.word[k]));
		text_add(c->out, "</span>");
	}
	text_add(c->out, "</p>\n<div class=\"two\">\n");
	for (int side = 0; side < 2; side++)
		add_side(c, side, &all, top);
	text_add(c->out, "</div>\n");
	for (size_t k = 0; k < all.count; k++)
		text_clear(&all.word[k]);
}
