/*
 * Saving a page: see clients/ctl/chart.h.
 */
#include "clients/ctl/chart.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int
write_all(int fd, const char *s, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, s, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return -1;
		s += done;
		n -= (size_t)done;
	}
	return fsync(fd);
}

int
chart_save(const char *path, const struct text *page)
{
	struct text draft = { 0 };
	int fd, wrong = 0;

	/* Beside it, with a name that nobody has yet, and mode 0600. */
	text_addf(&draft, "%s.XXXXXX", path);
	fd = mkostemp(draft.data, O_CLOEXEC);
	if (fd < 0)
		wrong = errno;
	else {
		if (write_all(fd, text_get(page), page->len) != 0)
			wrong = errno;
		if (close(fd) != 0 && wrong == 0)
			wrong = errno;
		if (wrong == 0 && rename(draft.data, path) != 0)
			wrong = errno;
		if (wrong != 0)
			(void)unlink(draft.data);
	}
	text_clear(&draft);
	if (wrong != 0)
		fprintf(stderr, "%s: %s\n", path, strerror(wrong));
	return wrong == 0 ? 0 : -1;
}
