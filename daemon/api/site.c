/*
 * The web client's files: see api/site.h. What is wrong with them is said to the
 * operator, as they are read.
 */
#include "api/site.h"

#include <stdlib.h>
#include <string.h>
#include "api/negotiate.h"
#include "base/encode.h"
#include "base/memory.h"
#include "base/text.h"
#include "io/folder.h"
#include "io/http.h"
#include "io/seal.h"

#define SITE_MAGIC 0x517e0001u
#define INDEX "index.html"
/* Its names hold a hash of what is in them. */
#define ASSETS "assets/"
#define FOR_EVER "public, max-age=31536000, immutable"

struct site_body {
	const char *data; /* NULL: not in this coding */
	size_t len;
	char etag[2 * 16 + 3];
};

struct site_page {
	const char *name; /* "assets/app-1a2b3c.js" */
	const char *type;
	struct site_body bodies[CODING_COUNT];
};

struct site {
	unsigned magic;
	int holders;
	struct folder *files;
	struct site_page *pages; /* by name */
	size_t count;
};

/* Beside those of api_headers. The client makes no markup of text: scripts may
 * not write any (trusted types). Whoever registers the service worker needs a
 * policy for its address. */
static const char *const headers[][2] = {
	{ "Content-Security-Policy",
	    "default-src 'none'; script-src 'self'; style-src 'self'; "
	    "img-src 'self' data:; font-src 'self'; connect-src 'self'; "
	    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
	    "form-action 'self'; frame-ancestors 'none'; "
	    "require-trusted-types-for 'script'" },
	{ "Permissions-Policy",
	    "accelerometer=(), autoplay=(), camera=(), display-capture=(), "
	    "encrypted-media=(), fullscreen=(self), geolocation=(), "
	    "gyroscope=(), magnetometer=(), microphone=(), midi=(), "
	    "payment=(), publickey-credentials-get=(), "
	    "screen-wake-lock=(), usb=(), xr-spatial-tracking=()" },
	{ "Vary", "Accept-Encoding" },
};

static const char *
type_of(const char *name)
{
	static const struct {
		const char *ending, *type;
	} types[] = {
		{ "html", "text/html; charset=utf-8" },
		{ "js", "text/javascript; charset=utf-8" },
		{ "css", "text/css; charset=utf-8" },
		{ "json", "application/json; charset=utf-8" },
		{ "webmanifest", "application/manifest+json; charset=utf-8" },
		{ "svg", "image/svg+xml; charset=utf-8" },
		{ "txt", "text/plain; charset=utf-8" },
		{ "png", "image/png" },
		{ "ico", "image/x-icon" },
		{ "webp", "image/webp" },
		{ "woff2", "font/woff2" },
	};
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot != NULL && i < COUNT_OF(types); i++)
		if (strcmp(dot + 1, types[i].ending) == 0)
			return types[i].type;
	return NULL;
}

/* --- reading -------------------------------------------------------------- */

static enum coding
coding_of(const char *name)
{
	const char *dot = strrchr(name, '.');

	if (dot != NULL && strcmp(dot, ".br") == 0)
		return CODING_BROTLI;
	if (dot != NULL && strcmp(dot, ".gz") == 0)
		return CODING_GZIP;
	return CODING_IDENTITY;
}

/* Names that stand in a URL as they are, none of them hidden. */
static bool
is_plain(const char *name)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789._-/";

	return strspn(name, plain) == strlen(name) && *name != '.' &&
	       strstr(name, "/.") == NULL;
}

static int
by_name(const void *name, const void *page)
{
	return strcmp(name, ((const struct site_page *)page)->name);
}

static struct site_page *
page_get(const struct site *s, const char *name)
{
	return s->count == 0 ? NULL
			     : bsearch(name, s->pages, s->count,
				   sizeof(*s->pages), by_name);
}

static void
body_set(struct site_body *body, const struct folder_file *file)
{
	uint8_t digest[SEAL_DIGEST];
	char hex[2 * 16 + 1];

	body->data = file->data;
	body->len = file->len;
	/* Of the bytes as they are sent, so that each coding has its own. */
	seal_digest(file->data, file->len, digest);
	encode_hex(digest, 16, hex);
	snprintf(body->etag, sizeof(body->etag), "\"%s\"", hex);
}

