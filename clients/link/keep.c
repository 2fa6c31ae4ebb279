/*
 * The session file: see clients/link/keep.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "clients/link/keep.h"
#include "clients/link/language.h"
#include "clients/link/link.h"

#define FILE_BYTES_MAX 65536

/* A file in the folder, which is made where it is missing and makes_folder; NULL
 * with the reason said. */
static char *
keep_path(const char *name, bool makes_folder)
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	char path[4000], folder[4100], file[4200];

	if (config != NULL && *config == '/') {
		snprintf(path, sizeof(path), "%s", config);
	} else if (home != NULL && *home == '/') {
		snprintf(path, sizeof(path), "%s/.config", home);
	} else {
		fputs(_("neither XDG_CONFIG_HOME nor HOME is set\n"), stderr);
		return NULL;
	}
	snprintf(folder, sizeof(folder), "%s/serendip", path);
	if (makes_folder)
		(void)mkdir(path, 0700);
	if (makes_folder && mkdir(folder, 0700) != 0 && errno != EEXIST) {
		fprintf(stderr, "%s: %s\n", folder, strerror(errno));
		return NULL;
	}
	snprintf(file, sizeof(file), "%s/%s", folder, name);
	return link_copy(file);
}

struct json_object *
keep_read(void)
{
	char *path = keep_path("session.json", false), *data;
	struct proto_findings f = { 0 };
	struct json_object *o = NULL;
	struct stat st;
	ssize_t n;
	int fd;

	if (path == NULL)
		return NULL;
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) < 0) {
		free(path);
		return json_object_new_object();
	}
	data = link_alloc(FILE_BYTES_MAX, 1);
	n = read(fd, data, FILE_BYTES_MAX - 1);
	if (fstat(fd, &st) != 0 || (st.st_mode & 077) != 0)
		fprintf(stderr,
		    _("%s: others may read it; run: chmod 600 %s\n"), path,
		    path);
	else if (n < 0 || (o = proto_parse(data, (size_t)n, &f)) == NULL ||
		 !json_object_is_type(o, json_type_object))
		fprintf(stderr,
		    _("%s: it is damaged; remove it and sign in "
		      "again\n"),
		    path);
	if (o != NULL && !json_object_is_type(o, json_type_object)) {
		json_object_put(o);
		o = NULL;
	}
	proto_findings_clear(&f);
	close(fd);
	free(data);
	free(path);
	return o;
}

static const char *const fields[] = { "ca", "token", "attempt" };
#define FIELDS (sizeof(fields) / sizeof(fields[0]))

/* The fields that are there, from one object into another. */
static void
copy_fields(struct json_object *from, struct json_object *to)
{
	for (size_t i = 0; i < FIELDS; i++) {
		const char *value = proto_text(from, fields[i]);

		if (value != NULL)
			json_object_object_add(
			    to, fields[i], json_object_new_string(value));
	}
}

struct json_object *
keep_of(struct json_object *all, const char *url, const char *otherwise)
{
	struct json_object *kept = json_object_new_object();
	size_t n;
	char *server;

	if (url == NULL && (url = proto_text(all, "server")) == NULL)
		url = otherwise;
	server = link_copy(url);
	for (n = strlen(server); n > 0 && server[n - 1] == '/'; n--)
		server[n - 1] = '\0';
	copy_fields(proto_get(proto_get(all, "servers"), server), kept);
	json_object_object_add(kept, "server", json_object_new_string(server));
	free(server);
	return kept;
}

/* Puts what is kept of one server among all. */
static void
merge(struct json_object *all, struct json_object *kept)
{
	struct json_object *one = json_object_new_object();
	const char *server = proto_text(kept, "server");
	bool is_used = proto_has(kept, "token") || proto_has(kept, "attempt");

	copy_fields(kept, one);
	if (!json_object_is_type(proto_get(all, "servers"), json_type_object))
		json_object_object_add(
		    all, "servers", json_object_new_object());
	json_object_object_add(proto_get(all, "servers"), server, one);
	if (is_used)
		json_object_object_add(
		    all, "server", json_object_new_string(server));
}

static int
write_file(struct json_object *all)
{
	char *path = keep_path("session.json", true);
	char *draft = keep_path("session.json.new", true);
	const char *text =
	    json_object_to_json_string_ext(all, JSON_C_TO_STRING_PRETTY);
	int fd, done = -1;

	if (path == NULL || draft == NULL)
		goto out;
	(void)unlink(draft);
	fd = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0) {
		bool ok =
		    write(fd, text, strlen(text)) == (ssize_t)strlen(text);

		ok = fsync(fd) == 0 && ok;
		ok = close(fd) == 0 && ok;
		if (ok && rename(draft, path) == 0)
			done = 0;
	}
	if (done != 0)
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
out:
	free(path);
	free(draft);
	return done;
}

int
keep_write(struct json_object *kept)
{
	struct json_object *all = keep_read();
	int done;

	if (all == NULL)
		return -1;
	merge(all, kept);
	done = write_file(all);
	json_object_put(all);
	return done;
}
