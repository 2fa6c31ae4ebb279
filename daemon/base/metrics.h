/*
 * Figures for the operator: one row in metrics.def each, printed in the text
 * exposition format of Prometheus (version 0.0.4).
 */
#ifndef BASE_METRICS_H
#define BASE_METRICS_H

#include <stdint.h>
#include "base/text.h"

enum metric {
#define METRIC(id, kind, name, help) M_##id,
#include "base/metrics.def"
#undef METRIC
	METRIC_COUNT
};

void metrics_add(enum metric m, int64_t n); /* any thread */
void metrics_set(enum metric m, int64_t value);
int64_t metrics_get(enum metric m);
void metrics_print(struct text *out);

#endif
