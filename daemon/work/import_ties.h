/*
 * The records of an import's ties (a,b,kind), checked: CSV in, arrays for the
 * staging table and a report out. Pure.
 */
#ifndef WORK_IMPORT_TIES_H
#define WORK_IMPORT_TIES_H

#include "work/import_rows.h"

/* As import_rows_members. */
void import_ties_read(
    struct import_rows *rows, const char *csv, size_t len, int64_t first_line);

#endif
