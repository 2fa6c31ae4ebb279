/*
 * The figures that are not counted as things happen but asked for: of the
 * database, of the disk, of the clocks. Kept as metrics, for some seconds, or
 * for longer where counting takes long: never more than a twentieth of the time
 * of one connection goes into them.
 */
#ifndef WORK_FIGURES_H
#define WORK_FIGURES_H

#include <stdbool.h>
#include "store/store_figures.h"

struct house;
struct db_outcome;

/* Those of the database need not be asked for. Else run a batch that begins with
 * store_figures, and give its outcome to figures_take. */
bool figures_are_fresh(const struct house *house);
/* At asked_us by clock_now_us, of our own clock. After a fault the figures of
 * the database are forgotten. */
void figures_take(
    struct house *house, const struct db_outcome *out, int64_t asked_us);
/* Those that need nobody else. */
void figures_local(const struct house *house);

/* Our clock less the database's, which answered between the two times. */
int64_t figures_skew_us(
    const struct store_house_figures *f, int64_t asked_us, int64_t answered_us);

/* How much room is left where letters become files; false where they do not, or
 * nobody knows. */
bool figures_disk(
    const struct house *house, int64_t *free_bytes, int64_t *all_bytes);

#endif
