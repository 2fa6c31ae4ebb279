/*
 * Files into memory: see io/folder.h. Every name is opened where its folder was
 * opened, and without following links, so that what is read is what lies there.
 */
#include "io/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include "base/memory.h"
#include "base/text.h"

struct reading {
	struct folder *folder;
	const char *path; /* of the folder, for words */
	const struct folder_limits *limits;
	struct fault *why;
};

void
folder_free(struct folder *f)
{
	if (f == NULL)
		return;
	for (size_t i = 0; i < f->count; i++) {
		free(f->files[i].name);
		free(f->files[i].data);
	}
	free(f->files);
	free(f);
}

static int
refuse(const struct reading *r, const char *name, const char *what)
{
	return fault_set(
	    r->why, FAULT_INVALID, "%s/%s: %s", r->path, name, what);
}

static int
read_whole(int fd, char *to, size_t len)
{
	size_t done = 0;
	ssize_t n;

	while (done < len) {
		n = read(fd, to + done, len - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		done += (size_t)n;
	}
	return 0;
}

/* Takes the descriptor. */
static int
read_file(struct reading *r, int fd, const char *name, size_t len)
{
	struct folder *f = r->folder;
	struct folder_file *file;
	int result = 0;

	if (f->count == r->limits->files)
		result = refuse(r, name, "there are too many files");
	else if (len > r->limits->file_bytes)
		result = refuse(r, name, "the file is too large");
	else if (len > r->limits->bytes - f->bytes)
		result = refuse(r, name, "the files are too large together");
	if (result == 0) {
		f->files =
		    memory_grow(f->files, f->count + 1, sizeof(*f->files));
		file = &f->files[f->count++];
		file->name = memory_text(name);
		file->data = memory_new(len + 1, 1);
		file->len = len;
		f->bytes += len;
		if (read_whole(fd, file->data, len) != 0)
			result = refuse(r, name, "it cannot be read whole");
	}
	close(fd);
	return result;
}

static int read_folder(struct reading *r, int fd, const char *name, int depth);

/* What stands in the folder `dir` as `entry`, which is `name` from the top. */
static int
read_entry(
    struct reading *r, int dir, const char *entry, const char *name, int depth)
{
	int fd =
	    openat(dir, entry, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat st;
	int result;

	if (fd < 0)
		return refuse(r, name,
		    errno == ELOOP ? "it is a symbolic link" : strerror(errno));
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		return read_file(r, fd, name, (size_t)st.st_size);
	if (S_ISDIR(st.st_mode) && depth < r->limits->depth)
		return read_folder(r, fd, name, depth + 1);
	result = refuse(r, name,
	    S_ISDIR(st.st_mode) ? "there are too many folders in folders"
				: "it is neither file nor folder");
	close(fd);
	return result;
}

/* Takes the descriptor. */
static int
read_folder(struct reading *r, int fd, const char *name, int depth)
{
	DIR *dir = fdopendir(fd);
	struct dirent *entry;
	int result = 0;

	if (dir == NULL) {
		close(fd);
		return refuse(r, name, "it cannot be opened");
	}
	while (result == 0 && (entry = readdir(dir)) != NULL) {
		struct text path = { 0 };

		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		text_addf(&path, "%s%s%s", name, *name == '\0' ? "" : "/",
		    entry->d_name);
		result =
		    read_entry(r, fd, entry->d_name, text_get(&path), depth);
		text_clear(&path);
	}
	closedir(dir);
	return result;
}

static int
by_name(const void *a, const void *b)
{
	const struct folder_file *x = a, *y = b;

	return strcmp(x->name, y->name);
}

struct folder *
folder_read(
    const char *path, const struct folder_limits *limits, struct fault *why)
{
	struct reading r = { .path = path, .limits = limits, .why = why };
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0) {
		fault_set(why,
		    errno == ENOENT || errno == ENOTDIR ? FAULT_NOT_FOUND
							: FAULT_INVALID,
		    "%s: %s", path, strerror(errno));
		return NULL;
	}
	r.folder = memory_new(1, sizeof(*r.folder));
	if (read_folder(&r, fd, "", 1) != 0) {
		folder_free(r.folder);
		return NULL;
	}
	if (r.folder->count > 0)
		qsort(r.folder->files, r.folder->count,
		    sizeof(*r.folder->files), by_name);
	return r.folder;
}

int
folder_room(const char *path, int64_t *free_bytes, int64_t *all_bytes)
{
	struct statvfs room;

	if (statvfs(path, &room) != 0)
		return -1;
	*free_bytes = (int64_t)(room.f_bavail * room.f_frsize);
	*all_bytes = (int64_t)(room.f_blocks * room.f_frsize);
	return 0;
}
