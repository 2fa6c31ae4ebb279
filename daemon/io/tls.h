/*
 * TLS (OpenSSL): the server's context, its reload, and the development
 * certificate.
 */
#ifndef IO_TLS_H
#define IO_TLS_H

#include "base/attr.h"
#include "base/fault.h"

struct tls;
struct ssl_ctx_st;

/* TLS 1.2 and 1.3, ECDHE with AEAD only, ALPN http/1.1; a day's tickets have
 * keys of their own. NULL with the reason where a file is missing, unreadable,
 * readable by others (the key), expired or the two do not match. */
struct tls *tls_new(const char *certificate_file, const char *key_file,
    struct fault *why) MUST_CHECK;
void tls_free(struct tls *tls);
/* Reads the files, which may be others than before, and swaps; connections in
 * progress keep the old one. On a refusal the old one stays. */
int tls_reload(struct tls *tls, const char *certificate_file,
    const char *key_file, struct fault *why) MUST_CHECK;
/* For io/http only, for one new connection; borrowed until the next reload. */
struct ssl_ctx_st *tls_context(struct tls *tls);

/* Writes a self-signed ECDSA P-256 certificate for localhost, 127.0.0.1, ::1
 * and `host` (may be NULL), valid for 397 days, and its key (mode 0600). Does
 * not overwrite. */
int tls_make_development_certificate(const char *certificate_file,
    const char *key_file, const char *host, struct fault *why) MUST_CHECK;

#endif
