/*
 * What a client takes (RFC 9110): the coding of a body, and whether it has it
 * already. Pure.
 */
#ifndef API_NEGOTIATE_H
#define API_NEGOTIATE_H

#include <stdbool.h>
#include "base/attr.h"

/* From the least wanted: where a client is indifferent the last is taken. */
enum coding { CODING_IDENTITY, CODING_GZIP, CODING_BROTLI, CODING_COUNT };

/* "gzip", "br"; NULL for identity, which is not named. */
const char *coding_name(enum coding coding);
/* Of the codings there are (bit 1 << coding; identity always is) the one of most
 * weight (12.5.3). `accept` is Accept-Encoding: NULL wants identity, since who
 * says nothing may be anybody. Identity also where nothing would do. What is not
 * well formed in it does not count. */
enum coding coding_choose(const char *accept, unsigned available);
/* Whether If-None-Match (13.1.2) has the entity tag, which is strong, with its
 * quotes; NULL has none. */
bool tag_is_in(const char *if_none_match, const char *tag);

#endif
