/*
 * What `serendip` keeps between calls: the server, its certificate, the
 * session. ~/.config/serendip/session.json, for its owner alone.
 */
#ifndef LINK_KEEP_H
#define LINK_KEEP_H

#include <json-c/json.h>

/* What is kept, an empty object where nothing is; NULL (said on standard
 * error) where others may read the file or it is no JSON object. */
struct json_object *keep_read(void);
/* Writes it, atomically; 0, or -1 with the reason said. */
int keep_write(struct json_object *kept) __attribute__((warn_unused_result));

#endif
