/*
 * Columns of a file under names of the operator's: --map "Team=domain" has the
 * header sent as if it said so.
 */
#ifndef CTL_IMPORT_MAP_H
#define CTL_IMPORT_MAP_H

#include "clients/ctl/parts.h"
#include "clients/link/command.h"

#define IMPORT_MAP_COLUMNS 200

/* Where columns begin, in characters from 1, in the file and as they are sent. */
struct import_map {
	int file[IMPORT_MAP_COLUMNS], sent[IMPORT_MAP_COLUMNS];
	int count; /* 0: nothing was mapped */
};

/* Rewrites the header of parts that were just opened, by the options --map of the
 * command. false with the reason said: a --map without =, or of no column. */
bool import_map_header(
    const struct context *c, struct parts *p, struct import_map *map);
/* The file's column of one that was sent. */
int import_map_column(const struct import_map *map, int sent);

#endif
