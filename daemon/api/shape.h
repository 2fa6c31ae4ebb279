/*
 * Structs as the JSON objects of proto/shapes.def. Every function returns a new
 * object or fills one; "null" is json-c's NULL.
 */
#ifndef API_SHAPE_H
#define API_SHAPE_H

#include <json-c/json.h>
#include "base/fault.h"
#include "base/id.h"
#include "config/config.h"
#include "model/member.h"
#include "proto/proto.h"
#include "store/store_round.h"

struct house;

void shape_text(struct json_object *o, const char *field,
    const char *value); /* NULL: null */
void shape_int(struct json_object *o, const char *field, int64_t value);
void shape_bool(struct json_object *o, const char *field, bool value);
void shape_id(struct json_object *o, const char *field, const struct id *id);
void shape_time(struct json_object *o, const char *field, int64_t us);
/* The cursor of the page after this entry; id NULL: null. */
void shape_next(struct json_object *o, const struct id *last);

/* A finding, where there is none yet about that place. */
void shape_find(struct proto_findings *f, const char *pointer, const char *code,
    const char *sentence);

/* {"en": …, "fr": …} of a title or label. */
struct json_object *
shape_labels(const struct config_label *label, const char *word);
/* Attribute values, all or only those shown to partners. */
struct json_object *shape_attributes(const struct config *config,
    const struct member_value *values, size_t count, bool shown_only);
/* The inverse: checked values are appended, nulls to *drop (when not NULL).
 * Findings have pointers below /attributes; one that is there already stands
 * for its place. */
void shape_attributes_read(const struct config *config, struct json_object *o,
    struct member_value **values, size_t *count,
    const char *(*drop)[ATTRIBUTES_MAX], size_t *drop_count,
    struct proto_findings *f);
/* Facts of the engine as sentences: a list of texts. */
struct json_object *shape_why(const struct config *config, const char *facts,
    const char *language, bool subjective);
struct json_object *shape_me(const struct house *house, const struct member *m);
struct json_object *shape_round(const struct store_round *r);
/* Millionths as a number; less than 0 is null. */
void
shape_millionths(struct json_object *o, const char *field, int64_t millionths);
/* A seed as 16 hexadecimal digits. */
void shape_seed(struct json_object *o, uint64_t seed);
/* A seed as hexadecimal digits; false where it is none. */
bool shape_seed_read(const char *text, uint64_t *seed) MUST_CHECK;
const char *shape_status(const struct house *house);

#endif
