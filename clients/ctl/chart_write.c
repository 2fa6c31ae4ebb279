/*
 * What the sections of a chart's page are written with: see chart_parts.h.
 */
#include "clients/ctl/chart_parts.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Longer tables are folded. */
#define OPEN_ROWS 14

const char *const chart_sides[2] = { "Now", "Proposed" };
const char *const chart_kinds[2] = { "now", "then" };

void
chart_text(struct text *out, const char *s)
{
	for (; s != NULL && *s != '\0'; s++) {
		if (*s == '&')
			text_add(out, "&amp;");
		else if (*s == '<')
			text_add(out, "&lt;");
		else if (*s == '>')
			text_add(out, "&gt;");
		else if (*s == '"')
			text_add(out, "&quot;");
		else if (*s == '\'')
			text_add(out, "&#39;");
		else if ((unsigned char)*s >= ' ' || *s == '\n')
			text_add_n(out, s, 1);
	}
}

/* Thousands apart. */
static const char *
grouped(char word[CHART_WORD], const char *sign, uint64_t n)
{
	char digits[24];
	size_t len = (size_t)snprintf(digits, sizeof(digits), "%" PRIu64, n);
	size_t at = (size_t)snprintf(word, CHART_WORD, "%s", sign);

	for (size_t i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			word[at++] = ',';
		word[at++] = digits[i];
	}
	word[at] = '\0';
	return word;
}

const char *
chart_whole(char word[CHART_WORD], int64_t n)
{
	return grouped(
	    word, n < 0 ? "−" : "", n < 0 ? -(uint64_t)n : (uint64_t)n);
}

const char *
chart_count(char word[CHART_WORD], struct json_object *value)
{
	return value == NULL ? "–"
			     : chart_whole(word, json_object_get_int64(value));
}

const char *
chart_change(char word[CHART_WORD], int64_t by)
{
	if (by == 0)
		return "0";
	return grouped(
	    word, by < 0 ? "−" : "+", by < 0 ? -(uint64_t)by : (uint64_t)by);
}

const char *
chart_percent(char word[CHART_WORD], struct json_object *value)
{
	if (value == NULL)
		return "–";
	snprintf(
	    word, CHART_WORD, "%.1f %%", 100 * json_object_get_double(value));
	return word;
}

const char *
chart_score(char word[CHART_WORD], struct json_object *value)
{
	if (value == NULL)
		return "–";
	snprintf(word, CHART_WORD, "%.3f", json_object_get_double(value));
	return word;
}

double
chart_number(struct json_object *o, const char *field)
{
	return json_object_get_double(proto_get(o, field));
}

void
chart_reason(struct json_object *reason, struct text *out)
{
	const char *word = proto_text(reason, "reason");
	const char *rule = proto_text(reason, "rule");

	if (rule != NULL)
		text_addf(out, "%s: %s", word, rule);
	else if (strcmp(word, "taken") == 0)
		text_add(out, "taken: whom they may meet was needed elsewhere");
	else if (strcmp(word, "placeless") == 0)
		text_add(out, "placeless: no group had a place for them");
	else
		text_add(out, word);
}

/* --- tables --------------------------------------------------------------- */

void
chart_table_begin(struct text *out, const char *caption,
    const char *const heads[], size_t rows)
{
	text_addf(out,
	    "<details class=\"figures\"%s><summary>In figures</summary>"
	    "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
	    "aria-label=\"",
	    rows <= OPEN_ROWS ? " open" : "");
	chart_text(out, caption);
	text_add(out, "\">\n<table><caption class=\"unseen\">");
	chart_text(out, caption);
	text_add(out, "</caption>\n<thead><tr>");
	for (size_t i = 0; heads[i] != NULL; i++) {
		text_add(out, "<th scope=\"col\">");
		chart_text(out, heads[i]);
		text_add(out, "</th>");
	}
	text_add(out, "</tr></thead>\n<tbody>\n");
}

void
chart_row_begin(struct text *out, const char *head)
{
	text_add(out, "<tr><th scope=\"row\">");
	chart_text(out, head);
	text_add(out, "</th>");
}

void
chart_cell(struct text *out, const char *word)
{
	text_add(out, "<td>");
	chart_text(out, word);
	text_add(out, "</td>");
}

void
chart_cells_differ(struct text *out, struct json_object *differ)
{
	char word[CHART_WORD];

	chart_cell(out, chart_percent(word, proto_get(differ, "share")));
	chart_cell(out, chart_percent(word, proto_get(differ, "chance")));
	chart_cell(out, chart_percent(word, proto_get(differ, "ceiling")));
}

void
chart_row_end(struct text *out)
{
	text_add(out, "</tr>\n");
}

void
chart_table_end(struct text *out)
{
	text_add(out, "</tbody></table></div></details>\n");
}
