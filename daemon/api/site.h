/*
 * The web client: a folder of files (clients/web builds it) as it is served, in
 * memory. Beside a file NAME may stand NAME.br and NAME.gz, the same compressed.
 * No path of a request touches the file system: it is looked up by its bytes
 * among those that were read.
 */
#ifndef API_SITE_H
#define API_SITE_H

#include <stddef.h>
#include "base/attr.h"
#include "base/fault.h"

struct http_req;
struct site;
struct site_page;

/* Reads it, held once. 0, also where there is none (no such folder, or no
 * index.html in it): then *out is NULL, and *why says so. -1 with the reason
 * where it cannot be served: see io/folder.h; a name with other characters than
 * letters, digits, '.', '_' and '-', or of no known type. */
int
site_read(const char *folder, struct site **out, struct fault *why) MUST_CHECK;
/* Replies that are on their way keep what they need. NULL is allowed. */
void site_drop(struct site *site);
/* How many files, without those that are another compressed; and bytes, with. */
size_t site_files(const struct site *site);
size_t site_bytes(const struct site *site);

/* The page of a raw path, '/' being index.html; NULL where there is none. */
const struct site_page *site_find(const struct site *site, const char *path);
/* Answers a GET or HEAD with it, or with 304 whoever has it already. */
void site_reply(
    struct site *site, const struct site_page *page, struct http_req *req);

#endif
