/*
 * Figures for the operator: one row in metrics.def each, printed in the text
 * exposition format of Prometheus (version 0.0.4).
 *
 * A figure without labels is one series; with labels one for each combination
 * of values that was ever counted, of at most METRIC_SERIES_MAX. What comes
 * beyond is counted together, as "other".
 */
#ifndef BASE_METRICS_H
#define BASE_METRICS_H

#include <stdint.h>
#include "base/text.h"

enum metric {
#define METRIC(id, kind, unit, labels, name, help) M_##id,
#include "base/metrics.def"
#undef METRIC
	METRIC_COUNT
};

#define METRIC_SERIES_MAX 1024
#define METRIC_LABELS_MAX 3

/* All functions: any thread. Histograms take metrics_observe, the others add and
 * set; anything else dies. Without labels: */
void metrics_add(enum metric m, int64_t n);
void metrics_set(enum metric m, int64_t value);
void metrics_observe(enum metric m, int64_t us);
int64_t metrics_get(enum metric m);
/* With: the values, in the order of the row's labels, follow as const char *. */
void metrics_add_of(enum metric m, int64_t n, ...);
void metrics_set_of(enum metric m, int64_t value, ...);
void metrics_observe_of(enum metric m, int64_t us, ...);
/* Forgets its series, or its value: it is not printed until it is set again. */
void metrics_forget(enum metric m);
/* Without labels, counters and histograms are printed from the beginning, and
 * gauges once they were set. */
void metrics_print(struct text *out);

#endif
