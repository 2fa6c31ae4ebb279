/* Comma-separated values as RFC 4180 has them. */
#ifndef DEMO_CSV_H
#define DEMO_CSV_H

#include <stdio.h>

/* One record: `count` fields, quoted where they must be. */
void csv_record_write(FILE *file, const char *const *fields, size_t count);

#endif
