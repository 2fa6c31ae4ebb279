/*
 * gzip, by zlib: see io/gzip.h.
 */
#include "io/gzip.h"

#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>
#include "base/memory.h"

#define GZIP_WINDOW (15 + 16) /* the largest, with gzip's own header */
#define GZIP_MEMORY 9
#define LEN_MAX (1U << 30)

char *
gzip_make(const char *data, size_t len, size_t *out_len)
{
	z_stream z = { 0 };
	char *out;
	int end;

	if (len < 2 || len > LEN_MAX)
		return NULL;
	if (deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, GZIP_WINDOW,
		GZIP_MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
		die("zlib does not begin");
	out = memory_new(len, 1);
	/* zlib only reads what it takes, though it does not say so. */
	z.next_in = (z_const Bytef *)(uintptr_t)data;
	z.avail_in = (uInt)len;
	z.next_out = (Bytef *)out;
	z.avail_out = (uInt)len - 1;
	end = deflate(&z, Z_FINISH);
	*out_len = len - 1 - z.avail_out;
	(void)deflateEnd(&z);
	if (end == Z_STREAM_END)
		return out;
	free(out);
	return NULL;
}
