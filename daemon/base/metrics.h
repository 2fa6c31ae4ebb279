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

/* All functions: any thread. Histograms take metrics_observe, the others add and
 * set; anything else dies. Without labels: */
void metrics_add(enum metric m, int64_t n);
void metrics_set(enum metric m, int64_t value);
void metrics_observe(enum metric m, int64_t us);
int64_t metrics_get(enum metric m);
/* With: the values follow, each a text, in the order of the row's labels. */
#define metrics_add_of(m, n, ...) \
	metrics_add_labels((m), (n), METRIC_VALUES(__VA_ARGS__))
#define metrics_set_of(m, value, ...) \
	metrics_set_labels((m), (value), METRIC_VALUES(__VA_ARGS__))
#define metrics_observe_of(m, us, ...) \
	metrics_observe_labels((m), (us), METRIC_VALUES(__VA_ARGS__))
#define METRIC_VALUES(...)                    \
	(const char *const[]){ __VA_ARGS__ }, \
	    sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *)
void metrics_add_labels(
    enum metric m, int64_t n, const char *const *values, size_t count);
void metrics_set_labels(
    enum metric m, int64_t value, const char *const *values, size_t count);
void metrics_observe_labels(
    enum metric m, int64_t us, const char *const *values, size_t count);
/* Forgets its series, or its value: it is not printed until it is set again. */
void metrics_forget(enum metric m);
/* Without labels, counters and histograms are printed from the beginning, and
 * gauges once they were set. */
void metrics_print(struct text *out);

#endif
