/*
 * A folder of files, all read into memory at once: whoever serves them later
 * touches no file system; and how much room a folder has.
 */
#ifndef IO_FOLDER_H
#define IO_FOLDER_H

#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/fault.h"

struct folder_limits {
	size_t files;
	size_t file_bytes; /* of one */
	size_t bytes;      /* of all */
	int depth;         /* folders in folders: 1 is the folder alone */
};

struct folder_file {
	char *name; /* below the folder: "assets/app.js" */
	char *data;
	size_t len;
};

struct folder {
	struct folder_file *files; /* by name, as bytes compare */
	size_t count;
	size_t bytes; /* of all */
};

/* NULL with the reason: NOT_FOUND where there is no such folder; else INVALID,
 * where it cannot be read, is more than the limits, or has something in it that
 * is neither file nor folder, symbolic links included. */
struct folder *folder_read(const char *path, const struct folder_limits *limits,
    struct fault *why) MUST_CHECK;
void folder_free(struct folder *folder); /* NULL is allowed */

/* The bytes that whoever runs us may still write where the folder is, and all
 * that there are; 0, or -1 where it cannot be asked. */
int folder_room(
    const char *path, int64_t *free_bytes, int64_t *all_bytes) MUST_CHECK;

#endif
