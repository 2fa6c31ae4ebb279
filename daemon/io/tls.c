/*
 * The server's TLS: see io/tls.h. Settings as measured and recommended for
 * OpenSSL 3.0: TLS 1.2 and 1.3, forward secrecy with AEAD only, no
 * renegotiation, no compression, one ticket a connection.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <sys/stat.h>
#include <unistd.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include "io/tls.h"
#include "base/clock.h"
#include "base/dice.h"
#include "base/memory.h"
#include "base/metrics.h"

#define TICKET_KEY_BYTES 80 /* OpenSSL's: a name, for HMAC, for AES */

struct tls {
	SSL_CTX *context;
	int64_t tickets_until_us;
};

static int
refuse(struct fault *why, const char *file, const char *what)
{
	char reason[160];
	unsigned long code = ERR_peek_last_error();

	ERR_error_string_n(code, reason, sizeof(reason));
	ERR_clear_error();
	return fault_set(why, FAULT_INVALID, "%s: %s%s%s", file, what,
	    code == 0 ? "" : ": ", code == 0 ? "" : reason);
}

/* HTTP/1.1 is all that is spoken here; who offers only others is refused. */
static int
on_alpn(SSL *ssl, const unsigned char **out, unsigned char *out_len,
    const unsigned char *in, unsigned int in_len, void *arg)
{
	static const unsigned char ours[] = "\x08http/1.1";
	unsigned char *chosen;

	(void)ssl;
	(void)arg;
	if (SSL_select_next_proto(&chosen, out_len, ours, sizeof(ours) - 1, in,
		in_len) != OPENSSL_NPN_NEGOTIATED)
		return SSL_TLSEXT_ERR_ALERT_FATAL;
	*out = chosen;
	return SSL_TLSEXT_ERR_OK;
}

static SSL_CTX *
new_context(void)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());

	if (ctx == NULL ||
	    !SSL_CTX_set_min_proto_version(ctx, TLS1_2_VERSION) ||
	    !SSL_CTX_set_cipher_list(ctx, "ECDHE+AESGCM:ECDHE+CHACHA20") ||
	    !SSL_CTX_set1_groups_list(ctx, "X25519:P-256:P-384"))
		die("OpenSSL does not take our settings");
	SSL_CTX_set_options(ctx,
	    SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
		SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
	SSL_CTX_set_mode(ctx, SSL_MODE_RELEASE_BUFFERS);
	SSL_CTX_set_num_tickets(ctx, 1);
	SSL_CTX_set_session_id_context(
	    ctx, (const unsigned char *)"serendip", 8);
	SSL_CTX_set_alpn_select_cb(ctx, on_alpn, NULL);
	return ctx;
}

static SSL_CTX *
load(const char *certificate_file, const char *key_file, struct fault *why)
{
	SSL_CTX *ctx;
	struct stat st;

	if (stat(key_file, &st) != 0) {
		(void)fault_set(
		    why, FAULT_NOT_FOUND, "%s: %s", key_file, strerror(errno));
		return NULL;
	}
	if ((st.st_mode & 077) != 0) {
		(void)fault_set(why, FAULT_FORBIDDEN,
		    "%s: others may read it; its mode must be 0600 or 0400",
		    key_file);
		return NULL;
	}
	ctx = new_context();
	ERR_clear_error();
	if (SSL_CTX_use_certificate_chain_file(ctx, certificate_file) != 1)
		(void)refuse(why, certificate_file, "no certificate");
	else if (X509_cmp_current_time(
		     X509_get0_notAfter(SSL_CTX_get0_certificate(ctx))) < 0)
		(void)refuse(why, certificate_file, "it has expired");
	else if (SSL_CTX_use_PrivateKey_file(ctx, key_file, SSL_FILETYPE_PEM) !=
		 1)
		(void)refuse(why, key_file, "no key of this certificate");
	else if (SSL_CTX_check_private_key(ctx) != 1)
		(void)refuse(
		    why, key_file, "it does not match the certificate");
	else
		return ctx;
	SSL_CTX_free(ctx);
	return NULL;
}

/* For the figures: until when its certificate is valid. */
static void
tell_until(SSL_CTX *ctx)
{
	struct tm until;

	if (ASN1_TIME_to_tm(
		X509_get0_notAfter(SSL_CTX_get0_certificate(ctx)), &until) == 1)
		metrics_set(M_CERTIFICATE_UNTIL,
		    (int64_t)timegm(&until) * CLOCK_SECOND);
}

/* A context comes with ticket keys of its own. */
static void
tls_use(struct tls *tls, SSL_CTX *ctx)
{
	tls->context = ctx;
	tell_until(ctx);
	tls->tickets_until_us = clock_steady_us() + CLOCK_DAY;
}

/* Whoever finds the keys reads the sessions resumed with them, so they do not
 * last; a ticket of yesterday costs its holder a whole handshake. */
static void
new_ticket_keys(struct tls *tls)
{
	unsigned char keys[TICKET_KEY_BYTES];

	entropy_fill(keys, sizeof(keys));
	if (SSL_CTX_set_tlsext_ticket_keys(tls->context, keys, sizeof(keys)) !=
	    1)
		die("OpenSSL does not take ticket keys");
	OPENSSL_cleanse(keys, sizeof(keys));
	tls->tickets_until_us = clock_steady_us() + CLOCK_DAY;
}

struct tls *
tls_new(const char *certificate_file, const char *key_file, struct fault *why)
{
	SSL_CTX *ctx = load(certificate_file, key_file, why);
	struct tls *tls;

	if (ctx == NULL)
		return NULL;
	tls = memory_new(1, sizeof(*tls));
	tls_use(tls, ctx);
	return tls;
}

void
tls_free(struct tls *tls)
{
	if (tls == NULL)
		return;
	SSL_CTX_free(tls->context);
	free(tls);
}

int
tls_reload(struct tls *tls, const char *certificate_file, const char *key_file,
    struct fault *why)
{
	SSL_CTX *next = load(certificate_file, key_file, why);

	if (next == NULL)
		return -1;
	/* Connections in progress hold the old one. */
	SSL_CTX_free(tls->context);
	tls_use(tls, next);
	return 0;
}

struct ssl_ctx_st *
tls_context(struct tls *tls)
{
	if (clock_steady_us() >= tls->tickets_until_us)
		new_ticket_keys(tls);
	return tls->context;
}