static int
add_page(struct site *s, const struct folder_file *file, struct fault *why)
{
	struct site_page *page = &s->pages[s->count];

	page->name = file->name;
	page->type = type_of(file->name);
	if (page->type == NULL)
		return fault_set(why, FAULT_INVALID,
		    "%s: no type of file is known by that name", file->name);
	body_set(&page->bodies[CODING_IDENTITY], file);
	s->count++;
	return 0;
}

static int
add_coding(struct site *s, const struct folder_file *file, struct fault *why)
{
	char *name =
	    memory_text_n(file->name, strlen(file->name) - strlen(".br"));
	struct site_page *page = page_get(s, name);

	free(name);
	if (page == NULL)
		return fault_set(why, FAULT_INVALID,
		    "%s: the file that it is compressed is not there",
		    file->name);
	body_set(&page->bodies[coding_of(file->name)], file);
	return 0;
}

static int
add_all(struct site *s, struct fault *why)
{
	const struct folder *f = s->files;

	s->pages = memory_new(f->count + 1, sizeof(*s->pages));
	for (size_t i = 0; i < f->count; i++) {
		if (!is_plain(f->files[i].name))
			return fault_set(why, FAULT_INVALID,
			    "%s: allowed are letters, digits, '.', '_' and "
			    "'-', and no '.' in front",
			    f->files[i].name);
		if (coding_of(f->files[i].name) == CODING_IDENTITY &&
		    add_page(s, &f->files[i], why) != 0)
			return -1;
	}
	for (size_t i = 0; i < f->count; i++)
		if (coding_of(f->files[i].name) != CODING_IDENTITY &&
		    add_coding(s, &f->files[i], why) != 0)
			return -1;
	return 0;
}

int
site_read(const char *folder, struct site **out, struct fault *why)
{
	static const struct folder_limits limits = { .files = 1000,
		.file_bytes = 4 << 20,
		.bytes = 32 << 20,
		.depth = 4 };
	struct folder *files = folder_read(folder, &limits, why);
	struct site *s;

	*out = NULL;
	if (files == NULL)
		return why->code == FAULT_NOT_FOUND ? 0 : -1;
	s = memory_new(1, sizeof(*s));
	s->magic = SITE_MAGIC;
	s->holders = 1;
	s->files = files;
	if (add_all(s, why) != 0) {
		site_drop(s);
		return -1;
	}
	if (page_get(s, INDEX) == NULL) {
		(void)fault_set(
		    why, FAULT_NOT_FOUND, "%s: there is no %s", folder, INDEX);
		site_drop(s);
		return 0;
	}
	*out = s;
	return 0;
}

void
site_drop(struct site *s)
{
	if (s == NULL)
		return;
	CHECK(s, SITE_MAGIC);
	if (--s->holders > 0)
		return;
	folder_free(s->files);
	free(s->pages);
	s->magic = 0;
	free(s);
}

size_t
site_files(const struct site *s)
{
	return s->count;
}

size_t
site_bytes(const struct site *s)
{
	return s->files->bytes;
}

/* --- serving -------------------------------------------------------------- */

const struct site_page *
site_find(const struct site *s, const char *path)
{
	return page_get(s, strcmp(path, "/") == 0 ? INDEX : path + 1);
}

static void
on_released(void *arg)
{
	site_drop(arg);
}

void
site_reply(struct site *s, const struct site_page *page, struct http_req *req)
{
	unsigned available = 0;
	const struct site_body *body;
	enum coding coding;

	CHECK(s, SITE_MAGIC);
	for (int i = 0; i < CODING_COUNT; i++)
		if (page->bodies[i].data != NULL)
			available |= 1U << i;
	coding = coding_choose(http_header(req, "Accept-Encoding"), available);
	body = &page->bodies[coding];
	for (size_t i = 0; i < COUNT_OF(headers); i++)
		http_reply_header(req, headers[i][0], headers[i][1]);
	http_reply_header(req, "ETag", body->etag);
	http_reply_header(req, "Cache-Control",
	    strncmp(page->name, ASSETS, strlen(ASSETS)) == 0 ? FOR_EVER
							     : "no-cache");
	if (tag_is_in(http_header(req, "If-None-Match"), body->etag)) {
		http_reply(req, 304, NULL, NULL, 0);
		return;
	}
	if (coding_name(coding) != NULL)
		http_reply_header(req, "Content-Encoding", coding_name(coding));
	s->holders++;
	http_reply_shared(
	    req, 200, page->type, body->data, body->len, on_released, s);
}
