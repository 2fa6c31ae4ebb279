/*
 * A what-if as a page: its frame, and what stands above its charts. See
 * clients/ctl/chart.h.
 */
#include "clients/ctl/chart.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "clients/ctl/chart_parts.h"

#define POLICY "default-src 'none'; style-src 'unsafe-inline'"

static const char mark[] =
    "<svg class=\"mark\" viewBox=\"0 0 48 32\" aria-hidden=\"true\">"
    "<path class=\"thread blue\" d=\"M2 8C11 8 15 25 24 25\"/>"
    "<path class=\"gap\" d=\"M2 25C11 25 15 7 24 7S37 25 46 25\"/>"
    "<path class=\"thread red\" d=\"M2 25C11 25 15 7 24 7S37 25 46 25\"/>"
    "<path class=\"gap\" d=\"M24 25C33 25 37 8 46 8\"/>"
    "<path class=\"thread blue\" d=\"M24 25C33 25 37 8 46 8\"/></svg>";

static const char *const months[12] = { "January", "February", "March", "April",
	"May", "June", "July", "August", "September", "October", "November",
	"December" };

/* --- what it is of, and what it says in short ------------------------------ */

static void
fact(struct chart *c, const char *name, const char *value)
{
	if (value == NULL)
		return;
	text_add(c->out, "<div><dt>");
	chart_text(c->out, name);
	text_add(c->out, "</dt><dd>");
	chart_text(c->out, value);
	text_add(c->out, "</dd></div>\n");
}

/* "28 November 2026, 09:30 UTC" */
static const char *
for_people(const char *time, char date[40])
{
	struct tm tm = { 0 };

	if (time == NULL || strptime(time, "%Y-%m-%dT%H:%M:%S", &tm) == NULL)
		return time;
	snprintf(date, 40, "%d %s %d, %02d:%02d UTC", tm.tm_mday,
	    months[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour, tm.tm_min);
	return date;
}

/* "188 more members are introduced in 12 rounds, and …", by the sums. */
static void
say_difference(struct chart *c)
{
	static const struct {
		const char *field, *more, *fewer, *same;
	} said[] = {
		{ "introduced", "introduce %s members more",
		    "introduce %s members fewer", "introduce as many members" },
		{ "sat_out", "%s more sit-outs", "%s fewer sit-outs",
		    "as many sit-outs" },
		{ "repeats", "%s more repeats", "%s fewer repeats",
		    "as many repeats" },
	};

	text_add(c->out, "<p class=\"lead\">Over ");
	text_addf(c->out, "%zu round%s, the proposed rules ", c->count,
	    c->count == 1 ? "" : "s");
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++) {
		int64_t by = proto_int(c->sum[1], said[i].field, 0) -
			     proto_int(c->sum[0], said[i].field, 0);
		const char *form = by > 0   ? said[i].more
				   : by < 0 ? said[i].fewer
					    : said[i].same;
		const char *place = strstr(form, "%s");
		char word[CHART_WORD];

		text_add(c->out, i == 0 ? "" : i == 1 ? ", with " : " and ");
		if (place == NULL) {
			text_add(c->out, form);
			continue;
		}
		text_add_n(c->out, form, (size_t)(place - form));
		/* Without the sign, which the word behind it says. */
		text_addf(c->out, "<b>%s</b>%s",
		    chart_whole(word, by < 0 ? -by : by), place + 2);
	}
	text_add(c->out, ".</p>\n");
}

static void
add_head(struct chart *c, const char *began_at)
{
	char members[CHART_WORD], rounds[CHART_WORD], date[40];
	const char *pool = proto_text(c->whatif, "pool");

	snprintf(rounds, sizeof(rounds), "%zu", c->count);
	text_addf(c->out,
	    "<header><p class=\"house\">%s<span>Serendip</span></p>\n"
	    "<p class=\"kind\">What if</p><h1>Other rules for ",
	    mark);
	chart_text(c->out, pool);
	text_add(c->out, "</h1>\n");
	say_difference(c);
	text_add(c->out, "<dl class=\"facts\">\n");
	fact(c, "Community", proto_text(c->whatif, "community"));
	fact(c, "Pool", pool);
	fact(c, "Members",
	    chart_count(members, proto_get(c->whatif, "members")));
	fact(c, "Rounds", rounds);
	fact(c, "Date", for_people(began_at, date));
	fact(c, "Seed", proto_text(c->whatif, "seed"));
	fact(c, "Digest of the input", proto_text(c->whatif, "digest"));
	text_add(c->out, "</dl>\n");
	if (!proto_bool(c->whatif, "blocks", true))
		text_add(c->out,
		    "<p class=\"note\">Played without the members' blocks, "
		    "which are not told over TLS: real rounds keep "
		    "them.</p>\n");
	text_add(c->out, "</header>\n<main>\n");
}

/* --- the rules ------------------------------------------------------------- */

static bool
has_rule(struct json_object *list, const char *rule)
{
	for (size_t i = 0; i < json_object_array_length(list); i++)
		if (strcmp(json_object_get_string(
			       json_object_array_get_idx(list, i)),
			rule) == 0)
			return true;
	return false;
}

