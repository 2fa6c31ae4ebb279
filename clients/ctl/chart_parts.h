/*
 * Private to clients/ctl/chart*: what its sections share. A chart's places are
 * hundredths of its width across, and pixels down, so that letters keep their
 * size on a narrow screen.
 */
#ifndef CTL_CHART_PARTS_H
#define CTL_CHART_PARTS_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>
#include "base/text.h"
#include "proto/proto.h"

extern const char chart_style[]; /* the page's style sheet */

/* Both sides: 0 by the rules in force, 1 by the proposed ones. */
struct chart {
	struct json_object *whatif;
	struct json_object *side[2], *sum[2], *rounds[2]; /* of whatif */
	size_t count;                                     /* of rounds */
	bool is_score_alike; /* both sides have the same preferences */
	struct text *out;
};
extern const char *const chart_sides[2]; /* "Now", "Proposed" */
extern const char *const chart_kinds[2]; /* the classes of their colours */
/* Both, within a legend. */
#define CHART_KEYS                                  \
	"<span><i class=\"key now\"></i>Now</span>" \
	"<span><i class=\"key then\"></i>Proposed</span>"

/* --- chart_write.c: text, numbers and tables --- */

/* Text as HTML has it, also within quotes. */
void chart_text(struct text *out, const char *s);

#define CHART_WORD 32
/* "15,600" */
const char *chart_whole(char word[CHART_WORD], int64_t n);
/* "15,600", "+312"; "–" where there is none. */
const char *chart_count(char word[CHART_WORD], struct json_object *value);
const char *chart_change(char word[CHART_WORD], int64_t by);
/* "90.5 %" of 0..1, "0.743"; "–" where there is none. */
const char *chart_percent(char word[CHART_WORD], struct json_object *value);
const char *chart_score(char word[CHART_WORD], struct json_object *value);
/* As a number, 0 where there is none. */
double chart_number(struct json_object *o, const char *field);

/* Why members sat out, as a legend says it; cleared by the caller. */
void chart_reason(struct json_object *reason, struct text *out);

/* A table below the chart that it goes with, folded where it is long. Heads end
 * with NULL. */
void chart_table_begin(struct text *out, const char *caption,
    const char *const heads[], size_t rows);
void chart_row_begin(struct text *out, const char *head);
void chart_cell(struct text *out, const char *word);
/* Three: `share`, `chance` and `ceiling` of how many pairs differ. */
void chart_cells_differ(struct text *out, struct json_object *differ);
void chart_row_end(struct text *out);
void chart_table_end(struct text *out);

/* --- chart_svg.c --- */

/* A figure: its heading, then `legend`, HTML of our own or NULL; until
 * chart_svg_end what is drawn. id is unique on the page. */
void
chart_figure_begin(struct text *out, const char *title, const char *legend);
void chart_figure_end(struct text *out);
/* desc: what is seen there, in words. */
void chart_svg_begin(struct text *out, const char *id, const char *title,
    const char *desc, int height);
void chart_svg_end(struct text *out);
void chart_bar(struct text *out, const char *kind, double x, double y,
    double width, double height);
void chart_tick(
    struct text *out, const char *kind, double x, double from, double to);
void chart_level(struct text *out, const char *kind, double y);
/* anchor: "start", "middle" or "end". */
void chart_label(struct text *out, const char *kind, double x, double y,
    const char *anchor, const char *label);
/* Below a chart: "round 1" at its left end, so many at its right one. */
void chart_rounds_below(struct text *out, double y, double rounds);
/* A line through values of 0..1 or less than 0 for none, one a round, so many
 * pixels below the chart's top. */
void chart_line(struct text *out, const char *kind, const double *values,
    size_t count, int top, int height);

/* --- the sections, in their order on the page --- */

void chart_beside(struct chart *c);
void chart_rounds(struct chart *c);
void chart_sat_out(struct chart *c); /* within chart_rounds */
void chart_shares(struct chart *c);
void chart_repeats(struct chart *c);
void chart_load(struct chart *c);
void chart_costs(struct chart *c);
void chart_nearest(struct chart *c);

#endif
