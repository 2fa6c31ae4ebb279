/*
 * A snapshot of the operator's file: read as a whole or refused as a whole,
 * held by whoever reads it, freed with its last holder. See config/config.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>
#include "config/config.h"

#include "base/memory.h"
#include "config/config_attributes.h"
#include "config/config_file.h"
#include "config/config_hosts.h"
#include "config/config_keys.h"
#include "config/config_label.h"
#include "config/config_pools.h"
#include "config/config_webhooks.h"
#include "config/config_yaml.h"
#include "model/letter_texts.h"

#define CONFIG_MAGIC 0x5e4d0cf6u
#define FILE_BYTES_MAX ((size_t)1 << 20)

static void
config_free(struct config *c)
{
	c->magic = 0;
	config_pools_clear(c); /* its rules borrow the attributes */
	config_attributes_clear(c);
	config_webhooks_clear(c);
	config_hosts_clear(c);
	config_keys_clear(c);
	letter_texts_free(c->letter_texts);
	free(c->file);
	free(c->source);
	free(c);
}

/* FNV-1a of 64 bits. */
static void
config_set_digest(struct config *c, const char *text, size_t len)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	size_t i;

	for (i = 0; i < len; i++) {
		hash ^= (unsigned char)text[i];
		hash *= UINT64_C(0x100000001b3);
	}
	snprintf(c->digest, sizeof(c->digest), "%016" PRIx64, hash);
}

/* The absolute folder of a file, which need not exist. */
static char *
config_folder(const char *file)
{
	struct text folder = { 0 };
	const char *slash;
	char *here;

	while (strncmp(file, "./", 2) == 0)
		file += 2;
	slash = strrchr(file, '/');
	if (file[0] != '/') {
		here = getcwd(NULL, 0);
		text_add(&folder, here == NULL ? "." : here);
		free(here);
		if (slash != NULL)
			text_add(&folder, "/");
	}
	if (slash != NULL)
		text_add_n(&folder, file, (size_t)(slash - file));
	return text_take(&folder);
}

static void
config_read_tree(struct config_reader *r, const struct config_node *root,
    config_file_keys keys)
{
	const struct config_node *n;

	if (root->kind != CONFIG_MAP) {
		config_error_found(r->errors, root,
		    "a map of sections, such as community: {name: …}");
		return;
	}
	keys(r, root);
	if ((n = config_node_child(root, "attributes")) != NULL)
		config_attributes_read(r, n);
	if ((n = config_node_child(root, "pools")) != NULL)
		config_pools_read(r, n);
}

struct config *
config_file_text(const char *file, const char *text, size_t len,
    config_file_keys keys, struct text *errors)
{
	struct config *c = memory_new(1, sizeof(*c));
	struct config_errors e = { .file = file };
	char *folder = config_folder(file);
	struct config_reader r = {
		.config = c, .errors = &e, .folder = folder
	};
	struct config_node *root = NULL;

	c->magic = CONFIG_MAGIC;
	c->holders = 1;
	c->file = memory_text(file);
	c->source = memory_text_n(text, len);
	config_set_digest(c, text, len);
	if (len > FILE_BYTES_MAX)
		config_error_add(&e, 1, 1, "file",
		    "found %zu bytes, allowed: at most %zu", len,
		    FILE_BYTES_MAX);
	else
		root = config_yaml_read(text, len, &e);
	if (root != NULL)
		config_read_tree(&r, root, keys);
	config_node_free(root);
	free(folder);
	if (e.count > 0) {
		config_error_write(&e, errors);
		config_free(c);
		c = NULL;
	}
	config_error_clear(&e);
	return c;
}

/* A file that ends by itself, for a daemon must not wait; -1 with errno. */
static int
config_open(const char *file)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;

	if (fd == -1 || fstat(fd, &st) != 0 || S_ISREG(st.st_mode))
		return fd;
	close(fd);
	errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
	return -1;
}

/* All of it; -1 with errno. One byte more than allowed is enough to see that it
 * is too long. */
static int
config_load(int fd, struct text *out)
{
	char buffer[8192];
	ssize_t n = 1;

	if (fd == -1)
		return -1;
	while ((n > 0 || (n < 0 && errno == EINTR)) &&
	       out->len <= FILE_BYTES_MAX) {
		n = read(fd, buffer, sizeof(buffer));
		if (n > 0)
			text_add_n(out, buffer, (size_t)n);
	}
	return n < 0 ? -1 : 0;
}

/* Reads from the descriptor, which it closes; of -1 it tells errno. */
static struct config *
config_read_open(
    int fd, const char *file, config_file_keys keys, struct text *errors)
{
	struct text text = { 0 };
	struct config *c = NULL;

	if (config_load(fd, &text) != 0)
		text_addf(errors,
		    "%s:1:1: file: cannot be read: %s, allowed: a file that "
		    "may be read\n",
		    file, strerror(errno));
	else
		c = config_file_text(
		    file, text_get(&text), text.len, keys, errors);
	if (fd != -1)
		close(fd);
	text_clear(&text);
	return c;
}

struct config *
config_file_read(const char *file, config_file_keys keys, struct text *errors)
{
	return config_read_open(config_open(file), file, keys, errors);
}

struct config *
config_read_rules(const char *file, struct text *errors)
{
	return config_read_open(open(file, O_RDONLY | O_CLOEXEC), file,
	    config_keys_check_known, errors);
}

struct config *
config_read_rules_text(
    const char *file, const char *text, size_t len, struct text *errors)
{
	return config_file_text(
	    file, text, len, config_keys_check_known, errors);
}

struct config *
config_hold(struct config *c)
{
	CHECK(c, CONFIG_MAGIC);
	c->holders++;
	return c;
}

void
config_drop(struct config *c)
{
	if (c == NULL)
		return;
	CHECK(c, CONFIG_MAGIC);
	if (--c->holders == 0)
		config_free(c);
}

const struct config_pool *
config_pool_get(const struct config *c, const char *name)
{
	size_t i;

	for (i = 0; i < c->pool_count; i++)
		if (strcmp(c->pools[i].name, name) == 0)
			return &c->pools[i];
	return NULL;
}

int
config_attribute_find(const struct config *c, const char *name)
{
	size_t i;

	for (i = 0; i < c->attribute_count; i++)
		if (strcmp(c->attributes[i].name, name) == 0)
			return (int)i;
	return -1;
}

struct config_list
config_attribute_list(const struct config *c, size_t attribute)
{
	const struct attribute *a = &c->attributes[attribute];

	return a->has_words ? (struct config_list){ a->words,
		c->attribute_info[attribute].labels, a->word_count }
			    : c->attribute_info[attribute].ideas;
}

const char *
config_title_get(
    const struct config_label *title, const char *name, const char *language)
{
	const char *text = config_label_text(title, language);

	return text != NULL ? text : name;
}
