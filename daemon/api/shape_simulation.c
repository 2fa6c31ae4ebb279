/*
 * Simulations: see api/shape_simulation.h. What came of one: shape_simulation_result.c.
 */
#include "api/shape_simulation.h"
#include "api/shape.h"

struct json_object *
shape_simulation(const struct whatif_look *look)
{
	static const char *const states[] = { [WHATIF_READING] = "reading",
		[WHATIF_PLAYING] = "playing",
		[WHATIF_STOPPING] = "stopping",
		[WHATIF_STOPPED] = "stopped",
		[WHATIF_FAILED] = "failed",
		[WHATIF_ENDED] = "ended" };
	static const char *const steps[] = { [WHATIF_CURRENT] = "current",
		[WHATIF_PROPOSED] = "proposed",
		[WHATIF_COSTS] = "costs",
		[WHATIF_NEAREST] = "nearest" };
	struct json_object *o = json_object_new_object();

	shape_id(o, "id", &look->id);
	shape_text(o, "pool", look->pool);
	shape_text(o, "state", states[look->state]);
	shape_text(o, "why", look->why);
	shape_text(o, "step", steps[look->step]);
	shape_int(o, "rounds", look->rounds);
	shape_int(o, "done", look->done);
	shape_int(o, "all", look->all);
	shape_time(o, "began_at", look->began_us);
	shape_text(o, "ended_at", NULL);
	if (look->ended_us != 0)
		shape_time(o, "ended_at", look->ended_us);
	json_object_object_add(o, "result",
	    look->result == NULL ? NULL : shape_simulation_result(look));
	return o;
}
