/*
 * The suggestion of a what-if: the rules nearest to the proposed ones by which
 * nobody sits out.
 */
#include <string.h>
#include "clients/ctl/chart_parts.h"

static void
add_change(struct chart *c, struct json_object *change)
{
	const char *wish = proto_text(change, "wish");

	text_add(c->out, "<li><code>");
	chart_text(c->out, proto_text(change, "rule"));
	text_add(c->out, "</code>, no longer required, ");
	if (strcmp(proto_text(change, "becomes"), "wish") != 0 ||
	    wish == NULL) {
		text_add(c->out, "stays the wish that it is, too</li>\n");
		return;
	}
	text_add(c->out, "becomes a wish: <code>");
	chart_text(c->out, wish);
	text_add(c->out, "</code></li>\n");
}

static void
add_figures(struct chart *c, struct json_object *set)
{
	struct json_object *differ = proto_get(set, "differ");
	char a[CHART_WORD], b[CHART_WORD], s[CHART_WORD];

	text_addf(c->out, "<p>Introduced %s, sat out %s, mean score %s.",
	    chart_count(a, proto_get(set, "introduced")),
	    chart_count(b, proto_get(set, "sat_out")),
	    chart_score(s, proto_get(set, "mean_score")));
	text_addf(c->out,
	    " Of %s pairs introduced, the proposed rules forbid "
	    "%s.",
	    chart_count(a, proto_get(set, "pairs")),
	    chart_count(b, proto_get(set, "against")));
	for (size_t i = 0; i < json_object_array_length(differ); i++) {
		struct json_object *d = json_object_array_get_idx(differ, i);

		text_add(c->out, i == 0 ? " Pairs that differ: " : "; ");
		chart_text(c->out, proto_text(d, "attribute"));
		text_addf(c->out, " %s (by chance %s, at most %s)",
		    chart_percent(a, proto_get(d, "share")),
		    chart_percent(b, proto_get(d, "chance")),
		    chart_percent(s, proto_get(d, "ceiling")));
	}
	text_add(c->out,
	    json_object_array_length(differ) > 0 ? ".</p>\n" : "</p>\n");
}

static void
add_sets(struct chart *c, struct json_object *sets)
{
	for (size_t i = 0; i < json_object_array_length(sets); i++) {
		struct json_object *set = json_object_array_get_idx(sets, i);
		struct json_object *changes = proto_get(set, "changes");

		text_addf(c->out,
		    "<div class=\"sheet rules\"><h3>%s</h3>\n<ul>\n",
		    i == 0 ? "The suggestion" : "As near");
		for (size_t k = 0; k < json_object_array_length(changes); k++)
			add_change(c, json_object_array_get_idx(changes, k));
		text_add(c->out, "</ul>\n");
		add_figures(c, set);
		text_add(c->out, "</div>\n");
	}
}

void
chart_nearest(struct chart *c)
{
	static const struct {
		const char *outcome, *said;
	} all[] = {
		{ "found", "The fewest changes to the proposed requirements by "
			   "which nobody sits out who need not." },
		{ "not_needed", "None is needed: by the proposed rules nobody "
				"sits out who need not." },
		{ "not_found", "None was found: the search ended at its bound, "
			       "not at the last set of rules." },
	};
	struct json_object *nearest = proto_get(c->whatif, "nearest");
	const char *outcome = proto_text(nearest, "outcome");
	int64_t inevitable = proto_int(nearest, "inevitable", 0);
	char word[CHART_WORD];

	if (outcome == NULL)
		return;
	text_add(c->out,
	    "<section aria-labelledby=\"nearest\"><h2 id=\"nearest\">The "
	    "nearest rules by which nobody sits out</h2>\n<p>");
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (strcmp(all[i].outcome, outcome) == 0)
			text_add(c->out, all[i].said);
	text_addf(c->out, " Sets of rules that were tried: %s.",
	    chart_count(word, proto_get(nearest, "tried")));
	if (inevitable > 0)
		text_addf(c->out,
		    " Members a round who sit out whatever the rules: %s.",
		    chart_count(word, proto_get(nearest, "inevitable")));
	text_add(c->out, "</p>\n");
	add_sets(c, proto_get(nearest, "sets"));
	text_add(c->out, "</section>\n");
}
