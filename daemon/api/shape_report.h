/*
 * The report of a draw as the API tells it.
 */
#ifndef API_SHAPE_REPORT_H
#define API_SHAPE_REPORT_H

#include <json-c/json.h>
#include <stdint.h>

/* A DrawReport of what report_write_json (pairing/report.h) wrote. A new object;
 * NULL for "". */
struct json_object *shape_report(const char *json);
/* A SatOutReason of a report's words: "excluded share languages". "": what no rule
 * excludes, such as a block. */
struct json_object *shape_sat_out_reason(const char *why, int64_t members);

#endif
