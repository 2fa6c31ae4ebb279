/*
 * The development certificate: see io/tls.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include "io/tls.h"
#include "base/memory.h"
#include "base/text.h"

#define DAYS 397

static int
add_extension(X509 *x, int nid, const char *value)
{
	X509V3_CTX ctx;
	X509_EXTENSION *extension;
	int done;

	X509V3_set_ctx_nodb(&ctx);
	X509V3_set_ctx(&ctx, x, x, NULL, NULL, 0);
	extension = X509V3_EXT_conf_nid(NULL, &ctx, nid, value);
	if (extension == NULL)
		return 0;
	done = X509_add_ext(x, extension, -1);
	X509_EXTENSION_free(extension);
	return done;
}

static X509 *
make_certificate(EVP_PKEY *key, const char *host)
{
	X509 *x = X509_new();
	X509_NAME *name = X509_NAME_new();
	struct text names = { 0 };
	unsigned char serial[8] = { 0 };
	BIGNUM *number = NULL;
	int ok;

	text_add(&names, "DNS:localhost,IP:127.0.0.1,IP:::1");
	if (host != NULL)
		text_addf(&names, ",DNS:%s", host);
	ok = x != NULL && name != NULL &&
	     RAND_bytes(serial, sizeof(serial)) == 1;
	serial[0] &= 0x7f;
	number = ok ? BN_bin2bn(serial, sizeof(serial), NULL) : NULL;
	ok = number != NULL && X509_set_version(x, 2) &&
	     BN_to_ASN1_INTEGER(number, X509_get_serialNumber(x)) != NULL &&
	     X509_gmtime_adj(X509_getm_notBefore(x), -3600) != NULL &&
	     X509_gmtime_adj(X509_getm_notAfter(x), 86400L * DAYS) != NULL &&
	     X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
		 (const unsigned char *)"Serendip development", -1, -1, 0) &&
	     X509_set_subject_name(x, name) && X509_set_issuer_name(x, name) &&
	     X509_set_pubkey(x, key) &&
	     add_extension(
		 x, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
	     add_extension(
		 x, NID_key_usage, "critical,digitalSignature,keyCertSign") &&
	     add_extension(x, NID_ext_key_usage, "serverAuth") &&
	     add_extension(x, NID_subject_key_identifier, "hash") &&
	     add_extension(x, NID_subject_alt_name, text_get(&names)) &&
	     X509_sign(x, key, EVP_sha256()) > 0;
	BN_free(number);
	X509_NAME_free(name);
	text_clear(&names);
	if (ok)
		return x;
	X509_free(x);
	return NULL;
}

/* Creates a file that must not be there yet. */
static FILE *
create(const char *file, mode_t mode, struct fault *why)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w");

	if (f == NULL)
		(void)fault_set(
		    why, FAULT_CONFLICT, "%s: %s", file, strerror(errno));
	return f;
}

int
tls_make_development_certificate(const char *certificate_file,
    const char *key_file, const char *host, struct fault *why)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *x = key == NULL ? NULL : make_certificate(key, host);
	FILE *f;
	int done = -1;

	if (x == NULL) {
		done = fault_set(why, FAULT_INTERNAL,
		    "OpenSSL makes no certificate for \"%s\"",
		    host == NULL ? "localhost" : host);
		goto out;
	}
	if ((f = create(key_file, 0600, why)) == NULL)
		goto out;
	done = PEM_write_PrivateKey(f, key, NULL, NULL, 0, NULL, NULL) == 1;
	done = fclose(f) == 0 && done;
	if (!done) {
		unlink(key_file);
		done = fault_set(
		    why, FAULT_INTERNAL, "%s: %s", key_file, strerror(errno));
		goto out;
	}
	done = -1;
	if ((f = create(certificate_file, 0644, why)) == NULL) {
		unlink(key_file);
		goto out;
	}
	done = PEM_write_X509(f, x) == 1;
	done = fclose(f) == 0 && done ? 0
				      : fault_set(why, FAULT_INTERNAL, "%s: %s",
					    certificate_file, strerror(errno));
out:
	X509_free(x);
	EVP_PKEY_free(key);
	return done;
}
