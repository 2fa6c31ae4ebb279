/*
 * Figures as the daemon gives them to Prometheus, read again: what `top` counts with.
 */
#ifndef CTL_FIGURES_H
#define CTL_FIGURES_H

#include <stddef.h>

struct figures;

/* Of a page in the text format; never NULL. */
struct figures *figures_read(const char *page);
void figures_free(struct figures *f); /* NULL is allowed */
/* The sum of all series of that name whose labels have this text in them
 * (`status="5xx"`; NULL: any); 0 where there are none. */
double
figures_sum(const struct figures *f, const char *name, const char *label);
/* What so many of a hundred stay below, in seconds, of what a histogram counted
 * since the page before (NULL: ever); -1 where it counted nothing. */
double figures_quantile(const struct figures *now, const struct figures *before,
    const char *name, const char *label, int percent);

#endif
