/*
 * Where libevent meets OpenSSL: see io/http_tls.h.
 */
#include <event2/bufferevent.h>
#include <event2/bufferevent_ssl.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include "io/http_tls.h"
#include "base/memory.h"
#include "io/tls.h"

struct ending {
	void (*gone)(void *arg);
	void *arg;
};

static int http_tls_slot = -1;

static void
on_ssl_free(void *parent, void *pointer, CRYPTO_EX_DATA *data, int index,
    long argl, void *argp)
{
	struct ending *ending = pointer;

	(void)parent;
	(void)data;
	(void)index;
	(void)argl;
	(void)argp;
	if (ending == NULL)
		return;
	ending->gone(ending->arg);
	free(ending);
}

struct bufferevent *
http_tls_bufferevent(struct event_base *base, struct tls *tls,
    void (*gone)(void *arg), void *arg)
{
	SSL *ssl = SSL_new(tls_context(tls));
	struct ending *ending = memory_new(1, sizeof(*ending));
	struct bufferevent *bev;

	if (http_tls_slot < 0)
		http_tls_slot =
		    SSL_get_ex_new_index(0, NULL, NULL, NULL, on_ssl_free);
	ending->gone = gone;
	ending->arg = arg;
	if (ssl == NULL || !SSL_set_ex_data(ssl, http_tls_slot, ending))
		die("no SSL");
	bev = bufferevent_openssl_socket_new(
	    base, -1, ssl, BUFFEREVENT_SSL_ACCEPTING, BEV_OPT_CLOSE_ON_FREE);
	if (bev == NULL)
		die("no TLS connection");
	return bev;
}

void *
http_tls_arg(struct bufferevent *bev)
{
	SSL *ssl = bufferevent_openssl_get_ssl(bev);
	struct ending *ending =
	    ssl == NULL ? NULL : SSL_get_ex_data(ssl, http_tls_slot);

	return ending == NULL ? NULL : ending->arg;
}

void
http_tls_say(struct bufferevent *bev, const char *bytes, size_t n)
{
	SSL *ssl = bufferevent_openssl_get_ssl(bev);
	size_t written;

	/* One who does not even read has no use for it. */
	if (ssl != NULL && SSL_is_init_finished(ssl))
		(void)SSL_write_ex(ssl, bytes, n, &written);
	ERR_clear_error();
}

void
http_tls_goodbye(struct bufferevent *bev)
{
	SSL *ssl = bufferevent_openssl_get_ssl(bev);

	if (ssl != NULL && SSL_is_init_finished(ssl))
		(void)SSL_shutdown(ssl);
	ERR_clear_error();
}
