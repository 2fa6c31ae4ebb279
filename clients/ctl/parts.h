/*
 * A CSV file in parts that fit a request: the header line and whole records.
 */
#ifndef CTL_PARTS_H
#define CTL_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct parts {
	FILE *file;
	char *data;         /* header, then records */
	size_t len, header; /* of data, and of the header in it */
	char *rest;         /* read, but of the next part */
	size_t rest_len;
	int64_t line;        /* of the file, of this part's first record */
	int64_t lines;       /* that this part has, its header left out */
	uint64_t done, size; /* bytes of the file */
};

/* false with the reason said on standard error. */
bool parts_open(struct parts *p, const char *path);
/* The next part, in data and line: 1; 0 at the end; -1 with the reason said. */
int parts_next(struct parts *p);
void parts_close(struct parts *p);

#endif
