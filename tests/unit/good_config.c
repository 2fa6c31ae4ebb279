/*
 * Files that are right: see good_config.h.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>
#include "good_config.h"
#include "base/memory.h"

void
good_config_load(const char *path, struct text *out)
{
	char buffer[4096];
	FILE *file = fopen(path, "re");
	size_t n;

	assert_non_null(file);
	while ((n = fread(buffer, 1, sizeof(buffer), file)) > 0)
		text_add_n(out, buffer, n);
	fclose(file);
}

void
good_config_text(const char *name, struct text *out)
{
	struct text path = { 0 };

	text_addf(&path, SOURCE_DIR "/docs/examples/%s", name);
	good_config_load(text_get(&path), out);
	text_clear(&path);
}

struct config *
good_config_read(const char *file, const char *text)
{
	struct text errors = { 0 };
	struct config *c = config_read_text(file, text, strlen(text), &errors);

	assert_string_equal(text_get(&errors), "");
	assert_non_null(c);
	text_clear(&errors);
	return c;
}

struct config *
good_config_example(const char *name)
{
	struct text text = { 0 };
	struct config *c;

	good_config_text(name, &text);
	c = good_config_read("/srv/serendip/serendip.yaml", text_get(&text));
	text_clear(&text);
	return c;
}

const struct attribute *
good_config_attribute(const struct config *c, const char *name)
{
	int i = config_attribute_find(c, name);

	assert_true(i >= 0);
	return &c->attributes[i];
}
