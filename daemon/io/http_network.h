/*
 * The network that a client counts as, wherever something is limited per
 * address: an IPv4 address; of an IPv6 address its /64, whose rest one
 * household changes at will. An IPv4 client of an IPv6 listener is an IPv4
 * client (RFC 4291 section 2.5.5.2).
 */
#ifndef IO_HTTP_NETWORK_H
#define IO_HTTP_NETWORK_H

#include <netinet/in.h>
#include <sys/socket.h>

#define HTTP_NETWORK_TEXT INET6_ADDRSTRLEN

/* An IPv4 address as ::ffff:192.0.2.7; all zeros for other families. */
struct in6_addr http_network(const struct sockaddr_storage *from);
/* "::ffff:192.0.2.7", "2001:db8:1:2::". */
void
http_network_text(const struct in6_addr *network, char out[HTTP_NETWORK_TEXT]);

#endif
