/*
 * What a simulation found, for people: clients/ctl/simulate_table.c.
 */
#ifndef CTL_SIMULATE_TABLE_H
#define CTL_SIMULATE_TABLE_H

#include <json-c/json.h>

/* A SimulationResult: both sides, what each requirement costs, and which change would
 * have nobody sit out. */
void simulate_table_print(struct json_object *result);

#endif
