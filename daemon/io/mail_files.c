/*
 * A letter is written under a temporary name, synchronised, and renamed, so
 * that whoever reads the folder sees only whole letters, and one reported as
 * sent is on the disk.
 */
#include "io/mail_files.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/clock.h"
#include "base/memory.h"
#include "io/seal.h"

#define HALF_SUFFIX ".half"
#define HALF_AGE_S 3600

static int
mail_files_mkdir(const char *path, struct fault *why)
{
	struct stat st;

	if (mkdir(path, 0700) == 0)
		return 0;
	if (errno != EEXIST)
		return fault_set(why, FAULT_INTERNAL,
		    "cannot make the folder %s: %s", path, strerror(errno));
	if (stat(path, &st) == 0 && !S_ISDIR(st.st_mode))
		return fault_set(
		    why, FAULT_INTERNAL, "%s is not a folder", path);
	return 0;
}

/* Every folder of the path, from the top. */
static int
mail_files_mkdirs(const char *folder, struct fault *why)
{
	char *path = memory_text(folder);
	int result = 0;

	for (char *c = path + 1; *path != '\0' && *c != '\0' && result == 0;
	     c++) {
		if (*c != '/')
			continue;
		*c = '\0';
		result = mail_files_mkdir(path, why);
		*c = '/';
	}
	if (result == 0)
		result = mail_files_mkdir(path, why);
	free(path);
	return result;
}

static bool
mail_files_is_half(const char *name)
{
	size_t n = strlen(name);

	return name[0] == '.' && n > strlen(HALF_SUFFIX) &&
	       strcmp(name + n - strlen(HALF_SUFFIX), HALF_SUFFIX) == 0;
}

/* Another daemon may be writing into the same folder: only old halves go. */
static void
mail_files_sweep(DIR *dir)
{
	time_t now = (time_t)(clock_now_us() / CLOCK_SECOND);
	struct dirent *entry;
	struct stat st;

	while ((entry = readdir(dir)) != NULL) {
		if (!mail_files_is_half(entry->d_name) ||
		    fstatat(dirfd(dir), entry->d_name, &st,
			AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		if (now - st.st_mtime > HALF_AGE_S)
			unlinkat(dirfd(dir), entry->d_name, 0);
	}
}

int
mail_files_open(const char *folder, struct fault *why)
{
	DIR *dir;

	if (mail_files_mkdirs(folder, why) != 0)
		return -1;
	dir = opendir(folder);
	if (dir == NULL || access(folder, W_OK | X_OK) != 0) {
		fault_set(why, FAULT_INTERNAL,
		    "cannot write letters into %s: %s", folder,
		    strerror(errno));
		if (dir != NULL)
			closedir(dir);
		return -1;
	}
	mail_files_sweep(dir);
	closedir(dir);
	return 0;
}

/* 20261124T051133Z-0192….eml, in the order of writing when sorted. */
static void
mail_files_name(const struct mail_message *m, struct text *name)
{
	struct clock_civil c;

	clock_civil(m->created_us, &c);
	text_addf(name, "%04d%02d%02dT%02d%02d%02dZ-", c.year, c.month, c.day,
	    c.hour, c.minute, c.second);
	for (const char *s = m->message_id; *s != '\0'; s++) {
		bool plain = isalnum((unsigned char)*s) || *s == '-' ||
			     *s == '.' || *s == '@' || *s == '_';

		text_add_n(name, plain ? s : "_", 1);
	}
	text_add(name, ".eml");
}

static int
mail_files_write_all(int fd, const struct text *t)
{
	size_t done = 0;

	while (done < t->len) {
		ssize_t n = write(fd, t->data + done, t->len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		done += (size_t)n;
	}
	return fsync(fd);
}

/* The half becomes the letter; both names are in the folder `dir`. */
static int
mail_files_put(int dir, int half, const char *half_name, const char *name,
    const struct text *bytes)
{
	int failed = mail_files_write_all(half, bytes);
	int error = errno;

	if (close(half) != 0 && failed == 0) {
		failed = -1;
		error = errno;
	}
	if (failed == 0 &&
	    (renameat(dir, half_name, dir, name) != 0 || fsync(dir) != 0)) {
		failed = -1;
		error = errno;
	}
	if (failed != 0)
		unlinkat(dir, half_name, 0);
	errno = error;
	return failed;
}

static int
mail_files_store(const char *folder, const char *name, const struct text *bytes)
{
	struct text path = { 0 };
	int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int failed = -1;
	int error, half;

	if (dir < 0)
		return -1;
	text_addf(&path, "%s/.XXXXXX" HALF_SUFFIX, folder);
	half = mkostemps(path.data, (int)strlen(HALF_SUFFIX), O_CLOEXEC);
	if (half >= 0)
		failed = mail_files_put(
		    dir, half, strrchr(path.data, '/') + 1, name, bytes);
	error = errno;
	close(dir);
	text_clear(&path);
	errno = error;
	return failed;
}

/* Whatever keeps a disk from taking a letter may pass; a message that cannot
 * be one will not. */
enum mail_verdict
mail_files_write(
    const char *folder, const struct mail_message *m, struct fault *why)
{
	struct text name = { 0 }, bytes = { 0 };
	enum mail_verdict verdict = MAIL_SENT;

	if (mail_compose(m, &bytes, why) != 0) {
		text_clear(&bytes);
		return MAIL_NEVER;
	}
	mail_files_name(m, &name);
	if (mail_files_store(folder, name.data, &bytes) != 0) {
		fault_set(why, FAULT_INTERNAL,
		    "cannot write a letter into %s: %s", folder,
		    strerror(errno));
		verdict = MAIL_LATER;
	}
	text_clear(&name);
	seal_wipe(bytes.data, bytes.len);
	text_clear(&bytes);
	return verdict;
}
