/*
 * Simulations as the API tells them.
 */
#ifndef API_SHAPE_SIMULATION_H
#define API_SHAPE_SIMULATION_H

#include <json-c/json.h>
#include "work/whatif.h"

/* A Simulation; a new object. */
struct json_object *shape_simulation(const struct whatif_look *look);
/* A SimulationResult of one that has ended; likewise. */
struct json_object *shape_simulation_result(const struct whatif_look *look);

#endif
