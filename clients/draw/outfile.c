/*
 * Files that are written: see clients/draw/outfile.h.
 */
#include "clients/draw/outfile.h"

#include <errno.h>
#include <string.h>

static int
tell_failure(const char *path)
{
	fprintf(stderr, "serendip-draw: %s cannot be written: %s\n", path,
	    strerror(errno));
	return -1;
}

int
outfile_open(const char *path, FILE **file)
{
	*file = path == NULL ? NULL : fopen(path, "we");
	return path == NULL || *file != NULL ? 0 : tell_failure(path);
}

int
outfile_close(const char *path, FILE *file)
{
	int has_failed;

	if (file == NULL)
		return 0;
	has_failed = ferror(file);
	if (fclose(file) != 0 || has_failed)
		return tell_failure(path);
	return 0;
}
