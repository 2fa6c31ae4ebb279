/*
 * The state of the house: see work/house.h.
 */
#include "work/house.h"
#include "io/db.h"

enum house_state
house_state(const struct house *house)
{
	if (house->is_stopping)
		return HOUSE_STOPPING;
	if (db_is_ready(house->db))
		return HOUSE_OK;
	return house->was_ready ? HOUSE_NO_DATABASE : HOUSE_STARTING;
}
