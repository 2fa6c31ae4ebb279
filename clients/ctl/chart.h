/*
 * A what-if as one page of HTML that needs nothing besides itself: no script, no
 * image, no font, no address. It opens under `default-src 'none'; style-src
 * 'unsafe-inline'`, which it asks for itself.
 */
#ifndef CTL_CHART_H
#define CTL_CHART_H

#include <json-c/json.h>
#include "base/text.h"

/* A simulation that has ended (shape Simulation) as a page. */
void chart_page(struct json_object *simulation, struct text *out);
/* Into a file that nobody else may read, whole or not at all; one of that name
 * is replaced. 0, or -1 with the reason said on standard error. */
int chart_save(const char *path, const struct text *page)
    __attribute__((warn_unused_result));

#endif
