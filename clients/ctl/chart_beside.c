/*
 * Both sides in figures, one below the other: what a what-if came to.
 */
#include <string.h>
#include "clients/ctl/chart_parts.h"

/* How a figure is written, and whether a difference of it is. */
enum form { COUNT, PERCENT, SCORE };

static void
add_row(struct chart *c, const char *title, struct json_object *now,
    struct json_object *then, enum form form)
{
	const char *(*write)(char word[CHART_WORD], struct json_object *value) =
	    form == COUNT     ? chart_count
	    : form == PERCENT ? chart_percent
			      : chart_score;
	char a[CHART_WORD], b[CHART_WORD], by[CHART_WORD] = "";
	const char *before = write(a, now), *after = write(b, then);
	bool is_same = strcmp(before, after) == 0;

	text_add(c->out, is_same ? "<tr>" : "<tr class=\"changed\">");
	text_add(c->out, "<th scope=\"row\">");
	chart_text(c->out, title);
	text_add(c->out, "</th>");
	chart_cell(c->out, before);
	chart_cell(c->out, after);
	if (form == COUNT && now != NULL && then != NULL && !is_same)
		chart_cell(
		    c->out, chart_change(by, json_object_get_int64(then) -
						 json_object_get_int64(now)));
	else
		chart_cell(c->out, "");
	chart_row_end(c->out);
}

static void
add_sums(struct chart *c, const char *title, const char *field, enum form form)
{
	add_row(c, title, proto_get(c->sum[0], field),
	    proto_get(c->sum[1], field), form);
}

/* The entry of the other side's list that is about the same, or NULL. */
static struct json_object *
same_reason(struct json_object *list, struct json_object *reason)
{
	struct text a = { 0 }, b = { 0 };
	struct json_object *found = NULL;

	chart_reason(reason, &a);
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *r = json_object_array_get_idx(list, i);

		text_clear(&b);
		chart_reason(r, &b);
		if (strcmp(text_get(&a), text_get(&b)) == 0)
			found = r;
	}
	text_clear(&a);
	text_clear(&b);
	return found;
}

static void
add_reasons(struct chart *c)
{
	struct json_object *list[2], *none = json_object_new_int(0);

	for (int k = 0; k < 2; k++)
		list[k] = proto_get(c->sum[k], "sat_out_by_reason");
	for (int k = 0; k < 2; k++)
		for (size_t i = 0; i < json_object_array_length(list[k]); i++) {
			struct json_object *r =
			    json_object_array_get_idx(list[k], i);
			struct json_object *other = same_reason(list[1 - k], r);
			struct json_object *count[2];
			struct text title = { 0 };

			if (k == 1 && other != NULL)
				continue; /* stands there already */
			count[k] = proto_get(r, "members");
			count[1 - k] =
			    other == NULL ? none : proto_get(other, "members");
			text_add(&title, "– ");
			chart_reason(r, &title);
			add_row(c, text_get(&title), count[0], count[1], COUNT);
			text_clear(&title);
		}
	json_object_put(none);
}

/* How mixed introductions are, with what could have been. */
static void
add_mixed(struct chart *c, const char *title, struct json_object *now,
    struct json_object *then)
{
	add_row(c, title, proto_get(now, "share"), proto_get(then, "share"),
	    PERCENT);
	add_row(c, "– by chance", proto_get(now, "chance"),
	    proto_get(then, "chance"), PERCENT);
	add_row(c, "– at most", proto_get(now, "ceiling"),
	    proto_get(then, "ceiling"), PERCENT);
}

static void
add_differ(struct chart *c)
{
	struct json_object *list[2];

	for (int k = 0; k < 2; k++)
		list[k] = proto_get(c->sum[k], "differ");
	for (size_t i = 0; i < json_object_array_length(list[0]); i++) {
		struct json_object *a = json_object_array_get_idx(list[0], i);
		struct json_object *b = json_object_array_get_idx(list[1], i);
		struct text title = { 0 };

		text_addf(&title, "Pairs that differ: %s",
		    proto_text(a, "attribute"));
		add_mixed(c, text_get(&title), a, b);
		text_clear(&title);
	}
}

static void
add_bridged(struct chart *c)
{
	struct json_object *a = proto_get(c->sum[0], "bridged");
	struct json_object *b = proto_get(c->sum[1], "bridged");
	struct text title = { 0 };

	if (a == NULL && b == NULL)
		return;
	text_addf(
	    &title, "Pairs of %s that met", proto_text(c->whatif, "attribute"));
	add_mixed(c, text_get(&title), a, b);
	text_clear(&title);
	add_row(c, "– so many", proto_get(a, "bridged"),
	    proto_get(b, "bridged"), COUNT);
	add_row(c, "– of so many", proto_get(a, "pairs"), proto_get(b, "pairs"),
	    COUNT);
}

void
chart_beside(struct chart *c)
{
	text_add(c->out,
	    "<section aria-labelledby=\"beside\"><h2 id=\"beside\">Side by "
	    "side</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
	    "aria-label=\"All figures\"><table class=\"sums\">\n<caption "
	    "class=\"unseen\">What both sets of rules came to, over all rounds"
	    "</caption><thead><tr><th scope=\"col\">Over all rounds</th>"
	    "<th scope=\"col\"><i class=\"key now\"></i>Now</th>"
	    "<th scope=\"col\"><i class=\"key then\"></i>Proposed</th>"
	    "<th scope=\"col\">Change</th></tr></thead>\n<tbody>\n");
	add_sums(c, "Took part", "took_part", COUNT);
	add_sums(c, "Introduced", "introduced", COUNT);
	add_sums(c, "Sat out", "sat_out", COUNT);
	add_reasons(c);
	add_sums(c, "Most sit-outs of a member", "sit_outs_most", COUNT);
	add_sums(c, "Most of them in a row", "sit_outs_in_a_row", COUNT);
	add_sums(c, "Members never introduced", "never_introduced", COUNT);
	add_sums(c, "Pairs that met again", "repeats", COUNT);
	add_sums(c, "– first in round", "first_repeat", COUNT);
	add_sums(
	    c, "Repeats cannot be avoided from round", "nobody_new", COUNT);
	add_sums(c, "Mean score", "mean_score", SCORE);
	add_differ(c);
	add_bridged(c);
	text_add(c->out, "</tbody></table></div>\n");
	if (!c->is_score_alike)
		text_add(c->out,
		    "<p class=\"hint\">Each side's score is by its own "
		    "preferences, which differ: the two do not compare.</p>\n");
	text_add(c->out, "</section>\n");
}
