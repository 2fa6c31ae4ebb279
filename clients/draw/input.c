/*
 * Reading a file: see clients/draw/input.h.
 */
#include "clients/draw/input.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/memory.h"

#define FIRST_BYTES ((size_t)1 << 16)

/* How much to make room for: one byte more than a file has shows its end. */
static size_t
expected_bytes(int fd)
{
	struct stat st;

	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
		return (size_t)st.st_size + 1;
	return FIRST_BYTES;
}

static int
read_all(int fd, struct input *in)
{
	size_t room = expected_bytes(fd);
	ssize_t n;

	in->data = memory_grow(NULL, room, 1);
	for (;;) {
		if (in->len == room) {
			room *= 2;
			in->data = memory_grow(in->data, room, 1);
		}
		n = read(fd, in->data + in->len, room - in->len);
		if (n == 0)
			return 0;
		if (n < 0 && errno != EINTR)
			return -1;
		if (n > 0)
			in->len += (size_t)n;
	}
}

const char *
input_name(const char *path)
{
	return strcmp(path, INPUT_STANDARD) == 0 ? "(standard input)" : path;
}

int
input_read(struct input *in, const char *path, struct mistakes *m)
{
	static const struct csv_place start = { 1, 1 };
	bool is_standard = strcmp(path, INPUT_STANDARD) == 0;
	int fd = is_standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	int done = -1;

	*in = (struct input){ .path = input_name(path) };
	m->file = in->path;
	if (fd != -1)
		done = read_all(fd, in);
	if (done != 0)
		mistakes_add(m, start,
		    "cannot be read: %s, allowed: a file that may be read",
		    strerror(errno));
	if (fd != -1 && !is_standard)
		close(fd);
	return done;
}

void
input_clear(struct input *in)
{
	free(in->data);
	*in = (struct input){ 0 };
}