/* One rule of a side, marked where the other side is without it. */
static void
add_rule(struct chart *c, int side, bool is_other_with, const char *rule)
{
	if (is_other_with) {
		text_add(c->out, "<li><span>");
		chart_text(c->out, rule);
		text_add(c->out, "</span></li>\n");
		return;
	}
	text_addf(c->out, "<li class=\"%s\"><%s>", side == 0 ? "gone" : "come",
	    side == 0 ? "del" : "ins");
	chart_text(c->out, rule);
	text_addf(c->out, "</%s> <small>%s</small></li>\n",
	    side == 0 ? "del" : "ins", side == 0 ? "taken away" : "new");
}

static void
add_rules(struct chart *c, int side, const char *title, const char *field)
{
	struct json_object *mine =
	    proto_get(proto_get(c->side[side], "rules"), field);
	struct json_object *other =
	    proto_get(proto_get(c->side[1 - side], "rules"), field);

	text_addf(c->out, "<h4>%s</h4>\n", title);
	if (json_object_array_length(mine) == 0) {
		text_add(c->out, "<p class=\"hint\">none</p>\n");
		return;
	}
	text_add(c->out, "<ul>\n");
	for (size_t i = 0; i < json_object_array_length(mine); i++) {
		const char *rule =
		    json_object_get_string(json_object_array_get_idx(mine, i));

		add_rule(c, side, has_rule(other, rule), rule);
	}
	text_add(c->out, "</ul>\n");
}

/* What a pool's rules have besides: a number each. */
static void
add_settings(struct chart *c, int side)
{
	struct json_object *mine = proto_get(c->side[side], "rules");
	struct json_object *other = proto_get(c->side[1 - side], "rules");
	bool is_same;
	char line[60];

	text_add(c->out, "<h4>Besides</h4>\n<ul>\n");
	is_same = proto_int(mine, "size", 2) == proto_int(other, "size", 2);
	snprintf(
	    line, sizeof(line), "size: %" PRId64, proto_int(mine, "size", 2));
	add_rule(c, side, is_same, line);
	snprintf(line, sizeof(line), "serendipity: %g",
	    chart_number(mine, "serendipity"));
	is_same = (int)(chart_number(mine, "serendipity") * 1000 + 0.5) ==
		  (int)(chart_number(other, "serendipity") * 1000 + 0.5);
	add_rule(c, side, is_same, line);
	text_add(c->out, "</ul>\n");
}

static void
add_both_rules(struct chart *c)
{
	text_add(c->out,
	    "<section aria-labelledby=\"rules\"><h2 id=\"rules\">The "
	    "rules</h2>\n<div class=\"two\">\n");
	for (int side = 0; side < 2; side++) {
		text_addf(c->out,
		    "<div class=\"sheet rules\"><h3><i class=\"key %s\"></i>%s"
		    "</h3>\n",
		    chart_kinds[side], chart_sides[side]);
		add_rules(c, side, "Required", "require");
		add_rules(c, side, "Preferred", "prefer");
		add_settings(c, side);
		text_add(c->out, "</div>\n");
	}
	text_add(c->out, "</div></section>\n");
}

/* --- all of it -------------------------------------------------------------- */

static bool
is_alike(struct chart *c)
{
	struct json_object *list[2];

	for (int k = 0; k < 2; k++)
		list[k] = proto_get(proto_get(c->side[k], "rules"), "prefer");
	return json_object_equal(list[0], list[1]) != 0;
}

void
chart_page(struct json_object *simulation, struct text *out)
{
	static const char *const names[2] = { "current", "proposed" };
	struct json_object *whatif = proto_get(simulation, "result");
	struct chart c = { .whatif = whatif, .out = out };

	for (int k = 0; k < 2; k++) {
		c.side[k] = proto_get(whatif, names[k]);
		c.sum[k] = proto_get(c.side[k], "sum");
		c.rounds[k] = proto_get(c.side[k], "rounds");
	}
	c.count = json_object_array_length(c.rounds[0]);
	c.is_score_alike = is_alike(&c);
	text_add(out,
	    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n<meta "
	    "http-equiv=\"Content-Security-Policy\" content=\"" POLICY "\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, "
	    "initial-scale=1\">\n<meta name=\"robots\" "
	    "content=\"noindex\">\n<title>What if: ");
	chart_text(out, proto_text(whatif, "pool"));
	text_addf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n",
	    chart_style);
	add_head(&c, proto_text(simulation, "began_at"));
	add_both_rules(&c);
	chart_beside(&c);
	chart_rounds(&c);
	chart_shares(&c);
	chart_repeats(&c);
	chart_load(&c);
	chart_costs(&c);
	chart_nearest(&c);
	text_add(out,
	    "</main>\n<footer><p>Made by serendipctl " SERENDIP_VERSION
	    ". Nothing was stored or changed by it, and nobody was told. It "
	    "names no member.</p></footer>\n</body>\n</html>\n");
}
