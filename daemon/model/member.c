/*
 * Members as plain data: see model/member.h.
 */
#include <ctype.h>
#include "model/member.h"
#include "base/memory.h"
#include "base/text.h"

void
member_values_free(struct member_value *values, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(values[i].attribute);
		free(values[i].value);
	}
	free(values);
}

void
member_clear(struct member *m)
{
	free(m->email_sealed);
	free(m->name);
	free(m->language);
	free(m->zone);
	free(m->pitch);
	free(m->terms_version);
	member_values_free(m->values, m->value_count);
	*m = (struct member){ 0 };
}

const char *
member_value_get(const struct member *m, const char *attribute)
{
	for (size_t i = 0; i < m->value_count; i++)
		if (strcmp(m->values[i].attribute, attribute) == 0)
			return m->values[i].value;
	return NULL;
}

void
member_values_add(struct member_value **values, size_t *count,
    const char *attribute, const char *value)
{
	*values = memory_grow(*values, *count + 1, sizeof(**values));
	(*values)[*count].attribute = memory_text(attribute);
	(*values)[*count].value = memory_text(value);
	(*count)++;
}

void
member_values_parse(
    const char *text, struct member_value **values, size_t *count)
{
	char *copy = memory_text(text), *rest = copy, *line, *tab;

	*values = NULL;
	*count = 0;
	while ((line = text_split(&rest, "\n")) != NULL) {
		if ((tab = strchr(line, '\t')) == NULL)
			continue;
		*tab = '\0';
		member_values_add(values, count, line, tab + 1);
	}
	free(copy);
}

char *
member_email_normal(const char *email)
{
	char *copy = memory_text(email);
	char *normal = memory_text(text_trim(copy));

	free(copy);
	for (char *p = normal; *p != '\0'; p++)
		*p = (char)tolower((unsigned char)*p);
	return normal;
}

/* Labels of letters, digits and inner hyphens, joined by single dots. */
static bool
host_ok(const char *host)
{
	size_t label = 0, labels = 1;

	if (strcmp(host, "localhost") == 0)
		return true;
	for (const char *p = host; *p != '\0'; p++) {
		if (*p == '.') {
			if (label == 0 || p[-1] == '-')
				return false;
			label = 0;
			labels++;
		} else if (!isalnum((unsigned char)*p) &&
			   (*p != '-' || label == 0)) {
			return false;
		} else if (++label > 63) {
			return false;
		}
	}
	return labels > 1 && label > 0 && host[strlen(host) - 1] != '-';
}

bool
member_email_ok(const char *email)
{
	static const char *const atom = "!#$%&'*+-/=?^_`{|}~.";
	const char *at = strchr(email, '@');
	size_t local;

	if (at == NULL || strlen(email) > MEMBER_EMAIL_MAX)
		return false;
	local = (size_t)(at - email);
	if (local == 0 || local > 64 || email[0] == '.' || at[-1] == '.')
		return false;
	for (const char *p = email; p < at; p++) {
		if (!isalnum((unsigned char)*p) && strchr(atom, *p) == NULL)
			return false;
		if (p[0] == '.' && p[1] == '.')
			return false;
	}
	return host_ok(at + 1);
}
