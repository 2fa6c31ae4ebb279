/*
 * Charts as SVG within the page: see chart_parts.h.
 */
#include "clients/ctl/chart_parts.h"
#include <stdio.h>

/* A line's own units across; it is stretched to the chart's width. */
#define LINE_WIDTH 1000.0

void
chart_figure_begin(struct text *out, const char *title, const char *legend)
{
	text_add(out, "<figure>\n<figcaption><h3>");
	chart_text(out, title);
	text_add(out, "</h3>");
	if (legend != NULL)
		text_add(out, legend);
	text_add(out, "</figcaption>\n");
}

void
chart_figure_end(struct text *out)
{
	text_add(out, "</figure>\n");
}

void
chart_svg_begin(struct text *out, const char *id, const char *title,
    const char *desc, int height)
{
	text_addf(out,
	    "<svg role=\"img\" width=\"100%%\" height=\"%d\" "
	    "aria-labelledby=\"%s-t %s-d\"><title id=\"%s-t\">",
	    height, id, id, id);
	chart_text(out, title);
	text_addf(out, "</title><desc id=\"%s-d\">", id);
	chart_text(out, desc);
	text_add(out, "</desc>\n");
}

void
chart_svg_end(struct text *out)
{
	text_add(out, "</svg>\n");
}

void
chart_bar(struct text *out, const char *kind, double x, double y, double width,
    double height)
{
	if (width <= 0 || height <= 0)
		return;
	text_addf(out,
	    "<rect class=\"%s\" x=\"%.3f%%\" y=\"%.2f\" width=\"%.3f%%\" "
	    "height=\"%.2f\"/>",
	    kind, x, y, width, height);
}

void
chart_tick(struct text *out, const char *kind, double x, double from, double to)
{
	text_addf(out,
	    "<line class=\"%s\" x1=\"%.3f%%\" x2=\"%.3f%%\" y1=\"%.2f\" "
	    "y2=\"%.2f\"/>",
	    kind, x, x, from, to);
}

void
chart_level(struct text *out, const char *kind, double y)
{
	text_addf(out,
	    "<line class=\"%s\" x1=\"0%%\" x2=\"100%%\" y1=\"%.2f\" "
	    "y2=\"%.2f\"/>",
	    kind, y, y);
}

void
chart_label(struct text *out, const char *kind, double x, double y,
    const char *anchor, const char *label)
{
	text_addf(out,
	    "<text class=\"%s\" x=\"%.3f%%\" y=\"%.2f\" text-anchor=\"%s\">",
	    kind, x, y, anchor);
	chart_text(out, label);
	text_add(out, "</text>");
}

void
chart_rounds_below(struct text *out, double y, double rounds)
{
	char word[CHART_WORD];

	chart_label(out, "scale", 0, y, "start", "round 1");
	snprintf(word, sizeof(word), "%.0f", rounds);
	if (rounds > 1)
		chart_label(out, "scale", 100, y, "end", word);
}

void
chart_line(struct text *out, const char *kind, const double *values,
    size_t count, int top, int height)
{
	const char *step = "M";

	text_addf(out,
	    "<svg y=\"%d\" viewBox=\"0 0 %.0f %d\" "
	    "preserveAspectRatio=\"none\" "
	    "width=\"100%%\" height=\"%d\" aria-hidden=\"true\"><path "
	    "class=\"%s\" d=\"",
	    top, LINE_WIDTH, height, height, kind);
	for (size_t i = 0; i < count; i++) {
		if (values[i] < 0) {
			step = "M";
			continue;
		}
		/* One alone is a short line, too. */
		text_addf(out, "%s%.1f %.1fh1", step,
		    ((double)i + 0.5) / (double)count * LINE_WIDTH,
		    (1 - values[i]) * height);
		step = "L";
	}
	text_add(out, "\"/></svg>");
}
