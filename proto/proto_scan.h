/*
 * The strict reading that comes before json-c: grammar, depth, duplicate keys,
 * numbers that would be clamped, U+0000 and broken Unicode.
 */
#ifndef PROTO_PROTO_SCAN_H
#define PROTO_PROTO_SCAN_H

#include <stddef.h>

struct json_object;
struct proto_findings;

#define PROTO_DEPTH_MAX 16

/* 0: JSON, though there may be findings at places within it. -1: not JSON at
 * all, with one finding that names line and column. */
int proto_scan(const char *body, size_t len, struct proto_findings *f)
    __attribute__((warn_unused_result));

/* As proto_parse, and a value also where there are findings within it: for a
 * reader that goes on to look for more. */
int
proto_parse_leniently(const char *body, size_t len, struct proto_findings *f,
    struct json_object **out) __attribute__((warn_unused_result));

#endif
