/*
 * A member and its profile as plain data.
 */
#ifndef MODEL_MEMBER_H
#define MODEL_MEMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/id.h"

#define MEMBER_NAME_MAX 60
#define MEMBER_PITCH_MAX 600
#define MEMBER_EMAIL_MAX 254

/* One attribute of a profile; value in the text form of pairing/attribute.h. */
struct member_value {
	char *attribute;
	char *value;
};

struct member {
	struct id id;
	int64_t version;
	uint8_t *email_sealed; /* NULL: has no address */
	size_t email_sealed_len;
	bool is_email_stopped; /* its mail server refuses it for good */
	char *name;
	char *language; /* "en", "fr" */
	char *zone;     /* IANA */
	char *pitch;
	char *terms_version; /* NULL: never consented (imported) */
	int64_t consented_us;
	int64_t joined_us;
	int64_t rest_since_us;   /* not drawn until they are back; 0: drawn */
	bool is_operator;        /* has the operator role */
	bool is_paused;          /* takes part in no round */
	int64_t paused_until_us; /* INT64_MAX: until they say so */
	struct member_value *values; /* by attribute name */
	size_t value_count;
};

/* Frees what it holds, not the struct. */
void member_clear(struct member *m);
void member_values_free(struct member_value *values, size_t count);
/* NULL where the profile has none. Borrowed. */
const char *member_value_get(const struct member *m, const char *attribute);
/* Values from their stored form: lines of "attribute<TAB>value", by name. */
void member_values_parse(
    const char *text, struct member_value **values, size_t *count);
/* Appends a copy. */
void member_values_add(struct member_value **values, size_t *count,
    const char *attribute, const char *value);

/* An address in the one form that its index is made of: lower case, without
 * blanks around. The part before the @ is taken as it is otherwise. */
char *member_email_normal(const char *email) MUST_CHECK;
/* One @, a dot-atom before it, host labels with a dot (or "localhost") after
 * it, ASCII, at most 254 bytes. */
bool member_email_ok(const char *email);

#endif
