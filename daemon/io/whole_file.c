/*
 * Small files: see io/whole_file.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "io/whole_file.h"
#include "base/memory.h"
#include "base/text.h"

uint8_t *
whole_file_read(const char *file, size_t max, size_t *n, struct fault *why)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	uint8_t *bytes;
	ssize_t got = 0;

	if (fd < 0) {
		(void)fault_set(
		    why, FAULT_NOT_FOUND, "%s: %s", file, strerror(errno));
		return NULL;
	}
	bytes = memory_new(max + 2, 1);
	for (*n = 0; *n <= max; *n += (size_t)got)
		if ((got = read(fd, bytes + *n, max + 1 - *n)) <= 0)
			break;
	close(fd);
	if (got == 0 && *n <= max)
		return bytes;
	if (got < 0)
		(void)fault_set(
		    why, FAULT_INTERNAL, "%s: %s", file, strerror(errno));
	else
		(void)fault_set(why, FAULT_INVALID,
		    "%s: it has more than %zu bytes", file, max);
	free(bytes);
	return NULL;
}

/* Of a path that ends in a name of ours. */
static int
write_beside(const char *path, const void *bytes, size_t n, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	int done;

	if (fd < 0)
		return -1;
	done = write(fd, bytes, n) == (ssize_t)n && fchmod(fd, mode) == 0 &&
	       fsync(fd) == 0;
	return close(fd) == 0 && done ? 0 : -1;
}

int
whole_file_write(const char *file, const void *bytes, size_t n, mode_t mode,
    struct fault *why)
{
	char *copy = memory_text(file);
	const char *folder = dirname(copy);
	struct text beside = { 0 };
	int done = -1, dir;

	text_addf(&beside, "%s.%ld", file, (long)getpid());
	if ((mkdir(folder, 0700) == 0 || errno == EEXIST) &&
	    write_beside(beside.data, bytes, n, mode) == 0 &&
	    rename(beside.data, file) == 0 &&
	    (dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) >= 0) {
		done = fsync(dir);
		close(dir);
	}
	if (done != 0) {
		(void)fault_set(
		    why, FAULT_INTERNAL, "%s: %s", file, strerror(errno));
		unlink(beside.data);
	}
	text_clear(&beside);
	free(copy);
	return done;
}
