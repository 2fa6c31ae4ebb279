/*
 * Parts of a CSV file: see clients/ctl/parts.h. A record may hold line breaks
 * in quotes, so a part ends at a line break outside of them.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "clients/ctl/parts.h"
#include "clients/link/link.h"

#define PART_BYTES ((size_t)48 * 1024)
#define RECORD_BYTES_MAX ((size_t)512 * 1024)

/* After how many bytes the last whole record ends, and how many line breaks
 * there are up to there; 0 where none ends. stop_first: the first one. */
static size_t
whole_records(const char *data, size_t len, bool stop_first, int64_t *lines)
{
	bool quoted = false;
	size_t end = 0;
	int64_t seen = 0;

	*lines = 0;
	for (size_t i = 0; i < len; i++) {
		if (data[i] == '"')
			quoted = !quoted;
		if (data[i] != '\n')
			continue;
		seen++;
		if (quoted)
			continue;
		end = i + 1;
		*lines = seen;
		if (stop_first)
			break;
	}
	return end;
}

/* Reads until `want` bytes are there, or the file ends. */
static int
fill(struct parts *p, size_t want)
{
	size_t got;

	while (p->rest_len < want) {
		char *grown = realloc(p->rest, want + 1);

		if (grown == NULL)
			return -1;
		p->rest = grown;
		got = fread(
		    p->rest + p->rest_len, 1, want - p->rest_len, p->file);
		if (got == 0)
			break;
		p->rest_len += got;
	}
	if (!ferror(p->file))
		return 0;
	fprintf(stderr, "%s: %s\n", p->name, strerror(errno));
	return -1;
}

/* Moves n bytes of what was read into the part. */
static void
take(struct parts *p, size_t n)
{
	char *grown = realloc(p->data, p->len + n + 1);

	if (grown == NULL)
		exit(LINK_REFUSED);
	p->data = grown;
	memcpy(p->data + p->len, p->rest, n);
	p->len += n;
	memmove(p->rest, p->rest + n, p->rest_len - n);
	p->rest_len -= n;
	p->done += n;
}

static bool
open_file(struct parts *p, const char *path)
{
	struct stat st;
	bool is_input = strcmp(path, "-") == 0;

	p->name = is_input ? "standard input" : path;
	p->file = is_input ? stdin : fopen(path, "rb");
	if (p->file == NULL || fstat(fileno(p->file), &st) != 0) {
		fprintf(stderr, "%s: %s\n", p->name, strerror(errno));
		return false;
	}
	p->size = S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
	return true;
}

/* A line break within the header is that of old Macintosh files. */
static bool
has_lone_return(const char *line, size_t n)
{
	for (size_t i = 0; i + 1 < n; i++)
		if (line[i] == '\r' && line[i + 1] != '\n')
			return true;
	return false;
}

bool
parts_open(struct parts *p, const char *path)
{
	int64_t lines;
	size_t n;

	*p = (struct parts){ .line = 1 };
	if (!open_file(p, path) || fill(p, PART_BYTES) != 0)
		return false;
	if (p->rest_len == 0) {
		fprintf(stderr, "%s: it is empty\n", p->name);
		return false;
	}
	n = whole_records(p->rest, p->rest_len, true, &lines);
	if (n == 0) {
		n = p->rest_len;
		lines = 1;
	}
	if (has_lone_return(p->rest, n)) {
		fprintf(stderr,
		    "%s: its lines end with a carriage return alone; save it "
		    "with line feeds (LF or CRLF)\n",
		    p->name);
		return false;
	}
	take(p, n);
	p->header = p->len;
	p->lines = lines;
	return true;
}

int
parts_has_records(struct parts *p)
{
	if (fill(p, PART_BYTES) != 0)
		return -1;
	for (size_t i = 0; i < p->rest_len; i++)
		if (strchr("\r\n", p->rest[i]) == NULL)
			return 1;
	return 0;
}

int
parts_next(struct parts *p)
{
	size_t want = PART_BYTES, n;

	p->line += p->lines;
	p->len = p->header;
	for (;; want *= 2) {
		if (fill(p, want) != 0)
			return -1;
		if (p->rest_len == 0)
			return 0;
		n = whole_records(p->rest, p->rest_len, false, &p->lines);
		/* The file's end ends its last record, with or without a break.
		 */
		if (p->rest_len < want)
			n = p->rest_len;
		if (n > 0)
			break;
		if (want >= RECORD_BYTES_MAX) {
			fprintf(stderr,
			    "%s: line %lld: a record is larger than %zu "
			    "KiB; is a quote left open?\n",
			    p->name, (long long)p->line,
			    RECORD_BYTES_MAX / 1024);
			return -1;
		}
	}
	take(p, n);
	return 1;
}

void
parts_close(struct parts *p)
{
	if (p->file != NULL && p->file != stdin)
		fclose(p->file);
	free(p->data);
	free(p->rest);
	*p = (struct parts){ 0 };
}
