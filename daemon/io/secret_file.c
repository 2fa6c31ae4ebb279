/*
 * Secrets in files: see io/secret_file.h.
 */
#include "io/secret_file.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/memory.h"
#include "io/seal.h"

#define SECRET_BYTES_MAX 1024

char *
secret_file_read(const char *key, const char *file, struct fault *why)
{
	char buffer[SECRET_BYTES_MAX + 1];
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	struct stat st;
	ssize_t n;
	char *secret = NULL;

	if (fd < 0 || (n = read(fd, buffer, sizeof(buffer) - 1)) < 0) {
		(void)fault_set(why, FAULT_INVALID, "%s %s: %s", key, file,
		    strerror(errno));
	} else if (fstat(fd, &st) != 0 || (st.st_mode & 077) != 0) {
		(void)fault_set(why, FAULT_FORBIDDEN,
		    "%s: others may read it; its mode must be 0600 or 0400",
		    file);
	} else {
		buffer[n] = '\0';
		buffer[strcspn(buffer, "\r\n")] = '\0';
		if (*buffer == '\0')
			(void)fault_set(why, FAULT_INVALID,
			    "%s %s: its first line is empty", key, file);
		else
			secret = memory_text(buffer);
	}
	if (fd >= 0)
		close(fd);
	seal_wipe(buffer, sizeof(buffer));
	return secret;
}
