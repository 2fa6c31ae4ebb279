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
	const char *name;   /* of the file, in what is said; borrowed */
	char *data;         /* header, then records */
	size_t len, header; /* of data, and of the header in it */
	char *rest;         /* read, but of the next part */
	size_t rest_len;
	int64_t line;        /* of the file, of this part's first record */
	int64_t lines;       /* that this part has, its header left out */
	uint64_t done, size; /* bytes of the file; size 0: not known */
};

/* "-" is standard input. false with the reason said on standard error; so where
 * the file is empty, or its lines end in no way that CSV knows. */
bool parts_open(struct parts *p, const char *path);
/* Whether there is a record after the header; else the header alone is a part.
 * -1 with the reason said. */
int parts_has_records(struct parts *p);
/* The next part, in data and line: 1; 0 at the end; -1 with the reason said. */
int parts_next(struct parts *p);
void parts_close(struct parts *p);

#endif
