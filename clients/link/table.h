/*
 * Tables for people: columns fitted to the terminal, plain in a pipe.
 */
#ifndef LINK_TABLE_H
#define LINK_TABLE_H

struct table;

/* Column titles, NULL ends. */
struct table *table_new(const char *const *titles);
/* One text per column; NULL is an empty cell. Copied, and made safe. */
void table_row(struct table *table, const char *const *cells);
/* Prints to standard output and frees. */
void table_print(struct table *table);

#endif
